/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "facts/side_hours.h"

#include "facts/clause.h"

#include <string.h>

gboolean
rg_hour_is_agenda_item (const RgReading *reading, const RgHour *hour, const RgDay *day)
{
  static RgPattern matter = { "^[ \\t:|–—-]*(?:[A-Z]{2,4} +|\\p{Lu}&\\p{Lu} "
                              ")?(?!(?i:or|and|oder|und|ou|et|uhr|uur|time)\\b|\\p{L}+ "
                              "time\\b)\\p{Lu}?\\p{Ll}{2,}",
                              0 };
  gsize start = hour->start;
  while (start > 0 && strchr (" \t-*•", reading->text[start - 1]))
    start--;
  if (day->end > start || (start > 0 && reading->text[start - 1] != '\n'))
    return FALSE;
  gsize length = strcspn (reading->text + hour->end, "\n");
  g_autofree char *rest = g_strndup (reading->text + hour->end, MIN (length, 80));
  g_autofree char *valid = g_utf8_make_valid (rest, -1);
  return rg_pattern_matches (&matter, valid);
}

gboolean
rg_hour_is_listed (const RgReading *reading, const RgHour *hour)
{
  if (hour == (const RgHour *) (const void *) reading->hours->data)
    return FALSE;
  gsize from = hour[-1].end;
  return rg_clause_is_joint (reading, from, hour->start)
         || strspn (reading->text + from, " \t\n,;*-") == hour->start - from;
}

/* How far before it the brackets open. */
#define BRACKET_REACH 60

gboolean
rg_hour_is_in_brackets (const RgReading *reading, const RgHour *hour)
{
  gsize at = hour->start, least = at > BRACKET_REACH ? at - BRACKET_REACH : 0;
  while (at > least && !strchr ("()\n", reading->text[at - 1]))
    at--;
  return at > least && reading->text[at - 1] == '(';
}

/* How far the words may be that tell a place. */
#define BRACKETED 60

static gboolean
has_day_between (const RgReading *reading, gsize start, gsize end)
{
  for (guint i = 0; i < reading->days->len; i++)
    {
      const RgDay *day = &g_array_index (reading->days, RgDay, i);
      if (day->start >= start && day->end <= end)
        return TRUE;
    }
  return FALSE;
}

/* What may lie between the words and the hour behind them. */
#define SPACE 1

/* Whether a phrase that makes it the same time on another clock goes from one hour on past the
 * other, as far as the line or the brackets around that. */
static gboolean
is_same_elsewhere (const RgReading *reading, const RgHour *before, const RgHour *hour)
{
  gsize end = MIN (reading->length, hour->end + BRACKETED);
  g_autofree char *words = rg_clause_part (reading, before->end, hour->start);
  g_autofree char *behind = rg_clause_part (reading, hour->start, end);
  gsize length = strcspn (behind, "()\n");
  behind[behind[length] == ')' ? length + 1 : length] = '\0';
  g_autofree char *both = g_strconcat (words, behind, NULL);
  guint count;
  RgPhrase *const *phrases
      = rg_vocabulary_phrases (reading->words, RG_PHRASE_ELSEWHERE, &count);
  RgMatch match;
  for (guint i = 0; i < count; i++)
    if (rg_pattern_find (&phrases[i]->pattern, both, strlen (both), 0, &match)
        && rg_match_end (&match, 0) + SPACE >= strlen (words))
      return TRUE;
  return FALSE;
}

gboolean
rg_hour_is_elsewhere (const RgReading *reading, guint index)
{
  const RgHour *hour = &g_array_index (reading->hours, RgHour, index);
  for (guint back = 1; back <= MIN (index, 2); back++)
    {
      const RgHour *before = hour - back;
      if (hour->start - before->end > 2 * BRACKETED
          || has_day_between (reading, before->end, hour->start))
        return FALSE;
      if (is_same_elsewhere (reading, before, hour))
        return TRUE;
    }
  return FALSE;
}

/* How far apart columns may be, and how long what begins and ends in two of them. */
#define COLUMN      12
#define LONGEST_ROW 180

static gboolean
is_beside (const RgReading *reading, const RgHour *first, const RgHour *second)
{
  gsize gap = second->start - first->end, row = second->start - first->start;
  return gap <= COLUMN && strspn (reading->text + first->end, " \t") == gap
         && !memchr (reading->text + first->start, '\n', row);
}

gboolean
rg_hour_is_end_column (const RgReading *reading, guint index)
{
  const RgHour *hour = &g_array_index (reading->hours, RgHour, index);
  if (index == 0 || !is_beside (reading, hour - 1, hour)
      || (index > 1 && is_beside (reading, hour - 2, hour - 1))
      || (index + 1 < reading->hours->len && is_beside (reading, hour, hour + 1)))
    return FALSE;
  int length = (hour->hour - hour[-1].hour) * 60 + hour->minute - hour[-1].minute;
  return length > 0 && length <= LONGEST_ROW;
}
