/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Question 2: does this role move the plan for the next months forward? */
#include "decide/questions.h"

#include "base/text.h"
#include "base/translate.h"
#include "decide/pay.h"

/* Whether every word of `needle` is somewhere in `haystack`. */
static gboolean
has_every_word (const char *haystack, const char *needle)
{
  g_auto (GStrv) words = g_strsplit_set (needle, " -/", -1);
  gboolean any = FALSE;
  for (char **word = words; *word; word++)
    {
      if (!**word)
        continue;
      any = TRUE;
      if (!rg_text_has_words (haystack, *word))
        return FALSE;
    }
  return any;
}

/* "C Developer" is met by "Senior Embedded C Developer", and "Senior C Developer" by
 * "C Developer". */
static const char *
find_wanted_title (const RgCase *the_case)
{
  const char *position = the_case->facts->position;
  for (char **title = the_case->profile->titles; position && *title; title++)
    if (has_every_word (position, *title) || has_every_word (*title, position))
      return *title;
  return NULL;
}

static gboolean
is_wanted (const RgLevel *level, GStrv wanted)
{
  return rg_first_named (wanted, level->level) || rg_first_named (wanted, level->words);
}

static const char *
find_unwanted_level (const RgCase *the_case)
{
  const GPtrArray *levels = the_case->facts->conditions->levels;
  GStrv wanted = the_case->profile->seniority;
  for (guint i = 0; *wanted && i < levels->len; i++)
    if (!is_wanted (g_ptr_array_index (levels, i), wanted))
      return ((RgLevel *) g_ptr_array_index (levels, i))->level;
  return NULL;
}

static const char *
find_unwanted_model (const RgCase *the_case)
{
  const RgConditions *conditions = the_case->facts->conditions;
  GStrv wanted = the_case->profile->work_models;
  if (!conditions->work_model || !*wanted
      || g_strv_contains ((const char *const *) wanted, conditions->work_model))
    return NULL;
  return conditions->work_model_words;
}

static gboolean
pays_too_little (const RgCase *the_case)
{
  RgPay pay;
  return the_case->profile->minimum_pay && rg_pay_parse (the_case->facts->salary, &pay)
         && g_str_equal (pay.currency, the_case->profile->pay_currency)
         && pay.high < the_case->profile->minimum_pay;
}

static RgAnswer
pay_is_low (const RgCase *the_case)
{
  const RgProfile *profile = the_case->profile;
  g_autofree char *minimum = g_strdup_printf ("%" G_GINT64_FORMAT " %s", profile->minimum_pay,
                                              profile->pay_currency);
  return rg_answer (RG_ANSWER_FAIL, "The pay named (%s) is below your minimum of %s a year.",
                    the_case->facts->salary, minimum);
}

/* TRUE and an answer where something speaks clearly against the role. */
static gboolean
find_obstacle (const RgCase *the_case, RgAnswer *answer)
{
  const RgProfile *profile = the_case->profile;
  const RgFacts *facts = the_case->facts;
  const char *word;
  if (facts->company && (word = rg_first_named (profile->blocked_companies, facts->company)))
    *answer = rg_answer (RG_ANSWER_FAIL, "%s is on your list of companies to avoid.", word);
  else if ((word = rg_first_named (profile->industries_unwanted, the_case->message->text)))
    *answer = rg_answer (RG_ANSWER_FAIL, "The mail speaks of %s, an industry you do not want.",
                         word);
  else if (pays_too_little (the_case))
    *answer = pay_is_low (the_case);
  else if ((word = find_unwanted_model (the_case)))
    *answer = rg_answer (RG_ANSWER_FAIL,
                         "The mail says \"%s\"; that is not a work model you want.", word);
  else if ((word = find_unwanted_level (the_case)))
    *answer = rg_answer (RG_ANSWER_FAIL, "\"%s\" is not at a level you look for (%s).",
                         facts->position, word);
  else
    return FALSE;
  return TRUE;
}

static RgAnswer
unknown_goals (const RgCase *the_case)
{
  gboolean has_goals = *the_case->profile->titles || *the_case->profile->functions;
  RgAnswer answer
      = has_goals
            ? rg_answer (RG_ANSWER_UNKNOWN, "The mail does not say which role it is about.")
            : rg_answer (RG_ANSWER_UNKNOWN,
                         "Your profile names no titles or functions to compare with.");
  /* Such a talk is light, and is about the house before it is about a role. */
  answer.matters = the_case->facts->stage != RG_STAGE_INFORMATIONAL;
  return answer;
}

static RgAnswer
compare_goals (const RgCase *the_case)
{
  const RgProfile *profile = the_case->profile;
  const RgFacts *facts = the_case->facts;
  const char *word;
  RgAnswer answer;
  if (find_obstacle (the_case, &answer))
    return answer;
  if (facts->company && (word = rg_first_named (profile->target_companies, facts->company)))
    return rg_answer (RG_ANSWER_PASS, "%s is one of your target companies.", word);
  if ((word = find_wanted_title (the_case)))
    return rg_answer (RG_ANSWER_PASS, "\"%s\" fits the title \"%s\" that you look for.",
                      facts->position, word);
  if (facts->position && (word = rg_first_named (profile->functions, facts->position)))
    return rg_answer (RG_ANSWER_PASS, "\"%s\" is in %s, a function you look for.",
                      facts->position, word);
  if (facts->position && (*profile->titles || *profile->functions))
    return rg_answer (RG_ANSWER_FAIL, "\"%s\" is none of the roles that you look for.",
                      facts->position);
  if ((word = rg_first_named (profile->industries, the_case->message->text)))
    return rg_answer (RG_ANSWER_PASS, "The mail speaks of %s, an industry you look for.", word);
  if ((word = rg_first_named (profile->growth, the_case->message->text)))
    return rg_answer (RG_ANSWER_PASS, "The mail speaks of %s, which you want to grow into.",
                      word);
  return unknown_goals (the_case);
}

/* What has to be said, and isn't, as a sentence; NULL if nothing. */
static const char *
find_unsaid (const RgCase *the_case)
{
  const RgProfile *profile = the_case->profile;
  const RgFacts *facts = the_case->facts;
  if (profile->must_know & RG_MUST_KNOW_PAY && !facts->salary)
    return _ ("The mail does not say what the job pays, which you insist on.");
  if (profile->must_know & RG_MUST_KNOW_WORK_MODEL && !facts->conditions->work_model)
    return _ ("The mail does not say where one works, which you insist on.");
  if (profile->must_know & RG_MUST_KNOW_GROWTH
      && !rg_first_named (profile->growth, the_case->message->text))
    return _ ("The mail does not say how one can grow there, which you insist on.");
  return NULL;
}

RgAnswer
rg_question_goals (const RgCase *the_case)
{
  RgAnswer answer = compare_goals (the_case);
  const char *unsaid = answer.verdict == RG_ANSWER_PASS ? find_unsaid (the_case) : NULL;
  if (!unsaid)
    return answer;
  g_autofree char *fits = answer.evidence;
  answer = rg_answer (RG_ANSWER_UNKNOWN, "%s %s", fits, unsaid);
  answer.matters = TRUE;
  return answer;
}
