/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days and hours are found apart, in the order of the text, then each hour gets its day: the
 * last one named before it, or one that follows at once ("10:00 on Tuesday"). */
#include "facts/times.h"

#include "base/pattern.h"
#include "base/text.h"
#include "facts/zones.h"

#include <stdlib.h>
#include <string.h>

#define MONTHS                                                                                 \
  "(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:"     \
  "ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
#define WEEKDAYS                                                                               \
  "(mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:"   \
  "urday)?|sun(?:day)?)"
#define SPACE "[\\s,.]{1,3}"

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
  GArray *days;         /* Day */
  GArray *hours;        /* Hour */
  GTimeZone *only_zone; /* the one zone that the whole text names; NULL if none or several */
} Reading;

/* ---- calendar days ---- */

static int
month_number (const char *name)
{
  static const char *const starts = "janfebmaraprmayjunjulaugsepoctnovdec";
  g_autofree char *head = g_ascii_strdown (name, 3);
  const char *found = strstr (starts, head);
  return found ? (int) (found - starts) / 3 + 1 : 0;
}

/* 1 for Monday; 0 if it is none. */
static int
weekday_number (const char *name)
{
  static const char *const starts = "montuewedthufrisatsun";
  g_autofree char *head = g_ascii_strdown (name, 3);
  const char *found = *head ? strstr (starts, head) : NULL;
  return found && (found - starts) % 3 == 0 ? (int) (found - starts) / 3 + 1 : 0;
}

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

static int
group_number (const RgMatch *match, guint group)
{
  g_autofree char *digits = rg_match_get (match, group);
  return atoi (digits);
}

static int
group_month (const RgMatch *match, guint group)
{
  g_autofree char *name = rg_match_get (match, group);
  return month_number (name);
}

static void
on_day_month (Reading *reading, const RgMatch *match)
{
  add_day (reading, match, group_number (match, 4), group_month (match, 3),
           group_number (match, 2));
}

static void
on_month_day (Reading *reading, const RgMatch *match)
{
  add_day (reading, match, group_number (match, 4), group_month (match, 2),
           group_number (match, 3));
}

static void
on_iso (Reading *reading, const RgMatch *match)
{
  add_day (reading, match, group_number (match, 1), group_number (match, 2),
           group_number (match, 3));
}

/* Whether the mail comes from where the month stands first. */
static gboolean
is_american (const Reading *reading)
{
  gint64 offset
      = reading->sent ? g_date_time_get_utc_offset (reading->sent) / G_TIME_SPAN_HOUR : 0;
  return offset <= -4 && offset >= -8;
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
  g_autofree char *weekday_name = rg_match_get (match, 1);
  g_autofree char *separator = rg_match_get (match, 3);
  int first = group_number (match, 2), second = group_number (match, 4),
      year = group_number (match, 5);
  int weekday = weekday_number (weekday_name);
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
  g_autofree char *before = rg_match_get (match, 1);
  g_autofree char *name = rg_match_get (match, 2);
  int wanted = weekday_number (name), date = group_number (match, 3);
  if (!reading->sent || !wanted)
    return;
  int today = g_date_time_get_day_of_week (reading->sent);
  int days = (wanted - today + 7) % 7;
  if (!g_ascii_strncasecmp (before, "next", 4))
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

static void
on_relative (Reading *reading, const RgMatch *match)
{
  g_autofree char *word = rg_match_get (match, 1);
  if (reading->sent)
    add_days_after (reading, match, g_ascii_tolower (word[2]) == 'm' ? 1 : 0); /* toMorrow */
}

typedef void (*OnMatch) (Reading *reading, const RgMatch *match);

static void
scan (Reading *reading, RgPattern *pattern, OnMatch on_match)
{
  RgMatch match;
  for (gsize at = 0; rg_pattern_find (pattern, reading->text, reading->length, at, &match);)
    {
      on_match (reading, &match);
      at = MAX (rg_match_end (&match, 0), at + 1);
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
  static RgPattern day_month
      = { "(?i)\\b(?:" WEEKDAYS "\\.?" SPACE
          ")?(?:the )?(\\d{1,2})(?:st|nd|rd|th)?(?: of)?[ .-]{1,2}" MONTHS
          "\\b\\.?,?(?:[ -](20\\d\\d))?",
          0 };
  static RgPattern month_day
      = { "(?i)\\b(?:" WEEKDAYS "\\.?" SPACE ")?" MONTHS
          "\\.? (\\d{1,2})(?:st|nd|rd|th)?\\b(?![:.]\\d)(?:,? (20\\d\\d)\\b)?",
          0 };
  static RgPattern iso = { "\\b(20\\d\\d)-([01]\\d)-([0-3]\\d)", 0 };
  static RgPattern numeric
      = { "(?i)(?<![\\d/.-])(?:" WEEKDAYS "\\.?" SPACE
          ")?\\b(\\d{1,2})([/.])(\\d{1,2})(?:[/.](20\\d\\d|\\d\\d)\\b|(?=[\\s,;)]|\\.\\s)(?<=/"
          "\\d\\d|/\\d))(?![/\\d])",
          0 };
  static RgPattern weekday = { "(?i)\\b((?:next|this|coming) )?" WEEKDAYS
                               "\\b(?![-–]\\w)(?:,? (?:the )?(\\d{1,2})(?:st|nd|rd|th)\\b)?",
                               0 };
  static RgPattern relative = { "(?i)\\b(today|tomorrow|tonight)\\b", 0 };
  scan (reading, &day_month, on_day_month);
  scan (reading, &month_day, on_month_day);
  scan (reading, &iso, on_iso);
  scan (reading, &numeric, on_numeric);
  scan (reading, &weekday, on_weekday);
  scan (reading, &relative, on_relative);
  drop_overlapping_days (reading->days);
}

/* ---- hours ---- */

static int
in_24_hours (int hour, const char *half)
{
  gboolean is_pm = g_ascii_tolower (*half) == 'p';
  if (!*half)
    return hour;
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

/* "15:00", "3.30pm", "3 pm", "2-3pm", "14:00-15:00", "at 10", "noon": of a range the start. */
static void
on_hour (Reading *reading, const RgMatch *match)
{
  g_autofree char *half = rg_match_get (match, 3);
  g_autofree char *end_half = rg_match_get (match, 6);
  int hour = group_number (match, 1), minute = group_number (match, 2),
      end = group_number (match, 4);
  if (*half || !*end_half)
    {
      add_hour (reading, match, in_24_hours (hour, half), minute);
      return;
    }
  gboolean crosses_noon
      = in_24_hours (end, end_half) < in_24_hours (hour, end_half); /* 11-1pm */
  add_hour (reading, match, in_24_hours (hour, crosses_noon ? "am" : end_half), minute);
}

static void
on_bare_hour (Reading *reading, const RgMatch *match)
{
  int hour = group_number (match, 1);
  add_hour (reading, match, hour < 8 ? hour + 12 : hour,
            0); /* nobody is asked for 3 at night */
}

static void
on_noon (Reading *reading, const RgMatch *match)
{
  add_hour (reading, match, 12, 0);
}

static int
compare_hours (gconstpointer a, gconstpointer b)
{
  const Hour *x = a, *y = b;
  return x->start != y->start ? (x->start < y->start ? -1 : 1) : (x->end > y->end ? -1 : 1);
}

#define HALF "(am|pm|a\\.m\\.?|p\\.m\\.?)"

static void
find_hours (Reading *reading)
{
  static RgPattern clock
      = { "(?i)(?<![\\d.:/+-])\\b(\\d{1,2})[:.h](\\d\\d)(?!\\d|[.:/]\\d|,\\d{3}|%| "
          "?(?:eur|usd|gbp|€))(?::00)?\\s?(?:" HALF
          "\\b)?(?:\\s?(?:-|–|—|to|until)\\s?(\\d{1,2})(?:[:.h](\\d\\d))?(?::00)?\\s?" HALF
          "?(?!\\w|:\\d))?",
          0 };
  static RgPattern half
      = { "(?i)(?<![\\d.:/+-])\\b(\\d{1,2})()\\s?(?:" HALF
          "\\b)(?:\\s?(?:-|–|—|to|until)\\s?(\\d{1,2})(?:[:.](\\d\\d))?\\s?" HALF
          "?(?!\\w|:\\d))?",
          0 };
  static RgPattern range
      = { "(?i)(?<![\\d.:/"
          "+-])\\b(\\d{1,2})()()\\s?(?:-|–|—|to)\\s?(\\d{1,2})(?:[:.](\\d\\d))?\\s?" HALF "\\b",
          0 };
  static RgPattern bare
      = { "(?i)\\b(?:at|@) (\\d{1,2})(?: o'clock)?(?=[,.;?!)]|\\s|$)(?!\\.\\d| "
          "?(?:minutes|mins?|%|days?|people|or more|years?|[A-Z]\\w+ (?:street|road|str)))",
          0 };
  static RgPattern noon = { "(?i)\\b(?:noon|midday)\\b", 0 };
  scan (reading, &clock, on_hour);
  scan (reading, &half, on_hour);
  scan (reading, &range, on_hour);
  scan (reading, &bare, on_bare_hour);
  scan (reading, &noon, on_noon);
  g_array_sort (reading->hours, compare_hours);
  for (guint i = 1; i < reading->hours->len;)
    if (g_array_index (reading->hours, Hour, i).start
        < g_array_index (reading->hours, Hour, i - 1).end)
      g_array_remove_index (reading->hours, i);
    else
      i++;
}

/* ---- zones ---- */

static RgPattern zone_pattern = {
  "\\b((?:UTC|GMT) ?[+-] ?\\d{1,2}(?::?\\d\\d)?|UTC|GMT|BST|WES?T|CES?T|EES?T|[ECMP][SD]?T|"
  "MES?Z|IST|BRT|ART|SAST|EAT|WAT|MSK|GST|PKT|SGT|HKT|JST|KST|AE[SD]T|AWST|NZ[SD]T|"
  "(?:Greenwich Mean|(?:Central|Western|Eastern) European|(?:US )?(?:Eastern|Central|Mountain|"
  "Pacific)(?: Standard| Daylight)?|(?:India|Japan|Korea|China|Singapore|South Africa)"
  "(?: Standard)?|Indian|British|Irish|German|Swiss|UK|United Kingdom|"
  "[A-Z][a-z]+(?: [A-Z][a-z]+)?) [Tt]ime|(?<=[0-9mMn] "
  ")(?:Eastern|Central|Mountain|Pacific))\\b",
  0
};

static GTimeZone *
zone_in (const Reading *reading, gsize start, gsize end, gsize *at)
{
  gint64 sender = reading->sent
                      ? g_date_time_get_utc_offset (reading->sent) / G_TIME_SPAN_SECOND
                      : G_MININT64;
  RgMatch match;
  for (gsize from = start; rg_pattern_find (&zone_pattern, reading->text, end, from, &match);
       from = rg_match_end (&match, 0))
    {
      g_autofree char *words = rg_match_get (&match, 1);
      GTimeZone *zone = rg_zone_parse (words, sender);
      if (at)
        *at = rg_match_end (&match, 0);
      if (zone)
        return zone;
    }
  return NULL;
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
  return zone_in (reading, hour->end, end, NULL);
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
  static RgPattern words = {
    "(?i)\\b(?:by|before|until|till|no later than|latest|not later than|deadline(?: "
    "is|:)?|expires?(?: on)?|valid until|within)(?: (?:the )?(?:end of|close of business(?: "
    "on)?|cob|eod|noon|midday|latest))?(?: on)?[\\s,:]*(?:\\d{1,2}[:.]\\d\\d|\\d{1,2} "
    "?[ap]m)?(?: on)?[\\s,]*(?:\\w{3,9},?\\s)?$",
    0
  };
  g_autofree char *before = words_before (reading, start);
  return rg_pattern_matches (&words, before);
}

/* What is past, withdrawn, or the time of something else. */
static gboolean
is_no_offer (const Reading *reading, gsize start)
{
  static RgPattern words = {
    "(?i)\\b(?:finish(?:es|ing)?|end(?:s|ing)?|until|instead of|rather than|in place of|no "
    "longer|(?<!it "
    ")was|were|originally|previously|(?:not|n't) "
    "(?:work|available|possible|make)|cancel\\w*|moved? "
    "from|from|sent|wrote|dated|received|since|applied(?: on)?|application "
    "(?:of|from|on)|start(?:ing|s)? (?:date|on|work)|office hours|open(?:ing hours)?|available "
    "(?:from|between|mon)|between|born|posted|published|submitted(?: on)?|spoke|talk(?:ed)? "
    "on|talking|conversation (?:on|of)|meeting (?:of|last))\\b[^.!?\\n]{0,25}$",
    0
  };
  static RgPattern after = { "(?i)^[^.\\n]{0,20}?\\b(?:is off|is no longer|has been cancel|was "
                             "cancel|isn't|won't|doesn't work|no longer|is gone|is taken)",
                             0 };
  g_autofree char *before = words_before (reading, start);
  g_autofree char *raw = g_strndup (reading->text + start, MIN (reading->length - start, 70));
  g_autofree char *behind = g_utf8_make_valid (raw, -1);
  return rg_pattern_matches (&words, before) || rg_pattern_matches (&after, behind);
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
place_hour (const Reading *reading, guint index, RgTimes *found)
{
  const Hour *hour = &g_array_index (reading->hours, Hour, index);
  const Day *day = day_of (reading, index);
  if (!day)
    return;
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
rg_times_find (const char *text, GDateTime *sent)
{
  RgTimes *found = g_new0 (RgTimes, 1);
  g_autofree char *folded = fold_spaces (text);
  Reading reading = { folded,
                      strlen (folded),
                      sent,
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
