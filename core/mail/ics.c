/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/ics.h"

#include <libical/ical.h>

#define PRODUCT       "-//regrets//agenda//EN"
#define LENGTH_MINUTE 15

typedef icalcomponent Component;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Component, icalcomponent_free)

static struct icaltimetype
utc_time (gint64 seconds)
{
  return icaltime_from_timet_with_zone ((time_t) seconds, 0, icaltimezone_get_utc_timezone ());
}

static struct icaltimetype
local_day (gint64 seconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (seconds);
  struct icaltimetype day = icaltime_null_date ();
  g_date_time_get_ymd (time, &day.year, &day.month, &day.day);
  return day;
}

/* A day needs no end; a point in time gets one that can be seen in a calendar. */
static void
add_times (icalcomponent *event, const RgIcsEvent *told)
{
  if (told->is_all_day)
    {
      icalcomponent_add_property (event, icalproperty_new_dtstart (local_day (told->start)));
      return;
    }
  icalcomponent_add_property (event, icalproperty_new_dtstart (utc_time (told->start)));
  icalcomponent_add_property (
      event, icalproperty_new_dtend (utc_time (told->start + LENGTH_MINUTE * 60)));
}

static void
add_alarm (icalcomponent *event, const RgIcsEvent *told)
{
  struct icaltriggertype trigger = { 0 };
  trigger.duration = icaldurationtype_from_int (-told->alarm_minutes * 60);
  icalcomponent_add_component (
      event,
      icalcomponent_vanew (ICAL_VALARM_COMPONENT, icalproperty_new_action (ICAL_ACTION_DISPLAY),
                           icalproperty_new_description (told->summary),
                           icalproperty_new_trigger (trigger), NULL));
}

static icalcomponent *
new_event (const RgIcsEvent *told, GDateTime *now)
{
  icalcomponent *event
      = icalcomponent_vanew (ICAL_VEVENT_COMPONENT, icalproperty_new_uid (told->uid),
                             icalproperty_new_dtstamp (utc_time (g_date_time_to_unix (now))),
                             icalproperty_new_summary (told->summary),
                             icalproperty_new_transp (ICAL_TRANSP_TRANSPARENT), NULL);
  add_times (event, told);
  if (told->description)
    icalcomponent_add_property (event, icalproperty_new_description (told->description));
  if (told->alarm_minutes)
    add_alarm (event, told);
  return event;
}

char *
rg_ics_write (const GPtrArray *events, GDateTime *now)
{
  g_autoptr (Component) root = icalcomponent_vanew (
      ICAL_VCALENDAR_COMPONENT, icalproperty_new_version ("2.0"),
      icalproperty_new_prodid (PRODUCT), icalproperty_new_method (ICAL_METHOD_PUBLISH), NULL);
  for (guint i = 0; i < events->len; i++)
    icalcomponent_add_component (root, new_event (g_ptr_array_index (events, i), now));
  char *text = icalcomponent_as_ical_string_r (root);
  char *calendar = g_utf8_make_valid (text, -1);
  icalmemory_free_buffer (text);
  return calendar;
}
