/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "facts/columns.h"
#include "facts/reading_private.h"

#include <stdlib.h>
#include <string.h>

/* ---- the groups of a match ---- */

gboolean
rg_match_has_named (const RgMatch *match, const char *name)
{
  return rg_match_named (match, name) != 0;
}

char *
rg_match_get_named (const RgMatch *match, const char *name)
{
  guint group = rg_match_named (match, name);
  return group ? rg_match_get (match, group) : g_strdup ("");
}

/* Digits or a word such as "seven"; 0 if there is none. */
int
rg_reading_number (const RgReading *reading, const RgMatch *match, const char *name)
{
  g_autofree char *text = rg_match_get_named (match, name);
  return g_ascii_isdigit (*text) ? atoi (text) : rg_vocabulary_number (reading->words, text);
}

/* ---- the places of a phrase ---- */

/* Where the search for hours goes on behind what looked like one: "12.11 - 8:30" is no range
 * where 12.11 is a day. */
static gsize
end_of_day_at (const RgReading *reading, gsize place)
{
  for (guint i = 0; i < reading->days->len; i++)
    {
      const RgDay *day = &g_array_index (reading->days, RgDay, i);
      if (place >= day->start && place < day->end)
        return day->end;
    }
  return 0;
}

void
rg_reading_scan (RgReading *reading, RgPhraseKind kind, RgReadingFunc on_match)
{
  guint count;
  RgPhrase *const *phrases = rg_vocabulary_phrases (reading->words, kind, &count);
  RgMatch match;
  for (guint i = 0; i < count; i++)
    for (gsize at = 0;
         rg_pattern_find (&phrases[i]->pattern, reading->text, reading->length, at, &match);)
      {
        on_match (reading, &match);
        gsize day_end
            = kind == RG_PHRASE_HOUR ? end_of_day_at (reading, rg_match_start (&match, 0)) : 0;
        at = MAX (at + 1, day_end ? day_end : rg_match_end (&match, 0));
      }
}

/* ---- the whole ---- */

/* A bound on the work, however long the text. */
static char *
fold_spaces (const char *text)
{
  g_autofree char *head = g_strndup (text, rg_pattern_cap (text, strlen (text)));
  GString *out = g_string_new (NULL);
  for (const char *p = head; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      if (c == 0xA0 || c == 0x202F || c == 0x2009)
        g_string_append_c (out, ' ');
      else if (c == 0x22C5 || c == 0x00B7)
        g_string_append_c (out, ',');
      else
        g_string_append_unichar (out, c);
    }
  return g_string_free (out, FALSE);
}

RgReading *
rg_reading_new (const char *text, GDateTime *sent, const RgVocabulary *words,
                const RgHour *earlier)
{
  RgReading *reading = g_new0 (RgReading, 1);
  reading->text = fold_spaces (text);
  reading->length = strlen (reading->text);
  reading->sent = sent;
  reading->words = words;
  reading->days = g_array_new (FALSE, FALSE, sizeof (RgDay));
  reading->hours = g_array_new (FALSE, FALSE, sizeof (RgHour));
  rg_reading_find_only_zone (reading); /* tells which of 12/03 is the month */
  rg_reading_find_days (reading);
  rg_reading_find_hours (reading, earlier);
  rg_columns_drop_old (reading);
  return reading;
}

void
rg_reading_free (RgReading *reading)
{
  g_free (reading->text);
  g_array_unref (reading->days);
  g_array_unref (reading->hours);
  g_clear_pointer (&reading->only_zone, g_time_zone_unref);
  g_free (reading);
}
