/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes a calendar that any program can subscribe to (RFC 5545). */
#pragma once

#include <glib.h>

typedef struct
{
  const char *uid;     /* the same for the same event at all times */
  gint64 start;        /* seconds since 1970 */
  gboolean is_all_day; /* on the day of `start` in the local time zone */
  int alarm_minutes;   /* before the start; 0: no alarm */
  char *summary;
  char *description; /* NULL if none */
} RgIcsEvent;

/* A VCALENDAR with METHOD:PUBLISH of `events` (RgIcsEvent), which take nobody's time. `now` is
 * their DTSTAMP. Lines end in CRLF. Pure. Transfer full. */
char *rg_ics_write (const GPtrArray *events, GDateTime *now);
