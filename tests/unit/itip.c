/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Declining a calendar invitation: what the organizer's program reads (RFC 5546 §3.2.3). */
#include "mail/itip.h"

#include <libical/ical.h>
#include <string.h>

#define FILE_OF(method, events)                                                                \
  "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//X//Y//EN\r\nMETHOD:" method "\r\n" events       \
  "END:VCALENDAR\r\n"
#define EVENT(lines)                                                                           \
  "BEGIN:VEVENT\r\nDTSTAMP:20261120T100000Z\r\nDTSTART:20261203T150000Z\r\n"                   \
  "DTEND:20261203T160000Z\r\nSUMMARY:Interview\r\nDESCRIPTION:secret\r\n" lines                \
  "END:VEVENT\r\n"
#define ORGANIZER "ORGANIZER;CN=Priya Nair:mailto:priya@fernwood.example\r\n"
#define SAM       "ATTENDEE;CN=Sam;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:sam@example.net\r\n"
#define OTHER     "ATTENDEE;CN=Boss;PARTSTAT=ACCEPTED:mailto:boss@fernwood.example\r\n"
#define ZONE                                                                                   \
  "BEGIN:VTIMEZONE\r\nTZID:Fern\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"              \
  "TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"

static char *
decline (const char *file)
{
  static const char *const addresses[] = { "sam@example.net", "rivera@example.org", NULL };
  g_autoptr (GPtrArray) calendars = rg_calendar_parse (file);
  g_autoptr (GDateTime) now = g_date_time_new_from_iso8601 ("2026-11-23T10:00:00+01:00", NULL);
  return rg_itip_decline (calendars, addresses, now);
}

/* The file without its folds. */
static char *
unfold (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "\r\n ", -1);
  return g_strjoinv ("", parts);
}

static void
test_whole (void)
{
  g_autofree char *reply = decline (
      FILE_OF ("REQUEST", EVENT ("UID:42@fernwood\r\nSEQUENCE:3\r\n" ORGANIZER OTHER SAM)));
  g_assert_nonnull (reply);
  g_autofree char *text = unfold (reply);
  g_assert_cmpstr (text, ==,
                   "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Calendar//Reply//EN\r\n"
                   "METHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:42@fernwood\r\nSEQUENCE:3\r\n"
                   "DTSTART:20261203T150000Z\r\nDTEND:20261203T160000Z\r\nSUMMARY:Interview\r\n"
                   "DTSTAMP:20261123T090000Z\r\n"
                   "ORGANIZER;CN=Priya Nair:mailto:priya@fernwood.example\r\n"
                   "ATTENDEE;CN=Sam;PARTSTAT=DECLINED:mailto:sam@example.net\r\n"
                   "END:VEVENT\r\nEND:VCALENDAR\r\n");
}

/* What libical holds against it by the rules of RFC 5546. */
static void
test_restrictions (void)
{
  g_autofree char *reply = decline (FILE_OF (
      "REQUEST",
      ZONE EVENT ("UID:1\r\nRECURRENCE-ID;TZID=Fern:20261203T160000\r\n" ORGANIZER SAM)));
  icalcomponent *root = icalparser_parse_string (reply);
  g_assert_nonnull (root);
  g_assert_true (icalrestriction_check (root));
  g_assert_cmpint (icalcomponent_count_errors (root), ==, 0);
  g_assert_nonnull (strstr (reply, "RECURRENCE-ID;TZID=Fern:20261203T160000\r\n"));
  g_assert_nonnull (strstr (reply, "BEGIN:VTIMEZONE\r\nTZID:Fern\r\n"));
  icalcomponent_free (root);
}

/* Of what is there: how often it is in the reply. */
static const struct
{
  const char *name, *file, *line;
  int count; /* -1: there is no reply */
} cases[] = {
  { "the zone that no time names is left out",
    FILE_OF ("REQUEST", ZONE EVENT ("UID:1\r\n" ORGANIZER SAM)), "VTIMEZONE", 0 },
  { "the zone stands once",
    FILE_OF ("REQUEST",
             ZONE EVENT ("UID:1\r\nRECURRENCE-ID;TZID=Fern:20261203T160000\r\n" ORGANIZER SAM)
                 EVENT ("UID:1\r\nRECURRENCE-ID;TZID=Fern:20261210T160000\r\n" ORGANIZER SAM)),
    "BEGIN:VTIMEZONE", 1 },
  { "all instances of one UID",
    FILE_OF ("REQUEST",
             EVENT ("UID:1\r\nRECURRENCE-ID:20261203T160000Z\r\n" ORGANIZER SAM)
                 EVENT ("UID:1\r\nRECURRENCE-ID:20261210T160000Z\r\n" ORGANIZER SAM)),
    "BEGIN:VEVENT", 2 },
  { "no other UID",
    FILE_OF ("REQUEST", EVENT ("UID:1\r\n" ORGANIZER SAM) EVENT ("UID:2\r\n" ORGANIZER SAM)),
    "BEGIN:VEVENT", 1 },
  { "by an address with a tag",
    FILE_OF ("REQUEST",
             EVENT ("UID:1\r\n" ORGANIZER "ATTENDEE:MAILTO:Sam+jobs@example.net\r\n")),
    "PARTSTAT=DECLINED:MAILTO:Sam+jobs@example.net", 1 },
  { "the preferred of two own addresses",
    FILE_OF ("REQUEST",
             EVENT ("UID:1\r\n" ORGANIZER "ATTENDEE:mailto:rivera@example.org\r\n" SAM)),
    "rivera", 0 },
  { "a line break in a name breaks nothing",
    FILE_OF ("REQUEST",
             EVENT ("UID:1\r\nSUMMARY:a\\nATTENDEE:mailto:x@evil\r\n" ORGANIZER SAM)),
    "\r\nATTENDEE", 1 },
  { "not for somebody else", FILE_OF ("REQUEST", EVENT ("UID:1\r\n" ORGANIZER OTHER)), NULL,
    -1 },
  { "not without an organizer", FILE_OF ("REQUEST", EVENT ("UID:1\r\n" SAM)), NULL, -1 },
  { "not without a UID", FILE_OF ("REQUEST", EVENT (ORGANIZER SAM)), NULL, -1 },
  { "not to oneself",
    FILE_OF ("REQUEST", EVENT ("UID:1\r\nORGANIZER:mailto:rivera@example.org\r\n" SAM)), NULL,
    -1 },
  { "not to what is published", FILE_OF ("PUBLISH", EVENT ("UID:1\r\n" ORGANIZER SAM)), NULL,
    -1 },
  { "not to what is cancelled", FILE_OF ("CANCEL", EVENT ("UID:1\r\n" ORGANIZER SAM)), NULL,
    -1 },
  { "not to what is no calendar", "hello", NULL, -1 },
};

static int
count (const char *text, const char *line)
{
  int n = 0;
  for (const char *p = text; (p = strstr (p, line)); p++)
    n++;
  return n;
}

static void
test_cases (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *reply = decline (cases[i].file);
      g_autofree char *text = reply ? unfold (reply) : NULL;
      g_test_message ("%s", cases[i].name);
      if (cases[i].count < 0)
        g_assert_null (reply);
      else
        g_assert_cmpint (count (text, cases[i].line), ==, cases[i].count);
    }
}

/* A file that is made to be large is not copied into a draft. */
static void
test_large (void)
{
  g_autoptr (GString) summary = g_string_new ("UID:1\r\n" ORGANIZER SAM "COMMENT:");
  while (summary->len < 100000)
    g_string_append (summary, "x");
  g_autofree char *file
      = g_strconcat ("BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\n", summary->str,
                     "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", NULL);
  g_assert_null (decline (file));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/itip/whole", test_whole);
  g_test_add_func ("/itip/restrictions", test_restrictions);
  g_test_add_func ("/itip/cases", test_cases);
  g_test_add_func ("/itip/large", test_large);
  return g_test_run ();
}
