/* SPDX-License-Identifier: GPL-3.0-or-later */
/* winmail.dat: where its text stands, and envelopes that end or lie anywhere. */
#include "mail/message.h"
#include "mail/tnef.h"

#include <string.h>

#define START    "\x78\x9f\x3e\x22\x01\x00"
#define SUM      "\x00\x00"
#define BODY     "\x01\x0c\x80\x02\x00"
#define PAGE     "\x01\x07\x90\x06\x00"
#define PROPS    "\x01\x03\x90\x06\x00"
#define IN_FILE  "\x02\x0c\x80\x02\x00"
#define PAGE1250 PAGE "\x04\x00\x00\x00\xe2\x04\x00\x00" SUM

static const struct
{
  const char *bytes;
  gsize length;
  const char *text, *html;
} cases[] = {
#define CASE(bytes, text, html)                                                                \
  {                                                                                            \
    bytes, sizeof (bytes) - 1, text, html                                                      \
  }
  CASE (START BODY "\x06\x00\x00\x00"
                   "Hello\x00" SUM,
        "Hello", NULL),
  CASE (START PAGE1250 BODY "\x03\x00\x00\x00"
                            "\xb3"
                            "a\x00" SUM,
        "ła", NULL),
  /* a number, PR_BODY in UTF-16, PR_HTML as bytes */
  CASE (START PROPS "\x30\x00\x00\x00"
                    "\x03\x00\x00\x00"
                    "\x03\x00\x17\x00\x01\x00\x00\x00"
                    "\x1f\x00\x00\x10\x01\x00\x00\x00\x06\x00\x00\x00"
                    "H\x00i\x00\x00\x00"
                    "\x00\x00"
                    "\x02\x01\x13\x10\x01\x00\x00\x00\x03\x00\x00\x00"
                    "<b>\x00" SUM,
        "Hi", "<b>"),
  /* a property with a name of its own before the body */
  CASE (START PROPS "\x38\x00\x00\x00"
                    "\x02\x00\x00\x00"
                    "\x03\x00\x01\x80"
                    "0123456789abcdef"
                    "\x01\x00\x00\x00\x04\x00\x00\x00"
                    "n\x00\x00\x00"
                    "\x05\x00\x00\x00"
                    "\x1e\x00\x00\x10\x01\x00\x00\x00\x03\x00\x00\x00"
                    "Yo\x00\x00" SUM,
        "Yo", NULL),
  CASE (START IN_FILE "\x06\x00\x00\x00"
                      "Hello\x00" SUM,
        NULL, NULL),
  CASE (START BODY "\xff\xff\xff\xff"
                   "Hello\x00" SUM,
        NULL, NULL),
  CASE (START PROPS "\x0c\x00\x00\x00"
                    "\xff\xff\xff\xff"
                    "\x1e\x10\x00\x10\xff\xff\xff\xff" SUM,
        NULL, NULL),
  CASE ("PK\x03\x04 no such thing", NULL, NULL),
  CASE ("", NULL, NULL),
#undef CASE
};

static void
test_bodies (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RgTnef) tnef = rg_tnef_read ((const guint8 *) cases[i].bytes, cases[i].length);
      g_test_message ("case %zu", i);
      g_assert_cmpstr (tnef->text, ==, cases[i].text);
      g_assert_cmpstr (tnef->html, ==, cases[i].html);
    }
}

/* Cut off anywhere: the copy on the heap lets a sanitizer see any byte too many. */
static void
test_cut_off (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gsize length = 0; length < cases[i].length; length++)
      {
        g_autofree guint8 *copy = g_memdup2 (cases[i].bytes, length);
        g_autoptr (RgTnef) tnef = rg_tnef_read (copy, length);
        g_assert_true (!tnef->text || !cases[i].text || strlen (tnef->text) <= 8);
      }
}

static void
test_in_mail (void)
{
  static const struct
  {
    const char *outer, *text;
  } mails[] = { { "", "Hello" }, { "Plain words\r\n", "Plain words" } };
  g_autofree char *data = g_base64_encode ((const guchar *) cases[0].bytes, cases[0].length);
  for (gsize i = 0; i < G_N_ELEMENTS (mails); i++)
    {
      g_autofree char *mail = g_strdup_printf (
          "From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; "
          "boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n%s\r\n--b\r\nContent-Type: "
          "application/ms-tnef; name=winmail.dat\r\nContent-Disposition: attachment\r\n"
          "Content-Transfer-Encoding: base64\r\n\r\n%s\r\n--b--\r\n",
          mails[i].outer, data);
      g_autoptr (RgMessage) message = rg_message_read (mail, strlen (mail), NULL);
      g_autofree char *text = g_strstrip (g_strdup (message->text));
      g_assert_cmpstr (text, ==, mails[i].text);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tnef/bodies", test_bodies);
  g_test_add_func ("/tnef/cut-off", test_cut_off);
  g_test_add_func ("/tnef/in-mail", test_in_mail);
  return g_test_run ();
}
