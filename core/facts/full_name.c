/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Ruben" or "R. Slot" of whom the mail has said before that he is Ruben Slot. */
#include "facts/finders.h"

#include "base/text.h"

#include <string.h>

#define MOST_NAMES 500

static gboolean
is_given_name (const RgSource *source, const char *word)
{
  static RgPattern initial = { "^\\p{Lu}\\.$", 0 };
  const RgLexicon *lexicon = rg_vocabulary_lexicon (source->words);
  g_autofree char *lower = g_utf8_strdown (word, -1);
  return rg_pattern_matches (&initial, word)
         || (lexicon && rg_lexicon_kinds (lexicon, lower) & RG_LEXICON_NAME);
}

/* "Marion Krüger" and "T. van Osch" for those called by their last word: what stands before it
 * is a given name. */
static gboolean
adds_given_name (const RgSource *source, const char *full, const char *name)
{
  g_autofree char *first = g_strndup (full, strcspn (full, " "));
  return g_str_has_suffix (full, name) && is_given_name (source, first);
}

/* "Ruben Slot" of ruben.slot@. */
static gboolean
adds_family_name (const RgAddress *contact, const char *full)
{
  const char *last = strchr (full, ' ') + 1;
  return g_str_has_prefix (full, contact->name) && !strchr (last, ' ')
         && rg_is_mailbox_of (contact->address, last);
}

/* Where the surname begins in "J. Webb"; 0 for other names. */
static gsize
end_of_initial (const char *name)
{
  static RgPattern initial = { "^\\p{Lu}\\. ?(?=\\p{Lu}[\\p{L}'’-]+$)", 0 };
  RgMatch match;
  return rg_pattern_find (&initial, name, strlen (name), 0, &match) ? rg_match_end (&match, 0)
                                                                    : 0;
}

/* "Jackie Webb" for "J. Webb". */
static gboolean
spells_initial (const char *name, const char *full)
{
  return g_utf8_get_char (full) == g_utf8_get_char (name) && !end_of_initial (full)
         && rg_text_has_words (full, name + end_of_initial (name));
}

static gboolean
is_fuller (const RgSource *source, const RgAddress *contact, const char *full)
{
  if (!strchr (full, ' ') || !rg_is_person_name (source, full))
    return FALSE;
  if (strchr (contact->name, ' '))
    return spells_initial (contact->name, full);
  return rg_text_has_words (full, contact->name)
         && (adds_given_name (source, full, contact->name) || adds_family_name (contact, full));
}

/* Whether `full` is the user's own: "Dear Sam Rivera" isn't about the Sam who signs. */
static gboolean
is_addressee (const RgSource *source, const char *full)
{
  const GPtrArray *to = source->message->to;
  for (guint i = 0; i < to->len; i++)
    {
      const RgAddress *address = g_ptr_array_index (to, i);
      if (rg_is_same_person (address->name, full) || rg_is_mailbox_of (address->address, full))
        return TRUE;
    }
  return FALSE;
}

/* Where nouns begin with capitals too, the end of a name can only be seen by a sign behind. "i.
 * V." above a name is no initial. */
static RgPattern *
name_pattern (const RgSource *source)
{
#define NAME                                                                                     \
  "(?<![\\p{L}'’.-])(?<!\\b[ip]\\. )(?:\\p{Lu}[\\p{L}'’-]+|\\p{Lu}\\.)"                      \
  "(?:[ -](?:\\p{Lu}[\\p{L}'’-]+|\\p{Lu}\\.|van|von|zu|de|der|den|ten|da|dos|del|di|du|la|le|" \
  "el|al|bin)){0,3} \\p{Lu}[\\p{L}'’-]+"
  static RgPattern plain = { NAME, 0 }, closed = { NAME "(?! ?[\\p{L}\\d])", 0 };
#undef NAME
  return rg_vocabulary_capital_nouns (source->words) ? &closed : &plain;
}

static char *
full_name_in (const RgSource *source, const RgAddress *contact, const char *text)
{
  RgPattern *pattern = name_pattern (source);
  gsize length = strlen (text);
  RgMatch match;
  guint count = 0;
  for (gsize at = 0; count < MOST_NAMES && rg_pattern_find (pattern, text, length, at, &match);
       at = rg_match_end (&match, 0), count++)
    {
      g_autofree char *raw = rg_match_get (&match, 0);
      g_autofree char *full = rg_clean_person (source, raw);
      if (is_fuller (source, contact, full) && !is_addressee (source, full))
        return g_steal_pointer (&full);
    }
  return NULL;
}

char *
rg_find_full_name (const RgSource *source, const RgAddress *contact)
{
  if (strchr (contact->name, ' ') && !end_of_initial (contact->name))
    return NULL;
  char *full = full_name_in (source, contact, source->message->text);
  return full ? full : full_name_in (source, contact, source->message->signature);
}
