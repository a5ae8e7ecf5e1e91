/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What to do with a message, and why. */
#pragma once

#include "decide/checklist.h"
#include "detect/detection.h"

typedef enum
{
  RG_OUTCOME_NONE, /* not an invitation */
  RG_OUTCOME_DECLINE,
  RG_OUTCOME_EXPLORE,
  RG_OUTCOME_RESCHEDULE,
  RG_OUTCOME_ASK,
  RG_OUTCOME_KEEP,
  RG_N_OUTCOMES
} RgOutcomeKind;

typedef enum
{
  RG_CHANNEL_EMAIL,
  RG_CHANNEL_PHONE_FIRST,
  RG_CHANNEL_RECRUITER_FIRST,
  RG_CHANNEL_MANAGER_FIRST,
  RG_N_CHANNELS
} RgChannel;

extern const char *const rg_outcome_names[RG_N_OUTCOMES + 1]; /* "none", "decline", ... */
extern const char *const rg_channel_names[RG_N_CHANNELS + 1]; /* "email", "phone-first", ... */

typedef struct
{
  RgOutcomeKind outcome;
  const char *reason; /* the name of the question that decided; NULL if none did */
  RgChannel channel;
  RgMoment *answer_by;       /* NULL where nothing is to be answered */
  RgChecklist *checklist;    /* NULL for none */
  const char *template_name; /* "mobility", ...; NULL where nothing is to be written */
  gboolean is_overruled;     /* the user chose the text */
  gboolean is_last_minute;   /* the interview is today or within hours */
} RgDecision;

/* Pure. Transfer full. */
RgDecision *rg_decide (const RgCase *the_case, const RgDetection *detection);
/* The user wants the text `name` (not copied) instead: the outcome becomes what that text says.
 * Where the mail is no invitation nothing changes. */
void rg_decision_overrule (RgDecision *decision, const char *name);
void rg_decision_free (RgDecision *decision);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgDecision, rg_decision_free)

/* The text that answers what came back after a decline: thanks, asks-why, or persuades, where
 * `is_solved` says that what stood in the way no longer does. NULL for any other kind. */
const char *rg_follow_up_template (RgKind kind, gboolean is_solved);
