/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/calendar.h"

#include "base/text.h"
#include "mail/windows_zones.h"

#include <libical/ical.h>
#include <string.h>

#define TEXT_BYTES    (1024 * 1024)
#define MAX_EVENTS    50
#define MAX_ATTENDEES 200
#define REQUEST_BYTES (64 * 1024)

static const char *const method_names[] = {
  [RG_CALENDAR_NONE] = "",           [RG_CALENDAR_REQUEST] = "REQUEST",
  [RG_CALENDAR_REPLY] = "REPLY",     [RG_CALENDAR_CANCEL] = "CANCEL",
  [RG_CALENDAR_PUBLISH] = "PUBLISH", [RG_CALENDAR_COUNTER] = "COUNTER",
};

typedef icalcomponent Component;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Component, icalcomponent_free)

const char *
rg_calendar_method_name (RgCalendarMethod method)
{
  return method_names[method];
}

void
rg_calendar_free (RgCalendar *calendar)
{
  if (!calendar)
    return;
  g_free (calendar->uid);
  g_free (calendar->summary);
  g_free (calendar->location);
  g_free (calendar->description);
  g_free (calendar->url);
  g_free (calendar->status);
  g_free (calendar->request);
  rg_address_free (calendar->organizer);
  g_ptr_array_unref (calendar->attendees);
  rg_moment_free (calendar->start);
  rg_moment_free (calendar->end);
  g_free (calendar);
}

/* ---- texts and people ---- */

static char *
property_text (icalcomponent *event, icalproperty_kind kind)
{
  icalproperty *property = icalcomponent_get_first_property (event, kind);
  icalvalue *value = property ? icalproperty_get_value (property) : NULL;
  const char *text = value && icalvalue_isa (value) == ICAL_TEXT_VALUE
                         ? icalvalue_get_text (value)
                     : value ? icalvalue_as_ical_string (value)
                             : NULL;
  return text ? g_utf8_make_valid (text, -1) : NULL;
}

static char *
property_line (icalcomponent *event, icalproperty_kind kind)
{
  g_autofree char *text = property_text (event, kind);
  g_autofree char *line = rg_text_one_line (text);
  return rg_text_or_null (line);
}

/* "mailto:priya@fernwood.example" with CN. */
static RgAddress *
person (icalproperty *property, const char *uri)
{
  icalparameter *name = icalproperty_get_first_parameter (property, ICAL_CN_PARAMETER);
  g_autofree char *label = name && icalparameter_get_cn (name)
                               ? g_utf8_make_valid (icalparameter_get_cn (name), -1)
                               : NULL;
  g_autofree char *valid = g_utf8_make_valid (uri ? uri : "", -1);
  const char *address = g_ascii_strncasecmp (valid, "mailto:", 7) ? valid : valid + 7;
  return strchr (address, '@') ? rg_address_new (label, address) : NULL;
}

static void
read_people (RgCalendar *calendar, icalcomponent *event)
{
  icalproperty *organizer = icalcomponent_get_first_property (event, ICAL_ORGANIZER_PROPERTY);
  if (organizer)
    calendar->organizer = person (organizer, icalproperty_get_organizer (organizer));
  for (icalproperty *p = icalcomponent_get_first_property (event, ICAL_ATTENDEE_PROPERTY);
       p && calendar->attendees->len < MAX_ATTENDEES;
       p = icalcomponent_get_next_property (event, ICAL_ATTENDEE_PROPERTY))
    {
      RgAddress *attendee = person (p, icalproperty_get_attendee (p));
      if (attendee)
        g_ptr_array_add (calendar->attendees, attendee);
    }
}

/* ---- times ---- */

static GDateTime *
wall_clock (struct icaltimetype time, GTimeZone *zone)
{
  return g_date_time_new (zone, time.year, time.month, time.day, time.hour, time.minute,
                          time.second);
}

/* A zone that the file defines itself: the offset that holds at that time. */
static GTimeZone *
zone_in_file (icalcomponent *root, const char *tzid, struct icaltimetype time)
{
  icaltimezone *zone = icalcomponent_get_timezone (root, tzid);
  int is_daylight = 0;
  if (!zone)
    return NULL;
  return g_time_zone_new_offset (icaltimezone_get_utc_offset (zone, &time, &is_daylight));
}

static GTimeZone *
find_zone (icalcomponent *root, const char *tzid, struct icaltimetype time)
{
  g_autofree char *valid = g_utf8_make_valid (tzid, -1);
  const char *windows = rg_windows_zone_to_iana (valid);
  GTimeZone *zone = g_time_zone_new_identifier (windows ? windows : valid);
  return zone ? zone : zone_in_file (root, tzid, time);
}

static RgMoment *
read_time (icalcomponent *root, icalcomponent *event, icalproperty_kind kind, gboolean *is_date)
{
  icalproperty *property = icalcomponent_get_first_property (event, kind);
  icalvalue *value = property ? icalproperty_get_value (property) : NULL;
  if (!value)
    return NULL;
  icalparameter *parameter = icalproperty_get_first_parameter (property, ICAL_TZID_PARAMETER);
  const char *tzid = parameter ? icalparameter_get_tzid (parameter) : NULL;
  struct icaltimetype time = icalvalue_get_datetime (value);
  if (icaltime_is_null_time (time))
    return NULL;
  *is_date = time.is_date;
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GTimeZone) zone
      = tzid && !icaltime_is_utc (time) ? find_zone (root, tzid, time) : NULL;
  g_autoptr (GDateTime) when = wall_clock (time, zone ? zone : utc);
  return when ? rg_moment_new (when, !time.is_date && (zone || icaltime_is_utc (time))) : NULL;
}

/* ---- the file ---- */

static RgCalendarMethod
read_method (icalcomponent *root)
{
  switch (icalcomponent_get_method (root))
    {
    case ICAL_METHOD_REQUEST:
      return RG_CALENDAR_REQUEST;
    case ICAL_METHOD_REPLY:
      return RG_CALENDAR_REPLY;
    case ICAL_METHOD_CANCEL:
      return RG_CALENDAR_CANCEL;
    case ICAL_METHOD_PUBLISH:
      return RG_CALENDAR_PUBLISH;
    case ICAL_METHOD_COUNTER:
      return RG_CALENDAR_COUNTER;
    default:
      return RG_CALENDAR_NONE;
    }
}

/* The event without its description and alarms, and the zones of the file. */
static char *
request_text (icalcomponent *root, icalcomponent *event)
{
  g_autoptr (Component) request = icalcomponent_new (ICAL_VCALENDAR_COMPONENT);
  icalcomponent *copy = icalcomponent_new (ICAL_VEVENT_COMPONENT);
  icalcomponent_add_component (request, copy);
  for (icalproperty *p = icalcomponent_get_first_property (event, ICAL_ANY_PROPERTY); p;
       p = icalcomponent_get_next_property (event, ICAL_ANY_PROPERTY))
    if (icalproperty_isa (p) != ICAL_DESCRIPTION_PROPERTY
        && icalproperty_isa (p) != ICAL_X_PROPERTY)
      icalcomponent_add_property (copy, icalproperty_new_clone (p));
  /* An iterator of its own: the component's is in use for the events. */
  icalcompiter zones = icalcomponent_begin_component (root, ICAL_VTIMEZONE_COMPONENT);
  for (icalcomponent *zone; (zone = icalcompiter_deref (&zones)); icalcompiter_next (&zones))
    icalcomponent_add_component (request, icalcomponent_new_clone (zone));
  char *text = icalcomponent_as_ical_string_r (request);
  char *kept = text && strlen (text) <= REQUEST_BYTES ? g_strdup (text) : NULL;
  icalmemory_free_buffer (text);
  return kept;
}

static RgCalendar *
read_event (icalcomponent *root, icalcomponent *event)
{
  RgCalendar *calendar = g_new0 (RgCalendar, 1);
  gboolean end_is_date = FALSE;
  calendar->method = read_method (root);
  calendar->attendees = g_ptr_array_new_with_free_func ((GDestroyNotify) rg_address_free);
  calendar->uid = property_line (event, ICAL_UID_PROPERTY);
  calendar->sequence = icalcomponent_get_sequence (event);
  calendar->summary = property_line (event, ICAL_SUMMARY_PROPERTY);
  calendar->location = property_line (event, ICAL_LOCATION_PROPERTY);
  calendar->description = property_text (event, ICAL_DESCRIPTION_PROPERTY);
  calendar->url = property_line (event, ICAL_URL_PROPERTY);
  calendar->status = property_line (event, ICAL_STATUS_PROPERTY);
  calendar->start = read_time (root, event, ICAL_DTSTART_PROPERTY, &calendar->all_day);
  calendar->end = read_time (root, event, ICAL_DTEND_PROPERTY, &end_is_date);
  calendar->recurs = icalcomponent_get_first_property (event, ICAL_RRULE_PROPERTY)
                     || icalcomponent_get_first_property (event, ICAL_RDATE_PROPERTY);
  read_people (calendar, event);
  if (calendar->method == RG_CALENDAR_REQUEST)
    calendar->request = request_text (root, event);
  return calendar;
}

static void
read_root (GPtrArray *calendars, icalcomponent *root)
{
  for (icalcomponent *event = icalcomponent_get_first_component (root, ICAL_VEVENT_COMPONENT);
       event && calendars->len < MAX_EVENTS;
       event = icalcomponent_get_next_component (root, ICAL_VEVENT_COMPONENT))
    g_ptr_array_add (calendars, read_event (root, event));
}

GPtrArray *
rg_calendar_parse (const char *text)
{
  GPtrArray *calendars = g_ptr_array_new_with_free_func ((GDestroyNotify) rg_calendar_free);
  icalerror_set_errors_are_fatal (FALSE);
  if (strlen (text) > TEXT_BYTES)
    return calendars;
  g_autoptr (Component) root = icalparser_parse_string (text);
  if (!root)
    return calendars;
  if (icalcomponent_isa (root) == ICAL_VCALENDAR_COMPONENT)
    read_root (calendars, root);
  else /* several, one after the other */
    for (icalcomponent *child
         = icalcomponent_get_first_component (root, ICAL_VCALENDAR_COMPONENT);
         child; child = icalcomponent_get_next_component (root, ICAL_VCALENDAR_COMPONENT))
      read_root (calendars, child);
  return calendars;
}
