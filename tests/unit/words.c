/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of words: what is read from them, what is refused, what takes whose place. */
#include "facts/words.h"

#include "base/error.h"

#include <glib/gstdio.h>
#include <string.h>

static RgWords *
load (const char *const *dirs, GError **error)
{
  return rg_words_load (dirs, error);
}

static char *
shipped_dir (void)
{
  return g_build_filename (g_getenv ("REGRETS_DATADIR"), "words", NULL);
}

/* A folder with one file in it; the caller removes it with drop(). */
static char *
write_file (const char *name, const char *text)
{
  char *dir = g_dir_make_tmp ("words-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, name, NULL);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return dir;
}

static void
drop (const char *dir, const char *name)
{
  g_autofree char *path = g_build_filename (dir, name, NULL);
  g_unlink (path);
  g_rmdir (dir);
}

static void
test_calendar (void)
{
  static const struct
  {
    const char *language, *month, *weekday, *relative;
    int days;
  } cases[] = {
    { "en", "December", "Thursday", "tomorrow", 1 },
    { "de", "Dezember", "DONNERSTAG", "übermorgen", 2 },
    { "fr", "décembre", "jeudi", "demain", 1 },
    { "es", "diciembre", "Jueves", "pasado mañana", 2 },
    { "it", "dicembre", "giovedì", "dopodomani", 2 },
    { "nl", "dec", "do", "vandaag", 0 },
    { "pt", "Dezembro", "quinta-feira", "amanhã", 1 },
  };
  g_autofree char *dir = shipped_dir ();
  const char *dirs[] = { dir, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (RgWords) words = load (dirs, &error);
  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const RgVocabulary *vocabulary = rg_words_get (words, cases[i].language);
      int days = -1;
      g_assert_cmpint (rg_vocabulary_month (vocabulary, cases[i].month), ==, 12);
      g_assert_cmpint (rg_vocabulary_weekday (vocabulary, cases[i].weekday), ==, 4);
      g_assert_true (rg_vocabulary_relative (vocabulary, cases[i].relative, &days));
      g_assert_cmpint (days, ==, cases[i].days);
      g_assert_cmpint (rg_vocabulary_month (vocabulary, "Brumaire"), ==, 0);
    }
}

static void
test_fallback (void)
{
  g_autofree char *dir = shipped_dir ();
  const char *dirs[] = { dir, NULL };
  g_autoptr (RgWords) words = load (dirs, NULL);
  g_assert_true (rg_words_get (words, NULL) == rg_words_get (words, "en"));
  g_assert_true (rg_words_get (words, "xx") == rg_words_get (words, "en"));
  g_assert_true (rg_words_get (words, "de") != rg_words_get (words, "en"));
}

static void
test_nothing (void)
{
  const char *dirs[] = { "/nonexistent", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (RgWords) words = load (dirs, &error);
  g_assert_no_error (error);
  guint count;
  rg_vocabulary_phrases (rg_words_get (words, "de"), RG_PHRASE_COMPANY, &count);
  g_assert_cmpuint (count, ==, 0);
}

/* A file of one's own: its phrase comes first, and one of the same name in place of the other.
 */
static void
test_own_file (void)
{
  g_autofree char *shipped = shipped_dir ();
  g_autofree char *own
      = write_file ("en.conf", "[phrase unread]\nfind = unread\nmatch = nobody reads\n"
                               "[phrase mine]\nfind = agency\nmatch = my {word}\n"
                               "[fragment word]\nmatch = agent\n");
  const char *dirs[] = { shipped, own, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (RgWords) words = load (dirs, &error);
  drop (own, "en.conf");
  g_assert_no_error (error);
  const RgVocabulary *english = rg_words_get (words, "en");
  guint count;
  RgPhrase *const *phrases = rg_vocabulary_phrases (english, RG_PHRASE_UNREAD, &count);
  g_assert_cmpuint (count, ==, 1);
  g_assert_cmpstr (phrases[0]->regex, ==, "nobody reads");
  phrases = rg_vocabulary_phrases (english, RG_PHRASE_AGENCY, &count);
  g_assert_cmpuint (count, >=, 2); /* ours, and the shipped ones */
  g_assert_cmpstr (phrases[0]->regex, ==, "my agent");
  g_assert_true (rg_vocabulary_sees (english, RG_PHRASE_UNREAD, "a box that nobody reads"));
  g_assert_false (rg_vocabulary_sees (english, RG_PHRASE_UNREAD, "do not reply"));
}

/* A folder of one's own that comes when ours were begun to be read counts at the next start. */
static void
test_later_folder (void)
{
  g_autofree char *shipped = shipped_dir ();
  g_autofree char *own = g_dir_make_tmp ("words-XXXXXX", NULL);
  g_assert_cmpint (g_rmdir (own), ==, 0);
  const char *dirs[] = { shipped, own, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (RgWords) words = load (dirs, &error);
  g_assert_no_error (error);
  g_autofree char *path = g_build_filename (own, "de.conf", NULL);
  g_assert_cmpint (g_mkdir (own, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "[phrase a]\nmatch = (\n", -1, NULL));
  g_assert_cmpint (rg_vocabulary_month (rg_words_get (words, "de"), "Dezember"), ==, 12);
  g_assert_true (rg_words_read_all (words, &error));
  g_assert_no_error (error);
  drop (own, "de.conf");
}

/* What was read as a whole needs its files no more. */
static void
test_read_all (void)
{
  g_autofree char *dir = write_file ("de.conf", "[calendar]\nmonths = jänner; feber\n");
  const char *dirs[] = { dir, "/nonexistent", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (RgWords) words = load (dirs, &error);
  g_assert_true (rg_words_read_all (words, &error));
  drop (dir, "de.conf");
  g_assert_cmpint (rg_vocabulary_month (rg_words_get (words, "de"), "Feber"), ==, 2);
}

static void
test_refused (void)
{
  static const struct
  {
    const char *text, *message;
  } cases[] = {
    { "[phrase a]\nfind = company\nmatch = {nothing}\n",
      "en.conf:3: [phrase a] match: there is no fragment 'nothing'" },
    { "[phrase a]\nfind = company\nmatch = (\n",
      "en.conf:3: [phrase a] match: not a regular expression" },
    { "[phrase a]\nfind = firm\nmatch = x\n",
      "en.conf:2: [phrase a] find: 'firm' is not one of" },
    { "[phrase a]\nmatch = x\n", "the phrase lacks 'find'" },
    { "[phrase a]\nfind = company\n", "the phrase lacks 'match'" },
    { "[fragment a]\n", "the fragment lacks 'match'" },
    { "[fragment a]\nmatch = {a}\n[phrase b]\nfind = company\nmatch = {a}\n",
      "there is no fragment 'a'" },
    { "[phrase a]\nfind = company\nmatch = x\nsmell = y\n", "en.conf:4:" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *dir = write_file ("en.conf", cases[i].text);
      const char *dirs[] = { dir, NULL };
      g_autoptr (GError) error = NULL;
      g_autoptr (RgWords) words = load (dirs, &error);
      drop (dir, "en.conf");
      g_assert_null (words);
      g_assert_error (error, RG_ERROR, RG_ERROR_CONFIG);
      if (!strstr (error->message, cases[i].message))
        g_error ("'%s' is not in '%s'", cases[i].message, error->message);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words/calendar", test_calendar);
  g_test_add_func ("/words/fallback", test_fallback);
  g_test_add_func ("/words/nothing", test_nothing);
  g_test_add_func ("/words/own-file", test_own_file);
  g_test_add_func ("/words/later-folder", test_later_folder);
  g_test_add_func ("/words/read-all", test_read_all);
  g_test_add_func ("/words/refused", test_refused);
  return g_test_run ();
}
