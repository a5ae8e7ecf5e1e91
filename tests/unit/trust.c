/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The signs of fraud, each beside honest mail that looks like it; trust.tsv has more of both.
 */
#include "facts/facts.h"

#include "shipped_words.h"

#include <string.h>

#define REST                                                                                   \
  "\r\nTo: sam@example.net\r\nSubject: Interview\r\nDate: Mon, 23 Nov 2026 09:00:00 "          \
  "+0000\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"

static const struct
{
  const char *language, *mail, *warning; /* NULL: none */
} cases[] = {
  { "en",
    "From: Greenhouse <no-reply@greenhouse-mail.io.evil.test>" REST
    "Choose a time, please.\r\n",
    "imitates a known service" },
  { "en", "From: Fernwood <no-reply@us.greenhouse-mail.io>" REST "Choose a time, please.\r\n",
    NULL },
  { "en", "From: Google Careers <google.hr.dept@gmail.com>" REST "We invite you.\r\n",
    "anybody can have an address" },
  { "en", "From: Google Careers <careers@google.com>" REST "We invite you.\r\n", NULL },
  { "en", "From: Apple Tree Nursery <appletree@gmail.com>" REST "We invite you.\r\n", NULL },
  { "en",
    "Authentication-Results: mx.example.net; dmarc=fail (p=reject)\r\nFrom: HR "
    "<hr@fernwood.example>" REST "We invite you.\r\n",
    "forged" },
  { "en",
    "From: HR <hr@fernwood.example>" REST
    "The interview will be held on Telegram, add our hiring manager there.\r\n",
    "text messenger" },
  { "en",
    "From: HR <hr@fernwood.example>" REST "We shall interview you over video. If you like, "
    "reach me on WhatsApp when you are lost in the building.\r\n",
    NULL },
  { "en",
    "From: HR <hr@fernwood.example>" REST "Please send a copy of your passport and your bank "
    "account number before the interview.\r\n",
    "before any offer" },
  { "en",
    "From: HR <hr@fernwood.example>" REST
    "Bring some photo ID. We never ask for bank details before an offer.\r\n",
    NULL },
  { "en",
    "From: HR <hr@fernwood.example>" REST
    "Stay safe online: never share your bank details.\r\n",
    NULL },
  { "en",
    "From: HR <hr@fernwood.example>" REST
    "You have an interview with Mr. Clifford Hill on Telegram.\r\n",
    "text messenger" },
  { "de",
    "From: HR <hr@fernwood.example>" REST
    "Bitte überweisen Sie vorab die Bearbeitungsgebühr von 50 Euro.\r\n",
    "fee" },
  { "fr",
    "From: RH <rh@fernwood.example>" REST
    "Merci de régler les frais de dossier avant l’entretien.\r\n",
    "fee" },
  { "es",
    "From: RRHH <rrhh@fernwood.example>" REST
    "Envíe una copia de su pasaporte y sus datos bancarios.\r\n",
    "before any offer" },
};

static void
test_warnings (void)
{
  static const char *const own[] = { "sam@example.net", NULL };
  g_autoptr (RgWords) words = shipped_words ("words", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RgMessage) message
          = rg_message_read (cases[i].mail, strlen (cases[i].mail), NULL);
      g_autoptr (RgFacts) facts
          = rg_facts_find (message, rg_words_get (words, cases[i].language), own);
      g_test_message ("%s", cases[i].mail);
      g_assert_cmpuint (facts->warnings->len, ==, cases[i].warning ? 1 : 0);
      if (!cases[i].warning)
        continue;
      g_assert_nonnull (strstr (g_ptr_array_index (facts->warnings, 0), cases[i].warning));
      g_assert_null (facts->reply_to);
    }
}

/* What a line of trust.tsv tells; NULL for a comment. */
static char **
fields_of (const char *line)
{
  return *line && *line != '#' ? g_strsplit (line, "\t", 3) : NULL;
}

static void
check_text (const RgWords *words, char **fields)
{
  static const char *const own[] = { "sam@example.net", NULL };
  gboolean is_honest = g_str_equal (fields[1], "-");
  g_autofree char *text = g_strcompress (fields[2]);
  g_autofree char *mail
      = g_strdup_printf ("From: Ada Hill <ada@fernwood.example>" REST "%s\r\n", text);
  g_autoptr (RgMessage) message = rg_message_read (mail, strlen (mail), NULL);
  g_autoptr (RgFacts) facts = rg_facts_find (message, rg_words_get (words, fields[0]), own);
  const char *first = facts->warnings->len ? g_ptr_array_index (facts->warnings, 0) : NULL;
  g_test_message ("%s: %s: %s", fields[0], fields[2], first ? first : "no warning");
  if (is_honest ? first != NULL : !first || !strstr (first, fields[1]))
    g_test_fail ();
}

static void
test_texts (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "unit", "trust.tsv", NULL);
  g_autofree char *table = NULL;
  g_assert_true (g_file_get_contents (path, &table, NULL, NULL));
  g_autoptr (RgWords) words = shipped_words ("words", NULL);
  g_auto (GStrv) lines = g_strsplit (table, "\n", -1);
  for (char **line = lines; *line; line++)
    {
      g_auto (GStrv) fields = fields_of (*line);
      if (fields)
        check_text (words, fields);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trust/warnings", test_warnings);
  g_test_add_func ("/trust/texts", test_texts);
  return g_test_run ();
}
