/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decide/decision.h"

#include "decide/follow_up.h"
#include "decide/history.h"
#include "decide/questions.h"

#include <string.h>

/* Answer within a day, and at once where several people have already given their time. */
#define ANSWER_HOURS             24
#define ANSWER_HOURS_LATER_STAGE 4
#define LAST_MINUTE_HOURS        6

const char *const rg_outcome_names[RG_N_OUTCOMES + 1] = {
  [RG_OUTCOME_NONE] = "none",       [RG_OUTCOME_DECLINE] = "decline",
  [RG_OUTCOME_EXPLORE] = "explore", [RG_OUTCOME_RESCHEDULE] = "reschedule",
  [RG_OUTCOME_ASK] = "ask",         [RG_OUTCOME_KEEP] = "keep",
};

const char *const rg_channel_names[RG_N_CHANNELS + 1] = {
  [RG_CHANNEL_EMAIL] = "email",
  [RG_CHANNEL_PHONE_FIRST] = "phone-first",
  [RG_CHANNEL_RECRUITER_FIRST] = "recruiter-first",
  [RG_CHANNEL_MANAGER_FIRST] = "manager-first",
};

void
rg_decision_free (RgDecision *decision)
{
  if (!decision)
    return;
  rg_moment_free (decision->answer_by);
  rg_checklist_free (decision->checklist);
  g_free (decision);
}

/* ---- the outcome ---- */

static gboolean
fails (const RgChecklist *checklist, RgQuestion question)
{
  return checklist->answers[question].verdict == RG_ANSWER_FAIL;
}

/* Relationship is not an obstacle: it only says how to decline. */
static int
first_failing (const RgChecklist *checklist)
{
  for (int question = 0; question < RG_QUESTION_RELATIONSHIP; question++)
    if (fails (checklist, question))
      return question;
  return -1;
}

static gboolean
fails_only_the_slot (const RgChecklist *checklist)
{
  for (int question = 0; question < RG_QUESTION_RELATIONSHIP; question++)
    if (fails (checklist, question) && !checklist->answers[question].only_the_slot)
      return FALSE;
  return TRUE;
}

static int
first_unsure (const RgChecklist *checklist)
{
  for (int question = 0; question < RG_QUESTION_RELATIONSHIP; question++)
    if (checklist->answers[question].verdict == RG_ANSWER_UNKNOWN
        && checklist->answers[question].matters)
      return question;
  return -1;
}

static void
settle (RgDecision *decision, RgOutcomeKind outcome, int question)
{
  decision->outcome = outcome;
  decision->reason = question >= 0 ? rg_question_names[question] : NULL;
}

static void
settle_failing (RgDecision *decision, const RgCase *the_case, int question)
{
  const RgChecklist *checklist = decision->checklist;
  if (fails (checklist, RG_QUESTION_STATUS) || fails (checklist, RG_QUESTION_RED_FLAGS))
    settle (decision, RG_OUTCOME_DECLINE, question);
  else if (fails_only_the_slot (checklist))
    settle (decision, RG_OUTCOME_RESCHEDULE, question);
  else if (checklist->answers[RG_QUESTION_RELATIONSHIP].verdict != RG_ANSWER_PASS)
    settle (decision, RG_OUTCOME_DECLINE, question);
  else if (the_case->facts->stage == RG_STAGE_INFORMATIONAL)
    settle (decision, RG_OUTCOME_KEEP, -1); /* the talk already is the light one */
  else
    settle (decision, RG_OUTCOME_EXPLORE, question);
}

static void
settle_unsure (RgDecision *decision, const RgCase *the_case, int question)
{
  static const RgOutcomeKind by_wish[RG_N_UNSURE] = {
    [RG_UNSURE_ASK] = RG_OUTCOME_ASK,
    [RG_UNSURE_DECLINE] = RG_OUTCOME_DECLINE,
    [RG_UNSURE_KEEP] = RG_OUTCOME_KEEP,
  };
  settle (decision, by_wish[the_case->profile->when_unsure], question);
}

static void
settle_outcome (RgDecision *decision, const RgCase *the_case)
{
  int failing = first_failing (decision->checklist);
  int unsure = first_unsure (decision->checklist);
  if (failing >= 0)
    settle_failing (decision, the_case, failing);
  else if (unsure >= 0)
    settle_unsure (decision, the_case, unsure);
  else
    settle (decision, RG_OUTCOME_KEEP, -1);
}

/* ---- channel and time ---- */

/* Written from the domain that the user is written to at: a role within the own house. */
static gboolean
is_internal (const RgCase *the_case)
{
  const char *domain
      = the_case->message->from ? rg_address_domain (the_case->message->from) : "";
  if (!*domain || rg_domain_is_freemail (domain))
    return FALSE;
  for (const char *const *own = the_case->addresses; own && *own; own++)
    {
      const char *at = strrchr (*own, '@');
      if (at && !g_ascii_strcasecmp (at + 1, domain))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_same_day (GDateTime *a, GDateTime *b, GTimeZone *zone)
{
  g_autoptr (GDateTime) la = g_date_time_to_timezone (a, zone);
  g_autoptr (GDateTime) lb = g_date_time_to_timezone (b, zone);
  return g_date_time_get_year (la) == g_date_time_get_year (lb)
         && g_date_time_get_day_of_year (la) == g_date_time_get_day_of_year (lb);
}

static gboolean
is_last_minute (const RgCase *the_case)
{
  if (!the_case->facts->times->len)
    return FALSE;
  const RgMoment *first = g_ptr_array_index (the_case->facts->times, 0);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  GTimeZone *zone = the_case->profile->zone ? the_case->profile->zone : utc;
  g_autoptr (GDateTime) start = rg_moment_to_instant (first, the_case->profile->zone);
  GTimeSpan left = start ? g_date_time_difference (start, the_case->now) : -1;
  return left >= 0
         && (left < LAST_MINUTE_HOURS * G_TIME_SPAN_HOUR
             || is_same_day (start, the_case->now, zone));
}

/* Whom one has spoken with before, or knows, one tells it by voice. */
#define SEVERAL_TALKS 2

static gboolean
knows_voice (const RgCase *the_case)
{
  return rg_find_known_person (the_case) || rg_history_count_talks (the_case) >= SEVERAL_TALKS;
}

static RgChannel
choose_channel (const RgDecision *decision, const RgCase *the_case)
{
  if (is_internal (the_case))
    return RG_CHANNEL_MANAGER_FIRST;
  if (decision->is_last_minute)
    return RG_CHANNEL_PHONE_FIRST;
  if (the_case->facts->via_recruiter)
    return RG_CHANNEL_RECRUITER_FIRST;
  return knows_voice (the_case) ? RG_CHANNEL_PHONE_FIRST : RG_CHANNEL_EMAIL;
}

static gboolean
is_later_stage (const RgFacts *facts)
{
  return facts->stage == RG_STAGE_SECOND || facts->stage == RG_STAGE_FINAL;
}

static RgMoment *
find_answer_by (const RgCase *the_case)
{
  GDateTime *received = the_case->message->date ? the_case->message->date : the_case->now;
  int hours = is_later_stage (the_case->facts) ? ANSWER_HOURS_LATER_STAGE : ANSWER_HOURS;
  g_autoptr (GDateTime) usual = g_date_time_add_hours (received, hours);
  const RgMoment *wanted = the_case->facts->reply_by;
  if (!wanted)
    return rg_moment_new (usual, TRUE);
  g_autoptr (GDateTime) deadline = rg_moment_to_instant (wanted, the_case->profile->zone);
  return deadline && g_date_time_compare (deadline, usual) < 0 ? rg_moment_copy (wanted)
                                                               : rg_moment_new (usual, TRUE);
}

/* ---- the text ---- */

static const char *
template_for_reason (const RgDecision *decision, const RgProfile *profile)
{
  static const char *const by_question[RG_N_QUESTIONS] = {
    [RG_QUESTION_STATUS] = "offer-accepted",   [RG_QUESTION_GOALS] = "goals",
    [RG_QUESTION_MOBILITY] = "mobility",       [RG_QUESTION_RED_FLAGS] = "withdraw",
    [RG_QUESTION_BANDWIDTH] = "circumstances", [RG_QUESTION_RELATIONSHIP] = "withdraw",
  };
  for (int question = 0; profile->give_reason && question < RG_N_QUESTIONS; question++)
    if (decision->reason == rg_question_names[question])
      return by_question[question];
  return "withdraw";
}

static gboolean
can_refer (const RgDecision *decision, const RgProfile *profile)
{
  return profile->referral && profile->referral_consented
         && decision->reason != rg_question_names[RG_QUESTION_RED_FLAGS];
}

static const char *
choose_decline (const RgDecision *decision, const RgCase *the_case)
{
  if (decision->is_last_minute)
    return "last-minute";
  if (decision->channel == RG_CHANNEL_RECRUITER_FIRST)
    return "recruiter";
  if (decision->channel == RG_CHANNEL_MANAGER_FIRST)
    return "internal";
  if (is_later_stage (the_case->facts))
    return "later-stage";
  if (can_refer (decision, the_case->profile))
    return "referral";
  return template_for_reason (decision, the_case->profile);
}

static const char *
choose_template (const RgDecision *decision, const RgCase *the_case)
{
  switch (decision->outcome)
    {
    case RG_OUTCOME_DECLINE:
      return choose_decline (decision, the_case);
    case RG_OUTCOME_EXPLORE:
    case RG_OUTCOME_RESCHEDULE:
    case RG_OUTCOME_ASK:
      return rg_outcome_names[decision->outcome];
    default:
      return NULL;
    }
}

/* What a text says to the employer. */
static RgOutcomeKind
outcome_of_template (const char *name)
{
  static const char *const declines[]
      = { "circumstances",  "goals",     "internal",  "last-minute", "later-stage", "mobility",
          "offer-accepted", "persuades", "recruiter", "referral",    "withdraw",    NULL };
  for (int outcome = RG_OUTCOME_EXPLORE; outcome <= RG_OUTCOME_ASK; outcome++)
    if (g_str_equal (name, rg_outcome_names[outcome]))
      return (RgOutcomeKind) outcome;
  return g_strv_contains (declines, name) ? RG_OUTCOME_DECLINE : RG_OUTCOME_KEEP;
}

void
rg_decision_overrule (RgDecision *decision, const char *name)
{
  if (decision->outcome == RG_OUTCOME_NONE)
    return;
  decision->outcome = outcome_of_template (name);
  decision->template_name = name;
  decision->is_overruled = TRUE;
}

const char *
rg_follow_up_template (RgKind kind, gboolean is_solved)
{
  switch (kind)
    {
    case RG_KIND_THANKS:
    case RG_KIND_ASKS_WHY:
      return rg_kind_name (kind);
    case RG_KIND_PERSUADES:
      return is_solved ? "reopened" : rg_kind_name (kind);
    default:
      return NULL;
    }
}

RgDecision *
rg_decide (const RgCase *the_case, const RgDetection *detection)
{
  RgDecision *decision = g_new0 (RgDecision, 1);
  if (the_case->thread && rg_follow_up_template (detection->kind, FALSE))
    {
      rg_decide_follow_up (decision, the_case, detection->kind);
      decision->answer_by = decision->outcome ? find_answer_by (the_case) : NULL;
      return decision;
    }
  if (!rg_detection_is_invitation (detection))
    return decision;
  decision->checklist = rg_checklist_ask (the_case);
  settle_outcome (decision, the_case);
  decision->is_last_minute = is_last_minute (the_case);
  decision->channel = choose_channel (decision, the_case);
  decision->answer_by = find_answer_by (the_case);
  decision->template_name = choose_template (decision, the_case);
  return decision;
}
