/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Question 5: is there time to prepare and to give one's best? */
#include "decide/questions.h"

static gboolean
is_busy_at (const RgCase *the_case, const RgMoment *moment)
{
  const RgProfile *profile = the_case->profile;
  if (rg_days_covering (profile->away, moment->when))
    return TRUE;
  g_autoptr (GDateTime) start = rg_moment_to_instant (moment, profile->zone);
  return start && rg_busy_at (profile->busy, start, profile->zone);
}

static gboolean
is_busy_at_all (const RgCase *the_case)
{
  const GPtrArray *times = the_case->facts->times;
  for (guint i = 0; i < times->len; i++)
    if (!is_busy_at (the_case, g_ptr_array_index (times, i)))
      return FALSE;
  return times->len > 0;
}

static RgAnswer
busy (const RgCase *the_case)
{
  g_autofree char *first = rg_moment_for_people (g_ptr_array_index (the_case->facts->times, 0));
  RgAnswer answer
      = the_case->facts->times->len > 1
            ? rg_answer (RG_ANSWER_FAIL,
                         "You are away or busy on %s and at the other times offered.", first)
            : rg_answer (RG_ANSWER_FAIL, "You are away or busy on %s.", first);
  answer.only_the_slot = TRUE;
  return answer;
}

RgAnswer
rg_question_bandwidth (const RgCase *the_case)
{
  int most = the_case->profile->interviews_per_week;
  if (most == 0)
    return rg_answer (RG_ANSWER_FAIL, "You take no interviews at present.");
  if (most > 0 && the_case->recent_interviews >= most)
    return rg_answer (RG_ANSWER_FAIL,
                      "You take at most %d interviews a week, and have as many.", most);
  if (is_busy_at_all (the_case))
    return busy (the_case);
  if (most > 0 && the_case->recent_interviews >= 0)
    return rg_answer (RG_ANSWER_PASS, "You have %d of at most %d interviews in seven days.",
                      the_case->recent_interviews, most);
  if (the_case->facts->times->len
      && (rg_busy_is_known (the_case->profile->busy) || the_case->profile->away->len))
    return rg_answer (RG_ANSWER_PASS, "At least one of the times is free.");
  return rg_answer (RG_ANSWER_UNKNOWN, "Nothing is known of how busy you are then.");
}
