/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days and hours are read apart, in the order of the text; then each hour gets its day: the
 * last one named before it, or one that follows at once ("10:00 on Tuesday"). */
#include "facts/times.h"

#include "base/text.h"
#include "facts/clause.h"
#include "facts/earlier.h"
#include "facts/moved.h"
#include "facts/offer.h"
#include "facts/pairing.h"
#include "facts/promise.h"
#include "facts/side_hours.h"

#include <string.h>

/* How far behind a day that was offered a weekday alone may be. */
#define REACH_BACK 160

/* How much of a clause tells that an answer is asked for by today. */
#define NEARBY 30

typedef struct
{
  const RgReading *reading;
  RgTimes *found;
  gboolean is_moved;   /* the mail moves an appointment: it names the old one too */
  gboolean is_windows; /* its ranges are hours to choose a start from */
  int reply_rank;      /* how sure it is that reply_by is one */
  RgDay offered;       /* the day of the last time that was taken; year 0: none yet */
  RgEarlier earlier;   /* the appointment that subject and quote tell */
  GArray *stretches;   /* RgStretch, where each of the times stands */
  GPtrArray *spans;    /* char *, the words of each */
} RgSearch;

/* ---- putting together ---- */

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

/* Nobody waits for an answer longer than this: "a supply post until 30 June" isn't a deadline.
 */
#define LONGEST_WAIT (75 * G_TIME_SPAN_DAY)

static gboolean
is_soon (const RgReading *reading, const RgMoment *moment)
{
  g_autoptr (GDateTime) instant = rg_moment_to_instant (moment, NULL);
  return !reading->sent || !instant
         || g_date_time_difference (instant, reading->sent) < LONGEST_WAIT;
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

/* Takes both. Of several deadlines the surest holds, then the first. */
static void
take_deadline (RgSearch *search, int rank, RgMoment *moment, char *span)
{
  if (rank <= search->reply_rank)
    {
      rg_moment_free (moment);
      g_free (span);
      return;
    }
  rg_moment_free (search->found->reply_by);
  g_free (search->found->reply_span);
  search->reply_rank = rank;
  search->found->reply_by = moment;
  search->found->reply_span = span;
}

/* Takes moment and span. */
static void
take_time (RgSearch *search, const RgStretch *stretch, RgMoment *moment, char *span)
{
  if (has_moment (search->found->times, moment))
    {
      rg_moment_free (moment);
      g_free (span);
      return;
    }
  g_ptr_array_add (search->found->times, moment);
  g_array_append_val (search->stretches, *stretch);
  g_ptr_array_add (search->spans, span);
}

/* A weekday alone behind a day that was offered is the next one after it: "Thursday 3 December,
 * or Friday". */
static RgDay
day_behind_offer (const RgSearch *search, const RgDay *day)
{
  RgDay moved = *day;
  const RgDay *offered = &search->offered;
  if (!day->is_bare || !offered->year || day->start < offered->end
      || day->start - offered->end > REACH_BACK)
    return moved;
  g_autoptr (GDateTime) from
      = g_date_time_new_utc (offered->year, offered->month, offered->day, 0, 0, 0);
  g_autoptr (GDateTime) then = g_date_time_new_utc (day->year, day->month, day->day, 0, 0, 0);
  int behind = (int) (g_date_time_difference (from, then) / G_TIME_SPAN_DAY);
  if (behind <= 0)
    return moved;
  g_autoptr (GDateTime) next = g_date_time_add_days (then, (behind + 6) / 7 * 7);
  g_date_time_get_ymd (next, &moved.year, &moved.month, &moved.day);
  return moved;
}

static gboolean
is_due_at (const RgReading *reading, const RgHour *hour, const RgDay *day)
{
  gsize start = MIN (day->start, hour->start), end = MAX (day->end, hour->end);
  return rg_offer_is_due (reading, start, end)
         || rg_offer_is_due (reading, hour->start, hour->end)
         || rg_offer_is_due (reading, day->start, day->end);
}

static void
place_hour_on (RgSearch *search, const RgHour *hour, const RgDay *day)
{
  const RgReading *reading = search->reading;
  gboolean is_due = is_due_at (reading, hour, day);
  RgDay meant = is_due ? *day : day_behind_offer (search, day);
  g_autoptr (GTimeZone) zone = rg_reading_zone_beside (reading, hour);
  if (!zone && !is_due
      && reading->only_zone) /* a deadline is nobody's meeting: no zone is meant */
    zone = g_time_zone_ref (reading->only_zone);
  g_autoptr (RgMoment) moment = make_moment (&meant, hour->hour, hour->minute, zone);
  if (!moment || is_past (reading, moment))
    return;
  gsize start = MIN (day->start, hour->start), end = MAX (day->end, hour->end);
  if (is_due)
    take_deadline (search, rg_offer_asks_answer (reading, start, end, RG_OFFER_CONTEXT) ? 3 : 1,
                   g_steal_pointer (&moment), span_of (reading, day, hour));
  else if (!rg_offer_is_none (reading, hour, day, search->is_moved)
           && !rg_offer_is_withdrawn (reading, hour, day, search->is_moved))
    {
      take_time (search, &(RgStretch){ hour->start, hour->end }, g_steal_pointer (&moment),
                 span_of (reading, day, hour));
      search->offered = meant;
    }
}

/* "Tuesday or Thursday at 14:00" */
static gboolean
shares_hour (const RgReading *reading, const RgDay *day, const RgDay *next)
{
  return rg_clause_is_joint (reading, day->end, next->start);
}

static gboolean
is_on (const RgMoment *moment, const RgDay *day)
{
  int year, month, date;
  g_date_time_get_ymd (moment->when, &year, &month, &date);
  return year == day->year && month == day->month && date == day->day;
}

static gboolean
has_time_on (const RgTimes *found, const RgDay *day)
{
  for (guint i = 0; i < found->times->len; i++)
    if (is_on (g_ptr_array_index (found->times, i), day))
      return TRUE;
  return FALSE;
}

/* Who is asked for 10:00 may be asked to be there at 9:45. */
#define EARLY_MINUTES 30

static gboolean
is_arrival (const RgSearch *search, const RgHour *hour, const RgDay *day)
{
  const GPtrArray *times = search->found->times;
  if ((search->is_moved && !rg_hour_is_in_brackets (search->reading, hour))
      || rg_hour_is_listed (search->reading, hour))
    return FALSE;
  for (guint i = 0; i < times->len; i++)
    {
      const RgMoment *talk = g_ptr_array_index (times, i);
      int ahead = (g_date_time_get_hour (talk->when) - hour->hour) * 60
                  + g_date_time_get_minute (talk->when) - hour->minute;
      if (is_on (talk, day) && ahead > 0 && ahead <= EARLY_MINUTES)
        return TRUE;
    }
  return FALSE;
}

/* What comes after the talk, on the day of the talk. */
static gboolean
is_sequel (const RgSearch *search, const RgHour *hour, const RgDay *day)
{
  if (!has_time_on (search->found, day))
    return FALSE;
  g_autofree char *before = rg_clause_before (search->reading, hour->start, RG_OFFER_CONTEXT);
  return rg_hour_is_agenda_item (search->reading, hour, day)
         || rg_vocabulary_sees (search->reading->words, RG_PHRASE_SEQUEL, before);
}

static gboolean
is_due_alone (const RgReading *reading, const RgHour *hour)
{
  return rg_offer_is_due (reading, hour->start, hour->end);
}

/* "by 4 this afternoon": without a day the deadline is today. */
static void
place_hour_without_day (RgSearch *search, const RgHour *hour)
{
  const RgReading *reading = search->reading;
  if (!reading->sent || !is_due_alone (reading, hour)
      || !rg_offer_asks_answer (reading, hour->start, hour->end, RG_OFFER_CLAUSE))
    return;
  RgDay today = { .start = hour->start, .end = hour->end };
  g_date_time_get_ymd (reading->sent, &today.year, &today.month, &today.day);
  RgMoment *moment = make_moment (&today, hour->hour, hour->minute, NULL);
  if (moment)
    take_deadline (search, 2, moment, span_of (reading, &today, hour));
}

static gboolean
is_earlier_hour (const RgSearch *search, const RgHour *hour)
{
  const RgEarlier *earlier = &search->earlier;
  return earlier->has_hour && hour->hour == earlier->hour.hour
         && hour->minute == earlier->hour.minute;
}

/* "Could we make it 16:30 rather than 10?": another hour on the day that was agreed. */
static void
place_hour_on_earlier_day (RgSearch *search, const RgHour *hour)
{
  RgDay day = search->earlier.day;
  if (!search->is_moved || search->reading->days->len || !day.year
      || is_earlier_hour (search, hour) || is_due_alone (search->reading, hour))
    return;
  day.start = day.end = hour->start;
  place_hour_on (search, hour, &day);
}

/* Whether an hour is told for the day. */
static gboolean
has_hour (const RgReading *reading, const RgDay *day)
{
  for (guint i = 0; i < reading->hours->len; i++)
    {
      const RgHour *hour = &g_array_index (reading->hours, RgHour, i);
      gboolean is_near
          = hour->start < day->end + REACH_BACK && day->start < hour->end + REACH_BACK;
      if (is_near && rg_day_of_hour (reading, i) == day)
        return TRUE;
    }
  return FALSE;
}

/* So many days may be listed. */
#define MOST_DAYS 5

/* "8am on Wednesday 18 or Thursday 19 November": `day` is the first of them. */
static void
place_hour_on_days_behind (RgSearch *search, const RgHour *hour, const RgDay *day)
{
  const GArray *days = search->reading->days;
  const RgDay *end = (const RgDay *) (const void *) days->data + days->len;
  for (int i = 1;
       i < MOST_DAYS && day + i < end && shares_hour (search->reading, day + i - 1, day + i)
       && !has_hour (search->reading, day + i);
       i++)
    place_hour_on (search, hour, day + i);
}

/* Minutes: so long a range is a window where the mail has windows. */
#define SHORT_WINDOW 120

static void
place_hour (RgSearch *search, guint index)
{
  const RgReading *reading = search->reading;
  const RgHour *hour = &g_array_index (reading->hours, RgHour, index);
  if ((search->is_windows && hour->length >= SHORT_WINDOW)
      || rg_hour_is_elsewhere (reading, index) || rg_hour_is_end_column (reading, index))
    return;
  const RgDay *day = rg_day_of_hour (reading, index);
  if (!day)
    {
      place_hour_without_day (search, hour);
      place_hour_on_earlier_day (search, hour);
    }
  if (!day || is_sequel (search, hour, day) || is_arrival (search, hour, day))
    return;
  const RgDay *first = (const RgDay *) reading->days->data, *last = day;
  while (last->end <= hour->start && last > first && shares_hour (reading, last - 1, last))
    last--;
  for (; last <= day; last++)
    place_hour_on (search, hour, last);
  if (day->start >= hour->end)
    place_hour_on_days_behind (search, hour, day);
}

/* A day without an hour matters only as a deadline: then all of it counts. */
static void
place_day (RgSearch *search, guint index)
{
  const RgReading *reading = search->reading;
  const RgDay *day = &g_array_index (reading->days, RgDay, index);
  gboolean is_due = rg_offer_is_due (reading, day->start, day->end);
  if (!is_due
      && (!day->is_near || !rg_offer_asks_answer (reading, day->start, day->end, NEARBY)
          || has_hour (reading, day)))
    return;
  if (index + 1 < reading->days->len && day->is_near && day[1].is_near
      && shares_hour (reading, day, day + 1))
    return; /* "today or tomorrow" */
  int rank = !is_due                                                                  ? 1
             : rg_offer_asks_answer (reading, day->start, day->end, RG_OFFER_CONTEXT) ? 3
                                                                                      : 1;
  g_autoptr (RgMoment) moment = make_moment (day, 23, 59, NULL);
  if (moment && !is_past (reading, moment) && is_soon (reading, moment))
    {
      RgHour none = { .start = day->start, .end = day->end };
      take_deadline (search, rank, g_steal_pointer (&moment), span_of (reading, day, &none));
    }
}

/* ---- a programme and its day, far apart ---- */

static gboolean
may_be_the_day (const RgReading *reading, const RgDay *day)
{
  g_autoptr (RgMoment) end = make_moment (day, 23, 59, NULL);
  return end && !is_past (reading, end) && !rg_offer_is_due (reading, day->start, day->end)
         && !rg_offer_is_no_day (reading, day);
}

/* NULL if the text names none, or several. */
static const RgDay *
only_day (const RgReading *reading)
{
  const RgDay *only = NULL;
  for (guint i = 0; i < reading->days->len; i++)
    {
      const RgDay *day = &g_array_index (reading->days, RgDay, i);
      if (!may_be_the_day (reading, day))
        continue;
      if (only && !rg_is_same_day (only, day))
        return NULL;
      only = day;
    }
  return only;
}

/* Where no hour has a day, that which a programme begins with has the only one: "13:00 Case,
 * 14:30 Your questions. We have Tuesday 24 November pencilled in." */
static void
place_on_only_day (RgSearch *search)
{
  static const RgDay start_of_text = { 0 };
  const RgReading *reading = search->reading;
  const RgDay *day = only_day (reading);
  for (guint i = 0; day && i < reading->hours->len; i++)
    {
      const RgHour *hour = &g_array_index (reading->hours, RgHour, i);
      if (rg_day_of_hour (reading, i) || is_due_alone (reading, hour))
        continue;
      if (rg_hour_is_agenda_item (reading, hour, &start_of_text))
        place_hour_on (search, hour, day);
      return;
    }
}

/* Two ranges this long are times of the day that would suit, and no slots; then any of the
 * shorter length is one too. */
#define LONG_WINDOW 150

static gboolean
has_windows (const RgReading *reading)
{
  guint count = 0;
  for (guint i = 0; i < reading->hours->len; i++)
    count += g_array_index (reading->hours, RgHour, i).length >= LONG_WINDOW;
  return count > 1;
}

/* Where the text first tells of the old time, and then offers another. */
static void
drop_old_times (RgSearch *search)
{
  if (!search->is_moved)
    return;
  guint count = rg_moved_count_old (search->reading, search->stretches);
  if (!count)
    return;
  g_ptr_array_remove_range (search->found->times, 0, count);
  g_ptr_array_remove_range (search->spans, 0, count);
}

/* Where a new time is offered, the one that subject or quote tell is the old one. */
static void
drop_earlier_time (RgSearch *search)
{
  const RgEarlier *earlier = &search->earlier;
  GPtrArray *times = search->found->times;
  if (!search->is_moved || !earlier->day.year || !earlier->has_hour || times->len < 2)
    return;
  for (guint i = 0; i < times->len; i++)
    {
      g_autoptr (RgMoment) old
          = make_moment (&earlier->day, earlier->hour.hour, earlier->hour.minute, NULL);
      if (old && rg_moment_is_same_clock (g_ptr_array_index (times, i), old))
        {
          g_ptr_array_remove_index (times, i);
          g_ptr_array_remove_index (search->spans, i);
          return;
        }
    }
}

static int
compare_moments (gconstpointer a, gconstpointer b)
{
  const RgMoment *x = *(RgMoment *const *) a, *y = *(RgMoment *const *) b;
  return g_date_time_compare (x->when, y->when);
}

RgTimes *
rg_times_find (const char *text, const char *earlier, GDateTime *sent,
               const RgVocabulary *words)
{
  RgTimes *found = g_new0 (RgTimes, 1);
  RgSearch search = { .found = found, .earlier = rg_earlier_find (earlier, sent, words) };
  g_autoptr (RgReading) reading = rg_reading_new (
      text, sent, words, search.earlier.has_hour ? &search.earlier.hour : NULL);
  search.reading = reading;
  search.is_windows = has_windows (reading);
  search.is_moved = rg_moved_is_told (reading, earlier);
  found->times = g_ptr_array_new_with_free_func ((GDestroyNotify) rg_moment_free);
  g_autoptr (GArray) stretches = search.stretches
      = g_array_new (FALSE, FALSE, sizeof (RgStretch));
  g_autoptr (GPtrArray) spans = search.spans = g_ptr_array_new_with_free_func (g_free);
  for (guint n = 0; n < reading->hours->len; n++)
    place_hour (&search, n);
  for (guint n = 0; n < reading->days->len; n++)
    place_day (&search, n);
  if (found->times->len == 0)
    place_on_only_day (&search);
  drop_old_times (&search);
  drop_earlier_time (&search);
  if (spans->len)
    found->times_span = g_strdup (g_ptr_array_index (spans, 0));
  found->promised = rg_promise_find (reading);
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
  rg_moment_free (times->promised);
  g_free (times->times_span);
  g_free (times->reply_span);
  g_free (times);
}
