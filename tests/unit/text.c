/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"

static void
test_one_line (void)
{
  static const struct
  {
    const char *text, *line;
  } cases[] = {
    { "  a \r\n\tb  ", "a b" },
    { NULL, "" },
    { "", "" },
    { "x\r\nBcc: y", "x Bcc: y" },
    { "a\xc2\xa0\xc2\xa0"
      "b",
      "a b" },
    { "a\xe2\x80\x8b"
      "b",
      "ab" },
    { "\xe2\x80\xae"
      "evil",
      "evil" },
    { "a\x1b[31mb", "a [31mb" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *line = rg_text_one_line (cases[i].text);
      g_assert_cmpstr (line, ==, cases[i].line);
    }
}

static void
test_tidy (void)
{
  g_autofree char *tidy = rg_text_tidy ("\n\n a  \n\n\n\nb\n\n");
  g_assert_cmpstr (tidy, ==, " a\n\nb\n");
}

static void
test_wrap (void)
{
  static const struct
  {
    const char *text, *wrapped;
  } cases[] = {
    { "one two three\n\nfour\n", "one two\nthree\n\nfour\n" },
    { "12345678 9", "12345678\n9" },
    { "123456789012 3", "123456789012\n3" },
    { "Grüße äöü", "Grüße\näöü" },
    { "", "" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *wrapped = rg_text_wrap (cases[i].text, 8);
      g_assert_cmpstr (wrapped, ==, cases[i].wrapped);
    }
}

static void
test_words (void)
{
  static const struct
  {
    const char *hay, *needle;
    gboolean has;
  } cases[] = {
    { "in Lisbon, Portugal", "lisbon", TRUE },
    { "Lisbonne", "Lisbon", FALSE },
    { "Senior C Developer", "C", TRUE },
    { "Senior C++ Developer", "C++", TRUE },
    { "Cobol", "C", FALSE },
    { NULL, "a", FALSE },
    { "a", "", FALSE },
    { "München", "MÜNCHEN", TRUE },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (rg_text_has_words (cases[i].hay, cases[i].needle), ==, cases[i].has);
}

static void
test_excerpt (void)
{
  g_autofree char *cut = rg_text_excerpt ("äöüäöü", 4);
  g_autofree char *whole = rg_text_excerpt ("äöüä", 4);
  g_assert_cmpstr (cut, ==, "äöü…");
  g_assert_cmpstr (whole, ==, "äöüä");
}

/* Only lines go on that had no room for the next word, and none where lines aren't broken. */
static void
test_unbroken (void)
{
  static const struct
  {
    const char *text, *unbroken;
  } cases[] = {
    { "We would like to see you for the post of caretaker on Wednesday, the\n25th of November "
      "at half past eight, in the small room of the town\nhall.\nBring your papers.\n",
      "We would like to see you for the post of caretaker on Wednesday, the 25th of November "
      "at half past eight, in the small room of the town hall.\nBring your papers.\n" },
    { "We would like to see you for the post of caretaker at eleven\nand a quarter, in the "
      "small room of the town hall, and to hear of Robin\nbefore.\n",
      "We would like to see you for the post of caretaker at eleven and a quarter, in the "
      "small room of the town hall, and to hear of Robin before.\n" },
    { "We would like to see you for the post of the caretaker at\n10:00, in the small room of "
      "the big town hall, and to hear of you at\n11:00.\n",
      "We would like to see you for the post of the caretaker at 10:00, in the small room of "
      "the big town hall, and to hear of you at 11:00.\n" },
    { "We can offer these times, which last for three quarters of an hour:\n- Tuesday at 9\n"
      "- Friday at 10\n",
      "We can offer these times, which last for three quarters of an hour:\n- Tuesday at 9\n"
      "- Friday at 10\n" },
    { "We would like to see you on Wednesday for the post of a caretaker.\nYours\nAda\n\nWe "
      "would like to see you on Wednesday for the post of a caretaker, as others.\n",
      NULL },
    { "short lines\nare none\n", NULL },
    { "A paragraph without any line that was broken is as long as it is, and another follows "
      "it without an empty line between.\nSo this stands alone.\n",
      NULL },
    { "", NULL },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *unbroken = rg_text_unbroken (cases[i].text);
      g_assert_cmpstr (unbroken, ==, cases[i].unbroken ? cases[i].unbroken : cases[i].text);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/one-line", test_one_line);
  g_test_add_func ("/text/tidy", test_tidy);
  g_test_add_func ("/text/words", test_words);
  g_test_add_func ("/text/wrap", test_wrap);
  g_test_add_func ("/text/excerpt", test_excerpt);
  g_test_add_func ("/text/unbroken", test_unbroken);
  return g_test_run ();
}
