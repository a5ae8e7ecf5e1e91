/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The user, as profile.conf tells. */
#pragma once

#include "base/config.h"
#include "decide/busy.h"

typedef enum
{
  RG_TRI_UNKNOWN,
  RG_TRI_NO,
  RG_TRI_YES
} RgTri;

typedef enum
{
  RG_TONE_WARM,
  RG_TONE_FORMAL,
  RG_TONE_BRIEF,
  RG_N_TONES
} RgTone;

typedef enum
{
  RG_UNSURE_ASK,
  RG_UNSURE_DECLINE,
  RG_UNSURE_KEEP,
  RG_N_UNSURE
} RgUnsure;

/* Every list is never NULL; every text NULL where the profile is silent. Read-only. */
typedef struct
{
  char *name, *language;
  char *headline; /* what the user brings, in a few words */
  RgTri accepted_offer;
  char *accepted_since;
  GStrv titles, seniority, functions, industries, industries_unwanted;
  GStrv target_companies, blocked_companies;
  gint64 minimum_pay; /* a year, in whole units of `pay_currency`; 0: none */
  char *pay_currency; /* ISO 4217 */
  GStrv work_models;  /* of "remote", "hybrid", "onsite"; empty: any */
  char *home;
  char *zone_name;
  GTimeZone *zone; /* NULL where the profile names none */
  GStrv permits, onsite_places, relocate_to;
  GArray *moving; /* RgDays */
  char *notice_period;
  int hours_from, hours_to; /* minutes since midnight in `zone`; -1 where unset */
  GStrv red_words, red_companies;
  int interviews_per_week; /* -1 where unset */
  GArray *away;            /* RgDays */
  RgBusy *busy;            /* busy_calendar; never NULL */
  GStrv known_companies, known_domains, known_people;
  RgTone tone;
  gboolean give_reason;
  gboolean answer_thanks;   /* one line where they thank for the decline */
  gboolean answer_reopened; /* where what stood in the way is solved */
  char *referral;
  gboolean referral_consented;
  gboolean quote;
  char *signature;
  RgUnsure when_unsure;
} RgProfile;

/* Error: RG_ERROR_CONFIG with file and line. */
RgProfile *rg_profile_load (const char *path, GError **error);
RgProfile *rg_profile_parse (const char *path, const char *text, gsize length, GError **error);
/* One in which everything is unknown. */
RgProfile *rg_profile_new_empty (void);
void rg_profile_free (RgProfile *profile);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgProfile, rg_profile_free)

/* Whether a GArray of RgDays has the day of `moment`, and which range. NULL if none. */
const RgDays *rg_days_covering (const GArray *days, GDateTime *moment);
