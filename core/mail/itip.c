/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/itip.h"

#include <libical/ical.h>
#include <string.h>

/* Every calendar file names its maker; this one tells nothing. */
#define PRODUCT "-//Calendar//Reply//EN"

typedef icalcomponent Component;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Component, icalcomponent_free)

static gboolean
is_user (const char *uri, const char *const *addresses)
{
  const char *address = uri && !g_ascii_strncasecmp (uri, "mailto:", 7) ? uri + 7 : uri;
  for (; address && *addresses; addresses++)
    if (rg_address_is_same (address, *addresses))
      return TRUE;
  return FALSE;
}

/* Of several that are the user's the one that is most preferred. */
static icalproperty *
find_attendee (icalcomponent *event, const char *const *addresses)
{
  for (; *addresses; addresses++)
    {
      const char *const one[] = { *addresses, NULL };
      for (icalproperty *p = icalcomponent_get_first_property (event, ICAL_ATTENDEE_PROPERTY);
           p; p = icalcomponent_get_next_property (event, ICAL_ATTENDEE_PROPERTY))
        if (is_user (icalproperty_get_attendee (p), one))
          return p;
    }
  return NULL;
}

static void
copy_name (icalproperty *from, icalproperty *to)
{
  icalparameter *name = icalproperty_get_first_parameter (from, ICAL_CN_PARAMETER);
  if (name)
    icalproperty_add_parameter (to, icalparameter_new_clone (name));
}

static void
add_organizer (icalcomponent *reply, icalproperty *organizer)
{
  icalproperty *copy = icalproperty_new_organizer (icalproperty_get_organizer (organizer));
  copy_name (organizer, copy);
  icalcomponent_add_property (reply, copy);
}

static void
add_attendee (icalcomponent *reply, icalproperty *attendee)
{
  icalproperty *copy = icalproperty_new_attendee (icalproperty_get_attendee (attendee));
  copy_name (attendee, copy);
  icalproperty_add_parameter (copy, icalparameter_new_partstat (ICAL_PARTSTAT_DECLINED));
  icalcomponent_add_property (reply, copy);
}

static void
add_stamp (icalcomponent *reply, GDateTime *now)
{
  struct icaltimetype stamp = icaltime_from_timet_with_zone (
      (time_t) g_date_time_to_unix (now), 0, icaltimezone_get_utc_timezone ());
  icalcomponent_add_property (reply, icalproperty_new_dtstamp (stamp));
}

/* NULL where it isn't the user who is asked, or not by somebody else. */
static icalcomponent *
new_reply (icalcomponent *event, const char *const *addresses, GDateTime *now)
{
  static const icalproperty_kind kept[]
      = { ICAL_UID_PROPERTY,     ICAL_SEQUENCE_PROPERTY, ICAL_RECURRENCEID_PROPERTY,
          ICAL_DTSTART_PROPERTY, ICAL_DTEND_PROPERTY,    ICAL_SUMMARY_PROPERTY };
  icalproperty *organizer = icalcomponent_get_first_property (event, ICAL_ORGANIZER_PROPERTY);
  icalproperty *attendee = find_attendee (event, addresses);
  if (!organizer || !attendee || is_user (icalproperty_get_organizer (organizer), addresses)
      || !icalcomponent_get_uid (event))
    return NULL;
  icalcomponent *reply = icalcomponent_new_vevent ();
  for (gsize i = 0; i < G_N_ELEMENTS (kept); i++)
    {
      icalproperty *property = icalcomponent_get_first_property (event, kept[i]);
      if (property)
        icalcomponent_add_property (reply, icalproperty_new_clone (property));
    }
  add_stamp (reply, now);
  add_organizer (reply, organizer);
  add_attendee (reply, attendee);
  return reply;
}

/* ---- the zones that its times name ---- */

static gboolean
names_zone (icalcomponent *reply, const char *tzid)
{
  for (icalproperty *p = icalcomponent_get_first_property (reply, ICAL_ANY_PROPERTY); p;
       p = icalcomponent_get_next_property (reply, ICAL_ANY_PROPERTY))
    {
      icalparameter *zone = icalproperty_get_first_parameter (p, ICAL_TZID_PARAMETER);
      if (zone && g_strcmp0 (icalparameter_get_tzid (zone), tzid) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_zone (icalcomponent *root, const char *tzid)
{
  for (icalcomponent *zone = icalcomponent_get_first_component (root, ICAL_VTIMEZONE_COMPONENT);
       zone; zone = icalcomponent_get_next_component (root, ICAL_VTIMEZONE_COMPONENT))
    {
      icalproperty *id = icalcomponent_get_first_property (zone, ICAL_TZID_PROPERTY);
      if (id && g_strcmp0 (icalproperty_get_tzid (id), tzid) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
copy_zones (icalcomponent *request, icalcomponent *reply, icalcomponent *root)
{
  for (icalcomponent *zone
       = icalcomponent_get_first_component (request, ICAL_VTIMEZONE_COMPONENT);
       zone; zone = icalcomponent_get_next_component (request, ICAL_VTIMEZONE_COMPONENT))
    {
      icalproperty *id = icalcomponent_get_first_property (zone, ICAL_TZID_PROPERTY);
      const char *tzid = id ? icalproperty_get_tzid (id) : NULL;
      if (tzid && names_zone (reply, tzid) && !has_zone (root, tzid))
        icalcomponent_add_component (root, icalcomponent_new_clone (zone));
    }
}

/* ---- the whole ---- */

static gboolean
add_reply (icalcomponent *root, const RgCalendar *calendar, const char *const *addresses,
           GDateTime *now)
{
  g_autoptr (Component) request = icalparser_parse_string (calendar->request);
  icalcomponent *event
      = request ? icalcomponent_get_first_component (request, ICAL_VEVENT_COMPONENT) : NULL;
  icalcomponent *reply = event ? new_reply (event, addresses, now) : NULL;
  if (!reply)
    return FALSE;
  copy_zones (request, reply, root);
  icalcomponent_add_component (root, reply);
  return TRUE;
}

char *
rg_itip_decline (const GPtrArray *calendars, const char *const *addresses, GDateTime *now)
{
  const char *uid = NULL;
  g_autoptr (Component) root = icalcomponent_vanew (
      ICAL_VCALENDAR_COMPONENT, icalproperty_new_version ("2.0"),
      icalproperty_new_prodid (PRODUCT), icalproperty_new_method (ICAL_METHOD_REPLY), NULL);
  for (guint i = 0; i < calendars->len; i++)
    {
      const RgCalendar *calendar = g_ptr_array_index (calendars, i);
      if (calendar->request && (!uid || g_strcmp0 (uid, calendar->uid) == 0)
          && add_reply (root, calendar, addresses, now))
        uid = calendar->uid;
    }
  if (!uid)
    return NULL;
  char *text = icalcomponent_as_ical_string_r (root);
  char *reply = g_utf8_make_valid (text, -1);
  icalmemory_free_buffer (text);
  return reply;
}
