/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days as they are written. */
#include "facts/reading_private.h"

#include <string.h>

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
  if (!is_day (year, month, day) || reading->days->len >= RG_READING_TOKENS)
    return;
  RgDay token
      = { rg_match_start (match, 0), rg_match_end (match, 0), year, month, day, 0, 0, 0, 0, 0 };
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

/* ---- what a match names ---- */

static int
group_month (const RgReading *reading, const RgMatch *match)
{
  g_autofree char *name = rg_match_get_named (match, "month");
  return *name ? rg_vocabulary_month (reading->words, name)
               : rg_reading_number (reading, match, "month_number");
}

static int
group_weekday (const RgReading *reading, const RgMatch *match)
{
  g_autofree char *name = rg_match_get_named (match, "weekday");
  return rg_vocabulary_weekday (reading->words, name);
}

/* ---- days ---- */

/* "the first of December" has its day in a word. */
static void
on_date (RgReading *reading, const RgMatch *match)
{
  int day
      = rg_match_has_named (match, "first_day") ? 1 : rg_reading_number (reading, match, "day");
  add_day (reading, match, rg_reading_number (reading, match, "year"),
           group_month (reading, match), day);
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
  g_autofree char *separator = rg_match_get_named (match, "separator");
  int first = rg_reading_number (reading, match, "first"),
      second = rg_reading_number (reading, match, "second"),
      year = rg_reading_number (reading, match, "year");
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

/* "Thursday week", "a fortnight on Thursday": so many days later. */
static int
days_later (const RgMatch *match)
{
  if (rg_match_has_named (match, "fortnight"))
    return 14;
  return rg_match_has_named (match, "week_after") ? 7 : 0;
}

/* "Thursday": the next one; "next Thursday": that of next week; "Thursday week": a week later;
 * "Thursday the 3rd". */
static void
on_weekday (RgReading *reading, const RgMatch *match)
{
  int wanted = group_weekday (reading, match), date = rg_reading_number (reading, match, "day");
  if (!reading->sent || !wanted)
    return;
  int today = g_date_time_get_day_of_week (reading->sent);
  int days = (wanted - today + 7) % 7;
  if (rg_match_has_named (match, "next"))
    days = wanted - today + 7;
  int later = days_later (match);
  if (later)
    days = (days ? days : 7) + later;
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
  day->is_bare = !rg_match_has_named (match, "next") && !later
                 && !rg_match_has_named (match, "same_week");
  day->is_named = rg_match_has_named (match, "named");
  day->is_in_same_week = rg_match_has_named (match, "same_week");
  day->follows = day->is_named || day->is_in_same_week || rg_match_has_named (match, "follows")
                     ? wanted
                     : 0;
}

static void
put_on (RgDay *day, int year, int month, int date)
{
  day->year = year;
  day->month = month;
  day->day = date;
  day->is_bare = FALSE;
}

/* Instead of a weekday in RgDay.follows. */
#define NEXT_DAY 8

/* "the day after", "the following Monday", once the days before it are known. */
static void
place_day_behind (RgDay *day, const RgDay *before)
{
  g_autoptr (GDateTime) from
      = g_date_time_new_utc (before->year, before->month, before->day, 0, 0, 0);
  int ahead = day->follows - g_date_time_get_day_of_week (from);
  if (day->follows == NEXT_DAY)
    ahead = 1;
  else if (!day->is_in_same_week)
    ahead = (ahead + 6) % 7 + 1;
  g_autoptr (GDateTime) then = g_date_time_add_days (from, ahead);
  g_date_time_get_ymd (then, &day->year, &day->month, &day->day);
}

/* "5.30 on the Wednesday and 4.45 on the Thursday": the last such day of those before. */
static const RgDay *
find_named (const RgReading *reading, guint index)
{
  const RgDay *day = &g_array_index (reading->days, RgDay, index);
  for (const RgDay *other = day; day->is_named && other > day - index; other--)
    if (weekday_of (other[-1].year, other[-1].month, other[-1].day) == day->follows)
      return other - 1;
  return NULL;
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

/* "by the end of the month" */
static void
on_month_end (RgReading *reading, const RgMatch *match)
{
  if (!reading->sent)
    return;
  int year, month, day;
  g_date_time_get_ymd (reading->sent, &year, &month, &day);
  add_day (reading, match, year, month,
           g_date_get_days_in_month ((GDateMonth) month, (GDateYear) year));
}

/* "within three days", "in the next 5 working days" */
static void
on_days_ahead (RgReading *reading, const RgMatch *match)
{
  int days = rg_reading_number (reading, match, "in_days");
  if (!reading->sent || days <= 0 || days > 60)
    return;
  if (!rg_match_has_named (match, "working"))
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
  int wanted = rg_reading_number (reading, match, "day");
  for (int ahead = 0; reading->sent && ahead < 45; ahead++)
    {
      g_autoptr (GDateTime) then = g_date_time_add_days (reading->sent, ahead);
      if (g_date_time_get_day_of_month (then) != wanted)
        continue;
      add_days_after (reading, match, ahead);
      return;
    }
}

/* "tomorrow", "tomorrow week" */
static void
on_relative (RgReading *reading, const RgMatch *match)
{
  g_autofree char *word = rg_match_get_named (match, "relative");
  int days = 0;
  if (!reading->sent || !rg_vocabulary_relative (reading->words, word, &days))
    return;
  int later = days_later (match);
  add_days_after (reading, match, days + later);
  RgDay *day = last_day (reading, match);
  if (day)
    day->is_near = !later;
}

/* What a phrase found is told by the groups that it has. */
static void
on_day (RgReading *reading, const RgMatch *match)
{
  if (rg_match_has_named (match, "relative"))
    on_relative (reading, match);
  else if (rg_match_has_named (match, "day_after"))
    on_next_day (reading, match);
  else if (rg_match_has_named (match, "weekend"))
    on_weekend (reading, match);
  else if (rg_match_has_named (match, "month_end"))
    on_month_end (reading, match);
  else if (rg_match_has_named (match, "in_days"))
    on_days_ahead (reading, match);
  else if (rg_match_has_named (match, "first"))
    on_numeric (reading, match);
  else if (rg_match_has_named (match, "month") || rg_match_has_named (match, "month_number"))
    on_date (reading, match);
  else if (!rg_match_has_named (match, "weekday"))
    on_day_of_month (reading, match);
  else
    on_weekday (reading, match);
}

static int
compare_days (gconstpointer a, gconstpointer b)
{
  const RgDay *x = a, *y = b;
  return x->start != y->start ? (x->start < y->start ? -1 : 1) : (x->end > y->end ? -1 : 1);
}

/* "Nov 27 (Fri)": the weekday begins this close behind its date. */
#define BRACKET 3

/* "1 December, a Tuesday" */
#define APPOSITION 6

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

/* "Tuesday          1 December", two columns of a table. */
static gboolean
is_other_column (const RgReading *reading, const RgDay *before, const RgDay *day)
{
  return before->is_bare && !is_vague (day) && day->start > before->end
         && strspn (reading->text + before->end, " \t") == day->start - before->end;
}

/* Whether the day is the weekday of the date before it, said once more. */
static gboolean
is_its_weekday (const RgReading *reading, const RgDay *before, const RgDay *day)
{
  if (!day->is_bare || is_vague (before) || day->start < before->end
      || day->start - before->end > APPOSITION)
    return FALSE;
  g_autofree char *between = g_strndup (reading->text + before->end, day->start - before->end);
  return !strpbrk (between, ".!?;\n")
         && weekday_of (before->year, before->month, before->day)
                == weekday_of (day->year, day->month, day->day);
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
      gboolean is_far = gap >= BRACKET || strpbrk (between, ".!?;\n");
      if (is_far && !is_other_column (reading, before, day)
          && !is_its_weekday (reading, before, day))
        {
          i++;
          continue;
        }
      if (is_vague (before)
          && (day->is_in_same_week || (day->start >= before->end && !is_vague (day))))
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

void
rg_reading_find_days (RgReading *reading)
{
  rg_reading_scan (reading, RG_PHRASE_DAY, on_day);
  drop_overlapping_days (reading);
  for (guint i = 1; i < reading->days->len; i++)
    {
      RgDay *day = &g_array_index (reading->days, RgDay, i);
      const RgDay *named = find_named (reading, i);
      day->is_named = named != NULL;
      if (named)
        put_on (day, named->year, named->month, named->day);
      else if (day->follows)
        place_day_behind (day, day - 1);
    }
}
