/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "facts/lexicon.h"

#include "base/error.h"
#include "base/index.h"

#include <string.h>

struct _RgLexicon
{
  RgIndex *words; /* word → its kinds */
};

/* No shorter word is the end of another by meaning, and no compound begins with less. */
#define TAIL_BYTES 5
#define HEAD_BYTES 3

/* 0 for none. */
static guint
kind_named (const char *name, gsize length)
{
  static const char *const names[] = { "firm", "name", "trade", "way", "word" };
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strlen (names[i]) == length && !memcmp (names[i], name, length))
      return 1U << i;
  return 0;
}

static void
read_line (RgLexicon *lexicon, const char *line, gsize length)
{
  const char *tab = memchr (line, '\t', length);
  guint kind = tab ? kind_named (line, (gsize) (tab - line)) : 0;
  if (!kind)
    return;
  guint64 hash = rg_hash_bytes (RG_HASH_START, tab + 1, (gsize) (line + length - tab - 1));
  rg_index_put (lexicon->words, hash, rg_index_get (lexicon->words, hash) | kind);
}

static RgLexicon *
parse (const char *text, gsize length)
{
  RgLexicon *lexicon = g_new0 (RgLexicon, 1);
  lexicon->words = rg_index_new (rg_index_count_lines (text, length));
  for (const char *line = text, *end = text + length; line < end;)
    {
      const char *stop = memchr (line, '\n', (gsize) (end - line));
      if (!stop)
        stop = end;
      read_line (lexicon, line, (gsize) (stop - line));
      line = stop + 1;
    }
  return lexicon;
}

RgLexicon *
rg_lexicon_parse (const char *text)
{
  return parse (text, strlen (text));
}

RgLexicon *
rg_lexicon_load (const char *path, GError **error)
{
  g_autoptr (GError) fault = NULL;
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, &fault);
  const char *text = file ? g_mapped_file_get_contents (file) : NULL;
  if (file)
    return parse (text ? text : "", g_mapped_file_get_length (file));
  g_set_error (error, RG_ERROR, RG_ERROR_CONFIG, "%s", fault->message);
  return NULL;
}

void
rg_lexicon_free (RgLexicon *lexicon)
{
  if (!lexicon)
    return;
  rg_index_free (lexicon->words);
  g_free (lexicon);
}

static guint
look_up (const RgLexicon *lexicon, const char *word)
{
  return rg_index_get (lexicon->words, rg_hash_text (RG_HASH_START, word));
}

static gboolean
ends_in_trade (const RgLexicon *lexicon, const char *lower)
{
  gsize length = strlen (lower);
  for (gsize at = HEAD_BYTES; at + TAIL_BYTES <= length; at++)
    if (look_up (lexicon, lower + at) & RG_LEXICON_TRADE)
      return TRUE;
  return FALSE;
}

guint
rg_lexicon_kinds (const RgLexicon *lexicon, const char *lower)
{
  guint kinds = look_up (lexicon, lower);
  if (!(kinds & ~(guint) RG_LEXICON_WORD) && ends_in_trade (lexicon, lower))
    kinds |= RG_LEXICON_TAIL;
  return kinds;
}
