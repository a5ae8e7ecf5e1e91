/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "facts/conditions.h"

#include "base/text.h"

#include <string.h>

static void
level_free (gpointer data)
{
  RgLevel *level = data;
  g_free (level->level);
  g_free (level->words);
  g_free (level);
}

RgConditions *
rg_conditions_new (void)
{
  RgConditions *conditions = g_new0 (RgConditions, 1);
  conditions->levels = g_ptr_array_new_with_free_func (level_free);
  conditions->red_flags = g_ptr_array_new_with_free_func (g_free);
  return conditions;
}

void
rg_conditions_free (RgConditions *conditions)
{
  if (!conditions)
    return;
  g_free (conditions->permit_demand);
  g_free (conditions->immediate_start);
  g_free (conditions->work_model);
  g_free (conditions->work_model_words);
  g_free (conditions->advertised_model);
  g_ptr_array_unref (conditions->levels);
  g_ptr_array_unref (conditions->red_flags);
  g_free (conditions);
}

/* The words of `text` that the phrase matches, on one line; NULL if it doesn't. */
static char *
words_of (RgPhrase *phrase, const char *text)
{
  RgMatch match;
  if (!rg_pattern_find (&phrase->pattern, text, strlen (text), 0, &match))
    return NULL;
  g_autofree char *found = rg_match_get (&match, 0);
  return rg_text_one_line (found);
}

/* The words that the first matching phrase of a kind matches; `*says` what it means. */
static char *
first_of (const RgVocabulary *words, RgPhraseKind kind, const char *text, char **says)
{
  guint count;
  RgPhrase *const *phrases = rg_vocabulary_phrases (words, kind, &count);
  for (guint i = 0; i < count; i++)
    {
      char *found = words_of (phrases[i], text);
      if (found && says)
        *says = g_strdup (phrases[i]->says);
      if (found)
        return found;
    }
  return NULL;
}

static void
find_levels (RgConditions *conditions, const RgVocabulary *words, const char *position)
{
  guint count;
  RgPhrase *const *phrases = rg_vocabulary_phrases (words, RG_PHRASE_LEVEL, &count);
  for (guint i = 0; position && i < count; i++)
    {
      char *found = phrases[i]->says ? words_of (phrases[i], position) : NULL;
      if (!found)
        continue;
      RgLevel *level = g_new0 (RgLevel, 1);
      level->level = g_strdup (phrases[i]->says);
      level->words = found;
      g_ptr_array_add (conditions->levels, level);
    }
}

static void
find_red_flags (RgConditions *conditions, const RgVocabulary *words, const char *text)
{
  guint count;
  RgPhrase *const *phrases = rg_vocabulary_phrases (words, RG_PHRASE_RED_FLAG, &count);
  for (guint i = 0; i < count; i++)
    if (rg_pattern_matches (&phrases[i]->pattern, text))
      g_ptr_array_add (conditions->red_flags,
                       g_strdup (phrases[i]->says ? phrases[i]->says : phrases[i]->name));
}

/* Work that must be done on site after all, where the mail that it answers spoke of another
 * way. */
static void
compare_with_quote (RgConditions *conditions, const RgVocabulary *words, const char *quote)
{
  if (g_strcmp0 (conditions->work_model, "onsite") != 0)
    return;
  g_autofree char *model = NULL;
  g_autofree char *found = first_of (words, RG_PHRASE_WORK_MODEL, quote, &model);
  if (found && !g_str_equal (model, "onsite"))
    conditions->advertised_model = g_steal_pointer (&found);
}

void
rg_conditions_find (RgConditions *conditions, const RgVocabulary *words, const char *text,
                    const char *quote, const char *position)
{
  conditions->permit_demand = first_of (words, RG_PHRASE_PERMIT_DEMAND, text, NULL);
  conditions->immediate_start = first_of (words, RG_PHRASE_IMMEDIATE_START, text, NULL);
  conditions->work_model_words
      = first_of (words, RG_PHRASE_WORK_MODEL, text, &conditions->work_model);
  compare_with_quote (conditions, words, quote);
  find_levels (conditions, words, position);
  find_red_flags (conditions, words, text);
}
