/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The days, hours and zones that a text names, each where it stands. Within this room only. */
#pragma once

#include "facts/words.h"

typedef struct
{
  gsize start, end; /* bytes of the text */
  int year, month, day;
  int follows;      /* "the Friday after": the weekday that comes behind the day named before */
  gboolean is_bare; /* a weekday alone, which may be that of a later week */
  gboolean is_near; /* "today" */
  gboolean is_named; /* "the Friday": that which was named before, if one was */
  gboolean is_in_same_week; /* "the Friday of that week": of the day named before */
} RgDay;

typedef struct
{
  gsize start, end; /* bytes of the text */
  int hour, minute;
  int length;       /* minutes from the first hour of a range to the last; 0: no range */
  gboolean is_same; /* "at the same time": has the hour that was named before */
  gboolean is_noon; /* told by a word for the middle of the day */
} RgHour;

typedef struct
{
  char *text;
  gsize length;
  GDateTime *sent;           /* the mail's Date; borrowed; NULL: relative days are not known */
  const RgVocabulary *words; /* borrowed */
  GArray *days;              /* RgDay, in the order of the text */
  GArray *hours;             /* RgHour, in the order of the text */
  GTimeZone *only_zone; /* the one zone that the whole text names; NULL if none or several */
} RgReading;

/* At most 200 of each are read, and no more of the text than a pattern looks at. `earlier` is
 * the hour that "the same time" means where the text names none before; NULL: unknown. */
RgReading *rg_reading_new (const char *text, GDateTime *sent, const RgVocabulary *words,
                           const RgHour *earlier);
void rg_reading_free (RgReading *reading);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgReading, rg_reading_free)

/* Whatever else is known of them. */
gboolean rg_is_same_day (const RgDay *a, const RgDay *b);

/* The zone that is named right behind an hour, in the same line; NULL if none. Transfer full.
 */
GTimeZone *rg_reading_zone_beside (const RgReading *reading, const RgHour *hour);
