/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every shipped text, in every tone, with every set of facts missing. */
#include "base/error.h"
#include "reply/proof.h"

#include <glib/gstdio.h>
#include <string.h>

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

/* Every text × tone × form of address × every subset of the facts that it asks for. */
static void
test_every_rendering (void)
{
  g_autoptr (RgTemplates) templates = load_shipped ();
  g_auto (GStrv) ids = rg_templates_ids (templates);
  guint all = 0;
  g_assert_cmpuint (g_strv_length (ids), ==, 7 * 19);
  for (char **id = ids; *id; id++)
    {
      guint renderings = 0;
      g_autofree char *fault = rg_proof_template (templates, *id, &renderings);
      if (fault)
        g_error ("%s: %s", *id, fault);
      g_assert_cmpuint (renderings, >=, 12);
      all += renderings;
    }
  g_test_message ("%u renderings", all);
}

/* A text means the same in each language: it tells the same facts and cases apart. */
static void
test_languages_agree (void)
{
  g_autoptr (RgTemplates) templates = load_shipped ();
  g_auto (GStrv) ids = rg_templates_ids (templates);
  static const char *const telling[]
      = { "date",      "stage",      "mode",     "reason",   "notice_period",
          "titles",    "hours_from", "referral", "headline", "late",
          "user_name", "tone",       "position", NULL };
  for (char **id = ids; *id; id++)
    {
      g_autofree char *english = g_strconcat ("en", strchr (*id, '/'), NULL);
      g_auto (GStrv) needs = rg_templates_needs (templates, *id);
      g_auto (GStrv) wanted = rg_templates_needs (templates, english);
      for (const char *const *name = telling; *name; name++)
        if (g_strv_contains ((const char *const *) needs, *name)
            != g_strv_contains ((const char *const *) wanted, *name))
          g_error ("%s and %s differ in %s", *id, english, *name);
    }
}

/* What must never be in a reply: see also what the proofreader is told here. */
static void
test_proof (void)
{
  static const struct
  {
    const char *text, *language, *fault;
  } cases[] = {
    { "Dear Priya,\n\nThank you.\n", "en", NULL },
    { "Bonjour,\n\nEst-ce possible\302\240?\n", "fr", NULL },
    { "Bonjour,\n\nEst-ce possible ?\n", "fr", "an ordinary space stands before" },
    { "Dear {{name}},\n", "en", "a placeholder is left" },
    { "Dear ,\n\nyes\n", "en", "the greeting is empty" },
    { "Dear,\n\nyes\n", "en", "the greeting is empty" },
    { "Hola, :\n\nsí\n", "es", "the greeting is empty" },
    { "\nThank you.\n", "en", "the greeting is empty" },
    { "Hello,\n\ntwo  spaces\n", "en", "two spaces" },
    { "Hello,\n\nyes .\n", "en", "a space stands before" },
    { "Hello,\n\nyes..\n", "en", "a punctuation mark stands alone" },
    { "Hello,\n\nthe role ().\n", "en", "a punctuation mark stands alone" },
    { "Hello,\n\n yes\n", "en", "a line begins or ends" },
    { "Ciao,\n\nscrivo su il ruolo.\n", "it", "a preposition and an article" },
    { "Hello,\n\n\nyes\n", "en", "two empty lines" },
    { "hello,\n\nyes\n", "en", "it begins with a small letter" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *fault = rg_proof_read (cases[i].text, cases[i].language);
      g_assert_true (cases[i].fault ? fault && strstr (fault, cases[i].fault) : !fault);
    }
  g_autoptr (GString) essay = g_string_new ("Hello,\n\n");
  for (int i = 0; i < 120; i++)
    g_string_append (essay, "word ");
  g_string_append (essay, "end.\n");
  g_assert_cmpstr (rg_proof_read (essay->str, "en"), ==, "it has more than 120 words");
}

static void
assert_has_none (const char *id, const char *source, const char *const *words, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (strstr (source, words[i]))
      g_error ("%s has '%s'", id, words[i]);
}

/* Words that no text may have: they would tell of the program, of other offers, or of what is
 * held against the employer. */
static void
test_never_in_a_text (void)
{
  static const char *const never[]
      = { "regrets", "checklist", "score", "red flag", "€", "$", "automatic", "software" };
  g_autoptr (RgTemplates) templates = load_shipped ();
  g_auto (GStrv) ids = rg_templates_ids (templates);
  for (char **id = ids; *id; id++)
    {
      g_autofree char *source = rg_templates_source (templates, *id);
      assert_has_none (*id, source, never, G_N_ELEMENTS (never));
      g_auto (GStrv) needs = rg_templates_needs (templates, *id);
      gboolean names_colleague = g_strv_contains ((const char *const *) needs, "referral");
      g_assert_cmpint (names_colleague, ==, g_str_has_suffix (*id, "/referral-details"));
    }
}

/* Only who insists on knowing it asks what a job pays. */
static void
test_pay (void)
{
  static const char *const pay[] = { "salary", "Gehalt",     "salaire",   "rémunération",
                                     "salari", "retributiv", "stipendio", "salário" };
  g_autoptr (RgTemplates) templates = load_shipped ();
  g_auto (GStrv) ids = rg_templates_ids (templates);
  for (char **id = ids; *id; id++)
    {
      g_autofree char *source = rg_templates_source (templates, *id);
      const char *asks = strstr (source, "{{if ask_pay}}");
      g_assert_cmpint (asks != NULL, ==, g_str_has_suffix (*id, "/ask"));
      for (const char *end; asks; asks = strstr (source, "{{if ask_pay}}"))
        {
          g_assert_nonnull ((end = strstr (asks, "{{end}}")));
          memmove ((char *) asks, end, strlen (end) + 1);
        }
      assert_has_none (*id, source, pay, G_N_ELEMENTS (pay));
    }
}

static GHashTable *
new_values (const char *tone)
{
  GHashTable *values = g_hash_table_new (g_str_hash, g_str_equal);
  g_hash_table_insert (values, (gpointer) "company", (gpointer) "Fernwood Labs");
  g_hash_table_insert (values, (gpointer) "position", (gpointer) "Senior C Developer");
  g_hash_table_insert (values, (gpointer) "contact", (gpointer) "Priya Nair");
  g_hash_table_insert (values, (gpointer) "first_name", (gpointer) "Priya");
  g_hash_table_insert (values, (gpointer) "user_name", (gpointer) "Sam Rivera");
  g_hash_table_insert (values, (gpointer) "tone", (gpointer) tone);
  return values;
}

static void
test_whole_text (void)
{
  g_autoptr (RgTemplates) templates = load_shipped ();
  g_autoptr (GHashTable) values = new_values ("warm");
  g_autofree char *subject = NULL;
  g_autofree char *text
      = rg_templates_render (templates, "en/offer-accepted", values, &subject, NULL);
  g_assert_null (subject);
  g_assert_cmpstr (
      text, ==,
      "Dear Priya,\n\n"
      "Thank you for inviting me to interview for the Senior C Developer role at Fernwood "
      "Labs. I was glad to hear from you.\n\n"
      "I have accepted another position, so I need to withdraw from the process.\n\n"
      "I wish you every success in finding the right person, and I hope our paths cross "
      "again.\n\n"
      "With kind regards,\nSam Rivera\n");
}

static void
test_tones (void)
{
  static const struct
  {
    const char *tone, *begins, *ends;
  } cases[] = {
    { "warm", "Dear Priya,\n", "With kind regards,\nSam Rivera\n" },
    { "formal", "Dear Priya Nair,\n", "Yours sincerely,\nSam Rivera\n" },
    { "brief", "Hi Priya,\n", "All the best with the search.\n\nBest regards,\nSam Rivera\n" },
  };
  g_autoptr (RgTemplates) templates = load_shipped ();
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GHashTable) values = new_values (cases[i].tone);
      g_autofree char *subject = NULL;
      g_autofree char *text
          = rg_templates_render (templates, "en/withdraw", values, &subject, NULL);
      g_assert_true (g_str_has_prefix (text, cases[i].begins));
      g_assert_true (g_str_has_suffix (text, cases[i].ends));
    }
}

static void
test_own_subject (void)
{
  g_autoptr (RgTemplates) templates = load_shipped ();
  g_autoptr (GHashTable) values = new_values ("warm");
  g_autofree char *subject = NULL;
  g_autofree char *text
      = rg_templates_render (templates, "en/reconnect", values, &subject, NULL);
  g_assert_cmpstr (subject, ==, "Getting back in touch");
  g_assert_true (g_str_has_prefix (text, "Dear Priya,\n\nSome months ago"));
}

/* An own phrase takes the place of the shipped one; the others stay. */
static void
test_own_phrase (void)
{
  g_autofree char *shipped = g_test_build_filename (G_TEST_DIST, "..", "templates", NULL);
  g_autofree char *dir = g_dir_make_tmp ("templates-XXXXXX", NULL);
  g_autofree char *folder = g_build_filename (dir, "en", NULL);
  g_autofree char *file = g_build_filename (folder, "phrases.txt", NULL);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (file, "[closing]\nCheers,\n{{user_name}}\n", -1, NULL));
  const char *dirs[] = { shipped, dir, NULL };
  g_autoptr (RgTemplates) templates = rg_templates_load (dirs, NULL);
  g_autoptr (GHashTable) values = new_values ("warm");
  g_autofree char *subject = NULL;
  g_autofree char *text
      = rg_templates_render (templates, "en/withdraw", values, &subject, NULL);
  g_assert_true (g_str_has_prefix (text, "Dear Priya,\n"));
  g_assert_true (g_str_has_suffix (text, "\n\nCheers,\nSam Rivera\n"));
  g_unlink (file);
  g_rmdir (folder);
  g_rmdir (dir);
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
  g_assert_null (rg_templates_choose (templates, "en", "_greeting"));
  g_assert_null (rg_templates_choose (templates, "en", "reconnect#subject"));
}

static void
test_refused (void)
{
  static const struct
  {
    const char *text, *message, *name;
  } cases[] = {
    { "[greeting]\nHi {{x\n", "phrases.txt:2: '{{' is not closed", "phrases" },
    { "\n[closing]\na\n[greting]\nHi\n", "phrases.txt:4: unknown phrase 'greting'", "phrases" },
    { "Hi\n[closing]\na\n", "phrases.txt:1: a phrase begins with a line like [greeting]",
      "phrases" },
    { "Subject: a\n\nb {{nothing}}", "x.txt:3: unknown name 'nothing'" },
    { "Subject: {{nothing}}\n\nb", "x.txt:1: unknown name 'nothing'" },
    { "Hello\n{{name", "x.txt:2: '{{' is not closed by '}}' on its line" },
    { "a {{b\n}}", "x.txt:1: '{{' is not closed by '}}' on its line" },
    { "{{# note}}", "x.txt:1: a tag begins with a name, if, else or end; this one with '#'" },
    { "{{if company}}yes", "x.txt:1: the template is not complete" },
    { "[closing]\n{{if company}}Bye\n", "phrases.txt:2: the template is not complete",
      "phrases" },
    { "one\ntwo {{compnay}}", "x.txt:2: unknown name 'compnay'; known are: article, ask_pay, company" },
    { "\xff", "x.txt:1: not UTF-8" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *dir = g_dir_make_tmp ("templates-XXXXXX", NULL);
      g_autofree char *folder = g_build_filename (dir, "en", NULL);
      g_autofree char *name = g_strconcat (cases[i].name ? cases[i].name : "x", ".txt", NULL);
      g_autofree char *file = g_build_filename (folder, name, NULL);
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
  g_test_add_func ("/templates/proof", test_proof);
  g_test_add_func ("/templates/every-rendering", test_every_rendering);
  g_test_add_func ("/templates/languages-agree", test_languages_agree);
  g_test_add_func ("/templates/pay", test_pay);
  g_test_add_func ("/templates/never-in-a-text", test_never_in_a_text);
  g_test_add_func ("/templates/tones", test_tones);
  g_test_add_func ("/templates/own-subject", test_own_subject);
  g_test_add_func ("/templates/own-phrase", test_own_phrase);
  g_test_add_func ("/templates/whole-text", test_whole_text);
  g_test_add_func ("/templates/choose", test_choose);
  g_test_add_func ("/templates/refused", test_refused);
  return g_test_run ();
}
