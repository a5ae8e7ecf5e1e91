/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days and hours are found apart, in the order of the text, then each hour gets its day: the
 * last one named before it, or one that follows at once ("10:00 on Tuesday"). */
#include "facts/times.h"

#include "base/text.h"
#include "facts/zones.h"

#include <stdlib.h>
#include <string.h>

/* How far an hour may be from its day, and a word like "by" from its deadline. */
#define REACH_BACK 110
#define REACH_ON   30
#define CONTEXT    45
#define MAX_TOKENS 200

typedef struct
{
  gsize start, end;
  int year, month, day;
} Day;

typedef struct
{
  gsize start, end;
  int hour, minute;
} Hour;

typedef struct
{
  const char *text;
  gsize length;
  GDateTime *sent;
  const RgVocabulary *words;
  GArray *days;         /* Day */
  GArray *hours;        /* Hour */
  GTimeZone *only_zone; /* the one zone that the whole text names; NULL if none or several */
} Reading;

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
complete_year (const Reading *reading, int month, int day)
{
  int year, now_month, now_day;
  if (!reading->sent)
    return 0;
  g_date_time_get_ymd (reading->sent, &year, &now_month, &now_day);
  int behind = (now_month - month) * 31 + now_day - day;
  return behind > 60 ? year + 1 : year;
}

static void
add_day (Reading *reading, const RgMatch *match, int year, int month, int day)
{
  if (year == 0)
    year = complete_year (reading, month, day);
  if (year < 100)
    year += 2000;
  if (!is_day (year, month, day) || reading->days->len >= MAX_TOKENS)
    return;
  Day token = { rg_match_start (match, 0), rg_match_end (match, 0), year, month, day };
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
group_number (const Reading *reading, const RgMatch *match, const char *name)
{
  g_autofree char *text = group_text (match, name);
  return g_ascii_isdigit (*text) ? atoi (text) : rg_vocabulary_number (reading->words, text);
}

static int
group_month (const Reading *reading, const RgMatch *match)
{
  g_autofree char *name = group_text (match, "month");
  return *name ? rg_vocabulary_month (reading->words, name)
               : group_number (reading, match, "month_number");
}

static int
group_weekday (const Reading *reading, const RgMatch *match)
{
  g_autofree char *name = group_text (match, "weekday");
  return rg_vocabulary_weekday (reading->words, name);
}

/* ---- days ---- */

static void
on_date (Reading *reading, const RgMatch *match)
{
  add_day (reading, match, group_number (reading, match, "year"), group_month (reading, match),
           group_number (reading, match, "day"));
}

/* Whether the mail comes from where the month stands first. */
static gboolean
is_american (const Reading *reading)
{
  gint64 offset
      = reading->sent ? g_date_time_get_utc_offset (reading->sent) / G_TIME_SPAN_HOUR : 0;
  return rg_vocabulary_month_first (reading->words) && offset <= -4 && offset >= -8;
}

static int
full_year (const Reading *reading, int year, int month, int day)
{
  if (year == 0)
    return complete_year (reading, month, day);
  return year < 100 ? year + 2000 : year;
}

/* How well a reading of "12/03" fits: no such day is out; the weekday beside it counts most,
 * then that it is still to come, then the custom of the sender's country. */
static int
fitness (const Reading *reading, int year, int month, int day, int weekday, gboolean is_custom)
{
  if (!is_day (year, month, day))
    return -1;
  g_autoptr (GDateTime) then = g_date_time_new_utc (year, month, day, 23, 59, 0);
  gboolean is_ahead = !reading->sent || g_date_time_compare (then, reading->sent) >= 0;
  return (weekday && weekday_of (year, month, day) == weekday ? 4 : 0) + (is_ahead ? 2 : 0)
         + is_custom;
}

static void
on_numeric (Reading *reading, const RgMatch *match)
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
add_days_after (Reading *reading, const RgMatch *match, int days)
{
  g_autoptr (GDateTime) then = g_date_time_add_days (reading->sent, days);
  int year, month, day;
  g_date_time_get_ymd (then, &year, &month, &day);
  add_day (reading, match, year, month, day);
}

/* "Thursday": the next one; "next Thursday": that of next week; "Thursday the 3rd". */
static void
on_weekday (Reading *reading, const RgMatch *match)
{
  int wanted = group_weekday (reading, match), date = group_number (reading, match, "day");
  if (!reading->sent || !wanted)
    return;
  int today = g_date_time_get_day_of_week (reading->sent);
  int days = (wanted - today + 7) % 7;
  if (has_group (match, "next"))
    days = wanted - today + 7;
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

/* "tomorrow" */
static void
on_relative (Reading *reading, const RgMatch *match)
{
  g_autofree char *word = group_text (match, "relative");
  int days = 0;
  if (reading->sent && rg_vocabulary_relative (reading->words, word, &days))
    add_days_after (reading, match, days);
}

/* What a phrase found is told by the groups that it has. */
static void
on_day (Reading *reading, const RgMatch *match)
{
  if (has_group (match, "relative"))
    on_relative (reading, match);
  else if (has_group (match, "first"))
    on_numeric (reading, match);
  else if (has_group (match, "month") || has_group (match, "month_number"))
    on_date (reading, match);
  else
    on_weekday (reading, match);
}

typedef void (*OnMatch) (Reading *reading, const RgMatch *match);

static void
scan (Reading *reading, RgPhraseKind kind, OnMatch on_match)
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
  const Day *x = a, *y = b;
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
    if (g_array_index (days, Day, i).start < g_array_index (days, Day, i - 1).end + BRACKET)
      g_array_remove_index (days, i);
    else
      i++;
}

static void
find_days (Reading *reading)
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
add_hour (Reading *reading, const RgMatch *match, int hour, int minute)
{
  if (hour > 23 || minute > 59 || reading->hours->len >= MAX_TOKENS)
    return;
  Hour token = { rg_match_start (match, 0), rg_match_end (match, 0), hour, minute };
  g_array_append_val (reading->hours, token);
}

/* The first hour of "2-3pm" and "11-1pm". */
static int
start_of_range (const Reading *reading, const RgMatch *match, int hour)
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

/* "15:00", "3.30pm", "3 pm", "2-3pm", "14:00-15:00", "at 10", "noon": of a range the start. */
static void
on_hour (Reading *reading, const RgMatch *match)
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
  else if (is_bare && hour < 7) /* nobody is asked for 3 at night */
    hour += 12;
  int at = hour * 60 + minutes;
  if (at >= 0)
    add_hour (reading, match, at / 60, at % 60);
}

static int
compare_hours (gconstpointer a, gconstpointer b)
{
  const Hour *x = a, *y = b;
  return x->start != y->start ? (x->start < y->start ? -1 : 1) : (x->end > y->end ? -1 : 1);
}

static void
find_hours (Reading *reading)
{
  scan (reading, RG_PHRASE_HOUR, on_hour);
  g_array_sort (reading->hours, compare_hours);
  for (guint i = 1; i < reading->hours->len;)
    if (g_array_index (reading->hours, Hour, i).start
        < g_array_index (reading->hours, Hour, i - 1).end)
      g_array_remove_index (reading->hours, i);
    else
      i++;
}

/* ---- zones ---- */

static GTimeZone *
zone_of (const Reading *reading, RgPhrase *phrase, gsize start, gsize end, gsize *at)
{
  gint64 sender = reading->sent
                      ? g_date_time_get_utc_offset (reading->sent) / G_TIME_SPAN_SECOND
                      : G_MININT64;
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
zone_in (const Reading *reading, gsize start, gsize end, gsize *at)
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
find_only_zone (Reading *reading)
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

static GTimeZone *
zone_beside (const Reading *reading, const Hour *hour)
{
  gsize end = MIN (reading->length, hour->end + 28);
  const char *line_end = memchr (reading->text + hour->end, '\n', end - hour->end);
  if (line_end)
    end = (gsize) (line_end - reading->text);
  gsize at;
  return zone_in (reading, hour->end, end, &at);
}

/* ---- what is said of a time ---- */

/* The words before it, no further back than its sentence. */
static char *
words_before (const Reading *reading, gsize start)
{
  gsize from = start > CONTEXT ? start - CONTEXT : 0;
  for (gsize i = from; i + 1 < start; i++)
    if ((strchr (".!?", reading->text[i]) && g_ascii_isspace (reading->text[i + 1])
         && !(i > 1 && g_ascii_isalpha (reading->text[i - 1])
              && !g_ascii_isalpha (reading->text[i - 2])))
        || (reading->text[i] == '\n' && reading->text[i + 1] == '\n'))
      from = i + 1;
  g_autofree char *raw = g_strndup (reading->text + from, start - from);
  return g_utf8_make_valid (raw, -1);
}

static gboolean
is_deadline (const Reading *reading, gsize start)
{
  g_autofree char *before = words_before (reading, start);
  return rg_vocabulary_sees (reading->words, RG_PHRASE_DEADLINE, before);
}

/* What is past, withdrawn, or the time of something else. */
static gboolean
is_no_offer (const Reading *reading, gsize start)
{
  g_autofree char *before = words_before (reading, start);
  g_autofree char *raw = g_strndup (reading->text + start, MIN (reading->length - start, 70));
  g_autofree char *behind = g_utf8_make_valid (raw, -1);
  return rg_vocabulary_sees (reading->words, RG_PHRASE_NO_OFFER, before)
         || rg_vocabulary_sees (reading->words, RG_PHRASE_NO_OFFER_AFTER, behind);
}

/* ---- putting together ---- */

static const Day *
day_of (const Reading *reading, guint hour_index)
{
  const Hour *hour = &g_array_index (reading->hours, Hour, hour_index);
  const Day *before = NULL;
  for (guint i = 0; i < reading->days->len; i++)
    {
      const Day *day = &g_array_index (reading->days, Day, i);
      if (day->end <= hour->start && hour->start - day->end <= REACH_BACK)
        before = day;
      gboolean follows = day->start >= hour->end && day->start - hour->end <= REACH_ON;
      gboolean at_once = follows && day->start - hour->end <= 8;
      if (follows
          && (!before
              || (at_once && !memchr (reading->text + hour->end, '\n', day->start - hour->end)
                  && memchr (reading->text + before->end, '\n', hour->start - before->end))))
        return day;
      if (follows && at_once && before && hour->start - before->end > 25)
        return day;
    }
  return before;
}

static RgMoment *
make_moment (const Day *day, int hour, int minute, GTimeZone *zone)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) when
      = g_date_time_new (zone ? zone : utc, day->year, day->month, day->day, hour, minute, 0);
  return when ? rg_moment_new (when, zone != NULL) : NULL;
}

static gboolean
is_past (const Reading *reading, const RgMoment *moment)
{
  g_autoptr (GDateTime) instant = rg_moment_to_instant (moment, NULL);
  return reading->sent && instant
         && g_date_time_difference (instant, reading->sent) < -G_TIME_SPAN_DAY;
}

static char *
span_of (const Reading *reading, const Day *day, const Hour *hour)
{
  gsize start = MIN (day->start, hour->start), end = MAX (day->end, hour->end);
  g_autofree char *raw = g_strndup (reading->text + start, end - start);
  g_autofree char *valid = g_utf8_make_valid (raw, -1);
  return rg_text_excerpt (valid, 120);
}

static gboolean
has_moment (const GPtrArray *times, const RgMoment *moment)
{
  for (guint i = 0; i < times->len; i++)
    if (g_date_time_equal (((RgMoment *) g_ptr_array_index (times, i))->when, moment->when))
      return TRUE;
  return FALSE;
}

static void
take_deadline (RgTimes *found, RgMoment *moment, char *span)
{
  if (found->reply_by)
    {
      rg_moment_free (moment);
      g_free (span);
      return;
    }
  found->reply_by = moment;
  found->reply_span = span;
}

static void
take_time (RgTimes *found, RgMoment *moment, char *span)
{
  if (has_moment (found->times, moment))
    rg_moment_free (moment);
  else
    g_ptr_array_add (found->times, moment);
  if (found->times_span)
    g_free (span);
  else
    found->times_span = span;
}

static void
place_hour_on (const Reading *reading, const Hour *hour, const Day *day, RgTimes *found)
{
  gboolean is_due = is_deadline (reading, day->start) || is_deadline (reading, hour->start);
  g_autoptr (GTimeZone) zone = zone_beside (reading, hour);
  if (!zone && !is_due
      && reading->only_zone) /* a deadline is nobody's meeting: no zone is meant */
    zone = g_time_zone_ref (reading->only_zone);
  g_autoptr (RgMoment) moment = make_moment (day, hour->hour, hour->minute, zone);
  if (!moment || is_past (reading, moment))
    return;
  gsize start = MIN (day->start, hour->start);
  if (is_due)
    take_deadline (found, g_steal_pointer (&moment), span_of (reading, day, hour));
  else if (!is_no_offer (reading, start) && !is_no_offer (reading, hour->start))
    take_time (found, g_steal_pointer (&moment), span_of (reading, day, hour));
}

/* Days named this close to each other share their hour: "Tuesday or Thursday at 14:00". */
#define JOINED 14

static gboolean
shares_hour (const Reading *reading, const Day *day, const Day *next)
{
  gsize gap = next->start - day->end;
  g_autofree char *raw = g_strndup (reading->text + day->end, MIN (gap, JOINED + 1));
  return gap <= JOINED && !strpbrk (raw, "0123456789\n.");
}

static void
place_hour (const Reading *reading, guint index, RgTimes *found)
{
  const Hour *hour = &g_array_index (reading->hours, Hour, index);
  const Day *day = day_of (reading, index);
  if (!day)
    return;
  place_hour_on (reading, hour, day, found);
  const Day *first = (const Day *) reading->days->data;
  for (; day->end <= hour->start && day > first && shares_hour (reading, day - 1, day); day--)
    place_hour_on (reading, hour, day - 1, found);
}

/* A day without an hour matters only as a deadline: then all of it counts. */
static void
place_day (const Reading *reading, guint index, RgTimes *found)
{
  const Day *day = &g_array_index (reading->days, Day, index);
  if (found->reply_by || !is_deadline (reading, day->start))
    return;
  g_autoptr (RgMoment) moment = make_moment (day, 23, 59, NULL);
  if (moment && !is_past (reading, moment))
    {
      Hour none = { day->start, day->end, 0, 0 };
      take_deadline (found, g_steal_pointer (&moment), span_of (reading, day, &none));
    }
}

static int
compare_moments (gconstpointer a, gconstpointer b)
{
  const RgMoment *x = *(RgMoment *const *) a, *y = *(RgMoment *const *) b;
  return g_date_time_compare (x->when, y->when);
}

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

RgTimes *
rg_times_find (const char *text, GDateTime *sent, const RgVocabulary *words)
{
  RgTimes *found = g_new0 (RgTimes, 1);
  g_autofree char *folded = fold_spaces (text);
  Reading reading = { folded,
                      strlen (folded),
                      sent,
                      words,
                      g_array_new (FALSE, FALSE, sizeof (Day)),
                      g_array_new (FALSE, FALSE, sizeof (Hour)),
                      NULL };
  found->times = g_ptr_array_new_with_free_func ((GDestroyNotify) rg_moment_free);
  find_days (&reading);
  find_hours (&reading);
  find_only_zone (&reading);
  for (guint i = 0; i < reading.hours->len; i++)
    place_hour (&reading, i, found);
  for (guint i = 0; i < reading.days->len; i++)
    place_day (&reading, i, found);
  g_ptr_array_sort (found->times, compare_moments);
  g_array_unref (reading.days);
  g_array_unref (reading.hours);
  g_clear_pointer (&reading.only_zone, g_time_zone_unref);
  return found;
}

void
rg_times_free (RgTimes *times)
{
  if (!times)
    return;
  g_clear_pointer (&times->times, g_ptr_array_unref);
  rg_moment_free (times->reply_by);
  g_free (times->times_span);
  g_free (times->reply_span);
  g_free (times);
}
