/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decide/follow_up.h"

/* The question that the user declined because of; -1 if none is known. */
static int
question_of (const RgThread *thread)
{
  for (int question = 0; question < RG_N_QUESTIONS; question++)
    if (!g_strcmp0 (thread->reason, rg_question_names[question]))
      return question;
  return -1;
}

/* Only a clear yes to the question that failed, with no other failing, opens the door again. An
 * accepted offer and a red flag stay what they are. */
static gboolean
is_solved (const RgChecklist *checklist, int question)
{
  if (question < 0 || question == RG_QUESTION_STATUS || question == RG_QUESTION_RED_FLAGS
      || checklist->answers[question].verdict != RG_ANSWER_PASS)
    return FALSE;
  for (int other = 0; other < RG_QUESTION_RELATIONSHIP; other++)
    if (checklist->answers[other].verdict == RG_ANSWER_FAIL)
      return FALSE;
  return TRUE;
}

static void
settle (RgDecision *decision, RgOutcomeKind outcome, const char *template_name)
{
  decision->outcome = outcome;
  decision->template_name = template_name;
}

static void
settle_persuasion (RgDecision *decision, const RgCase *the_case, int question)
{
  const RgProfile *profile = the_case->profile;
  if (the_case->thread->rounds >= RG_FOLLOW_UP_ROUNDS)
    settle (decision, RG_OUTCOME_KEEP, NULL);
  else if (is_solved (decision->checklist, question))
    settle (decision, RG_OUTCOME_KEEP, profile->answer_reopened ? "reopened" : NULL);
  else
    settle (decision, RG_OUTCOME_DECLINE, rg_follow_up_template (RG_KIND_PERSUADES, FALSE));
}

void
rg_decide_follow_up (RgDecision *decision, const RgCase *the_case, RgKind kind)
{
  int question = question_of (the_case->thread);
  if (kind == RG_KIND_THANKS && !the_case->profile->answer_thanks)
    return;
  decision->checklist = rg_checklist_ask (the_case);
  decision->reason = question >= 0 ? rg_question_names[question] : NULL;
  decision->channel = RG_CHANNEL_EMAIL;
  if (kind == RG_KIND_PERSUADES)
    settle_persuasion (decision, the_case, question);
  else
    settle (decision, RG_OUTCOME_DECLINE, rg_follow_up_template (kind, FALSE));
}
