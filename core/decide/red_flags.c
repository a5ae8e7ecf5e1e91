/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Question 4: are there credible warning signs? */
#include "decide/questions.h"

RgAnswer
rg_question_red_flags (const RgCase *the_case)
{
  const RgFacts *facts = the_case->facts;
  const RgProfile *profile = the_case->profile;
  const char *word;
  if (facts->warnings->len)
    return rg_answer (RG_ANSWER_FAIL, "Be careful: %s.",
                      (const char *) g_ptr_array_index (facts->warnings, 0));
  if (facts->conditions->red_flags->len)
    return rg_answer (RG_ANSWER_FAIL, "Be careful: %s.",
                      (const char *) g_ptr_array_index (facts->conditions->red_flags, 0));
  if (facts->company && (word = rg_first_named (profile->red_companies, facts->company)))
    return rg_answer (RG_ANSWER_FAIL, "%s is on your list of red flags.", word);
  if ((word = rg_first_named (profile->red_words, the_case->message->text)))
    return rg_answer (RG_ANSWER_FAIL, "The mail says \"%s\", one of your red flags.", word);
  return rg_answer (RG_ANSWER_PASS, "No warning sign was found.");
}
