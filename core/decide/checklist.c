/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decide/checklist.h"

#include "base/text.h"
#include "base/translate.h"
#include "decide/questions.h"

const char *const rg_question_names[RG_N_QUESTIONS + 1] = {
  [RG_QUESTION_STATUS] = "status",       [RG_QUESTION_GOALS] = "goals",
  [RG_QUESTION_MOBILITY] = "mobility",   [RG_QUESTION_RED_FLAGS] = "red-flags",
  [RG_QUESTION_BANDWIDTH] = "bandwidth", [RG_QUESTION_RELATIONSHIP] = "relationship",
};

const char *const rg_verdict_names[] = { "unknown", "pass", "fail", NULL };

RgAnswer
rg_answer (RgVerdict verdict, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  RgAnswer answer = { .verdict = verdict, .evidence = g_strdup_vprintf (_ (format), args) };
  va_end (args);
  return answer;
}

const char *
rg_first_named (GStrv items, const char *text)
{
  for (char **item = items; *item; item++)
    if (rg_text_has_words (text, *item))
      return *item;
  return NULL;
}

char *
rg_day_for_people (GDateTime *day)
{
  static const char *const days[]
      = { N_ ("Mon"), N_ ("Tue"), N_ ("Wed"), N_ ("Thu"), N_ ("Fri"), N_ ("Sat"), N_ ("Sun") };
  static const char *const months[]
      = { N_ ("Jan"), N_ ("Feb"), N_ ("Mar"), N_ ("Apr"), N_ ("May"), N_ ("Jun"),
          N_ ("Jul"), N_ ("Aug"), N_ ("Sep"), N_ ("Oct"), N_ ("Nov"), N_ ("Dec") };
  /* Translators: day of the week, day, month, year; %1$s to %4$d put them in another order. */
  return g_strdup_printf (_ ("%s %d %s %d"), _ (days[g_date_time_get_day_of_week (day) - 1]),
                          g_date_time_get_day_of_month (day),
                          _ (months[g_date_time_get_month (day) - 1]),
                          g_date_time_get_year (day));
}

char *
rg_moment_for_people (const RgMoment *moment)
{
  GDateTime *when = moment->when;
  g_autofree char *day = rg_day_for_people (when);
  g_autofree char *zone
      = g_date_time_format (when, g_date_time_get_utc_offset (when) ? " (UTC%:z)" : " (UTC)");
  return g_strdup_printf ("%s, %02d:%02d%s", day, g_date_time_get_hour (when),
                          g_date_time_get_minute (when), moment->zone_known ? zone : "");
}

static RgAnswer
ask_status (const RgCase *the_case)
{
  const RgProfile *profile = the_case->profile;
  if (profile->accepted_offer == RG_TRI_YES && profile->accepted_since)
    return rg_answer (RG_ANSWER_FAIL, "You have accepted another offer since %s.",
                      profile->accepted_since);
  if (profile->accepted_offer == RG_TRI_YES)
    return rg_answer (RG_ANSWER_FAIL, "You have accepted another offer.");
  if (profile->accepted_offer == RG_TRI_NO)
    return rg_answer (RG_ANSWER_PASS, "You have not accepted any offer.");
  return rg_answer (RG_ANSWER_UNKNOWN,
                    "Your profile does not say whether an offer is accepted.");
}

RgChecklist *
rg_checklist_ask (const RgCase *the_case)
{
  RgChecklist *checklist = g_new0 (RgChecklist, 1);
  checklist->answers[RG_QUESTION_STATUS] = ask_status (the_case);
  checklist->answers[RG_QUESTION_GOALS] = rg_question_goals (the_case);
  checklist->answers[RG_QUESTION_MOBILITY] = rg_question_mobility (the_case);
  checklist->answers[RG_QUESTION_RED_FLAGS] = rg_question_red_flags (the_case);
  checklist->answers[RG_QUESTION_BANDWIDTH] = rg_question_bandwidth (the_case);
  checklist->answers[RG_QUESTION_RELATIONSHIP] = rg_question_relationship (the_case);
  return checklist;
}

void
rg_checklist_free (RgChecklist *checklist)
{
  if (!checklist)
    return;
  for (int i = 0; i < RG_N_QUESTIONS; i++)
    g_free (checklist->answers[i].evidence);
  g_free (checklist);
}
