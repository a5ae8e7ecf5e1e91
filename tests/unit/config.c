/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/config.h"

#include "base/error.h"

#include <string.h>

static const RgConfigKey schema[] = {
  { "rule", "match", RG_CONFIG_VERBATIM },
  { "rule", "score", RG_CONFIG_PLAIN },
  { "me", "name", RG_CONFIG_VERBATIM },
  { "me", "since", RG_CONFIG_PLAIN },
  { "me", "moving", RG_CONFIG_PLAIN },
  { "me", "tone", RG_CONFIG_PLAIN },
  { NULL, NULL, 0 },
};

static RgConfig *
parse (const char *text, GError **error)
{
  return rg_config_parse ("f.conf", text, strlen (text), schema, error);
}

static void
test_values (void)
{
  static const struct
  {
    const char *text, *group, *key, *value;
  } cases[] = {
    { "[me]\nsince = 14 days  # back\n", "me", "since", "14 days" },
    { "[me]\nsince =   # nothing\n", "me", "since", NULL },
    { "[me]\nsince =\n", "me", "since", NULL },
    { "[me]\n", "me", "since", NULL },
    { "[me]\nsince = a#b\n", "me", "since", "a#b" },
    { "[rule x y]\nmatch = \\binvit\\w+\\b # not a comment\n", "rule x y", "match",
      "\\binvit\\w+\\b # not a comment" },
    { "# c\n\n [me] # c\n name=Ünï  \n", "me", "name", "Ünï" },
    { "[me]\r\nname = Sam\r\n", "me", "name", "Sam" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (RgConfig) config = parse (cases[i].text, &error);
      g_assert_no_error (error);
      g_autofree char *value = rg_config_string (config, cases[i].group, cases[i].key);
      g_assert_cmpstr (value, ==, cases[i].value);
    }
}

static void
test_refused (void)
{
  static const struct
  {
    const char *text, *message;
  } cases[] = {
    { "[me]\nnmae = Sam\n",
      "f.conf:2: unknown key 'nmae' in [me]; known here: name, since, moving, tone" },
    { "\n[mee]\n", "f.conf:2: unknown group [mee]; known here: rule, me" },
    { "name = Sam\n", "f.conf:1: a key stands before the first [group]" },
    { "[me]\nname Sam\n",
      "f.conf:2: 'name Sam' is neither [group], key = value nor # comment" },
    { "[me]\nname = a\nname = b\n",
      "f.conf:3: 'name' stands already in line 2; keep one of them" },
    { "[me]\n[me]\n", "f.conf:2: 'me' stands already in line 1; keep one of them" },
    { "[me\n", "f.conf:1: '[me' is not a group; write it like [name]" },
    { "[me]\nname = \xff\n", "f.conf:2: not UTF-8; save the file as UTF-8" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (RgConfig) config = parse (cases[i].text, &error);
      g_assert_null (config);
      g_assert_error (error, RG_ERROR, RG_ERROR_CONFIG);
      g_assert_cmpstr (error->message, ==, cases[i].message);
    }
}

static void
test_spans (void)
{
  static const struct
  {
    const char *text;
    gint64 seconds; /* -1: refused */
  } cases[] = {
    { "14 days", 14 * 86400 },
    { "1 day", 86400 },
    { "2hours", 7200 },
    { "3 weeks", 3 * 604800 },
    { "30 minutes", 1800 },
    { "14", -1 },
    { "days", -1 },
    { "-1 days", -1 },
    { "1 dayz", -1 },
    { "99999999 days", -1 },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("[me]\nsince = %s\n", cases[i].text);
      g_autoptr (RgConfig) config = parse (text, NULL);
      g_autoptr (GError) error = NULL;
      gint64 seconds = -1;
      g_assert_true (rg_config_span (config, "me", "since", &seconds, &error)
                     == (cases[i].seconds >= 0));
      g_assert_cmpint (seconds, ==, cases[i].seconds);
      if (error)
        g_assert_true (g_str_has_prefix (error->message, "f.conf:2: [me] since: '"));
    }
}

static void
test_days (void)
{
  static const struct
  {
    const char *text;
    int ranges; /* -1: refused */
  } cases[] = {
    { "2027-02-01..2027-04-15", 1 },
    { "2027-02-01", 1 },
    { "2027-02-01..2027-02-03; 2027-05-01", 2 },
    { "", 0 },
    { "2027-02-30", -1 },
    { "2027-04-15..2027-02-01", -1 },
    { "soon", -1 },
    { "2027-02-01..", -1 },
    { "01.02.2027", -1 },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("[me]\nmoving = %s\n", cases[i].text);
      g_autoptr (RgConfig) config = parse (text, NULL);
      g_autoptr (GArray) days = NULL;
      g_autoptr (GError) error = NULL;
      g_assert_true (rg_config_days (config, "me", "moving", &days, &error)
                     == (cases[i].ranges >= 0));
      g_assert_cmpint (days ? (int) days->len : -1, ==, cases[i].ranges);
    }
}

static void
test_choice (void)
{
  static const char *const names[] = { "warm", "formal", NULL };
  g_autoptr (RgConfig) good = parse ("[me]\ntone = formal\n", NULL);
  g_autoptr (RgConfig) bad = parse ("[me]\ntone = cold\n", NULL);
  g_autoptr (GError) error = NULL;
  int index = 0;
  g_assert_true (rg_config_choice (good, "me", "tone", names, &index, NULL));
  g_assert_cmpint (index, ==, 1);
  g_assert_false (rg_config_choice (bad, "me", "tone", names, &index, &error));
  g_assert_cmpstr (error->message, ==,
                   "f.conf:2: [me] tone: 'cold' is not one of: warm, formal");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/config/values", test_values);
  g_test_add_func ("/config/refused", test_refused);
  g_test_add_func ("/config/spans", test_spans);
  g_test_add_func ("/config/days", test_days);
  g_test_add_func ("/config/choice", test_choice);
  return g_test_run ();
}
