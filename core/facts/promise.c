/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "facts/promise.h"

#include "facts/clause.h"

/* How much of the sentence tells, and how near an hour makes a day an appointment. */
#define REACH  100
#define BESIDE 40

static gboolean
is_promised (const RgReading *reading, const RgDay *day)
{
  g_autofree char *before = rg_clause_before (reading, day->start, REACH);
  g_autofree char *behind = rg_clause_behind (reading, day->start, REACH);
  g_autofree char *sentence = g_strconcat (before, behind, NULL);
  return rg_vocabulary_sees (reading->words, RG_PHRASE_PROMISE, sentence);
}

/* "We will call you on Thursday at 10:00" is a talk, and no promise of an answer. */
static gboolean
has_hour_beside (const RgReading *reading, const RgDay *day)
{
  for (guint i = 0; i < reading->hours->len; i++)
    {
      const RgHour *hour = &g_array_index (reading->hours, RgHour, i);
      if (hour->start < day->end + BESIDE && day->start < hour->end + BESIDE)
        return TRUE;
    }
  return FALSE;
}

static RgMoment *
end_of_day (const RgDay *day)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) when
      = g_date_time_new (utc, day->year, day->month, day->day, 23, 59, 0);
  return when ? rg_moment_new (when, FALSE) : NULL;
}

static gboolean
is_ahead (const RgReading *reading, const RgMoment *due)
{
  return reading->sent && g_date_time_compare (due->when, reading->sent) > 0;
}

RgMoment *
rg_promise_find (const RgReading *reading)
{
  for (guint i = 0; i < reading->days->len; i++)
    {
      const RgDay *day = &g_array_index (reading->days, RgDay, i);
      g_autoptr (RgMoment) due = end_of_day (day);
      if (due && is_ahead (reading, due) && !has_hour_beside (reading, day)
          && is_promised (reading, day))
        return g_steal_pointer (&due);
    }
  return NULL;
}
