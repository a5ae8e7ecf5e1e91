/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words that an expression can't match without, and words that it begins with: what is found in
 * it, and that no match is ever ruled out. */
#include "base/needles.h"

#include "base/pattern.h"
#include "base/starts.h"
#include "detect/rules.h"
#include "mail/message.h"

#include <string.h>

static const struct
{
  const char *regex, *text;
  gboolean may_match;
} cases[] = {
  { "interview", "an Interview", TRUE },
  { "interview", "an inter view", FALSE },
  { "\\binvit(?:e|ing)\\b", "we invite you", TRUE },
  { "\\binvit(?:e|ing)\\b", "in vitro", FALSE },
  { "colou?r", "color", TRUE },
  { "ab+c", "abbbc", TRUE },
  { "(?:ab)*cd", "cd", TRUE },
  { "(?:ab){0,3}cd", "cd", TRUE },
  { "(?:ab){2}cd", "cd", FALSE },
  { "foo|bar", "a bar", TRUE },
  { "foo|bar", "a baz", FALSE },
  { "foo|.", "x", TRUE },
  { "foo|", "x", TRUE },
  { "(?=.*job)(?=.*talk)", "a talk about a job", TRUE },
  { "(?=.*job)(?=.*talk)", "a talk about it", FALSE },
  { "(?!.*job)talk", "talk", TRUE },
  { "(?<!no )talk", "talk", TRUE },
  { "(?<=my )talk", "your talk", FALSE },
  { "(?i)TALK", "talk", TRUE },
  { "(?:a|b)c", "ac", TRUE },
  { "kick", "\342\204\252ic\342\204\252", TRUE }, /* Kelvin signs */
  { "same", "\305\277ame", TRUE },                /* a long s */
  { "été", "ÉTÉ", TRUE },
  { "[a-z]{3}", "xyz", TRUE },
  { "a[]x]b", "a]b", TRUE },
  { "[[:alpha:]]ab", "cab", TRUE },
  { "don't \\(really\\)", "I don't (really)", TRUE },
  { "\\Qa.b\\E", "a.b", TRUE },
  { "(\\w+) \\1", "so so", TRUE },
  { "(?x) a b ", "ab", TRUE },
  { "(?(?=a)ab|cd)", "cd", TRUE },
  { "(?<who>sam)", "Sam", TRUE },
  { "\\p{Lu}am", "Sam", TRUE },
  { "x{a}", "x{a}", TRUE },
  { "", "", TRUE },
};

static RgGrams *
grams_of (const char *text)
{
  g_autofree guint8 *letters = rg_letters_of (text);
  return rg_grams_new (letters);
}

static gboolean
may_match (const char *regex, const char *text)
{
  g_autoptr (RgExpression) expression = rg_expression_read (regex);
  g_autoptr (RgNeedles) needles = expression ? rg_needles_new (expression) : NULL;
  g_autoptr (RgGrams) grams = grams_of (text);
  return !needles || rg_needles_may_match (needles, grams);
}

static void
test_cases (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s: %s", cases[i].regex, cases[i].text);
      g_assert_cmpint (may_match (cases[i].regex, cases[i].text), ==, cases[i].may_match);
    }
}

/* ---- where expressions begin ---- */

static const struct
{
  const char *regex, *text, *places; /* the text with a ^ below each place; NULL: anywhere */
} beginnings[] = {
  { "ab", "xabab", " ^ ^ " },
  { "\\bab", "xab ab", "    ^ " },
  { "\\b_ab", "x_ab _ab", " ^   ^  " }, /* no letter of ASCII: tried anywhere */
  { "\\bab", "éab", " ^ " },            /* and so is what follows one that isn't */
  { "(?:ab|cd)x", "abx cdx", "^   ^  " },
  { "(?:ab)?cd", "abcd cd", "^ ^  ^ " },
  { "a+b", "aab", NULL },
  { "ab+c", "abbc", "^   " },
  { "ab{2}c", "abbc abc", "^    ^  " },
  { "(?:ab)*cd", "ababcd", "^ ^ ^ " },
  { "(?=.*x)ab", "ab x", "^   " },
  { "(?<=x)ab", "ab", "^ " },
  { "(?!abc)ab", "abc", "^  " },
  { "[ab]c", "ac bc cc", "^  ^    " },
  { "[^a]c", "ac", NULL },
  { "\\d:", "é 7:", "  ^ " },
  { "[a-c]d", "bd dd", "^    " },
  { "[\\d.]x", "1x .x", "^  ^ " },
  { "été", "ÉTÉ", "^  " },
  { ".ab", "xab", NULL },
  { "a|bc", "abc", NULL },
  { "ab|", "ab", NULL },
  { "\\w+ab", "xab", NULL },
  { "ab\\Kc", "abc", "^  " },
  { "same", "\305\277ame", "^   " },
  { "^ab", "abab", "^   " },
  { "\\A.*ab", "xab", "^  " },
  { "(?:^|x)ab", "ab ab xab", "^     ^  " },
  { "^?ab", "ab ab", "^  ^ " },
  { "(?m)^ab", "cdab", "  ^ " },
  { "(?:ab|cd|.)ef", "abef", "^   " }, /* the last is looked for by its needles */
};

static void
note_place (guint id, gsize offset, gpointer data)
{
  (void) id;
  GString *places = data;
  places->str[offset] = '^';
}

/* Of a text of one byte a character; of others each character leaves one place behind. */
static char *
places_in (const RgBeginnings *known, const char *text)
{
  g_autoptr (RgStarts) starts = rg_starts_new ();
  rg_starts_add (starts, known, 7);
  rg_starts_finish (starts);
  g_autoptr (GString) bytes = g_string_new (text);
  memset (bytes->str, ' ', bytes->len);
  g_autofree guint8 *letters = rg_letters_of (text);
  rg_starts_find (starts, text, letters, note_place, bytes);
  GString *places = g_string_new (NULL);
  for (const char *p = text; *p; p = g_utf8_next_char (p))
    g_string_append_c (places, bytes->str[p - text]);
  return g_string_free (places, FALSE);
}

static void
test_beginnings (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (beginnings); i++)
    {
      g_test_message ("%s: %s", beginnings[i].regex, beginnings[i].text);
      g_autoptr (RgExpression) expression = rg_expression_read (beginnings[i].regex);
      g_autoptr (RgBeginnings) known = rg_beginnings_new (expression);
      g_autofree char *places = known ? places_in (known, beginnings[i].text) : NULL;
      g_assert_cmpstr (places, ==, beginnings[i].places);
    }
}

static const struct
{
  const char *regex, *text;
  gboolean may_begin_otherwise;
} rests[] = {
  { "ab|cd", "ab cd", FALSE },
  { "ab|\\w+ cd", "ab", FALSE },
  { "ab|\\w+ cd", "x cd", TRUE },
  { "\\b(?:ab|\\w+) cd", "x cd", TRUE },
  { "(?:ab|.)(?:cd|ef)", "ab", FALSE },
  { "(?:ab|.)(?:cd|ef)", "xef", TRUE },
  { "ab|(?:x.*|cd)ef", "abx", FALSE },
  { "ab|(?:x.*|cd)ef", "x ef", TRUE },
  { "(?:ab|(?:.|cd)ef)gh", "ef", FALSE },
  { "(?:ab|(?:.|cd)ef)gh", "efgh", TRUE },
};

static gboolean
may_begin_otherwise (const RgBeginnings *known, const RgGrams *grams)
{
  return known->rest && rg_needles_may_match (known->rest, grams);
}

static void
test_rests (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rests); i++)
    {
      g_test_message ("%s: %s", rests[i].regex, rests[i].text);
      g_autoptr (RgExpression) expression = rg_expression_read (rests[i].regex);
      g_autoptr (RgBeginnings) known = rg_beginnings_new (expression);
      g_autoptr (RgGrams) grams = grams_of (rests[i].text);
      g_assert_nonnull (known);
      g_assert_cmpint (may_begin_otherwise (known, grams), ==, rests[i].may_begin_otherwise);
    }
}

/* Each of these empty branches leads to all of the next choice. */
static void
test_too_many_branches (void)
{
  g_autoptr (GString) regex = g_string_new (NULL);
  for (int i = 0; i < 4; i++)
    {
      g_string_append (regex, "(?:ab");
      for (int k = 0; k < 2000; k++)
        g_string_append_c (regex, '|');
      g_string_append (regex, ")");
    }
  g_string_append (regex, ".interview");
  g_autoptr (RgExpression) expression = rg_expression_read (regex->str);
  g_autoptr (RgBeginnings) known = rg_beginnings_new (expression);
  g_assert_nonnull (expression);
  g_assert_null (known);
}

/* ---- all rules on all sample mail ---- */

static GPtrArray *
sample_texts (void)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *top = g_test_build_filename (G_TEST_DIST, "mail", NULL);
  g_autoptr (GDir) sets = g_dir_open (top, 0, NULL);
  for (const char *set; (set = g_dir_read_name (sets));)
    {
      g_autofree char *folder = g_build_filename (top, set, NULL);
      g_autoptr (GDir) mails = g_dir_open (folder, 0, NULL);
      for (const char *name; mails && (name = g_dir_read_name (mails));)
        {
          g_autofree char *path = g_build_filename (folder, name, NULL);
          g_autofree char *bytes = NULL;
          gsize length = 0;
          if (!g_str_has_suffix (name, ".eml")
              || !g_file_get_contents (path, &bytes, &length, NULL))
            continue;
          g_autoptr (RgMessage) message = rg_message_read (bytes, length, NULL);
          g_ptr_array_add (texts, g_strdup (message->full_text));
        }
    }
  return texts;
}

/* How many of the texts the rule needn't be tried on. */
static guint
check_rule (const char *regex, const GPtrArray *texts, const GPtrArray *grams)
{
  g_autofree char *caseless = g_strconcat ("(?i)", regex, NULL);
  g_autoptr (RgExpression) expression = rg_expression_read (regex);
  g_autoptr (RgNeedles) needles = expression ? rg_needles_new (expression) : NULL;
  RgPattern pattern = { caseless, 0 };
  guint spared = 0;
  for (guint i = 0; needles && i < texts->len; i++)
    {
      gboolean may = rg_needles_may_match (needles, g_ptr_array_index (grams, i));
      spared += !may;
      if (!may && rg_pattern_matches (&pattern, g_ptr_array_index (texts, i)))
        g_error ("'%s' matches, but its needles say that it can't", regex);
    }
  rg_pattern_clear (&pattern);
  return spared;
}

/* Each match of the rule must begin where its beginnings say, or be one of the rest. Returns
 * whether they are known. */
static gboolean
check_beginnings (const char *regex, const GPtrArray *texts, const GPtrArray *grams)
{
  g_autofree char *caseless = g_strconcat ("(?i)", regex, NULL);
  g_autoptr (RgExpression) expression = rg_expression_read (regex);
  g_autoptr (RgBeginnings) known = expression ? rg_beginnings_new (expression) : NULL;
  if (!known || strstr (regex, "\\K"))
    return FALSE;
  g_autoptr (RgStarts) starts = rg_starts_new ();
  rg_starts_add (starts, known, 7);
  rg_starts_finish (starts);
  RgPattern pattern = { caseless, 0 };
  for (guint i = 0; i < texts->len; i++)
    {
      const char *text = g_ptr_array_index (texts, i);
      RgMatch match;
      if (may_begin_otherwise (known, g_ptr_array_index (grams, i))
          || !rg_pattern_find (&pattern, text, strlen (text), 0, &match))
        continue;
      g_autoptr (GString) places = g_string_new (text);
      memset (places->str, ' ', places->len);
      g_autofree guint8 *letters = rg_letters_of (text);
      rg_starts_find (starts, text, letters, note_place, places);
      if (places->str[rg_match_start (&match, 0)] != '^')
        g_error ("'%s' matches where it doesn't begin", regex);
    }
  rg_pattern_clear (&pattern);
  return TRUE;
}

static void
test_no_match_is_lost (void)
{
  g_autofree char *dir = g_build_filename (g_getenv ("REGRETS_DATADIR"), "rules", NULL);
  const char *dirs[] = { dir, NULL };
  g_autoptr (RgRules) rules = rg_rules_load (dirs, NULL, NULL);
  g_autoptr (GPtrArray) texts = sample_texts ();
  g_autoptr (GPtrArray) grams = g_ptr_array_new_with_free_func ((GDestroyNotify) rg_grams_free);
  guint spared = 0, known = 0;
  for (guint i = 0; i < texts->len; i++)
    g_ptr_array_add (grams, grams_of (g_ptr_array_index (texts, i)));
  for (guint i = 0; i < rg_rules_count (rules); i++)
    {
      spared += check_rule (rg_rules_info (rules, i).match, texts, grams);
      known += check_beginnings (rg_rules_info (rules, i).match, texts, grams);
    }
  g_assert_cmpuint (texts->len, >, 300);
  g_assert_cmpuint (spared, >, rg_rules_count (rules) * texts->len / 2);
  g_assert_cmpuint (known, >, rg_rules_count (rules) / 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/needles/cases", test_cases);
  g_test_add_func ("/needles/beginnings", test_beginnings);
  g_test_add_func ("/needles/rests", test_rests);
  g_test_add_func ("/needles/too-many-branches", test_too_many_branches);
  g_test_add_func ("/needles/no-match-is-lost", test_no_match_is_lost);
  return g_test_run ();
}
