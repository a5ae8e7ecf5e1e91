/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decide/busy.h"

#include "base/error.h"

#include <libical/ical.h>
#include <string.h>

/* How long an interview takes, as far as anybody knows before it. */
#define INTERVIEW_SECONDS 3600

/* Longer than a change of zones can move an event. */
#define DAY_SECONDS 86400

struct _RgBusy
{
  GMutex lock;          /* libical keeps its place in what it walks through */
  GPtrArray *calendars; /* icalcomponent */
  GHashTable *moved;    /* char *: UID and time of an occurrence that has an event of its own */
};

typedef struct
{
  GHashTable *moved;
  char *uid;
  gboolean is_override;
  time_t from, to;
  gboolean overlaps;
} Search;

static void
component_free (gpointer component)
{
  icalcomponent_free (component);
}

RgBusy *
rg_busy_new (void)
{
  RgBusy *busy = g_new0 (RgBusy, 1);
  g_mutex_init (&busy->lock);
  busy->calendars = g_ptr_array_new_with_free_func (component_free);
  busy->moved = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return busy;
}

void
rg_busy_free (RgBusy *busy)
{
  if (!busy)
    return;
  g_ptr_array_unref (busy->calendars);
  g_hash_table_unref (busy->moved);
  g_mutex_clear (&busy->lock);
  g_free (busy);
}

gboolean
rg_busy_is_known (const RgBusy *busy)
{
  return busy->calendars->len > 0;
}

/* ---- reading ---- */

static char *
occurrence (const char *uid, time_t start)
{
  return g_strdup_printf ("%s %" G_GINT64_FORMAT, uid ? uid : "", (gint64) start);
}

/* An occurrence that was moved is an event of its own, with RECURRENCE-ID. */
static void
note_moved (RgBusy *busy, icalcomponent *calendar)
{
  for (icalcomponent *event
       = icalcomponent_get_first_component (calendar, ICAL_VEVENT_COMPONENT);
       event; event = icalcomponent_get_next_component (calendar, ICAL_VEVENT_COMPONENT))
    {
      struct icaltimetype of = icalcomponent_get_recurrenceid (event);
      if (!icaltime_is_null_time (of))
        g_hash_table_add (busy->moved, occurrence (icalcomponent_get_uid (event),
                                                   icaltime_as_timet_with_zone (of, of.zone)));
    }
}

gboolean
rg_busy_add (RgBusy *busy, const char *text)
{
  icalerror_set_errors_are_fatal (FALSE);
  icalcomponent *calendar = icalparser_parse_string (text);
  if (!calendar)
    return FALSE;
  if (icalcomponent_isa (calendar) != ICAL_VCALENDAR_COMPONENT)
    {
      icalcomponent_free (calendar);
      return FALSE;
    }
  g_ptr_array_add (busy->calendars, calendar);
  note_moved (busy, calendar);
  return TRUE;
}

static gboolean
load_file (RgBusy *busy, const char *path, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) inner = NULL;
  if (!g_file_get_contents (path, &text, NULL, &inner))
    g_set_error_literal (error, RG_ERROR, RG_ERROR_CONFIG, inner->message);
  else if (!rg_busy_add (busy, text))
    g_set_error (error, RG_ERROR, RG_ERROR_CONFIG, "%s is not an iCalendar file", path);
  else
    return TRUE;
  return FALSE;
}

static gboolean
load_folder (RgBusy *busy, const char *path, GError **error)
{
  g_autoptr (GError) inner = NULL;
  g_autoptr (GDir) dir = g_dir_open (path, 0, &inner);
  if (!dir)
    {
      g_set_error_literal (error, RG_ERROR, RG_ERROR_CONFIG, inner->message);
      return FALSE;
    }
  for (const char *name; (name = g_dir_read_name (dir));)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);
      if (g_str_has_suffix (name, ".ics") && !load_file (busy, file, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
rg_busy_load (RgBusy *busy, const char *path, GError **error)
{
  return g_file_test (path, G_FILE_TEST_IS_DIR) ? load_folder (busy, path, error)
                                                : load_file (busy, path, error);
}

/* ---- asking ---- */

static gboolean
takes_time (icalcomponent *event)
{
  icalproperty *transparency = icalcomponent_get_first_property (event, ICAL_TRANSP_PROPERTY);
  if (icalcomponent_get_status (event) == ICAL_STATUS_CANCELLED
      || (transparency && icalproperty_get_transp (transparency) == ICAL_TRANSP_TRANSPARENT))
    return FALSE;
  for (icalproperty *p = icalcomponent_get_first_property (event, ICAL_X_PROPERTY); p;
       p = icalcomponent_get_next_property (event, ICAL_X_PROPERTY))
    if (!g_strcmp0 (icalproperty_get_x_name (p), "X-MICROSOFT-CDO-BUSYSTATUS"))
      return g_strcmp0 (icalproperty_get_x (p), "FREE") != 0;
  return TRUE;
}

static void
on_occurrence (icalcomponent *event, struct icaltime_span *span, void *data)
{
  Search *search = data;
  (void) event;
  g_autofree char *key = occurrence (search->uid, span->start);
  if (!search->is_override && g_hash_table_contains (search->moved, key))
    return;
  if (span->start < search->to && search->from < span->end)
    search->overlaps = TRUE;
}

/* libical reads a time without a zone as UTC, so the question is put on the same clock. */
static gboolean
event_overlaps (const RgBusy *busy, icalcomponent *event, GDateTime *start, GTimeZone *zone)
{
  struct icaltimetype first = icalcomponent_get_dtstart (event);
  if (icaltime_is_null_time (first) || !takes_time (event))
    return FALSE;
  gint64 from = g_date_time_to_unix (start);
  if (zone && (first.is_date || (!icaltime_is_utc (first) && !first.zone)))
    {
      g_autoptr (GDateTime) local = g_date_time_to_timezone (start, zone);
      from += g_date_time_get_utc_offset (local) / G_TIME_SPAN_SECOND;
    }
  Search search = { .moved = busy->moved,
                    .uid = g_strdup (icalcomponent_get_uid (event)),
                    .from = (time_t) from,
                    .to = (time_t) from + INTERVIEW_SECONDS };
  search.is_override
      = icalcomponent_get_first_property (event, ICAL_RECURRENCEID_PROPERTY) != NULL;
  icaltimezone *utc = icaltimezone_get_utc_timezone ();
  icalcomponent_foreach_recurrence (
      event, icaltime_from_timet_with_zone (search.from - DAY_SECONDS, FALSE, utc),
      icaltime_from_timet_with_zone (search.to + DAY_SECONDS, FALSE, utc), on_occurrence,
      &search);
  g_free (search.uid);
  return search.overlaps;
}

static gboolean
calendar_overlaps (const RgBusy *busy, icalcomponent *calendar, GDateTime *start,
                   GTimeZone *zone)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new ();
  for (icalcomponent *event
       = icalcomponent_get_first_component (calendar, ICAL_VEVENT_COMPONENT);
       event; event = icalcomponent_get_next_component (calendar, ICAL_VEVENT_COMPONENT))
    g_ptr_array_add (events, event);
  for (guint i = 0; i < events->len; i++)
    if (event_overlaps (busy, g_ptr_array_index (events, i), start, zone))
      return TRUE;
  return FALSE;
}

gboolean
rg_busy_at (RgBusy *busy, GDateTime *start, GTimeZone *zone)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&busy->lock);
  for (guint i = 0; i < busy->calendars->len; i++)
    if (calendar_overlaps (busy, g_ptr_array_index (busy->calendars, i), start, zone))
      return TRUE;
  return FALSE;
}
