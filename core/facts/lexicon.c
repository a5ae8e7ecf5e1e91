/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "facts/lexicon.h"

#include "base/error.h"

#include <string.h>

struct _RgLexicon
{
  char *text;        /* the file; the keys of the table are in it */
  GHashTable *words; /* char * → kinds */
};

/* No shorter word is the end of another by meaning, and no compound begins with less. */
#define TAIL_BYTES 5
#define HEAD_BYTES 3

static guint
kind_named (const char *name)
{
  static const char *const names[] = { "firm", "name", "trade", "way", "word" };
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i], name))
      return 1U << i;
  return 0;
}

static void
read_line (RgLexicon *lexicon, char *line)
{
  char *tab = *line == '#' ? NULL : strchr (line, '\t');
  if (!tab)
    return;
  *tab = '\0';
  guint kinds = GPOINTER_TO_UINT (g_hash_table_lookup (lexicon->words, tab + 1));
  g_hash_table_replace (lexicon->words, tab + 1, GUINT_TO_POINTER (kinds | kind_named (line)));
}

/* Takes the text. */
static RgLexicon *
parse (char *text)
{
  RgLexicon *lexicon = g_new0 (RgLexicon, 1);
  lexicon->text = text;
  lexicon->words = g_hash_table_new (g_str_hash, g_str_equal);
  for (char *line = text, *next; line; line = next)
    {
      char *end = strchr (line, '\n');
      next = end ? end + 1 : NULL;
      if (end)
        *end = '\0';
      read_line (lexicon, line);
    }
  return lexicon;
}

RgLexicon *
rg_lexicon_parse (const char *text)
{
  return parse (g_strdup (text));
}

RgLexicon *
rg_lexicon_load (const char *path, GError **error)
{
  char *text = NULL;
  g_autoptr (GError) fault = NULL;
  if (g_file_get_contents (path, &text, NULL, &fault))
    return parse (text);
  g_set_error (error, RG_ERROR, RG_ERROR_CONFIG, "%s", fault->message);
  return NULL;
}

void
rg_lexicon_free (RgLexicon *lexicon)
{
  if (!lexicon)
    return;
  g_hash_table_unref (lexicon->words);
  g_free (lexicon->text);
  g_free (lexicon);
}

static gboolean
ends_in_trade (const RgLexicon *lexicon, const char *lower)
{
  gsize length = strlen (lower);
  for (gsize at = HEAD_BYTES; at + TAIL_BYTES <= length; at++)
    {
      gpointer kinds = g_hash_table_lookup (lexicon->words, lower + at);
      if (GPOINTER_TO_UINT (kinds) & RG_LEXICON_TRADE)
        return TRUE;
    }
  return FALSE;
}

guint
rg_lexicon_kinds (const RgLexicon *lexicon, const char *lower)
{
  guint kinds = GPOINTER_TO_UINT (g_hash_table_lookup (lexicon->words, lower));
  if (!(kinds & ~(guint) RG_LEXICON_WORD) && ends_in_trade (lexicon, lower))
    kinds |= RG_LEXICON_TAIL;
  return kinds;
}
