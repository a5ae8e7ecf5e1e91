/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "facts/moved.h"

#include "facts/clause.h"

#include <string.h>

/* How much of a sentence is looked at, and of what stands between two times. */
#define REACH       160
#define REACH_APART 500

/* ---- whether it is moved ---- */

/* "Should you need to move the interview, tell us": nothing is moved yet. */
static gboolean
is_only_possible (const RgReading *reading, const RgMatch *match)
{
  g_autofree char *before = rg_clause_before (reading, rg_match_start (match, 0), REACH);
  g_autofree char *behind = rg_clause_behind (reading, rg_match_start (match, 0), REACH);
  g_autofree char *sentence = g_strconcat (before, behind, NULL);
  return rg_vocabulary_sees (reading->words, RG_PHRASE_IF_MOVED, sentence);
}

/* No letter says so often what to do if it has to be moved. */
#define MOST_MOVES 50

static gboolean
tells_move (const RgReading *reading, RgPhrase *phrase)
{
  RgMatch match;
  gsize at = 0;
  for (guint count = 0;
       count < MOST_MOVES
       && rg_pattern_find (&phrase->pattern, reading->text, reading->length, at, &match);
       at = MAX (at + 1, rg_match_end (&match, 0)), count++)
    if (!is_only_possible (reading, &match))
      return TRUE;
  return FALSE;
}

gboolean
rg_moved_is_told (const RgReading *reading, const char *earlier)
{
  g_autofree char *subject = earlier ? g_strndup (earlier, strcspn (earlier, "\n")) : NULL;
  if (subject && rg_vocabulary_sees (reading->words, RG_PHRASE_MOVED, subject))
    return TRUE;
  guint count;
  RgPhrase *const *phrases = rg_vocabulary_phrases (reading->words, RG_PHRASE_MOVED, &count);
  for (guint i = 0; i < count; i++)
    if (tells_move (reading, phrases[i]))
      return TRUE;
  return FALSE;
}

/* ---- which times are the old ones ---- */

static const RgStretch *
stretch_at (const GArray *stretches, guint index)
{
  return &g_array_index (stretches, RgStretch, index);
}

/* What is said of a time behind the one before it: the rest of that sentence says nothing of
 * this one, where there is another sentence. */
static char *
words_before (const RgReading *reading, const GArray *stretches, guint index)
{
  const RgStretch *stretch = stretch_at (stretches, index);
  if (index == 0)
    return rg_clause_before (reading, stretch->start, REACH);
  gsize from = stretch_at (stretches, index - 1)->end;
  g_autofree char *rest = rg_clause_behind (reading, from, REACH);
  from = MIN (from + strlen (rest), stretch->start);
  if (stretch->start - from > REACH_APART)
    from = stretch->start - REACH_APART;
  return rg_clause_part (reading, from, stretch->start);
}

static char *
words_behind (const RgReading *reading, const GArray *stretches, guint index)
{
  gsize end = stretch_at (stretches, index)->end, reach = REACH;
  gsize next = index + 1 < stretches->len ? stretch_at (stretches, index + 1)->start : 0;
  if (next > end) /* not so where two days share the hour */
    reach = MIN (reach, next - end);
  return rg_clause_behind (reading, end, reach);
}

static gboolean
is_proposed (const RgReading *reading, const GArray *stretches, guint index)
{
  g_autofree char *before = words_before (reading, stretches, index);
  g_autofree char *behind = words_behind (reading, stretches, index);
  g_autofree char *words = g_strconcat (before, " @ ", behind, NULL);
  return rg_vocabulary_sees (reading->words, RG_PHRASE_NEW_TIME, words);
}

/* Whether a sentence ends between the two. */
static gboolean
is_of_another_sentence (const RgReading *reading, const RgStretch *first,
                        const RgStretch *second)
{
  g_autofree char *rest = rg_clause_behind (reading, first->end, REACH);
  return first->end + strlen (rest) < second->start;
}

guint
rg_moved_count_old (const RgReading *reading, const GArray *stretches)
{
  guint first = 0;
  while (first < stretches->len && !is_proposed (reading, stretches, first))
    first++;
  if (first == 0 || first == stretches->len
      || !is_of_another_sentence (reading, stretch_at (stretches, first - 1),
                                  stretch_at (stretches, first)))
    return 0;
  return first;
}
