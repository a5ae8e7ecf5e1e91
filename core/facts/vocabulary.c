/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of one language, once they are read. */
#include "facts/vocabulary_private.h"

static void
phrase_free (gpointer pointer)
{
  RgPhrase *phrase = pointer;
  rg_pattern_clear (&phrase->pattern);
  g_free (phrase->name);
  g_free (phrase->regex);
  g_free (phrase->says);
  g_free (phrase);
}

void
rg_vocabulary_free (RgVocabulary *vocabulary)
{
  for (int kind = 0; kind < RG_N_PHRASE_KINDS; kind++)
    g_ptr_array_unref (vocabulary->phrases[kind]);
  g_hash_table_unref (vocabulary->fragments);
  g_hash_table_unref (vocabulary->months);
  g_hash_table_unref (vocabulary->weekdays);
  g_hash_table_unref (vocabulary->relative);
  g_hash_table_unref (vocabulary->numbers);
  g_hash_table_unref (vocabulary->days);
  g_free (vocabulary->language);
  g_free (vocabulary);
}

RgVocabulary *
rg_vocabulary_new (const char *language)
{
  RgVocabulary *vocabulary = g_new0 (RgVocabulary, 1);
  vocabulary->language = g_strdup (language);
  for (int kind = 0; kind < RG_N_PHRASE_KINDS; kind++)
    vocabulary->phrases[kind] = g_ptr_array_new_with_free_func (phrase_free);
  vocabulary->fragments = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  vocabulary->months = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  vocabulary->weekdays = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  vocabulary->relative = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  vocabulary->numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  vocabulary->days = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return vocabulary;
}

/* ---- asking ---- */

const char *
rg_vocabulary_language (const RgVocabulary *vocabulary)
{
  return vocabulary->language;
}

const RgLexicon *
rg_vocabulary_lexicon (const RgVocabulary *vocabulary)
{
  return vocabulary->lexicon;
}

const RgTagger *
rg_vocabulary_tagger (const RgVocabulary *vocabulary)
{
  return vocabulary->tagger;
}

const RgWording *
rg_vocabulary_modes (const RgVocabulary *vocabulary)
{
  return vocabulary->modes;
}

const RgWording *
rg_vocabulary_stages (const RgVocabulary *vocabulary)
{
  return vocabulary->stages;
}

const RgWording *
rg_vocabulary_writers (const RgVocabulary *vocabulary)
{
  return vocabulary->writers;
}

RgPhrase *const *
rg_vocabulary_phrases (const RgVocabulary *vocabulary, RgPhraseKind kind, guint *count)
{
  *count = vocabulary->phrases[kind]->len;
  return (RgPhrase *const *) vocabulary->phrases[kind]->pdata;
}

gboolean
rg_vocabulary_sees (const RgVocabulary *vocabulary, RgPhraseKind kind, const char *text)
{
  guint count;
  RgPhrase *const *phrases = rg_vocabulary_phrases (vocabulary, kind, &count);
  for (guint i = 0; i < count; i++)
    if (rg_pattern_matches (&phrases[i]->pattern, text))
      return TRUE;
  return FALSE;
}

static gboolean
look_up (GHashTable *table, const char *name, int *number)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);
  gpointer value = NULL;
  if (!g_hash_table_lookup_extended (table, folded, NULL, &value))
    return FALSE;
  *number = GPOINTER_TO_INT (value);
  return TRUE;
}

int
rg_vocabulary_month (const RgVocabulary *vocabulary, const char *name)
{
  int month = 0;
  look_up (vocabulary->months, name, &month);
  return month;
}

int
rg_vocabulary_weekday (const RgVocabulary *vocabulary, const char *name)
{
  int weekday = 0;
  look_up (vocabulary->weekdays, name, &weekday);
  return weekday;
}

gboolean
rg_vocabulary_relative (const RgVocabulary *vocabulary, const char *word, int *days)
{
  return look_up (vocabulary->relative, word, days);
}

int
rg_vocabulary_number (const RgVocabulary *vocabulary, const char *word)
{
  int number = 0;
  if (!look_up (vocabulary->numbers, word, &number))
    look_up (vocabulary->days, word, &number);
  return number;
}

gboolean
rg_vocabulary_month_first (const RgVocabulary *vocabulary)
{
  return vocabulary->month_first;
}

gboolean
rg_vocabulary_capital_nouns (const RgVocabulary *vocabulary)
{
  return vocabulary->capital_nouns;
}
