/* SPDX-License-Identifier: GPL-3.0-or-later */
/* However much somebody sends, little of it is looked at: messages of 25 MB. */
#include "mail/extent.h"
#include "mail/html.h"
#include "mail/message.h"

#include <string.h>

#define SIZE (25 * 1024 * 1024)

/* A hundred times what it takes; what grows with the square of the size takes far longer. */
#define SECONDS                                                                                \
  300.0 /* not how fast it is, but that it ends: sanitizers and other work take long */

#define HEAD  "From: ann@acme.example\nTo: sam@example.net\nSubject: Hi\nMIME-Version: 1.0\n"
#define MIXED HEAD "Content-Type: multipart/mixed; boundary=b\n\n"

static const struct
{
  const char *begin, *unit, *end;
} cases[] = {
  { HEAD "\n", "we would like to invite you\n", "" },
  { HEAD "\n", "we would like to invite you ", "" },
  { HEAD "\n", "\n", "" },
  { HEAD "\n", "> On Mon, Bob wrote:\n", "" },
  { HEAD "Subject: Fwd: x\n\n", "---------- Forwarded message\nFrom: a@b.example\n\n", "" },
  { HEAD "Content-Type: text/plain; format=flowed\n\n", "we would \n", "" },
  { HEAD "Content-Type: text/plain; charset=iso-8859-1\n\n", "\xe9t\xe9 ", "" },
  { HEAD "Content-Type: application/pdf\nContent-Transfer-Encoding: base64\n\n", "QUFBQUFB\n",
    "" },
  { HEAD "Content-Type: application/ms-tnef\nContent-Transfer-Encoding: base64\n\n",
    "QUFBQUFB\n", "" },
  { HEAD "Content-Type: text/html\n\n", "<p>we <a href='http://x.example'>invite</a> you", "" },
  { HEAD "Content-Type: text/html\n\n", "<div><span style='color:red'>", "" },
  { HEAD "Content-Type: text/html\n\n<div ", "a=x b1='>' ", ">hello</div>" },
  { HEAD "Content-Type: text/html\n\n", "&amp;", "" },
  { MIXED, "--b\nContent-Type: text/plain; name=a.txt\n\nhello\n", "--b--\n" },
  { MIXED, "--b\nContent-Type: multipart/mixed; boundary=b\n\n", "" },
  { HEAD "Content-Type: message/rfc822\n\n", "Content-Type: message/rfc822\n\n", "" },
  { HEAD "Content-Type: text/calendar\n\nBEGIN:VCALENDAR\n",
    "BEGIN:VEVENT\nDTSTART:20261203T100000Z\nEND:VEVENT\n", "END:VCALENDAR\n" },
  { HEAD, "X-Other: some value\n", "\nhello\n" },
  { HEAD "X-Long: ", "some value\n ", "x\n\nhello\n" },
  { HEAD "Cc: ", "Bob <bob@x.example>, ", "x@x.example\n\nhello\n" },
  { HEAD "References: ", "<abc@def.example>\n ", "<a@b.example>\n\nhello\n" },
  { HEAD "Content-Type: text/plain; ", "a=b; ", "\n\nhello\n" },
  { "X-Long: ", "a", "" },
};

static GString *
make_mail (gsize index)
{
  GString *mail = g_string_sized_new (SIZE + 100);
  g_string_append (mail, cases[index].begin);
  while (mail->len < SIZE)
    g_string_append (mail, cases[index].unit);
  return g_string_append (mail, cases[index].end);
}

static void
test_bounds (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) mail = make_mail (i);
      RgExtent extent = rg_extent_of (mail->str, mail->len);
      g_assert_cmpuint (extent.head + extent.rest, <=, RG_EXTENT_BYTES);
      g_autoptr (GTimer) timer = g_timer_new ();
      g_autoptr (RgMessage) message = rg_message_read (mail->str, mail->len, NULL);
      double seconds = g_timer_elapsed (timer, NULL);
      g_test_message ("%s: %.3f s", cases[i].unit, seconds);
      g_assert_cmpfloat (seconds, <, SECONDS);
      g_assert_nonnull (message);
      g_assert_cmpuint (strlen (message->full_text), <=, RG_EXTENT_TEXT);
      g_assert_cmpuint (message->headers->len, <=, RG_EXTENT_HEAD / 3);
      g_assert_cmpuint (message->attachments->len, <=, 200);
    }
}

/* What stands behind a header that is too long is still read. */
static void
test_body_below_long_head (void)
{
  static const char *const ends[] = { "\n\nhello\n", "\r\n\r\nhello\r\n" };
  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autoptr (GString) mail = g_string_new (HEAD);
      while (mail->len < RG_EXTENT_BYTES)
        g_string_append (mail, "X-Other: some value\n");
      g_string_append (mail, "X-Last: x");
      g_string_append (mail, ends[i]);
      g_autoptr (RgMessage) message = rg_message_read (mail->str, mail->len, NULL);
      g_assert_cmpstr (message->text, ==, "hello\n");
      g_assert_cmpstr (rg_message_header (message, "X-Other"), ==, "some value");
      g_assert_null (rg_message_header (message, "X-Last"));
    }
}

/* Behind too many attributes the text goes on; the first of them still count. */
static void
test_many_attributes (void)
{
  g_autoptr (GString) html = g_string_new ("<p>one <a href='https://x.example/?a b>'");
  for (int i = 0; i < 1000; i++)
    g_string_append_printf (html, " a%d ='>' ", i);
  g_string_append (html, ">two</a> three");
  g_autoptr (GPtrArray) links = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = rg_html_to_text (html->str, html->len, links);
  g_assert_cmpuint (links->len, ==, 1);
  g_assert_true (g_str_has_prefix (text, "one "));
  g_assert_nonnull (strstr (text, "two three"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/extent/bounds", test_bounds);
  g_test_add_func ("/extent/body-below-long-head", test_body_below_long_head);
  g_test_add_func ("/extent/many-attributes", test_many_attributes);
  return g_test_run ();
}
