/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "facts/reading.h"

#include "base/text.h"
#include "facts/zones.h"

#include <stdlib.h>
#include <string.h>

#define MAX_TOKENS 200

/* ---- calendar days ---- */

static gboolean
is_day (int year, int month, int day)
{
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 && year >= 1970 && year <= 2200
         && g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year);
}

static int
weekday_of (int year, int month, int day)
{
  GDate date;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return (int) g_date_get_weekday (&date);
}

/* Without a year the next such day is meant; a day just past is still this year's. */
static int
complete_year (const RgReading *reading, int month, int day)
{
  int year, now_month, now_day;
  if (!reading->sent)
    return 0;
  g_date_time_get_ymd (reading->sent, &year, &now_month, &now_day);
  int behind = (now_month - month) * 31 + now_day - day;
  return behind > 60 ? year + 1 : year;
}

static void
add_day (RgReading *reading, const RgMatch *match, int year, int month, int day)
{
  if (year == 0)
    year = complete_year (reading, month, day);
  if (year < 100)
    year += 2000;
  if (!is_day (year, month, day) || reading->days->len >= MAX_TOKENS)
    return;
  RgDay token = { rg_match_start (match, 0), rg_match_end (match, 0), year, month, day };
  g_array_append_val (reading->days, token);
}

/* ---- the groups of a match ---- */

static gboolean
has_group (const RgMatch *match, const char *name)
{
  return rg_match_named (match, name) != 0;
}

static char *
group_text (const RgMatch *match, const char *name)
{
  guint group = rg_match_named (match, name);
  return group ? rg_match_get (match, group) : g_strdup ("");
}

/* Digits or a word such as "seven"; 0 if there is none. */
static int
group_number (const RgReading *reading, const RgMatch *match, const char *name)
{
  g_autofree char *text = group_text (match, name);
  return g_ascii_isdigit (*text) ? atoi (text) : rg_vocabulary_number (reading->words, text);
}

static int
group_month (const RgReading *reading, const RgMatch *match)
{
  g_autofree char *name = group_text (match, "month");
  return *name ? rg_vocabulary_month (reading->words, name)
               : group_number (reading, match, "month_number");
}

static int
group_weekday (const RgReading *reading, const RgMatch *match)
{
  g_autofree char *name = group_text (match, "weekday");
  return rg_vocabulary_weekday (reading->words, name);
}

/* ---- days ---- */

static void
on_date (RgReading *reading, const RgMatch *match)
{
  add_day (reading, match, group_number (reading, match, "year"), group_month (reading, match),
           group_number (reading, match, "day"));
}

/* Whether the mail comes from where the month stands first, or speaks of hours there: relays
 * write the Date in UTC. */
static gboolean
is_american (const RgReading *reading)
{
  if (!rg_vocabulary_month_first (reading->words) || !reading->sent)
    return FALSE;
  gint64 offset = g_date_time_get_utc_offset (reading->sent) / G_TIME_SPAN_SECOND;
  if (reading->only_zone)
    {
      int now = g_time_zone_find_interval (reading->only_zone, G_TIME_TYPE_UNIVERSAL,
                                           g_date_time_to_unix (reading->sent));
      offset = g_time_zone_get_offset (reading->only_zone, now);
    }
  return offset <= -4 * 3600 && offset >= -10 * 3600;
}

static int
full_year (const RgReading *reading, int year, int month, int day)
{
  if (year == 0)
    return complete_year (reading, month, day);
  return year < 100 ? year + 2000 : year;
}

/* Nobody invites for a day further ahead, if another reading of it is nearer. */
#define DAYS_AHEAD 75

/* How well a reading of "12/03" fits: no such day is out; the weekday beside it counts most,
 * then that it is still to come, and soon, then the custom of the sender's country. */
static int
fitness (const RgReading *reading, int year, int month, int day, int weekday,
         gboolean is_custom)
{
  if (!is_day (year, month, day))
    return -1;
  g_autoptr (GDateTime) then = g_date_time_new_utc (year, month, day, 23, 59, 0);
  GTimeSpan ahead = reading->sent ? g_date_time_difference (then, reading->sent) : 0;
  return (weekday && weekday_of (year, month, day) == weekday ? 8 : 0) + (ahead >= 0 ? 4 : 0)
         + (ahead >= 0 && ahead <= DAYS_AHEAD * G_TIME_SPAN_DAY ? 2 : 0) + is_custom;
}

static void
on_numeric (RgReading *reading, const RgMatch *match)
{
  g_autofree char *separator = group_text (match, "separator");
  int first = group_number (reading, match, "first"),
      second = group_number (reading, match, "second"),
      year = group_number (reading, match, "year");
  int weekday = group_weekday (reading, match);
  gboolean month_first = g_str_equal (separator, "/") && is_american (reading);
  int day_year = full_year (reading, year, second, first),
      month_year = full_year (reading, year, first, second);
  int as_day = fitness (reading, day_year, second, first, weekday, !month_first);
  int as_month = fitness (reading, month_year, first, second, weekday, month_first);
  if (as_month > as_day)
    add_day (reading, match, month_year, first, second);
  else if (as_day >= 0)
    add_day (reading, match, day_year, second, first);
}

static void
add_days_after (RgReading *reading, const RgMatch *match, int days)
{
  g_autoptr (GDateTime) then = g_date_time_add_days (reading->sent, days);
  int year, month, day;
  g_date_time_get_ymd (then, &year, &month, &day);
  add_day (reading, match, year, month, day);
}

/* "Thursday": the next one; "next Thursday": that of next week; "Thursday week": a week later;
 * "Thursday the 3rd". */
static void
on_weekday (RgReading *reading, const RgMatch *match)
{
  int wanted = group_weekday (reading, match), date = group_number (reading, match, "day");
  if (!reading->sent || !wanted)
    return;
  int today = g_date_time_get_day_of_week (reading->sent);
  int days = (wanted - today + 7) % 7;
  if (has_group (match, "next"))
    days = wanted - today + 7;
  if (has_group (match, "week_after"))
    days += days ? 7 : 14;
  for (int week = 0; date && week < 10; week++)
    {
      int ahead = (wanted - today + 7) % 7 + 7 * week;
      g_autoptr (GDateTime) then = g_date_time_add_days (reading->sent, ahead);
      if (g_date_time_get_day_of_month (then) == date)
        {
          add_days_after (reading, match, ahead);
          return;
        }
    }
  add_days_after (reading, match, days == 0 ? 7 : days);
}

/* "the 27th": the next one. */
static void
on_day_of_month (RgReading *reading, const RgMatch *match)
{
  int wanted = group_number (reading, match, "day");
  for (int ahead = 0; reading->sent && ahead < 45; ahead++)
    {
      g_autoptr (GDateTime) then = g_date_time_add_days (reading->sent, ahead);
      if (g_date_time_get_day_of_month (then) != wanted)
        continue;
      add_days_after (reading, match, ahead);
      return;
    }
}

/* "tomorrow" */
static void
on_relative (RgReading *reading, const RgMatch *match)
{
  g_autofree char *word = group_text (match, "relative");
  int days = 0;
  if (reading->sent && rg_vocabulary_relative (reading->words, word, &days))
    add_days_after (reading, match, days);
}

/* What a phrase found is told by the groups that it has. */
static void
on_day (RgReading *reading, const RgMatch *match)
{
  if (has_group (match, "relative"))
    on_relative (reading, match);
  else if (has_group (match, "first"))
    on_numeric (reading, match);
  else if (has_group (match, "month") || has_group (match, "month_number"))
    on_date (reading, match);
  else if (!has_group (match, "weekday"))
    on_day_of_month (reading, match);
  else
    on_weekday (reading, match);
}

typedef void (*OnMatch) (RgReading *reading, const RgMatch *match);

static void
scan (RgReading *reading, RgPhraseKind kind, OnMatch on_match)
{
  guint count;
  RgPhrase *const *phrases = rg_vocabulary_phrases (reading->words, kind, &count);
  RgMatch match;
  for (guint i = 0; i < count; i++)
    for (gsize at = 0;
         rg_pattern_find (&phrases[i]->pattern, reading->text, reading->length, at, &match);)
      {
        on_match (reading, &match);
        at = rg_match_end (&match, 0) > at ? rg_match_end (&match, 0) : at + 1;
      }
}

static int
compare_days (gconstpointer a, gconstpointer b)
{
  const RgDay *x = a, *y = b;
  return x->start != y->start ? (x->start < y->start ? -1 : 1) : (x->end > y->end ? -1 : 1);
}

/* "Nov 27 (Fri)": the weekday begins this close behind its date. */
#define BRACKET 3

/* "Thursday" inside "Thursday, 3 December" is no day of its own. */
static void
drop_overlapping_days (GArray *days)
{
  g_array_sort (days, compare_days);
  for (guint i = 1; i < days->len;)
    if (g_array_index (days, RgDay, i).start < g_array_index (days, RgDay, i - 1).end + BRACKET)
      g_array_remove_index (days, i);
    else
      i++;
}

static void
find_days (RgReading *reading)
{
  scan (reading, RG_PHRASE_DAY, on_day);
  drop_overlapping_days (reading->days);
}

/* ---- hours ---- */

static int
in_24_hours (int hour, gboolean is_pm)
{
  return hour % 12 + (is_pm ? 12 : 0);
}

static void
add_hour (RgReading *reading, const RgMatch *match, int hour, int minute)
{
  if (hour > 23 || minute > 59 || reading->hours->len >= MAX_TOKENS)
    return;
  RgHour token = { rg_match_start (match, 0), rg_match_end (match, 0), hour, minute };
  g_array_append_val (reading->hours, token);
}

/* The first hour of "2-3pm" and "11-1pm". */
static int
start_of_range (const RgReading *reading, const RgMatch *match, int hour)
{
  gboolean is_pm = has_group (match, "end_pm");
  int end = in_24_hours (group_number (reading, match, "end_hour"), is_pm);
  gboolean crosses_noon = end < in_24_hours (hour, is_pm);
  return in_24_hours (hour, is_pm && !crosses_noon);
}

/* Minutes past the hour, in words: "half past", "halb" (before it), "et quart". */
static int
spoken_minutes (const RgMatch *match)
{
  static const struct
  {
    const char *group;
    int minutes;
  } parts[] = { { "half_past", 30 },
                { "half_to", -30 },
                { "quarter_past", 15 },
                { "quarter_to", -15 },
                { "three_quarters", -15 } };
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (has_group (match, parts[i].group))
      return parts[i].minutes;
  return 0;
}

/* "03:30" is meant as it stands. */
static gboolean
is_written_with_zero (const RgMatch *match)
{
  g_autofree char *hour = group_text (match, "hour");
  return *hour == '0';
}

/* "15:00", "3.30pm", "3 pm", "2-3pm", "14:00-15:00", "at 10", "noon": of a range the start. */
static void
on_hour (RgReading *reading, const RgMatch *match)
{
  gboolean is_bare = has_group (match, "bare");
  int hour = group_number (reading, match, is_bare ? "bare" : "hour");
  int minutes = group_number (reading, match, "minute") + spoken_minutes (match);
  if (has_group (match, "noon"))
    hour = 12;
  else if (has_group (match, "am") || has_group (match, "pm"))
    hour = hour <= 12 ? in_24_hours (hour, has_group (match, "pm")) : hour;
  else if (has_group (match, "end_am") || has_group (match, "end_pm"))
    hour = hour <= 12 ? start_of_range (reading, match, hour) : hour;
  else if (hour > 0 && hour < (is_bare ? 7 : 6) && !is_written_with_zero (match))
    hour += 12; /* nobody is asked for 3 at night */
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

static void
find_hours (RgReading *reading)
{
  scan (reading, RG_PHRASE_HOUR, on_hour);
  g_array_sort (reading->hours, compare_hours);
  for (guint i = 1; i < reading->hours->len;)
    if (g_array_index (reading->hours, RgHour, i).start
        < g_array_index (reading->hours, RgHour, i - 1).end)
      g_array_remove_index (reading->hours, i);
    else
      i++;
}

/* ---- zones ---- */

/* Where the mail was sent, as the offset of its Date. A Date in UTC tells nothing: then a
 * number or a town of India in the text does. */
static gint64
senders_offset (const RgReading *reading)
{
  static RgPattern india
      = { "\\+91\\b|₹|\\b(?:Pvt|LPA|CTC|India|Bengaluru|Bangalore|Pune|Hyderabad|Chennai|"
          "Mumbai|Delhi|Gurgaon|Gurugram|Noida|Kolkata|Kochi|Ahmedabad)\\b",
          0 };
  if (!reading->sent)
    return G_MININT64;
  gint64 offset = g_date_time_get_utc_offset (reading->sent) / G_TIME_SPAN_SECOND;
  return offset == 0 && rg_pattern_matches (&india, reading->text) ? RG_ZONE_INDIA : offset;
}

static GTimeZone *
zone_of (const RgReading *reading, RgPhrase *phrase, gsize start, gsize end, gsize *at)
{
  gint64 sender = senders_offset (reading);
  RgMatch match;
  for (gsize from = start; rg_pattern_find (&phrase->pattern, reading->text, end, from, &match);
       from = rg_match_end (&match, 0))
    {
      g_autofree char *words = rg_match_get (&match, rg_match_named (&match, "is"));
      GTimeZone *zone = rg_zone_parse (words, sender);
      *at = rg_match_end (&match, 0);
      if (zone)
        return zone;
    }
  return NULL;
}

static GTimeZone *
zone_in (const RgReading *reading, gsize start, gsize end, gsize *at)
{
  guint count;
  RgPhrase *const *phrases = rg_vocabulary_phrases (reading->words, RG_PHRASE_ZONE, &count);
  GTimeZone *zone = NULL;
  for (guint i = 0; !zone && i < count; i++)
    zone = zone_of (reading, phrases[i], start, end, at);
  return zone;
}

/* "Zurich time (CET)" names one zone twice. */
static gboolean
is_same_zone (GTimeZone *a, GTimeZone *b)
{
  static const gint64 moments[] = { 1736899200, 1752537600 }; /* in winter and in summer */
  for (gsize i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      int x = g_time_zone_find_interval (a, G_TIME_TYPE_UNIVERSAL, moments[i]);
      int y = g_time_zone_find_interval (b, G_TIME_TYPE_UNIVERSAL, moments[i]);
      if (g_time_zone_get_offset (a, x) != g_time_zone_get_offset (b, y))
        return FALSE;
    }
  return TRUE;
}

/* All the zones that the text names must be one and the same to hold for every hour. */
static void
find_only_zone (RgReading *reading)
{
  gsize at = 0;
  g_autoptr (GTimeZone) first = zone_in (reading, 0, reading->length, &at);
  for (int i = 0; first && i < 50; i++)
    {
      g_autoptr (GTimeZone) next = zone_in (reading, at, reading->length, &at);
      if (!next)
        break;
      if (!is_same_zone (first, next))
        return;
    }
  reading->only_zone = g_steal_pointer (&first);
}

GTimeZone *
rg_reading_zone_beside (const RgReading *reading, const RgHour *hour)
{
  gsize end = MIN (reading->length, hour->end + 28);
  const char *line_end = memchr (reading->text + hour->end, '\n', end - hour->end);
  if (line_end)
    end = (gsize) (line_end - reading->text);
  gsize at;
  return zone_in (reading, hour->end, end, &at);
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
rg_reading_new (const char *text, GDateTime *sent, const RgVocabulary *words)
{
  RgReading *reading = g_new0 (RgReading, 1);
  reading->text = fold_spaces (text);
  reading->length = strlen (reading->text);
  reading->sent = sent;
  reading->words = words;
  reading->days = g_array_new (FALSE, FALSE, sizeof (RgDay));
  reading->hours = g_array_new (FALSE, FALSE, sizeof (RgHour));
  find_only_zone (reading); /* tells which of 12/03 is the month */
  find_days (reading);
  find_hours (reading);
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
