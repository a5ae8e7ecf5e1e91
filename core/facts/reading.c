/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "facts/reading.h"

#include "base/text.h"
#include "facts/columns.h"
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
  RgDay token
      = { rg_match_start (match, 0), rg_match_end (match, 0), year, month, day, 0, 0, 0 };
  g_array_append_val (reading->days, token);
}

/* The day that add_day() has just taken; NULL if it took none. */
static RgDay *
last_day (const RgReading *reading, const RgMatch *match)
{
  if (reading->days->len == 0)
    return NULL;
  RgDay *day = &g_array_index (reading->days, RgDay, reading->days->len - 1);
  return day->start == rg_match_start (match, 0) ? day : NULL;
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
  RgDay *day = last_day (reading, match);
  if (!day)
    return;
  day->is_bare = !has_group (match, "next") && !has_group (match, "week_after");
  day->follows = has_group (match, "follows") ? wanted : 0;
}

/* Instead of a weekday in RgDay.follows. */
#define NEXT_DAY 8

/* "the day after", "the following Monday", once the days before it are known. */
static void
place_day_behind (RgDay *day, const RgDay *before)
{
  g_autoptr (GDateTime) from
      = g_date_time_new_utc (before->year, before->month, before->day, 0, 0, 0);
  int ahead = day->follows == NEXT_DAY
                  ? 1
                  : (day->follows - g_date_time_get_day_of_week (from) + 6) % 7 + 1;
  g_autoptr (GDateTime) then = g_date_time_add_days (from, ahead);
  g_date_time_get_ymd (then, &day->year, &day->month, &day->day);
}

/* "the day after": a placeholder until the day before it is known. */
static void
on_next_day (RgReading *reading, const RgMatch *match)
{
  if (!reading->sent)
    return;
  add_days_after (reading, match, 1);
  RgDay *day = last_day (reading, match);
  if (day)
    day->follows = NEXT_DAY;
}

/* "before the weekend", "by the end of the week": Friday ends it. */
static void
on_weekend (RgReading *reading, const RgMatch *match)
{
  if (!reading->sent)
    return;
  int days = 5 - g_date_time_get_day_of_week (reading->sent);
  add_days_after (reading, match, days < 0 ? days + 7 : days);
}

/* "within three days", "in the next 5 working days" */
static void
on_days_ahead (RgReading *reading, const RgMatch *match)
{
  int days = group_number (reading, match, "in_days");
  if (!reading->sent || days <= 0 || days > 60)
    return;
  if (!has_group (match, "working"))
    {
      add_days_after (reading, match, days);
      return;
    }
  int weekday = g_date_time_get_day_of_week (reading->sent), ahead = 0;
  for (; days > 0; ahead++, weekday = weekday % 7 + 1)
    if (weekday % 7 + 1 <= 5)
      days--;
  add_days_after (reading, match, ahead);
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
  if (!reading->sent || !rg_vocabulary_relative (reading->words, word, &days))
    return;
  add_days_after (reading, match, days);
  RgDay *day = last_day (reading, match);
  if (day)
    day->is_near = TRUE;
}

/* What a phrase found is told by the groups that it has. */
static void
on_day (RgReading *reading, const RgMatch *match)
{
  if (has_group (match, "relative"))
    on_relative (reading, match);
  else if (has_group (match, "day_after"))
    on_next_day (reading, match);
  else if (has_group (match, "weekend"))
    on_weekend (reading, match);
  else if (has_group (match, "in_days"))
    on_days_ahead (reading, match);
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

/* Whether no date says which day is meant. */
static gboolean
is_vague (const RgDay *day)
{
  return day->is_near || day->is_bare || day->follows;
}

gboolean
rg_is_same_day (const RgDay *a, const RgDay *b)
{
  return a->year == b->year && a->month == b->month && a->day == b->day;
}

/* "Thursday" inside "Thursday, 3 December" is no day of its own, nor is "tomorrow" beside a
 * date. */
static void
drop_overlapping_days (const RgReading *reading)
{
  GArray *days = reading->days;
  g_array_sort (days, compare_days);
  for (guint i = 1; i < days->len;)
    {
      RgDay *before = &g_array_index (days, RgDay, i - 1), *day = before + 1;
      gsize gap = day->start > before->end ? day->start - before->end : 0;
      g_autofree char *between = g_strndup (reading->text + before->end, MIN (gap, BRACKET));
      if (gap >= BRACKET || strpbrk (between, ".!?;\n"))
        {
          i++;
          continue;
        }
      if (day->start >= before->end && is_vague (before) && !is_vague (day))
        {
          day->start = before->start;
          g_array_remove_index (days, i - 1);
        }
      else if (day->start < before->end || is_vague (day) || rg_is_same_day (before, day))
        g_array_remove_index (days, i);
      else
        i++;
    }
}

static void
find_days (RgReading *reading)
{
  scan (reading, RG_PHRASE_DAY, on_day);
  drop_overlapping_days (reading);
  for (guint i = 1; i < reading->days->len; i++)
    {
      RgDay *day = &g_array_index (reading->days, RgDay, i);
      if (day->follows)
        place_day_behind (day, day - 1);
    }
}

/* ---- hours ---- */

static int
in_24_hours (int hour, gboolean is_pm)
{
  return hour % 12 + (is_pm ? 12 : 0);
}

/* "£17.50", "room 2.14", "19.80 an hour" have figures like an hour's. */
static gboolean
is_figure (const RgReading *reading, const RgMatch *match)
{
  static RgPattern before = {
    "(?i)(?:[£$€]|(?:raum|zimmer|saal)|\\b(?:CHF|EUR|USD|GBP|DKK|SEK|R\\$|room|rm|zi|kamer|"
    "lokaal|zaal|sala|salón|salle|aula|stanza|gabinete|bureau|bâtiment|unit|suite|version|"
    "ufficio|despacho|local|büro|oficina|art|§|n|nr|no|p)\\b[.°º]?)(?: [A-Z])? ?$",
    0
  };
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
  return has_group (match, "minute")
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
  g_autofree char *end_hour = group_text (&end, "hour"),
                  *end_minute = group_text (&end, "minute");
  int length = atoi (end_hour) * 60 + atoi (end_minute) - hour * 60 - minute;
  return length < 0 ? length + 12 * 60 : length;
}

static void
add_hour (RgReading *reading, const RgMatch *match, int hour, int minute)
{
  if (hour > 23 || minute > 59 || reading->hours->len >= MAX_TOKENS
      || is_figure (reading, match))
    return;
  RgHour token = { rg_match_start (match, 0),
                   rg_match_end (match, 0),
                   hour,
                   minute,
                   length_of_range (match, hour, minute),
                   has_group (match, "same") };
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
  int minutes = group_number (reading, match, "past") - group_number (reading, match, "to");
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (has_group (match, parts[i].group))
      minutes += parts[i].minutes;
  return minutes;
}

/* "03:30" is meant as it stands. */
static gboolean
is_written_with_zero (const RgMatch *match)
{
  g_autofree char *hour = group_text (match, "hour");
  return *hour == '0';
}

/* "Wednesday evening at 8": the hour itself needn't say so. */
static gboolean
is_evening (const RgReading *reading, const RgMatch *match)
{
  static RgPattern evening = {
    "(?i)(?:abends?|avonds?|evening|tonight|(?<!boa )noite|(?<!buenas )noche|"
    "stasera|(?<!buona)\\bsera|(?<!bon)soir(?!ée))\\b[ ,:]*(?:[\\p{L}\\d]+[., ]{1,2}){0,3}$",
    0
  };
  gsize start = rg_match_start (match, 0), from = start > 30 ? start - 30 : 0;
  g_autofree char *raw = g_strndup (reading->text + from, start - from);
  g_autofree char *before = g_utf8_make_valid (raw, -1);
  return rg_pattern_matches (&evening, before);
}

/* "15:00", "3.30pm", "3 pm", "2-3pm", "14:00-15:00", "at 10", "noon": of a range the start. */
static void
on_hour (RgReading *reading, const RgMatch *match)
{
  gboolean is_bare = has_group (match, "bare");
  int hour = group_number (reading, match, is_bare ? "bare" : "hour");
  int minutes = group_number (reading, match, "minute") + spoken_minutes (reading, match);
  if (has_group (match, "noon"))
    hour = 12;
  else if (has_group (match, "am") || has_group (match, "pm"))
    hour = hour <= 12 ? in_24_hours (hour, has_group (match, "pm")) : hour;
  else if (has_group (match, "end_am") || has_group (match, "end_pm"))
    hour = hour <= 12 ? start_of_range (reading, match, hour) : hour;
  else if (hour > 0 && hour < (is_bare ? 7 : 6) && !is_written_with_zero (match))
    hour += 12; /* nobody is asked for 3 at night */
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

static void
find_hours (RgReading *reading, const RgHour *earlier)
{
  scan (reading, RG_PHRASE_HOUR, on_hour);
  drop_hours_within_days (reading);
  g_array_sort (reading->hours, compare_hours);
  for (guint i = 1; i < reading->hours->len;)
    if (g_array_index (reading->hours, RgHour, i).start
        < g_array_index (reading->hours, RgHour, i - 1).end)
      g_array_remove_index (reading->hours, i);
    else
      i++;
  fill_same_hours (reading, earlier);
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

/* The first that any phrase finds. */
static GTimeZone *
zone_in (const RgReading *reading, gsize start, gsize end, gsize *at)
{
  guint count;
  RgPhrase *const *phrases = rg_vocabulary_phrases (reading->words, RG_PHRASE_ZONE, &count);
  GTimeZone *first = NULL;
  for (guint i = 0; i < count; i++)
    {
      gsize behind = 0;
      GTimeZone *zone = zone_of (reading, phrases[i], start, end, &behind);
      if (!zone)
        continue;
      if (first && behind >= *at)
        {
          g_time_zone_unref (zone);
          continue;
        }
      g_clear_pointer (&first, g_time_zone_unref);
      first = zone;
      *at = behind;
    }
  return first;
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
  find_only_zone (reading); /* tells which of 12/03 is the month */
  find_days (reading);
  find_hours (reading, earlier);
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
