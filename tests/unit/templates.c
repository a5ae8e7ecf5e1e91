/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every shipped text, in every tone, with every set of facts missing. */
#include "reply/templates.h"

#include "base/error.h"
#include "base/text.h"

#include <glib/gstdio.h>
#include <string.h>

static const struct
{
  const char *name, *value;
} facts[] = {
  { "company", "Fernwood Labs" },
  { "position", "Senior C Developer" },
  { "contact", "Priya Nair" },
  { "date", "Thursday, 3 December" },
  { "late", "yes" },
  { "recruiter", "yes" },
  { "informal", "yes" },
  { "notice_period", "2 months" },
  { "user_name", "Sam Rivera" },
};

static RgTemplates *
load (const char *dir, GError **error)
{
  const char *dirs[] = { dir, NULL };
  return rg_templates_load (dirs, error);
}

static RgTemplates *
load_shipped (void)
{
  g_autofree char *dir = g_test_build_filename (G_TEST_DIST, "..", "templates", NULL);
  g_autoptr (GError) error = NULL;
  RgTemplates *templates = load (dir, &error);
  g_assert_no_error (error);
  return templates;
}

static void
set_facts (GHashTable *values, guint subset)
{
  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    if (subset & (1u << i))
      g_hash_table_insert (values, (gpointer) facts[i].name, (gpointer) facts[i].value);
  if (g_hash_table_contains (values, "contact"))
    g_hash_table_insert (values, (gpointer) "first_name", (gpointer) "Priya");
  if (g_hash_table_contains (values, "date"))
    g_hash_table_insert (values, (gpointer) "time", (gpointer) "15:00");
}

static void
assert_reads_well (const char *id, const char *text)
{
  static const char *const wrong[]
      = { "{{",      "}}",      "  ",        " ,",      " .",    "..",
          ",,",      "\n\n\n",  "Dear ,",    "Hi ,",    " null", " \n",
          "at  ",    "the the", "role role", "Hallo ,", "Tag ,", "Bonjour ,",
          "Hola, :", "Ciao ,",  "Beste ,",   "Olá, ,",  NULL };
  for (const char *const *bad = wrong; *bad; bad++)
    if (strstr (text, *bad))
      g_error ("%s has '%s':\n%s", id, *bad, text);
  if (rg_text_count_words (text) > 120)
    g_error ("%s has more than 120 words:\n%s", id, text);
  g_assert_true (g_unichar_isupper (g_utf8_get_char (text)));
  g_assert_true (g_str_has_suffix (text, "\n"));
}

/* One text with one set of facts; `variant` chooses the values that are never missing. */
static void
render_one (const RgTemplates *templates, const char *id, guint subset, guint variant)
{
  static const char *const tones[] = { "warm", "formal", "brief" };
  static const char *const reasons[]
      = { NULL, "status", "goals", "mobility", "bandwidth", "red-flags" };
  static const char *const stages[] = { "unknown", "second", "final" };
  static const char *const modes[] = { "unknown", "onsite" };
  g_autoptr (GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GError) error = NULL;
  set_facts (values, subset);
  g_hash_table_insert (values, (gpointer) "tone", (gpointer) tones[variant % 3]);
  g_hash_table_insert (values, (gpointer) "stage", (gpointer) stages[variant / 3 % 3]);
  g_hash_table_insert (values, (gpointer) "mode", (gpointer) modes[variant / 9 % 2]);
  if (reasons[variant / 18 % 6])
    g_hash_table_insert (values, (gpointer) "reason", (gpointer) reasons[variant / 18 % 6]);
  g_autofree char *text = rg_templates_render (templates, id, values, &error);
  g_assert_no_error (error);
  assert_reads_well (id, text);
}

static void
test_every_subset (void)
{
  const guint subsets = 1u << G_N_ELEMENTS (facts), variants = 3 * 3 * 2 * 6;
  g_autoptr (RgTemplates) templates = load_shipped ();
  g_auto (GStrv) ids = rg_templates_ids (templates);
  g_assert_cmpuint (g_strv_length (ids), >=, 12);
  for (char **id = ids; *id; id++)
    {
      for (guint n = 0; n < 3 * subsets; n++) /* each subset in each tone */
        render_one (templates, *id, n / 3, n);
      for (guint variant = 0; variant < variants; variant++)
        {
          render_one (templates, *id, 0, variant);
          render_one (templates, *id, subsets - 1, variant);
        }
    }
}

static void
test_whole_text (void)
{
  g_autoptr (RgTemplates) templates = load_shipped ();
  g_autoptr (GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);
  set_facts (values, (1u << G_N_ELEMENTS (facts)) - 1);
  g_hash_table_remove (values, "late");
  g_hash_table_insert (values, (gpointer) "tone", (gpointer) "warm");
  g_autofree char *text = rg_templates_render (templates, "en/offer-accepted", values, NULL);
  g_assert_cmpstr (
      text, ==,
      "Dear Priya,\n\n"
      "Thank you for inviting me to interview for the Senior C Developer role at Fernwood "
      "Labs. I appreciate your interest, and the time behind it.\n\n"
      "I have since accepted another position, so I need to withdraw from the process.\n\n"
      "I wish you a good search, and I hope we can stay in touch.\n\n"
      "With kind regards,\nSam Rivera\n");
}

static void
test_choose (void)
{
  g_autoptr (RgTemplates) templates = load_shipped ();
  g_autofree char *english = rg_templates_choose (templates, "en", "mobility");
  g_autofree char *fallback = rg_templates_choose (templates, "xx", "mobility");
  g_autofree char *unknown = rg_templates_choose (templates, NULL, "mobility");
  g_assert_cmpstr (english, ==, "en/mobility");
  g_assert_cmpstr (fallback, ==, "en/mobility");
  g_assert_cmpstr (unknown, ==, "en/mobility");
  g_assert_null (rg_templates_choose (templates, "en", "nothing"));
}

static void
test_refused (void)
{
  static const struct
  {
    const char *text, *message;
  } cases[] = {
    { "Hello\n{{name", "x.txt:2: '{{' is not closed by '}}' on its line" },
    { "a {{b\n}}", "x.txt:1: '{{' is not closed by '}}' on its line" },
    { "{{# note}}", "x.txt:1: a tag begins with a name, if, else or end; this one with '#'" },
    { "{{if company}}yes", "x.txt:1: the template is not complete" },
    { "one\ntwo {{compnay}}", "x.txt:2: unknown name 'compnay'; known are: company" },
    { "\xff", "x.txt:1: not UTF-8" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *dir = g_dir_make_tmp ("templates-XXXXXX", NULL);
      g_autofree char *folder = g_build_filename (dir, "en", NULL);
      g_autofree char *file = g_build_filename (folder, "x.txt", NULL);
      g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
      g_assert_true (g_file_set_contents (file, cases[i].text, -1, NULL));
      g_autoptr (RgTemplates) templates = load (dir, &error);
      g_assert_null (templates);
      g_assert_error (error, RG_ERROR, RG_ERROR_CONFIG);
      g_assert_nonnull (strstr (error->message, cases[i].message));
      g_unlink (file);
      g_rmdir (folder);
      g_rmdir (dir);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/templates/every-subset", test_every_subset);
  g_test_add_func ("/templates/whole-text", test_whole_text);
  g_test_add_func ("/templates/choose", test_choose);
  g_test_add_func ("/templates/refused", test_refused);
  return g_test_run ();
}
