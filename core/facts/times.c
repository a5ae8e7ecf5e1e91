/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days and hours are read apart, in the order of the text; then each hour gets its day: the
 * last one named before it, or one that follows at once ("10:00 on Tuesday"). */
#include "facts/times.h"

#include "base/text.h"
#include "facts/reading.h"

#include <string.h>

/* How far an hour may be from its day, and a word like "by" from its deadline. */
#define REACH_BACK 110
#define REACH_ON   30
#define CONTEXT    45

/* ---- what is said of a time ---- */

/* The words before it, no further back than its sentence. */
static char *
words_before (const RgReading *reading, gsize start)
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
is_deadline (const RgReading *reading, gsize start)
{
  g_autofree char *before = words_before (reading, start);
  return rg_vocabulary_sees (reading->words, RG_PHRASE_DEADLINE, before);
}

/* What is past, withdrawn, or the time of something else. */
static gboolean
is_no_offer (const RgReading *reading, gsize start)
{
  g_autofree char *before = words_before (reading, start);
  g_autofree char *raw = g_strndup (reading->text + start, MIN (reading->length - start, 70));
  g_autofree char *behind = g_utf8_make_valid (raw, -1);
  return rg_vocabulary_sees (reading->words, RG_PHRASE_NO_OFFER, before)
         || rg_vocabulary_sees (reading->words, RG_PHRASE_NO_OFFER_AFTER, behind);
}

/* ---- putting together ---- */

static const RgDay *
day_of (const RgReading *reading, guint hour_index)
{
  const RgHour *hour = &g_array_index (reading->hours, RgHour, hour_index);
  const RgDay *before = NULL;
  for (guint i = 0; i < reading->days->len; i++)
    {
      const RgDay *day = &g_array_index (reading->days, RgDay, i);
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
make_moment (const RgDay *day, int hour, int minute, GTimeZone *zone)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) when
      = g_date_time_new (zone ? zone : utc, day->year, day->month, day->day, hour, minute, 0);
  return when ? rg_moment_new (when, zone != NULL) : NULL;
}

static gboolean
is_past (const RgReading *reading, const RgMoment *moment)
{
  g_autoptr (GDateTime) instant = rg_moment_to_instant (moment, NULL);
  return reading->sent && instant
         && g_date_time_difference (instant, reading->sent) < -G_TIME_SPAN_DAY;
}

static char *
span_of (const RgReading *reading, const RgDay *day, const RgHour *hour)
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
place_hour_on (const RgReading *reading, const RgHour *hour, const RgDay *day, RgTimes *found)
{
  gboolean is_due = is_deadline (reading, day->start) || is_deadline (reading, hour->start);
  g_autoptr (GTimeZone) zone = rg_reading_zone_beside (reading, hour);
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
shares_hour (const RgReading *reading, const RgDay *day, const RgDay *next)
{
  gsize gap = next->start - day->end;
  g_autofree char *raw = g_strndup (reading->text + day->end, MIN (gap, JOINED + 1));
  return gap <= JOINED && !strpbrk (raw, "0123456789\n.");
}

/* "10.30  Presentation", a line of the day's agenda below the hour at which it begins. */
static gboolean
is_agenda_item (const RgReading *reading, const RgHour *hour, const RgDay *day)
{
  static RgPattern matter
      = { "^[ \\t:|–—-]*(?!(?i:or|and|oder|und|ou|et|uhr|uur|time)\\b|\\p{L}+ "
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

static gboolean
has_time_on (const RgTimes *found, const RgDay *day)
{
  int year, month, date;
  for (guint i = 0; i < found->times->len; i++)
    {
      g_date_time_get_ymd (((RgMoment *) g_ptr_array_index (found->times, i))->when, &year,
                           &month, &date);
      if (year == day->year && month == day->month && date == day->day)
        return TRUE;
    }
  return FALSE;
}

static void
place_hour (const RgReading *reading, guint index, RgTimes *found)
{
  const RgHour *hour = &g_array_index (reading->hours, RgHour, index);
  const RgDay *day = day_of (reading, index);
  if (!day || (is_agenda_item (reading, hour, day) && has_time_on (found, day)))
    return;
  place_hour_on (reading, hour, day, found);
  const RgDay *first = (const RgDay *) reading->days->data;
  for (; day->end <= hour->start && day > first && shares_hour (reading, day - 1, day); day--)
    place_hour_on (reading, hour, day - 1, found);
}

/* A day without an hour matters only as a deadline: then all of it counts. */
static void
place_day (const RgReading *reading, guint index, RgTimes *found)
{
  const RgDay *day = &g_array_index (reading->days, RgDay, index);
  if (found->reply_by || !is_deadline (reading, day->start))
    return;
  g_autoptr (RgMoment) moment = make_moment (day, 23, 59, NULL);
  if (moment && !is_past (reading, moment))
    {
      RgHour none = { day->start, day->end, 0, 0 };
      take_deadline (found, g_steal_pointer (&moment), span_of (reading, day, &none));
    }
}

static int
compare_moments (gconstpointer a, gconstpointer b)
{
  const RgMoment *x = *(RgMoment *const *) a, *y = *(RgMoment *const *) b;
  return g_date_time_compare (x->when, y->when);
}

RgTimes *
rg_times_find (const char *text, GDateTime *sent, const RgVocabulary *words)
{
  RgTimes *found = g_new0 (RgTimes, 1);
  g_autoptr (RgReading) reading = rg_reading_new (text, sent, words);
  found->times = g_ptr_array_new_with_free_func ((GDestroyNotify) rg_moment_free);
  for (guint n = 0; n < reading->hours->len; n++)
    place_hour (reading, n, found);
  for (guint n = 0; n < reading->days->len; n++)
    place_day (reading, n, found);
  g_ptr_array_sort (found->times, compare_moments);
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
