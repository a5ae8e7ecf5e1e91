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

extern const char *const rg_tone_names[RG_N_TONES + 1]; /* "warm", "formal", "brief" */

typedef enum
{
  RG_UNSURE_ASK,
  RG_UNSURE_DECLINE,
  RG_UNSURE_KEEP,
  RG_N_UNSURE
} RgUnsure;

/* What a mail has to say before the user goes on. */
typedef enum
{
  RG_MUST_KNOW_PAY = 1 << 0,
  RG_MUST_KNOW_WORK_MODEL = 1 << 1,
  RG_MUST_KNOW_GROWTH = 1 << 2,
} RgMustKnow;

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
  GStrv growth;       /* words for what the user wants to grow into */
  guint must_know;    /* of RgMustKnow: non_negotiables */
  char *home;
  char *zone_name;
  GTimeZone *zone; /* NULL where the profile names none */
  GStrv permits, onsite_places, relocate_to;
  GArray *moving; /* RgDays */
  char *notice_period;
  int hours_from, hours_to; /* minutes since midnight in `zone`; -1 where unset */
  int quiet_from, quiet_to; /* as the hours; may pass midnight */
  GStrv red_words, red_companies;
  int interviews_per_week; /* -1 where unset */
  GArray *away;            /* RgDays */
  char *busy_calendar;     /* a file or folder; NULL */
  RgBusy *busy;            /* what is in it; never NULL */
  GStrv known_companies, known_domains, known_people;
  RgTone tone;
  GHashTable *tones; /* language → RgTone, where it is another than `tone` */
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
/* Only the language that it names; NULL where it names none or can't be read. Transfer full. */
char *rg_profile_find_language (const char *path);
/* One in which everything is unknown. */
RgProfile *rg_profile_new_empty (void);
void rg_profile_free (RgProfile *profile);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgProfile, rg_profile_free)

/* How a reply in `language` ("de") sounds. */
RgTone rg_profile_tone (const RgProfile *profile, const char *language);

/* Whether the user wants to be left alone at this hour. The moment is taken in the profile's
 * time zone, or as it stands where the profile names none. */
gboolean rg_profile_is_quiet (const RgProfile *profile, GDateTime *now);

/* Whether a GArray of RgDays has the day of `moment`, and which range. NULL if none. */
const RgDays *rg_days_covering (const GArray *days, GDateTime *moment);
