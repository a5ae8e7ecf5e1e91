/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A calendar part of a message (RFC 5545, RFC 5546), as far as a decline needs it. */
#pragma once

#include "base/moment.h"
#include "mail/address.h"

typedef enum
{
  RG_CALENDAR_NONE, /* no METHOD, or one that isn't listed here */
  RG_CALENDAR_REQUEST,
  RG_CALENDAR_REPLY,
  RG_CALENDAR_CANCEL,
  RG_CALENDAR_PUBLISH,
  RG_CALENDAR_COUNTER,
} RgCalendarMethod;

typedef struct
{
  RgCalendarMethod method;
  char *uid;         /* NULL if absent, as all texts here */
  int sequence;      /* SEQUENCE, 0 if absent */
  char *summary;     /* one line */
  char *location;    /* one line */
  char *description; /* lines kept */
  char *url;
  char *status;         /* "CONFIRMED", "CANCELLED", ... */
  RgAddress *organizer; /* NULL if absent */
  GPtrArray *attendees; /* RgAddress, never NULL */
  RgMoment *start;      /* NULL if absent; zone as far as the TZID or VTIMEZONE tells */
  RgMoment *end;
  gboolean all_day; /* DTSTART is a DATE */
  char *request;   /* of a REQUEST: the event and its zones as iCalendar, for rg_itip_decline();
                      NULL if it is no request, or so large that it can't be meant well */
  gboolean recurs; /* RRULE or RDATE: start is only the first of many */
} RgCalendar;

/* Every VEVENT of an iCalendar text, decoded to UTF-8; never NULL, empty where nothing can be
 * read. At most 50 events are read: hostile input is normal. Transfer full. */
GPtrArray *rg_calendar_parse (const char *text);
void rg_calendar_free (RgCalendar *calendar);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgCalendar, rg_calendar_free)

const char *rg_calendar_method_name (RgCalendarMethod method); /* "REQUEST", ...; "" for none */
