/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "facts/finders.h"

#include "base/text.h"

#include <string.h>

char *
rg_find_first (RgPattern *pattern, const char *text, char **span)
{
  RgMatch match;
  if (!text || !rg_pattern_find (pattern, text, strlen (text), 0, &match))
    return NULL;
  g_autofree char *raw = rg_match_get (&match, 1);
  g_autofree char *value = rg_text_one_line (raw);
  if (span)
    {
      g_autofree char *whole = rg_match_get (&match, 0);
      *span = rg_text_excerpt (whole, 120);
    }
  return rg_text_or_null (value);
}

gboolean
rg_is_person_name (const char *name)
{
  static RgPattern shape
      = { "^(?:(?:Dr|Prof|Mr|Mrs|Ms)\\.? "
          ")?(?:\\p{Lu}[\\p{L}'’.-]*|van|von|de|der|den|da|dos|del|di|la|le|bin|al|el|O')(?: "
          "(?:\\p{Lu}[\\p{L}'’.-]*|van|von|de|der|den|da|dos|del|di|la|le|bin|al|el))*$",
          0 };
  static RgPattern firm = {
    "(?i)\\b(?:team|hiring|recruit\\w*|talent|careers?|jobs?|hr|people|human "
    "resources|bewerbung|personal|department|desk|group|gmbh|ltd|inc|llc|ag|bv|labs?|systems?|"
    "software|technolog\\w*|solutions?|university|council|hospital|bank|school|services?|"
    "office|regards|sincerely|thanks|thank|best|cheers|manager|engineer|partner|director|"
    "officer|lead|head|support|notifications?|via|application|interview|panel|committee)\\b",
    0
  };
  if (rg_text_is_blank (name) || strlen (name) > 60 || rg_text_count_words (name) > 5)
    return FALSE;
  static RgPattern initials = { "^(?:\\p{Lu}\\.? ?){1,3}$", 0 };
  return rg_pattern_matches (&shape, name) && !rg_pattern_matches (&firm, name)
         && !rg_pattern_matches (&initials, name);
}

gboolean
rg_source_is_own (const RgSource *source, const char *address)
{
  for (const char *const *own = source->addresses; own && *own; own++)
    if (rg_address_is_same (*own, address))
      return TRUE;
  const GPtrArray *to = source->message->to;
  for (guint i = 0; i < to->len; i++)
    if (rg_address_is_same (((RgAddress *) g_ptr_array_index (to, i))->address, address))
      return TRUE;
  return FALSE;
}
