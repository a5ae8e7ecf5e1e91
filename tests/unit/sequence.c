/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of a mail in their order. */
#include "detect/sequence.h"

#include "base/index.h"

#include <string.h>

static RgMessage *
read_mail (const char *mail)
{
  g_autoptr (GError) error = NULL;
  RgMessage *message = rg_message_read (mail, strlen (mail), &error);
  g_assert_no_error (error);
  return message;
}

/* Where in the steps the word stands, in that place; -1 if nowhere. */
static int
find (const GArray *steps, RgStepPlace place, const char *word)
{
  guint64 hash = rg_hash_text (RG_HASH_START, word);
  for (guint i = 0; i < steps->len; i++)
    {
      const RgStep *step = &g_array_index (steps, RgStep, i);
      if (step->hash == hash && step->place == place)
        return (int) i;
    }
  return -1;
}

/* That the steps of a place, from its first on, are these words. */
static void
assert_steps (const GArray *steps, RgStepPlace place, const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  guint at = 0;
  while (at < steps->len && g_array_index (steps, RgStep, at).place != place)
    at++;
  for (char **word = words; *word; word++, at++)
    {
      g_assert_cmpuint (at, <, steps->len);
      const RgStep *step = &g_array_index (steps, RgStep, at);
      if (step->place != place || step->hash != rg_hash_text (RG_HASH_START, *word))
        g_error ("%s: not %s", text, *word);
    }
  g_assert_true (at == steps->len || g_array_index (steps, RgStep, at).place != place);
}

#define HEAD "From: Priya Nair <priya@fernwood.example>\nTo: Sam Rivera <sam.r@example.net>\n"

static void
test_text (void)
{
  static const struct
  {
    const char *body, *steps;
  } cases[] = {
    { "Dear Sam, come in.", "<begin> dear <me> , come in ." },
    { "Rivera? Nair (Priya)!", "<begin> <me> ? <them> ( <them> ) !" },
    { "One\ntwo\n\nthree\n \nfour", "<begin> one two <par> three <par> four" },
    { "at 15:30, 3.12.2026", "<begin> at <time> , <num1> . <num2> . <year>" },
    { "15:30:00 or 1234567", "<begin> <time> : <num2> or <num5>" },
    { "see https://x.example/a?b=1. or www.y.example", "<begin> see <link> or <link>" },
    { "to a.b+c@d.example, now", "<begin> to <mail> , now" },
    { "a@ @b a@.", "<begin> a b a ." },
    { "don't 'quote' l\u2019\u00C9quipe", "<begin> don't quote l'\u00E9quipe" },
    { "\u65E5\u672C \u2014 *-", "<begin> \u65E5\u672C" },
    { "", "<begin>" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *mail
          = g_strconcat (HEAD "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
                              "Subject: Next Round?\n\n",
                         cases[i].body, "\n", NULL);
      g_autoptr (RgMessage) message = read_mail (mail);
      g_autoptr (GArray) steps = rg_sequence_of (message);
      assert_steps (steps, RG_STEP_SUBJECT, "next round ?");
      assert_steps (steps, RG_STEP_TEXT, cases[i].steps);
    }
}

static void
test_headers (void)
{
  g_autoptr (RgMessage) message
      = read_mail ("From: \"Nair at Fernwood\" <jobs.team@fernwood.example>\n"
                   "To: sam.rivera@example.net\nReply-To: x@other.example\nList-Id: <a.b>\n"
                   "Subject: Hi\n\nOne\n\n> Two three\n");
  g_autoptr (GArray) steps = rg_sequence_of (message);
  static const char *const there[]
      = { "<dom:fernwood.example>", "<loc:jobs>",    "<loc:team>",   "<own-domain>",
          "<has:Reply-To>",         "<has:List-Id>", "<reply-other>" };
  static const char *const not_there[]
      = { "<ics>", "<no-name>", "<shares-name>", "<reply-same>", "<has:Cc>" };
  for (gsize i = 0; i < G_N_ELEMENTS (there); i++)
    g_assert_cmpint (find (steps, RG_STEP_HEADER, there[i]), >=, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (not_there); i++)
    g_assert_cmpint (find (steps, RG_STEP_HEADER, not_there[i]), <, 0);
  assert_steps (steps, RG_STEP_QUOTE, "<quote> two three");
  g_autoptr (RgMessage) bare = read_mail ("To: x\nFrom: Rivera <rivera@a.example>\n\n");
  g_autoptr (GArray) few = rg_sequence_of (bare);
  g_assert_cmpint (find (few, RG_STEP_HEADER, "<no-name>"), <, 0);
}

/* Forms of one word share its beginning, and what ends alike its end. */
static void
test_ends (void)
{
  g_autoptr (RgMessage) message = read_mail (HEAD "\ninterview interviews review an\n");
  g_autoptr (GArray) steps = rg_sequence_of (message);
  const RgStep *one = &g_array_index (steps, RgStep, find (steps, RG_STEP_TEXT, "interview"));
  const RgStep *more = &g_array_index (steps, RgStep, find (steps, RG_STEP_TEXT, "interviews"));
  const RgStep *other = &g_array_index (steps, RgStep, find (steps, RG_STEP_TEXT, "review"));
  const RgStep *brief = &g_array_index (steps, RgStep, find (steps, RG_STEP_TEXT, "an"));
  g_assert_cmpuint (one->head, ==, more->head);
  g_assert_cmpuint (one->tail, !=, more->tail);
  g_assert_cmpuint (one->tail, ==, other->tail);
  g_assert_cmpuint (one->head, !=, other->head);
  g_assert_cmpuint (brief->head + brief->tail, ==, 0);
}

/* However long a mail is, no more of it is read than some hundred words. */
static void
test_length (void)
{
  g_autoptr (GString) mail = g_string_new (HEAD "Subject: ");
  for (int i = 0; i < 100; i++)
    g_string_append (mail, "word ");
  g_string_append (mail, "\n\n");
  for (int i = 0; i < 50000; i++)
    g_string_append (mail, i % 100 ? "word " : "word\n");
  for (int i = 0; i < 50000; i++)
    g_string_append (mail, i % 100 ? "a.b-" : "\n> ");
  g_autoptr (RgMessage) message = read_mail (mail->str);
  g_autoptr (GArray) steps = rg_sequence_of (message);
  g_assert_cmpuint (steps->len, >, 500);
  g_assert_cmpuint (steps->len, <, 700);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sequence/text", test_text);
  g_test_add_func ("/sequence/headers", test_headers);
  g_test_add_func ("/sequence/ends", test_ends);
  g_test_add_func ("/sequence/length", test_length);
  return g_test_run ();
}
