/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hours as they are written. */
#include "facts/reading_private.h"

#include <stdlib.h>
#include <string.h>

static int
in_24_hours (int hour, gboolean is_pm)
{
  return hour % 12 + (is_pm ? 12 : 0);
}

/* "£17.50", "room 2.14", "19.80 an hour" have figures like an hour's. */
static gboolean
is_figure (const RgReading *reading, const RgMatch *match)
{
  static RgPattern before
      = { "(?i)(?:[£$€]|(?:raum|zimmer|saal|kamer|zaal)|\\b(?:CHF|EUR|USD|GBP|DKK|SEK|R\\$|"
          "room|rm|zi|kamer|"
          "lokaal|zaal|sala|salón|salle|aula|stanza|gabinete|bureau|bâtiment|unit|suite|route|"
          "version|"
          "ufficio|despacho|local|büro|oficina|art|§|n|nr|no|p)\\b[.°º]?)(?: [A-Z])? ?$",
          0 };
  static RgPattern behind = {
    "(?i)^(?: ?[€£%]| ?(?:eur|euros?|chf|an hour|per hour|/ ?(?:hr?|std|hour|uur|ora|hora|"
    "heure))\\b|,-)",
    0
  };
  gsize start = rg_match_start (match, 0), end = rg_match_end (match, 0);
  gsize from = start > 12 ? start - 12 : 0;
  g_autofree char *raw_before = g_strndup (reading->text + from, start - from);
  g_autofree char *raw_behind
      = g_strndup (reading->text + end, MIN (reading->length - end, 12));
  g_autofree char *words_before = g_utf8_make_valid (raw_before, -1);
  g_autofree char *words_behind = g_utf8_make_valid (raw_behind, -1);
  return rg_match_has_named (match, "minute")
         && (rg_pattern_matches (&before, words_before)
             || rg_pattern_matches (&behind, words_behind));
}

/* Of "10:00 - 11:30" the minutes between; 0 if it is no range. */
static int
length_of_range (const RgMatch *match, int hour, int minute)
{
  static RgPattern last
      = { "(?:\\d|\\p{L}|\\.|\\d:\\d\\d) ?(?:[-–—] ?|(?<= )(?!(?:uhr|h|y|e|et|en) "
          ")\\p{L}+ (?:\\p{L}+ )?)(?<hour>\\d{1,2})(?:[:.hu](?<minute>\\d\\d))?(?!.*\\d)",
          0 };
  g_autofree char *words = rg_match_get (match, 0);
  RgMatch end;
  if (!rg_pattern_find (&last, words, strlen (words), 0, &end))
    return 0;
  g_autofree char *end_hour = rg_match_get_named (&end, "hour"),
                  *end_minute = rg_match_get_named (&end, "minute");
  int length = atoi (end_hour) * 60 + atoi (end_minute) - hour * 60 - minute;
  return length < 0 ? length + 12 * 60 : length;
}

static void
add_hour (RgReading *reading, const RgMatch *match, int hour, int minute)
{
  if (hour > 23 || minute > 59 || reading->hours->len >= RG_READING_TOKENS
      || is_figure (reading, match))
    return;
  RgHour token = { rg_match_start (match, 0),
                   rg_match_end (match, 0),
                   hour,
                   minute,
                   length_of_range (match, hour, minute),
                   rg_match_has_named (match, "same"),
                   rg_match_has_named (match, "noon") };
  g_array_append_val (reading->hours, token);
}

/* The first hour of "2-3pm" and "11-1pm". */
static int
start_of_range (const RgReading *reading, const RgMatch *match, int hour)
{
  gboolean is_pm = rg_match_has_named (match, "end_pm");
  int end = in_24_hours (rg_reading_number (reading, match, "end_hour"), is_pm);
  gboolean crosses_noon = end < in_24_hours (hour, is_pm);
  return in_24_hours (hour, is_pm && !crosses_noon);
}

/* Minutes past the hour, in words: "half past", "halb" (before it), "et quart", "tien over half
 * acht". */
static int
spoken_minutes (const RgReading *reading, const RgMatch *match)
{
  static const struct
  {
    const char *group;
    int minutes;
  } parts[]
      = { { "half_past", 30 },   { "half_to", -30 },        { "quarter_past", 15 },
          { "quarter_to", -15 }, { "three_quarters", -15 }, { "three_quarters_past", 45 } };
  int minutes
      = rg_reading_number (reading, match, "past") - rg_reading_number (reading, match, "to");
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (rg_match_has_named (match, parts[i].group))
      minutes += parts[i].minutes;
  return minutes;
}

/* "03:30" is meant as it stands. */
static gboolean
is_written_with_zero (const RgMatch *match)
{
  g_autofree char *hour = rg_match_get_named (match, "hour");
  return *hour == '0';
}

/* Whether the words end right before the hour. */
static gboolean
is_behind_words (const RgReading *reading, const RgMatch *match, RgPattern *words)
{
  gsize start = rg_match_start (match, 0), from = start > 30 ? start - 30 : 0;
  g_autofree char *raw = g_strndup (reading->text + from, start - from);
  g_autofree char *before = g_utf8_make_valid (raw, -1);
  return rg_pattern_matches (words, before);
}

/* Whether they begin right behind it. */
static gboolean
is_before_words (const RgReading *reading, const RgMatch *match, RgPattern *words)
{
  gsize end = rg_match_end (match, 0);
  g_autofree char *raw = g_strndup (reading->text + end, MIN (reading->length - end, 40));
  g_autofree char *behind = g_utf8_make_valid (raw, -1);
  return rg_pattern_matches (words, behind);
}

/* "Wednesday evening at 8", "at 8 on Wednesday evening": the hour itself needn't say so. */
static gboolean
is_evening (const RgReading *reading, const RgMatch *match)
{
  static RgPattern evening
      = { "(?i)(?:abends?|avonds?|evening|tonight|(?<!boa )noite|(?<!buenas )noche|"
          "stasera|(?<!buona)\\bsera|(?<!bon)soir(?!ée)|feierabend|ladenschluss|after work)\\b"
          "[ ,:]*(?:[\\p{L}\\d]+[., ]{1,2}){0,3}$",
          0 };
  static RgPattern then_evening
      = { "(?i)^(?: ?uhr| ?uur)?,? ?(?!(?:or|oder|of|ou|o|e|y|et|und|and) )(?:\\p{L}+ "
          "){0,2}\\p{L}*(?: evening|abend|avond| noche| noite|"
          " sera| soir)\\b",
          0 };
  return is_behind_words (reading, match, &evening)
         || is_before_words (reading, match, &then_evening);
}

/* "Wednesday morning at quarter to six" */
static gboolean
is_morning (const RgReading *reading, const RgMatch *match)
{
  static RgPattern morning
      = { "(?i)(?:\\bmorning|\\w(?:tag|och)(?:morgen|früh|vormittag)|[ds]ag(?:morgen|ochtend)|"
          "(?<=morgen )früh|morgens|de madrugada|di mattina|"
          "du matin|mattina|por la mañana|de manhã)\\b[ ,:]*(?:[\\p{L}\\d]+[., ]{1,2}){0,3}$",
          0 };
  return is_behind_words (reading, match, &morning);
}

/* "Friday 4" is a date where that Friday is the 4th. */
static gboolean
is_date (const RgReading *reading, const RgMatch *match, int number)
{
  gsize start = rg_match_start (match, 0);
  gboolean is_number = rg_match_end (match, 0) - start <= 2;
  for (guint i = 0; is_number && i < reading->days->len; i++)
    {
      const RgDay *day = &g_array_index (reading->days, RgDay, i);
      if (day->end <= start && start - day->end <= 2 && day->day == number)
        return TRUE;
    }
  return FALSE;
}

/* "15:00", "3.30pm", "3 pm", "2-3pm", "14:00-15:00", "at 10", "noon": of a range the start. */
static void
on_hour (RgReading *reading, const RgMatch *match)
{
  gboolean is_bare = rg_match_has_named (match, "bare");
  int hour = rg_reading_number (reading, match, is_bare ? "bare" : "hour");
  int minutes = rg_reading_number (reading, match, "minute") + spoken_minutes (reading, match);
  if (is_bare && is_date (reading, match, hour))
    return;
  if (rg_match_has_named (match, "noon"))
    hour = 12;
  else if (rg_match_has_named (match, "am") || rg_match_has_named (match, "pm"))
    hour = hour <= 12 ? in_24_hours (hour, rg_match_has_named (match, "pm")) : hour;
  else if (rg_match_has_named (match, "end_am") || rg_match_has_named (match, "end_pm"))
    hour = hour <= 12 ? start_of_range (reading, match, hour) : hour;
  else if (hour > 0 && hour < (is_bare ? 7 : 6) && !is_written_with_zero (match))
    hour += hour > 4 && is_morning (reading, match) ? 0 : 12; /* nobody comes at 3 at night */
  else if (hour >= 6 && hour < 12 && !is_written_with_zero (match)
           && is_evening (reading, match))
    hour += 12;
  int at = hour * 60 + minutes;
  if (at >= 0)
    add_hour (reading, match, at / 60, at % 60);
}

static int
compare_hours (gconstpointer a, gconstpointer b)
{
  const RgHour *x = a, *y = b;
  return x->start != y->start ? (x->start < y->start ? -1 : 1) : (x->end > y->end ? -1 : 1);
}

/* "20.11" is a day, not eleven minutes past eight in the evening; and "11h00" ends before the
 * "- 24 November" of the next line. */
static gboolean
is_within_day (const RgReading *reading, RgHour *hour)
{
  for (guint i = 0; i < reading->days->len; i++)
    {
      const RgDay *day = &g_array_index (reading->days, RgDay, i);
      if (hour->start >= day->start && hour->start < day->end)
        return TRUE;
      if (hour->start < day->start && day->start < hour->end)
        {
          hour->end = day->start;
          hour->length = 0;
        }
    }
  return FALSE;
}

static void
drop_hours_within_days (RgReading *reading)
{
  for (guint i = 0; i < reading->hours->len;)
    if (is_within_day (reading, &g_array_index (reading->hours, RgHour, i)))
      g_array_remove_index (reading->hours, i);
    else
      i++;
}

/* "the same time": that of the hour before it; without one it tells nothing. */
static void
fill_same_hours (RgReading *reading, const RgHour *earlier)
{
  for (guint i = 0; i < reading->hours->len;)
    {
      RgHour *hour = &g_array_index (reading->hours, RgHour, i);
      const RgHour *before = i ? hour - 1 : earlier;
      if (hour->is_same && !before)
        {
          g_array_remove_index (reading->hours, i);
          continue;
        }
      if (hour->is_same)
        {
          hour->hour = before->hour;
          hour->minute = before->minute;
        }
      i++;
    }
}

/* How far the hour may be from the word that it explains. */
#define EXPLAINED 24

/* "mittags, sagen wir 12:30" is one time; "noon or 1pm" are two. */
static gboolean
is_explained (const RgReading *reading, const RgHour *noon, const RgHour *next)
{
  static RgPattern several
      = { "(?i)\\b(?:or|oder|ou|o|of|und|and|et|e|y|en|bis|to|tot)\\b|[/;]", 0 };
  gsize gap = next->start - noon->end;
  if (!noon->is_noon || next->is_noon || gap > EXPLAINED || next->hour < 11 || next->hour > 14
      || (next->hour == 12 && next->minute == 0))
    return FALSE;
  g_autofree char *raw = g_strndup (reading->text + noon->end, gap);
  g_autofree char *between = g_utf8_make_valid (raw, -1);
  return !rg_pattern_matches (&several, between);
}

static void
drop_explained_noons (GArray *hours, const RgReading *reading)
{
  for (guint i = 1; i < hours->len;)
    if (is_explained (reading, &g_array_index (hours, RgHour, i - 1),
                      &g_array_index (hours, RgHour, i)))
      g_array_remove_index (hours, i - 1);
    else
      i++;
}

void
rg_reading_find_hours (RgReading *reading, const RgHour *earlier)
{
  rg_reading_scan (reading, RG_PHRASE_HOUR, on_hour);
  drop_hours_within_days (reading);
  g_array_sort (reading->hours, compare_hours);
  for (guint i = 1; i < reading->hours->len;)
    if (g_array_index (reading->hours, RgHour, i).start
        < g_array_index (reading->hours, RgHour, i - 1).end)
      g_array_remove_index (reading->hours, i);
    else
      i++;
  drop_explained_noons (reading->hours, reading);
  fill_same_hours (reading, earlier);
}
