/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "facts/pairing.h"

#include "facts/clause.h"

#include <string.h>

/* How far an hour may be from its day; what is no distance at all, and from where on the day
 * that follows is nearer than the one before. */
#define REACH_BACK 160
#define REACH_ON   30
#define AT_ONCE    8
#define FAR_BEHIND 25

/* "the same time on Thursday" */
static gboolean
is_same_hour_of (const RgReading *reading, const RgHour *hour, const RgDay *day)
{
  static RgPattern link = {
    "(?i)^,? (?:(?:on|am|le|el|il|op|na|no) )?(?:the )?(?:(?:(?:week|day) (?:after|later)|eine "
    "woche (?:später|darauf)|(?:la )?semana siguiente|la semaine (?:suivante|d['’]après)|la "
    "settimana (?:dopo|successiva|seguente)|een week later|(?:na )?semana seguinte),? "
    "(?:(?:on|am|le|el|il|op|na|no) )?)?$",
    0
  };
  g_autofree char *between = rg_clause_part (reading, hour->end, day->start);
  return hour->is_same && rg_pattern_matches (&link, between);
}

/* "18:15 on Tuesday or 18:15 on Wednesday": where the hour before stands before its day. */
static gboolean
stands_before_day (const RgReading *reading, guint hour_index, const RgDay *day)
{
  if (hour_index == 0 || !day || g_array_index (reading->hours, RgHour, hour_index).is_same)
    return FALSE;
  const RgHour *before = &g_array_index (reading->hours, RgHour, hour_index - 1);
  const RgDay *first = (const RgDay *) (const void *) reading->days->data;
  gboolean has_own = day > first && (day - 1)->end <= before->start
                     && before->start - (day - 1)->end <= REACH_BACK;
  return (!has_own || day->is_named) && day->start >= before->end
         && day->start - before->end <= AT_ONCE
         && !memchr (reading->text + before->end, '\n', day->start - before->end);
}

const RgDay *
rg_day_of_hour (const RgReading *reading, guint hour_index)
{
  const RgHour *hour = &g_array_index (reading->hours, RgHour, hour_index);
  const RgDay *before = NULL;
  for (guint i = 0; i < reading->days->len; i++)
    {
      const RgDay *day = &g_array_index (reading->days, RgDay, i);
      if (day->end <= hour->start && hour->start - day->end <= REACH_BACK)
        before = day;
      gboolean follows = day->start >= hour->end && day->start - hour->end <= REACH_ON;
      gboolean at_once = follows && day->start - hour->end <= AT_ONCE;
      if (follows
          && (!before
              || (at_once && !memchr (reading->text + hour->end, '\n', day->start - hour->end)
                  && memchr (reading->text + before->end, '\n', hour->start - before->end))))
        return day;
      if (follows && before
          && (is_same_hour_of (reading, hour, day)
              || (at_once
                  && (day->is_named || hour->start - before->end > FAR_BEHIND
                      || stands_before_day (reading, hour_index, before)))))
        return day;
    }
  return before;
}
