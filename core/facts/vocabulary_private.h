/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What words.c fills and vocabulary.c answers from. */
#pragma once

#include "facts/words.h"

struct _RgVocabulary
{
  char *language;
  GPtrArray *phrases[RG_N_PHRASE_KINDS]; /* RgPhrase */
  GHashTable *fragments;                 /* char * → char * */
  GHashTable *months, *weekdays;         /* folded char * → number */
  GHashTable *relative, *numbers, *days; /* folded char * → number */
  gboolean month_first;
  gboolean capital_nouns;
  gboolean is_checked; /* expressions are tried when they are read */
  const RgLexicon *lexicon; /* borrowed of the words, as the next; NULL if there is none */
  const RgTagger *tagger;
  const RgWording *modes, *stages, *writers;
};

/* Empty. Transfer full. */
RgVocabulary *rg_vocabulary_new (const char *language);
void rg_vocabulary_free (RgVocabulary *vocabulary);
