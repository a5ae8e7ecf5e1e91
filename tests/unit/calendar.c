/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Entries of calendars that come with mail. */
#include "mail/message.h"

#include <string.h>

#define HEAD                                                                                   \
  "From: Priya <priya@Fernwood.example>\r\nTo: sam@example.net\r\nSubject: "                   \
  "Hi\r\nMIME-Version: 1.0\r\n"

static RgMessage *
read_mail (const char *text)
{
  g_autoptr (GError) error = NULL;
  RgMessage *message = rg_message_read (text, strlen (text), &error);
  g_assert_no_error (error);
  return message;
}

static void
test_request (void)
{
  g_autoptr (RgMessage) message = read_mail (
      HEAD
      "Content-Type: text/calendar; method=REQUEST; charset=utf-8\r\n\r\n"
      "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:u1\r\nSEQUENCE:2\r\nSUMMARY:"
      "Interview\\, Sam\r\n"
      "DTSTART;TZID=W. Europe Standard Time:20261203T150000\r\nDTEND:20261203T150000Z\r\n"
      "ORGANIZER;CN=Priya:mailto:priya@fernwood.example\r\nATTENDEE:mailto:sam@example.net\r\n"
      "END:VEVENT\r\nEND:VCALENDAR\r\n");
  g_assert_cmpuint (message->calendars->len, ==, 1);
  const RgCalendar *calendar = g_ptr_array_index (message->calendars, 0);
  g_autofree char *start = rg_moment_format_iso (calendar->start);
  g_assert_cmpint (calendar->method, ==, RG_CALENDAR_REQUEST);
  g_assert_cmpint (calendar->sequence, ==, 2);
  g_assert_cmpstr (calendar->summary, ==, "Interview, Sam");
  g_assert_cmpstr (start, ==, "2026-12-03T15:00:00+01:00");
  g_assert_cmpstr (calendar->organizer->address, ==, "priya@fernwood.example");
  g_assert_cmpuint (calendar->attendees->len, ==, 1);
}

/* What was typed into an entry is the text of a mail that has no other. */
static void
test_words (void)
{
#define ENTRY(words)                                                                           \
  "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nDTSTART:20261203T150000Z\r\n"          \
  "DESCRIPTION:" words "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
  static const struct
  {
    const char *mail, *text;
  } cases[] = {
    { HEAD "Content-Type: text/calendar\r\n\r\n" ENTRY ("Hi Sam\\, can we talk?\\n\\nAda"),
      "Hi Sam, can we talk?\n\nAda\n" },
    { HEAD "Content-Type: text/calendar\r\n\r\n" ENTRY ("Hi <b>Sam</b><br>can we talk?"),
      "Hi Sam\ncan we talk?\n" },
    { HEAD "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nhello\r\n--b\r\n"
           "Content-Type: text/calendar\r\n\r\n" ENTRY ("not this") "\r\n--b--\r\n",
      "hello\n" },
    { HEAD "Content-Type: text/calendar\r\n\r\n" ENTRY (""), "" },
  };
#undef ENTRY
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RgMessage) message = read_mail (cases[i].mail);
      g_assert_cmpstr (message->text, ==, cases[i].text);
    }
}

static void
test_zones (void)
{
  static const struct
  {
    const char *start, *iso;
  } cases[] = {
    { "DTSTART:20261203T150000Z", "2026-12-03T15:00:00+00:00" },
    { "DTSTART:20261203T150000", "2026-12-03T15:00:00" },
    { "DTSTART;TZID=Europe/Lisbon:20260703T150000", "2026-07-03T15:00:00+01:00" },
    { "DTSTART;TZID=Own Zone:20261203T150000", "2026-12-03T15:00:00+05:45" },
    { "DTSTART;TZID=Nowhere:20261203T150000", "2026-12-03T15:00:00" },
    { "DTSTART;VALUE=DATE:20261203", "2026-12-03T00:00:00" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text
          = g_strdup_printf ("BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nTZID:Own "
                             "Zone\nBEGIN:STANDARD\nDTSTART:19700101T000000\n"
                             "TZOFFSETFROM:+0545\nTZOFFSETTO:+0545\nEND:STANDARD\nEND:"
                             "VTIMEZONE\nBEGIN:VEVENT\nUID:1\n%s\nEND:VEVENT\nEND:VCALENDAR\n",
                             cases[i].start);
      g_autoptr (GPtrArray) events = rg_calendar_parse (text);
      g_assert_cmpuint (events->len, ==, 1);
      g_autofree char *iso
          = rg_moment_format_iso (((RgCalendar *) g_ptr_array_index (events, 0))->start);
      g_test_message ("%s", cases[i].start);
      g_assert_cmpstr (iso, ==, cases[i].iso);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/calendar/request", test_request);
  g_test_add_func ("/calendar/words", test_words);
  g_test_add_func ("/calendar/zones", test_zones);
  return g_test_run ();
}
