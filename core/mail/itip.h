/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answer to a calendar invitation (RFC 5546 §3.2.3). */
#pragma once

#include "mail/calendar.h"

/* A VCALENDAR with METHOD:REPLY that declines the first REQUEST among `calendars` (RgCalendar)
 * to which one of `addresses` (NULL-terminated, preferred first) is an attendee, with all
 * events of the same UID. It has that attendee alone, PARTSTAT=DECLINED, and DTSTAMP `now`.
 * NULL where there is none, or where the user is the organizer. Lines end in CRLF. Pure.
 * Transfer full. */
char *
rg_itip_decline (const GPtrArray *calendars, const char *const *addresses, GDateTime *now);
