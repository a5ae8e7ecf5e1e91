/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "facts/finders.h"

#include "base/text.h"

#include <string.h>

static char *
take (const RgMatch *match, char **span)
{
  g_autofree char *raw = rg_match_get (match, rg_match_named (match, "is"));
  g_autofree char *value = rg_text_one_line (raw);
  if (span)
    {
      g_autofree char *whole = rg_match_get (match, 0);
      g_free (*span);
      *span = rg_text_excerpt (whole, 120);
    }
  return rg_text_or_null (value);
}

char *
rg_find_first (RgPhrase *phrase, const char *text, char **span)
{
  RgMatch match;
  return text && rg_pattern_find (&phrase->pattern, text, strlen (text), 0, &match)
             ? take (&match, span)
             : NULL;
}

char *
rg_find_phrase (const RgSource *source, RgPhraseKind kind, const char *text, char **span)
{
  guint count;
  RgPhrase *const *phrases = rg_vocabulary_phrases (source->words, kind, &count);
  char *found = NULL;
  for (guint i = 0; !found && i < count; i++)
    found = rg_find_first (phrases[i], text, span);
  return found;
}

gboolean
rg_source_sees (const RgSource *source, RgPhraseKind kind, const char *text, char **span)
{
  guint count;
  RgPhrase *const *phrases = rg_vocabulary_phrases (source->words, kind, &count);
  RgMatch match;
  for (guint i = 0; i < count; i++)
    {
      if (!rg_pattern_find (&phrases[i]->pattern, text, strlen (text), 0, &match))
        continue;
      if (span)
        g_free (take (&match, span));
      return TRUE;
    }
  return FALSE;
}

char *
rg_source_without_tail (const RgSource *source, RgPhraseKind kind, const char *text)
{
  guint count;
  RgPhrase *const *phrases = rg_vocabulary_phrases (source->words, kind, &count);
  char *head = g_strdup (text);
  RgMatch match;
  for (guint i = 0; i < count; i++)
    if (rg_pattern_find (&phrases[i]->pattern, head, strlen (head), 0, &match)
        && rg_match_start (&match, 0) > 0)
      head[rg_match_start (&match, 0)] = '\0';
  return head;
}

/* Particles are small in a name: "Jan van der Berg". */
gboolean
rg_is_person_name (const RgSource *source, const char *name)
{
  static RgPattern shape
      = { "^(?:(?:Dr|Prof|Mr|Mrs|Ms)\\.? "
          ")?(?:\\p{Lu}[\\p{L}'’.-]*|van|von|de|der|den|da|dos|del|di|la|le|bin|al|el|O')(?: "
          "(?:\\p{Lu}[\\p{L}'’.-]*|van|von|zu|de|der|den|ten|da|do|dos|das|del|di|du|la|le|bin|"
          "al|el|y|e|i))*$",
          0 };
  static RgPattern initials = { "^(?:\\p{Lu}\\.? ?){1,3}$", 0 };
  if (rg_text_is_blank (name) || strlen (name) > 60 || rg_text_count_words (name) > 5)
    return FALSE;
  return rg_pattern_matches (&shape, name) && !rg_pattern_matches (&initials, name)
         && !rg_vocabulary_sees (source->words, RG_PHRASE_NO_PERSON, name);
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

/* Fewer letters of a mailbox are nobody's name. */
#define MAILBOX_LETTERS 3

/* "robin@home.example" without a name is Robin Falk's, unless that is who writes. */
static gboolean
is_of_mailbox (const RgSource *source, const RgAddress *own, const char *name)
{
  const RgAddress *author = source->message->author;
  gsize length = strcspn (own->address, "@.+_-");
  g_autofree char *first = g_strndup (own->address, length);
  return length >= MAILBOX_LETTERS && rg_text_has_words (name, first)
         && !(author && author->name && rg_text_has_words (author->name, name));
}

gboolean
rg_source_is_own_name (const RgSource *source, const char *name)
{
  const GPtrArray *to = source->message->to;
  for (guint i = 0; i < to->len; i++)
    {
      const RgAddress *own = g_ptr_array_index (to, i);
      if (rg_source_is_own (source, own->address)
          && (own->name ? rg_text_has_words (own->name, name)
                        : is_of_mailbox (source, own, name)))
        return TRUE;
    }
  return FALSE;
}

/* No client that wraps lines does it earlier. */
#define WRAPPED_BYTES 50

/* "Calar\nObservatory" is one name where somebody's mail program had to break the line. */
char *
rg_unwrapped (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GString *out = g_string_new (NULL);
  for (char **line = lines; *line; line++)
    {
      g_autofree char *words = rg_text_one_line (*line);
      gboolean goes_on
          = strlen (*line) >= WRAPPED_BYTES && line[1] && !rg_text_is_blank (line[1]);
      g_string_append (out, words);
      g_string_append_c (out, goes_on ? ' ' : '\n');
    }
  return g_string_free (out, FALSE);
}
