/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The title of the role, alone. */
#include "facts/finders.h"

#include "base/text.h"
#include "facts/capitals.h"

#include <string.h>

/* "(m/w/d)", "(all genders)", "- Ref. 4711", "R-118823". */
static void
erase_tags (const RgSource *source, GString *text)
{
  guint count;
  RgPhrase *const *tags = rg_vocabulary_phrases (source->words, RG_PHRASE_POSITION_TAG, &count);
  RgMatch match;
  for (guint i = 0; i < count; i++)
    for (int n = 0;
         n < 5 && rg_pattern_find (&tags[i]->pattern, text->str, text->len, 0, &match); n++)
      g_string_erase (text, (gssize) rg_match_start (&match, 0),
                      (gssize) (rg_match_end (&match, 0) - rg_match_start (&match, 0)));
}

/* "the position of Senior Developer" begins with its title later. */
static const char *
skip_lead (const RgSource *source, const char *text)
{
  guint count;
  RgPhrase *const *leads
      = rg_vocabulary_phrases (source->words, RG_PHRASE_POSITION_LEAD, &count);
  RgMatch match;
  for (guint i = 0; i < count; i++)
    if (rg_pattern_find (&leads[i]->pattern, text, strlen (text), 0, &match))
      text += rg_match_end (&match, 0);
  return text;
}

char *
rg_clean_position (const RgSource *source, const char *raw)
{
  g_autoptr (GString) text = g_string_new (raw);
  erase_tags (source, text);
  g_autofree char *line = rg_text_one_line (text->str);
  g_autofree char *title
      = rg_source_without_tail (source, RG_PHRASE_POSITION_TAIL, skip_lead (source, line));
  return rg_without_shouting (title);
}

static gboolean
is_title (const RgSource *source, const char *title)
{
  glong length = g_utf8_strlen (title, -1);
  return length >= 2 && length <= 80 && rg_text_count_words (title) <= 10
         && !rg_vocabulary_sees (source->words, RG_PHRASE_NO_POSITION, title);
}

/* A phrase may begin too early, as in "Interview Embedded Developer": then it is tried again
 * from the next word on. */
#define TRIES 8

static char *
find_by (const RgSource *source, RgPhrase *phrase, const char *text, char **span)
{
  RgMatch match;
  gsize at = 0;
  for (int i = 0;
       i < TRIES && rg_pattern_find (&phrase->pattern, text, strlen (text), at, &match); i++)
    {
      guint group = rg_match_named (&match, "is");
      g_autofree char *raw = rg_match_get (&match, group);
      g_autofree char *title = rg_clean_position (source, raw);
      if (is_title (source, title))
        {
          g_autofree char *words = rg_match_get (&match, 0);
          g_free (*span);
          *span = rg_text_excerpt (words, 120);
          return g_steal_pointer (&title);
        }
      at = rg_match_start (&match, group);
      at += strcspn (text + at, " \n");
      if (!text[at])
        break;
    }
  return NULL;
}

static char *
find_in (const RgSource *source, RgPhraseKind kind, const char *text, char **span)
{
  guint count;
  RgPhrase *const *phrases = rg_vocabulary_phrases (source->words, kind, &count);
  char *title = NULL;
  for (guint i = 0; !title && i < count; i++)
    title = find_by (source, phrases[i], text, span);
  return title;
}

/* A line with more words isn't only the writer's name. */
#define NAME_WORDS 5

/* What is written above the writer's name, whose own title may follow it. */
static char *
above_signature (const RgMessage *message)
{
  const char *name = message->author ? message->author->name : NULL;
  if (rg_text_is_blank (name))
    return g_strdup (message->text);
  g_autofree char *first = g_strndup (name, strcspn (name, " ,"));
  const char *end = NULL;
  for (const char *at = message->text; (at = strstr (at, first)); at++)
    {
      if (at == message->text || at[-1] != '\n')
        continue;
      g_autofree char *line = g_strndup (at, strcspn (at, "\n"));
      if (rg_text_count_words (line) <= NAME_WORDS)
        end = at;
    }
  return end ? g_strndup (message->text, (gsize) (end - message->text))
             : g_strdup (message->text);
}

char *
rg_find_position (const RgSource *source, char **span)
{
  g_autofree char *text = above_signature (source->message);
  g_autofree char *lines = rg_unwrapped (text);
  g_autofree char *body = rg_text_one_line (text);
  char *found = find_in (source, RG_PHRASE_POSITION, lines, span);
  if (!found) /* a line may end amidst the words that tell it */
    found = find_in (source, RG_PHRASE_POSITION, body, span);
  if (!found)
    found = find_in (source, RG_PHRASE_POSITION_SUBJECT,
                     rg_message_bare_subject (source->message), span);
  if (!found && source->calendar && source->calendar->summary)
    found = find_in (source, RG_PHRASE_POSITION_SUBJECT, source->calendar->summary, span);
  if (!found) /* what one wrote oneself: "my application as ..." */
    {
      g_autofree char *quote = rg_text_one_line (source->message->quote);
      found = find_in (source, RG_PHRASE_POSITION, quote, span);
    }
  return found;
}

gboolean
rg_is_behind_title (const char *position, const char *name)
{
  gsize length = strlen (position), tail = strlen (name);
  return length > tail + 2 && g_str_has_suffix (position, name)
         && strchr (" ,-|@", position[length - tail - 1])
         && strchr (",-|@", position[length - tail - 2]);
}
