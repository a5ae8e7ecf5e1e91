/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words of all languages that often are part of a fact, read from a file. */
#pragma once

#include <glib.h>

typedef enum
{
  RG_LEXICON_FIRM = 1 << 0,  /* "hospital", "gmbh" */
  RG_LEXICON_NAME = 1 << 1,  /* a given name */
  RG_LEXICON_TRADE = 1 << 2, /* "nurse" */
  RG_LEXICON_WAY = 1 << 3,   /* "street" */
  RG_LEXICON_WORD = 1 << 4,  /* a word that many mails have */
  RG_LEXICON_TAIL = 1 << 5   /* a trade is what it ends in, as in "Fachverkäufer" */
} RgLexiconKind;

typedef struct _RgLexicon RgLexicon;

/* Lines of a kind ("firm", "name", "trade", "way", "word") and a word in small letters, with a
 * tab between; what begins with '#' is a comment. Error: RG_ERROR_CONFIG. */
RgLexicon *rg_lexicon_load (const char *path, GError **error);
RgLexicon *rg_lexicon_parse (const char *text);
void rg_lexicon_free (RgLexicon *lexicon);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgLexicon, rg_lexicon_free)

/* The kinds of a word in small letters; 0 for none. */
guint rg_lexicon_kinds (const RgLexicon *lexicon, const char *lower);
