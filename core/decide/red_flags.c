/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Question 4: are there credible warning signs? */
#include "decide/history.h"

#include "base/translate.h"
#include "decide/questions.h"

#define TOO_MANY_SLIPS 2

/* A promise may have been kept by telephone, of which nothing is known: two of them make one
 * slip that is sure. */
static int
count_slips (const RgCase *the_case)
{
  int moves = rg_history_count_moves (the_case), broken = the_case->broken_promises;
  return moves > 0 ? moves + broken : broken - 1;
}

/* What only shows in what went before. */
static gboolean
find_in_history (const RgCase *the_case, RgAnswer *answer)
{
  if (count_slips (the_case) >= TOO_MANY_SLIPS)
    *answer = rg_answer (
        RG_ANSWER_FAIL, "They have moved, cancelled or missed what was agreed more than once.");
  else if (!the_case->facts->position && rg_history_asked_for_role (the_case))
    *answer = rg_answer (RG_ANSWER_FAIL,
                         "You asked which role it is about, and they still do not say.");
  else
    return FALSE;
  return TRUE;
}

static RgAnswer
contradicts_advertisement (const RgConditions *conditions)
{
  RgAnswer answer
      = rg_answer (RG_ANSWER_UNKNOWN, "It says \"%s\" now, but \"%s\" in what it answers to.",
                   conditions->work_model_words, conditions->advertised_model);
  answer.matters = TRUE;
  return answer;
}

RgAnswer
rg_question_red_flags (const RgCase *the_case)
{
  RgAnswer answer;
  const RgFacts *facts = the_case->facts;
  const RgProfile *profile = the_case->profile;
  const char *word;
  if (facts->warnings->len)
    return rg_answer (RG_ANSWER_FAIL, "Be careful: %s.",
                      _ (g_ptr_array_index (facts->warnings, 0)));
  if (facts->conditions->red_flags->len)
    return rg_answer (RG_ANSWER_FAIL, "Be careful: %s.",
                      _ (g_ptr_array_index (facts->conditions->red_flags, 0)));
  if (facts->company && (word = rg_first_named (profile->red_companies, facts->company)))
    return rg_answer (RG_ANSWER_FAIL, "%s is on your list of red flags.", word);
  if ((word = rg_first_named (profile->red_words, the_case->message->text)))
    return rg_answer (RG_ANSWER_FAIL, "The mail says \"%s\", one of your red flags.", word);
  if (find_in_history (the_case, &answer))
    return answer;
  if (facts->conditions->advertised_model)
    return contradicts_advertisement (facts->conditions);
  return rg_answer (RG_ANSWER_PASS, "No warning sign was found.");
}
