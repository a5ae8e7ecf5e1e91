/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compiled expressions answer the same whether they are used once or a thousand times. */
#include "base/code.h"

#include <string.h>

/* More than it takes until machine code is made. */
#define MANY 2000

static RgCode *
code_of (const char *regex, guint32 options)
{
  int number = 0;
  PCRE2_SIZE offset = 0;
  RgCode *code = rg_code_new (regex, options, &number, &offset);
  g_assert_nonnull (code);
  return code;
}

/* Where it is found in the text; -1 if it isn't, or what PCRE2 answers. */
static int
place_of (RgCode *code, const char *text, gsize start, guint32 limit)
{
  pcre2_match_data *data = pcre2_match_data_create (1, NULL);
  pcre2_match_context *context = pcre2_match_context_create (NULL);
  pcre2_set_match_limit (context, limit);
  int found = rg_code_match (code, text, strlen (text), start, data, context);
  int place = found < 0 ? found : (int) pcre2_get_ovector_pointer (data)[0];
  pcre2_match_data_free (data);
  pcre2_match_context_free (context);
  return place;
}

static void
test_always_the_same (void)
{
  static const struct
  {
    const char *regex, *text;
    guint32 options;
    gsize start;
    int place;
  } cases[] = {
    { "entretien", "votre entretien", 0, 0, 6 },
    { "entretien", "votre entretien", PCRE2_ANCHORED, 0, -1 },
    { "ENTRETIEN", "votre entretien", PCRE2_ANCHORED | PCRE2_CASELESS, 6, 6 },
    { "\\bé\\w+$", "un été", 0, 0, 3 },
    { "(?<=e )x", "e x", PCRE2_ANCHORED, 2, 2 },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      RgCode *code = code_of (cases[i].regex, cases[i].options);
      for (int times = 0; times < MANY; times++)
        g_assert_cmpint (place_of (code, cases[i].text, cases[i].start, 1000), ==,
                         cases[i].place);
      rg_code_free (code);
    }
}

/* An expression that tries without end is given up in any case. */
static void
test_limit (void)
{
  static const char text[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab";
  RgCode *code = code_of ("(?:a+)+$", 0);
  for (int times = 0; times < 100; times++)
    g_assert_cmpint (place_of (code, text, 0, 5000), ==, PCRE2_ERROR_MATCHLIMIT);
  rg_code_free (code);
}

/* What the interpreter has no memory for at first is found all the same. */
static void
test_deep (void)
{
  g_autofree char *text = g_strnfill (1000, 'a');
  RgCode *code = code_of ("^(?:a|b)*a$", 0);
  g_assert_cmpint (place_of (code, text, 0, 60000), ==, 0);
  rg_code_free (code);
}

static void
test_refused (void)
{
  int number = 0;
  PCRE2_SIZE offset = 0;
  g_assert_null (rg_code_new ("a(b", 0, &number, &offset));
  g_assert_cmpint (number, !=, 0);
  g_assert_cmpuint (offset, ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/code/always-the-same", test_always_the_same);
  g_test_add_func ("/code/limit", test_limit);
  g_test_add_func ("/code/deep", test_deep);
  g_test_add_func ("/code/refused", test_refused);
  return g_test_run ();
}
