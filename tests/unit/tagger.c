/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "facts/spans.h"
#include "facts/tagger.h"

#include <glib/gstdio.h>
#include <string.h>

static void
test_tokens (void)
{
  static const struct
  {
    const char *text;
    const char *words; /* with a bar between */
  } cases[] = {
    { "Dear Sam,", "Dear|Sam|," },
    { "Mitarbeiter*in (m/w/d)", "Mitarbeiter|*|in|(|m|/|w|/|d|)" },
    { "write to ada@fernwood.example.", "write|to|ada@fernwood.example|." },
    { "<https://fernwood.example/a?b=c>", "<|https://fernwood.example/a?b=c|>" },
    { "Kind regards\nAda", "Kind|regards|\n|Ada" },
    /* A mail program had to break this line. */
    { "I am writing about the vacancy of a Control Engineer at\n> Fernwood",
      "I|am|writing|about|the|vacancy|of|a|Control|Engineer|at|Fernwood" },
    { "na\xc3\xafve caf\xc3\xa9", "na\xc3\xafve|caf\xc3\xa9" },
    { "", "" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RgTokenList) tokens = rg_token_list_of_text (cases[i].text);
      g_autoptr (GString) words = g_string_new (NULL);
      for (guint n = 0; n < tokens->tokens->len; n++)
        g_string_append_printf (words, "%s%s", n ? "|" : "",
                                rg_token_list_get (tokens, n)->text);
      g_assert_cmpstr (words->str, ==, cases[i].words);
    }
}

static void
test_token_limit (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (int i = 0; i < 5000; i++)
    g_string_append (text, "word ");
  g_autoptr (RgTokenList) tokens = rg_token_list_of_text (text->str);
  g_assert_cmpuint (tokens->tokens->len, <=, RG_TOKENS_LIMIT);
  g_assert_cmpuint (tokens->tokens->len, >, 500);
}

/* What would be looked for anew at each word of "Senior-Senior-...". */
static void
test_long_address (void)
{
  g_autoptr (GString) text = g_string_new ("a@b.example ");
  for (int i = 0; i < 300; i++)
    g_string_append (text, "x-");
  g_string_append (text, "@c.example");
  g_autoptr (RgTokenList) tokens = rg_token_list_of_text (text->str);
  g_assert_cmpstr (rg_token_list_get (tokens, 0)->text, ==, "a@b.example");
  g_assert_cmpstr (rg_token_list_get (tokens, 1)->text, ==, "x");
}

static void
test_match (void)
{
  g_autoptr (RgTokenList) tokens = rg_token_list_of_text ("at FERNWOOD\nLabs, York");
  g_autoptr (RgTokenList) needle = rg_token_list_of_text ("Fernwood Labs");
  guint end = 0;
  g_assert_false (rg_token_list_match (tokens, 0, needle, &end));
  g_assert_true (rg_token_list_match (tokens, 1, needle, &end));
  g_autofree char *text = rg_token_list_text (tokens, 1, end);
  g_assert_cmpstr (text, ==, "FERNWOOD Labs");
}

static void
test_lexicon (void)
{
  g_autoptr (RgLexicon) lexicon
      = rg_lexicon_parse ("# a comment\ntrade\tbaker\nname\tbaker\nfirm\tgmbh\nbroken\n");
  g_assert_cmpuint (rg_lexicon_kinds (lexicon, "baker"), ==,
                    RG_LEXICON_TRADE | RG_LEXICON_NAME);
  g_assert_cmpuint (rg_lexicon_kinds (lexicon, "gmbh"), ==, RG_LEXICON_FIRM);
  g_assert_cmpuint (rg_lexicon_kinds (lexicon, "headbaker"), ==, RG_LEXICON_TAIL);
  g_assert_cmpuint (rg_lexicon_kinds (lexicon, "broken"), ==, 0);
}

/* What a file of a few weights finds in a mail of one line. */
static RgFacts *
facts_of_sender (const char *address, const char *weights)
{
  static const char *const own[] = { "sam@example.net", NULL };
  g_autofree char *mail
      = g_strdup_printf ("From: Ada Hill <%s>\r\nTo: Sam <sam@example.net>\r\n"
                         "Date: Mon, 23 Nov 2026 09:00:00 +0000\r\nSubject: Hello\r\n\r\n"
                         "Would you like a chat with the zorbs at Quux Bar?\r\n",
                         address);
  g_autofree char *dir = g_dir_make_tmp ("regrets-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "weights.txt", NULL);
  g_assert_true (g_file_set_contents (path, weights, -1, NULL));
  const char *dirs[] = { dir, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (RgWords) words = rg_words_load (dirs, &error);
  g_assert_no_error (error);
  g_autoptr (RgMessage) message = rg_message_read (mail, strlen (mail), NULL);
  RgFacts *facts = rg_facts_find (message, rg_words_get (words, "en"), own);
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_rmdir (dir), ==, 0);
  return facts;
}

static RgFacts *
facts_of (const char *weights)
{
  return facts_of_sender ("ada@gmail.com", weights);
}

static void
test_weights (void)
{
  g_autoptr (RgFacts) found = facts_of ("# a comment\nclue\tw=quux\t1=9000\n"
                                        "clue\tw=bar\t2=9000\nsign\tcompany\tmost\t5000\n");
  g_assert_cmpstr (found->company, ==, "Quux Bar");
  g_assert_null (found->position);
  g_autoptr (RgFacts) unlikely
      = facts_of ("clue\tw=quux\t1=9000\nclue\tw=bar\t2=9000\n"
                  "sign\tcompany\tmost\t5000\nsign\tcompany\tnone\t6000\n");
  g_assert_null (unlikely->company);
  g_autoptr (RgFacts) doubtful = facts_of ("clue\tw=quux\t1=9000\nclue\tw=bar\t2=9000\n"
                                           "sign\tcompany\tmost\t5000\n"
                                           "sign\tcompany\tnone\t4900\n");
  g_assert_null (doubtful->company);
}

/* A firm that is named nowhere but in its address. */
static void
test_domain (void)
{
  static const char weights[] = "sign\tcompany\tof-domain\t5000\n";
  g_autoptr (RgFacts) firm = facts_of_sender ("ada@zorbium.example", weights);
  g_assert_cmpstr (firm->company, ==, "Zorbium");
  g_autoptr (RgFacts) freemail = facts_of_sender ("ada@gmail.com", weights);
  g_assert_null (freemail->company);
  g_autoptr (RgFacts) unlikely = facts_of_sender ("ada@zorbium.example", "");
  g_assert_null (unlikely->company);
}

/* A file that nobody wrote: no crash, and no answer. */
static void
test_broken_weights (void)
{
  static const char *const files[] = { "",
                                       "clue\n",
                                       "clue\tw=quux\t99=1\t=\tx\t3\n",
                                       "step\t1\n",
                                       "step\tz\tz\t1\n",
                                       "step\t0\t0\t99999999999999999999\n",
                                       "sign\tnothing\tmost\t1\nsign\tcompany\n",
                                       "\t\t\t\n\n\n" };
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (RgFacts) facts = facts_of (files[i]);
      g_assert_null (facts->company);
    }
}

/* Probabilities of a token's labels add up to one. */
static void
test_probabilities (void)
{
  static const char mail[]
      = "From: Ada <ada@fernwood.example>\r\nSubject: Hello\r\n\r\nHi Sam\r\n";
  const char *dirs[] = { NULL };
  const char *found[RG_N_TAGS] = { NULL };
  g_autoptr (RgWords) words = rg_words_load (dirs, NULL);
  g_autoptr (RgMessage) message = rg_message_read (mail, strlen (mail), NULL);
  RgSource source = rg_source_of (message, rg_words_get (words, "en"), NULL);
  g_autoptr (RgTagger) tagger
      = rg_tagger_parse ("clue\tw=sam\t3=2500\t4=-100\nstep\t0\t3\t700\n");
  g_autoptr (RgTokenList) tokens = rg_token_list_new (message, NULL);
  g_autoptr (RgClues) clues = rg_clues_new (&source, tokens, found);
  g_autofree double *probabilities = rg_tagger_weigh (tagger, clues, tokens);
  g_assert_cmpuint (tokens->tokens->len, >, 3);
  for (guint i = 0; i < tokens->tokens->len; i++)
    {
      double sum = 0;
      for (int label = 0; label < RG_N_LABELS; label++)
        sum += probabilities[i * RG_N_LABELS + (guint) label];
      g_assert_cmpfloat_with_epsilon (sum, 1, 1e-9);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tokens/words", test_tokens);
  g_test_add_func ("/tokens/limit", test_token_limit);
  g_test_add_func ("/tokens/long address", test_long_address);
  g_test_add_func ("/tokens/match", test_match);
  g_test_add_func ("/lexicon/kinds", test_lexicon);
  g_test_add_func ("/tagger/weights", test_weights);
  g_test_add_func ("/tagger/domain", test_domain);
  g_test_add_func ("/tagger/broken-weights", test_broken_weights);
  g_test_add_func ("/tagger/probabilities", test_probabilities);
  return g_test_run ();
}
