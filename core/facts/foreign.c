/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "facts/foreign.h"

#include "facts/finders.h"

#include <string.h>

/* The name that the sender goes by, "" if none. */
static const char *
sender_name (const RgMessage *message)
{
  const RgAddress *author = message->author;
  return author && author->name ? author->name : "";
}

/* "Dear Vennlig" is worse than no name: only whom the header calls so, too, is greeted, and by
 * a single word offices go. */
static gboolean
is_sender (const RgAddress *contact, const RgMessage *message)
{
  const char *name = contact ? contact->name : NULL;
  return name && strchr (name, ' ') && *sender_name (message)
         && rg_is_same_person (sender_name (message), name);
}

static gboolean
is_of_sender (const char *company, const RgMessage *message)
{
  return company && strstr (sender_name (message), company);
}

/* Where the family's name comes first: "Dear Nagy" would greet nobody so. */
static gboolean
has_family_first (const char *language)
{
  static const char *const languages[] = { "hu", "ja", "ko", "zh", NULL };
  return g_strv_contains (languages, language);
}

RgFacts *
rg_foreign_facts (RgFacts *facts, const RgMessage *message, const char *language)
{
  RgFacts *kept = rg_facts_new ();
  kept->reply_to = g_steal_pointer (&facts->reply_to);
  kept->scheduling_link = g_steal_pointer (&facts->scheduling_link);
  kept->phone = g_steal_pointer (&facts->phone);
  kept->calendar = facts->calendar;
  if (facts->calendar)
    g_ptr_array_extend_and_steal (kept->times, g_ptr_array_ref (facts->times));
  g_ptr_array_extend_and_steal (kept->warnings, g_ptr_array_ref (facts->warnings));
  if (is_sender (facts->contact, message) && !has_family_first (language))
    kept->contact = g_steal_pointer (&facts->contact);
  if (is_of_sender (facts->company, message))
    kept->company = g_steal_pointer (&facts->company);
  rg_facts_free (facts);
  return kept;
}
