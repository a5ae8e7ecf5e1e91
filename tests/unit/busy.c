/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The user's own calendar, by each way in which an event takes time or doesn't. */
#include "decide/busy.h"

#include "base/error.h"

#include <glib/gstdio.h>
#include <string.h>

#define CALENDAR(events) "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" events "END:VCALENDAR\r\n"
#define EVENT(lines)     "BEGIN:VEVENT\r\nUID:a\r\n" lines "END:VEVENT\r\n"
#define TEN              "DTSTART:20261203T100000Z\r\nDTEND:20261203T110000Z\r\n"
#define LISBON_ZONE                                                                            \
  "BEGIN:VTIMEZONE\r\nTZID:Own/Zone\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"          \
  "TZOFFSETFROM:+0200\r\nTZOFFSETTO:+0200\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"

static const struct
{
  const char *name, *text, *start;
  gboolean is_busy;
} cases[] = {
  { "within", CALENDAR (EVENT (TEN)), "2026-12-03T10:15:00Z", TRUE },
  { "begins during the interview", CALENDAR (EVENT (TEN)), "2026-12-03T09:30:00Z", TRUE },
  { "ends when it starts", CALENDAR (EVENT (TEN)), "2026-12-03T11:00:00Z", FALSE },
  { "another day", CALENDAR (EVENT (TEN)), "2026-12-04T10:00:00Z", FALSE },
  { "transparent", CALENDAR (EVENT (TEN "TRANSP:TRANSPARENT\r\n")), "2026-12-03T10:00:00Z",
    FALSE },
  { "cancelled", CALENDAR (EVENT (TEN "STATUS:CANCELLED\r\n")), "2026-12-03T10:00:00Z", FALSE },
  { "shown as free", CALENDAR (EVENT (TEN "X-MICROSOFT-CDO-BUSYSTATUS:FREE\r\n")),
    "2026-12-03T10:00:00Z", FALSE },
  { "every week", CALENDAR (EVENT (TEN "RRULE:FREQ=WEEKLY\r\n")), "2027-04-29T10:00:00Z",
    TRUE },
  { "every week but this",
    CALENDAR (EVENT (TEN "RRULE:FREQ=WEEKLY\r\nEXDATE:20261210T100000Z\r\n")),
    "2026-12-10T10:00:00Z", FALSE },
  { "moved away",
    CALENDAR (EVENT (TEN "RRULE:FREQ=WEEKLY\r\n")
                  EVENT ("RECURRENCE-ID:20261210T100000Z\r\nDTSTART:20261210T150000Z\r\n"
                         "DTEND:20261210T160000Z\r\n")),
    "2026-12-10T10:00:00Z", FALSE },
  { "moved here",
    CALENDAR (EVENT (TEN "RRULE:FREQ=WEEKLY\r\n")
                  EVENT ("RECURRENCE-ID:20261210T100000Z\r\nDTSTART:20261210T150000Z\r\n"
                         "DTEND:20261210T160000Z\r\n")),
    "2026-12-10T15:00:00Z", TRUE },
  { "no zone: the user's",
    CALENDAR (EVENT ("DTSTART:20261203T100000\r\nDTEND:20261203T110000\r\n")),
    "2026-12-03T18:00:00Z", TRUE },
  { "no zone: not UTC",
    CALENDAR (EVENT ("DTSTART:20261203T100000\r\nDTEND:20261203T110000\r\n")),
    "2026-12-03T10:00:00Z", FALSE },
  { "a zone of its own",
    CALENDAR (LISBON_ZONE EVENT ("DTSTART;TZID=Own/Zone:20261203T100000\r\n"
                                 "DTEND;TZID=Own/Zone:20261203T110000\r\n")),
    "2026-12-03T08:00:00Z", TRUE },
  { "all day",
    CALENDAR (EVENT ("DTSTART;VALUE=DATE:20261203\r\nDTEND;VALUE=DATE:20261204\r\n")),
    "2026-12-03T20:00:00Z", TRUE },
  { "no start", CALENDAR (EVENT ("SUMMARY:x\r\n")), "2026-12-03T20:00:00Z", FALSE },
};

static void
test_overlap (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("America/Los_Angeles");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RgBusy) busy = rg_busy_new ();
      g_autoptr (GDateTime) start = g_date_time_new_from_iso8601 (cases[i].start, NULL);
      g_test_message ("%s", cases[i].name);
      g_assert_true (rg_busy_add (busy, cases[i].text));
      g_assert_cmpint (rg_busy_at (busy, start, zone), ==, cases[i].is_busy);
    }
}

static void
test_folder (void)
{
  g_autofree char *dir = g_dir_make_tmp ("busy-XXXXXX", NULL);
  g_autofree char *file = g_build_filename (dir, "work.ics", NULL);
  g_autofree char *note = g_build_filename (dir, "note.txt", NULL);
  g_autoptr (GDateTime) start = g_date_time_new_from_iso8601 ("2026-12-03T10:00:00Z", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (RgBusy) busy = rg_busy_new ();
  g_assert_false (rg_busy_is_known (busy));
  g_assert_true (g_file_set_contents (file, CALENDAR (EVENT (TEN)), -1, NULL));
  g_assert_true (g_file_set_contents (note, "no calendar", -1, NULL));
  g_assert_true (rg_busy_load (busy, dir, &error));
  g_assert_true (rg_busy_is_known (busy) && rg_busy_at (busy, start, NULL));

  g_assert_true (g_file_set_contents (file, "no calendar", -1, NULL));
  g_assert_false (rg_busy_load (busy, dir, &error));
  g_assert_error (error, RG_ERROR, RG_ERROR_CONFIG);
  g_assert_nonnull (strstr (error->message, "work.ics is not an iCalendar file"));
  g_unlink (file);
  g_unlink (note);
  g_rmdir (dir);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/busy/overlap", test_overlap);
  g_test_add_func ("/busy/folder", test_folder);
  return g_test_run ();
}
