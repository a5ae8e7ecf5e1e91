/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Question 6: could this employer be useful later? */
#include "decide/questions.h"

#include "base/text.h"

static const char *
find_person (const RgCase *the_case)
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

RgAnswer
rg_question_relationship (const RgCase *the_case)
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
    tie = find_person (the_case);
  if (tie)
    return rg_answer (RG_ANSWER_PASS, "%s is in your network or among your targets.", tie);
  if (!*profile->known_companies && !*profile->known_domains && !*profile->known_people
      && !*profile->target_companies)
    return rg_answer (RG_ANSWER_UNKNOWN, "Your profile names no network to compare with.");
  return rg_answer (RG_ANSWER_FAIL, "No tie to this employer is known.");
}
