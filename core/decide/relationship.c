/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Question 6: could this employer be useful later? */
#include "decide/questions.h"

#include "base/text.h"
#include "base/translate.h"
#include "decide/history.h"

const char *
rg_find_known_person (const RgCase *the_case)
{
  const RgAddress *contact = the_case->facts->contact;
  const RgAddress *from = the_case->message->from;
  for (char **person = the_case->profile->known_people; *person; person++)
    {
      if (contact
          && (rg_text_has_words (contact->name, *person)
              || rg_address_is_same (contact->address, *person)))
        return *person;
      if (from
          && (rg_text_has_words (from->name, *person)
              || rg_address_is_same (from->address, *person)))
        return *person;
    }
  return NULL;
}

static const char *
find_domain (const RgCase *the_case)
{
  const RgAddress *from = the_case->message->from;
  for (char **domain = the_case->profile->known_domains; from && *domain; domain++)
    if (rg_domain_is_within (rg_address_domain (from), *domain))
      return *domain;
  return NULL;
}

static RgAnswer
ask_for_tie (const RgCase *the_case)
{
  const RgProfile *profile = the_case->profile;
  const char *company = the_case->facts->company;
  const char *tie = NULL;
  if (company)
    tie = rg_first_named (profile->known_companies, company);
  if (!tie && company)
    tie = rg_first_named (profile->target_companies, company);
  if (!tie)
    tie = find_domain (the_case);
  if (!tie)
    tie = rg_find_known_person (the_case);
  if (tie)
    return rg_answer (RG_ANSWER_PASS, "%s is in your network or among your targets.", tie);
  if (!*profile->known_companies && !*profile->known_domains && !*profile->known_people
      && !*profile->target_companies)
    return rg_answer (RG_ANSWER_UNKNOWN, "Your profile names no network to compare with.");
  return rg_answer (RG_ANSWER_FAIL, "No tie to this employer is known.");
}

/* What the user has answered them before, as a sentence behind a space */
static char *
describe_answer (const RgEntry *entry, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (entry->decided_at);
  g_autoptr (GDateTime) when
      = zone ? g_date_time_to_timezone (utc, zone) : g_date_time_ref (utc);
  g_autofree char *day = rg_day_for_people (when);
  if (g_strcmp0 (entry->outcome, "decline") == 0)
    return g_strdup_printf (_ (" On %s you declined an invitation of theirs."), day);
  return g_strdup_printf (_ (" On %s you answered an invitation of theirs."), day);
}

RgAnswer
rg_question_relationship (const RgCase *the_case)
{
  RgAnswer answer = ask_for_tie (the_case);
  const RgEntry *last = rg_history_last_answer (the_case);
  if (!last)
    return answer;
  g_autofree char *before = describe_answer (last, the_case->profile->zone);
  g_autofree char *tie = answer.evidence;
  answer.evidence = g_strconcat (tie, before, NULL);
  return answer;
}
