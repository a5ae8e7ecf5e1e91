/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Question 2: does this role move the plan for the next months forward? */
#include "decide/questions.h"

#include "base/text.h"
#include "decide/pay.h"

/* Words that say how senior a role is. */
static const char *const seniority_words[]
    = { "intern", "internship", "trainee", "working student", "graduate", "entry level",
        "junior", "mid-level",  "senior",  "staff",           "lead",     "principal",
        "head",   "director",   "vp",      "chief",           NULL };

/* What a mail says of where the work is done; of the job, not of the interview. */
static const struct
{
  const char *words;
  const char *model;
} model_words[] = {
  { "fully remote", "remote" },
  { "100% remote", "remote" },
  { "remote position", "remote" },
  { "remote role", "remote" },
  { "remote-first", "remote" },
  { "hybrid role", "hybrid" },
  { "hybrid position", "hybrid" },
  { "hybrid working", "hybrid" },
  { "hybrid model", "hybrid" },
  { "days a week in the office", "hybrid" },
  { "on-site role", "onsite" },
  { "on-site position", "onsite" },
  { "onsite position", "onsite" },
  { "onsite role", "onsite" },
  { "office-based", "onsite" },
  { "fully on-site", "onsite" },
  { "five days a week in the office", "onsite" },
};

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

static const char *
find_unwanted_seniority (const RgCase *the_case)
{
  const char *position = the_case->facts->position;
  if (!position || !*the_case->profile->seniority)
    return NULL;
  for (const char *const *word = seniority_words; *word; word++)
    if (rg_text_has_words (position, *word)
        && !rg_first_named (the_case->profile->seniority, *word))
      return *word;
  return NULL;
}

static const char *
find_unwanted_model (const RgCase *the_case)
{
  if (!*the_case->profile->work_models)
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (model_words); i++)
    if (rg_text_has_words (the_case->message->text, model_words[i].words))
      return g_strv_contains ((const char *const *) the_case->profile->work_models,
                              model_words[i].model)
                 ? NULL
                 : model_words[i].words;
  return NULL;
}

static gboolean
pays_too_little (const RgCase *the_case)
{
  RgPay pay;
  return the_case->profile->minimum_pay && rg_pay_parse (the_case->facts->salary, &pay)
         && g_str_equal (pay.currency, the_case->profile->pay_currency)
         && pay.high < the_case->profile->minimum_pay;
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
    *answer = rg_answer (RG_ANSWER_FAIL,
                         "The pay named (%s) is below your minimum of %" G_GINT64_FORMAT
                         " %s a year.",
                         facts->salary, profile->minimum_pay, profile->pay_currency);
  else if ((word = find_unwanted_model (the_case)))
    *answer = rg_answer (RG_ANSWER_FAIL,
                         "The mail says \"%s\"; that is not a work model you want.", word);
  else if ((word = find_unwanted_seniority (the_case)))
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
      = rg_answer (RG_ANSWER_UNKNOWN,
                   has_goals ? "The mail does not say which role it is about."
                             : "Your profile names no titles or functions to compare with.");
  answer.matters = TRUE;
  return answer;
}

RgAnswer
rg_question_goals (const RgCase *the_case)
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
  return unknown_goals (the_case);
}
