/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The terms of a mail, and what its wording says. */
#include "detect/wording.h"

#include "base/error.h"
#include "detect/detection.h"
#include "detect/terms.h"

#include <glib/gstdio.h>
#include <string.h>

#define HEAD                                                                                   \
  "From: Priya <priya@fernwood.example>\nTo: sam@example.net\nSubject: Next Round?\n\n"

static RgMessage *
read_mail (const char *body)
{
  g_autofree char *mail = g_strconcat (HEAD, body, NULL);
  g_autoptr (GError) error = NULL;
  RgMessage *message = rg_message_read (mail, strlen (mail), &error);
  g_assert_no_error (error);
  return message;
}

static void
append_term (const RgTerm *term, gpointer data)
{
  g_autofree char *text = rg_term_text (term);
  g_assert_cmpuint (term->hash, ==, rg_term_hash (text));
  g_string_append_printf (data, "%s|", text);
}

static void
test_terms (void)
{
  g_autoptr (RgMessage) message = read_mail ("One two.\n\n> three four\n");
  g_autoptr (GString) terms = g_string_new (NULL);
  rg_terms_each (message, append_term, terms);
  g_assert_cmpstr (terms->str, ==,
                   "subject: next|subject: round|subject: next round|subject: ?|"
                   "subject: round ?|next|round|next round|?|round ?|one|two|one two|"
                   "quote: three|quote: four|");
}

static void
append_word (const RgTerm *term, gpointer data)
{
  if (!*term->place && !*term->second)
    g_string_append_printf (data, "%s ", term->first);
}

static void
test_words (void)
{
  static const struct
  {
    const char *body, *words;
  } cases[] = {
    { "Availability INTERVIEW", "availa interv " },
    { "at 15:30, 15h30 or 3.30 on 3.12.2026", "at 0:00 0:00 or 0:00 on 0 0 0 " },
    { "Vorstellungsgespr\xc3\xa4"
      "ch am 3. M\xc3\xa4rz",
      "vorste am 0 month " },
    { "write to a.b@c.example or see https://x.example/y!", "write to @ or see :// " },
    { "don\xe2\x80\x99t 'quote'", "don't quote " },
    { "October, octobre and octubre", "month month and month " },
    { "\xc3\x89"
      "crire \xe6\x97\xa5\xe6\x9c\xac",
      "\xc3\xa9"
      "crire \xe6\x97\xa5\xe6\x9c\xac " },
    { "@ 15: . - h", "0 h " },
    { "Dear Sam, samples", "dear name sample " },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RgMessage) message = read_mail (cases[i].body);
      g_autoptr (GString) words = g_string_new (NULL);
      rg_terms_each (message, append_word, words);
      g_assert_true (g_str_has_prefix (words->str, "next round ? "));
      g_assert_cmpstr (words->str + strlen ("next round ? "), ==, cases[i].words);
    }
}

static RgWording *
load (const char *text, GError **error)
{
  g_autofree char *dir = g_dir_make_tmp ("wording-XXXXXX", NULL);
  g_autofree char *file = g_build_filename (dir, "w.tsv", NULL);
  g_assert_true (g_file_set_contents (file, text, -1, NULL));
  RgWording *wording = rg_wording_load (file, rg_kind_names, error);
  g_unlink (file);
  g_rmdir (dir);
  return wording;
}

static void
test_weigh (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RgWording) wording
      = load ("# a comment\n*\toth+50\ninterv\tinv+5 rej-30\nan interv\tinv+120\n"
              "subject: round\tinv+200\nrule: bulk\toth+300\nnowher\tinv+900\n",
              &error);
  g_assert_no_error (error);
  g_autoptr (RgMessage) message = read_mail ("An interview, an interview.\n");
  const char *names[] = { "rule: bulk", "rule: unknown" };
  g_autoptr (GPtrArray) rules = g_ptr_array_new ();
  g_ptr_array_add (rules, (gpointer) names[0]);
  g_ptr_array_add (rules, (gpointer) names[1]);
  g_autoptr (RgWeighed) weighed = rg_wording_weigh (wording, message);
  rg_weighed_add_signs (weighed, wording, rules);
  g_assert_cmpfloat_with_epsilon (weighed->points[RG_KIND_INVITATION], 3.25, 1e-9);
  g_assert_cmpfloat_with_epsilon (weighed->points[RG_KIND_REJECTION], -0.3, 1e-9);
  g_assert_cmpfloat_with_epsilon (weighed->points[RG_KIND_OTHER], 3.5, 1e-9);
  g_assert_cmpuint (rg_weighed_best (weighed, wording), ==, RG_KIND_OTHER);
  g_autofree char *reasons = rg_weighed_reasons (weighed, wording, RG_KIND_INVITATION);
  g_assert_cmpstr (reasons, ==, "an interv, interv");
  g_autofree char *none = rg_weighed_reasons (weighed, wording, RG_KIND_OTHER);
  g_assert_cmpstr (none, ==, "");
}

static void
test_bad_files (void)
{
  static const char *const texts[]
      = { "word\n",    "word\tzzz+1\n",  "word\tinv\n", "word\tinv+99999\n",
          "\tinv+1\n", "word\tinv+1 x\n" };
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *text = g_strconcat ("*\tinv+1\n", texts[i], NULL);
      g_assert_null (load (text, &error));
      g_assert_error (error, RG_ERROR, RG_ERROR_CONFIG);
      g_assert_nonnull (strstr (error->message, "w.tsv:2: "));
    }
  g_autoptr (GError) error = NULL;
  g_assert_null (rg_wording_load ("/nonexistent/w.tsv", rg_kind_names, &error));
  g_assert_error (error, RG_ERROR, RG_ERROR_CONFIG);
}

/* The rules' own points and those of the wording add up; `weight` takes the wording away. */
static void
test_with_rules (void)
{
  static const struct
  {
    const char *rules;
    RgKind kind;
    double score;
  } cases[] = {
    { "", RG_KIND_INVITATION, 2 },
    { "[wording]\nweight = 0\n", RG_KIND_OTHER, 0 },
    { "[wording]\nweight = 2\n", RG_KIND_INVITATION, 4 },
    { "[rule r]\nin = body\nmatch = interview\nkind = rejection\nscore = 3\n",
      RG_KIND_REJECTION, 3 },
    { "[kind invitation]\nthreshold = 9\n[kind other]\nthreshold = 4\n", RG_KIND_OTHER, 2 },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *dir = g_dir_make_tmp ("wording-XXXXXX", NULL);
      g_autofree char *file = g_build_filename (dir, "w.tsv", NULL);
      g_autofree char *conf = g_build_filename (dir, "r.conf", NULL);
      const char *dirs[] = { dir, NULL };
      static const char *const addresses[] = { NULL };
      g_autoptr (GError) error = NULL;
      g_assert_true (g_file_set_contents (file, "interv\tinv+200\n", -1, NULL));
      g_assert_true (g_file_set_contents (conf, cases[i].rules, -1, NULL));
      g_autoptr (RgRules) rules = rg_rules_load (dirs, file, &error);
      g_assert_no_error (error);
      g_autoptr (RgMessage) message = read_mail ("an interview\n");
      g_autoptr (RgDetection) detection = rg_detect (rules, message, "en", addresses, FALSE);
      g_assert_cmpstr (rg_kind_name (detection->kind), ==, rg_kind_name (cases[i].kind));
      g_assert_cmpfloat_with_epsilon (detection->score, cases[i].score, 1e-9);
      g_unlink (file);
      g_unlink (conf);
      g_rmdir (dir);
    }
}

/* A folder of shipped rules, with one that speaks of lotteries, and one of the user's own. */
typedef struct
{
  char *shipped, *own;
  char *wording, *rules, *own_rules; /* files in them; the last isn't there yet */
} Folders;

static Folders *
folders_new (const char *wording)
{
  static const char rule[]
      = "[rule r]\nin = whole\nmatch = lottery\nkind = invitation\nscore = 3\n";
  Folders *folders = g_new0 (Folders, 1);
  folders->shipped = g_dir_make_tmp ("wording-XXXXXX", NULL);
  folders->own = g_dir_make_tmp ("wording-XXXXXX", NULL);
  folders->wording = g_build_filename (folders->shipped, "w.tsv", NULL);
  folders->rules = g_build_filename (folders->shipped, "r.conf", NULL);
  folders->own_rules = g_build_filename (folders->own, "mine.conf", NULL);
  g_assert_true (g_file_set_contents (folders->wording, wording, -1, NULL));
  g_assert_true (g_file_set_contents (folders->rules, rule, -1, NULL));
  return folders;
}

static void
folders_free (Folders *folders)
{
  char *files[] = { folders->wording, folders->rules, folders->own_rules };
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_unlink (files[i]);
      g_free (files[i]);
    }
  g_rmdir (folders->shipped);
  g_rmdir (folders->own);
  g_free (folders->shipped);
  g_free (folders->own);
  g_free (folders);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Folders, folders_free)

static RgRules *
load_rules (const Folders *folders)
{
  const char *dirs[] = { folders->shipped, folders->own, NULL };
  g_autoptr (GError) error = NULL;
  RgRules *rules = rg_rules_load (dirs, folders->wording, &error);
  g_assert_no_error (error);
  return rules;
}

static RgDetection *
detect_in (const char *language, const RgRules *rules, const char *mail, gboolean all_rules)
{
  static const char *const addresses[] = { "sam@example.net", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (RgMessage) message = rg_message_read (mail, strlen (mail), &error);
  g_assert_no_error (error);
  return rg_detect (rules, message, language, addresses, all_rules);
}

static RgDetection *
detect (const RgRules *rules, const char *mail, gboolean all_rules)
{
  return detect_in ("en", rules, mail, all_rules);
}

static guint
count_hits (const RgRules *rules, const char *mail, gboolean all_rules)
{
  g_autoptr (RgDetection) detection = detect (rules, mail, all_rules);
  return detection->hits->len;
}

/* Of mail that is plainly none of ours no rule is asked; but rules of one's own always are, and
 * all are where somebody wants to see them or a calendar part came. */
static void
test_plainly_other (void)
{
  static const char mail[] = HEAD "lottery\n";
  static const char invited[]
      = "From: a@b.example\nSubject: x\nMIME-Version: 1.0\nContent-Type: text/calendar; "
        "method=REQUEST\n\nBEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:1\n"
        "DTSTART:20261203T100000Z\nSUMMARY:lottery\nEND:VEVENT\nEND:VCALENDAR\n";
  g_autoptr (Folders) folders = folders_new ("lotter\toth+4000\n");
  g_autoptr (RgRules) rules = load_rules (folders);
  g_assert_cmpuint (count_hits (rules, mail, FALSE), ==, 1); /* the wording */
  g_assert_cmpuint (count_hits (rules, mail, TRUE), ==, 2);
  g_assert_cmpuint (count_hits (rules, invited, FALSE), ==, 2);
  g_assert_true (
      g_file_set_contents (folders->own_rules, "[kind offer]\nthreshold = 5\n", -1, NULL));
  g_autoptr (RgRules) tuned = load_rules (folders);
  g_assert_cmpuint (count_hits (tuned, mail, FALSE), ==, 2);
}

#define POSTED "List-Post: <mailto:talk@lists.example>\n"

/* A mail of a list needs fewer points to be let pass, unless it is addressed to the user; and
 * what passes isn't in doubt. */
static void
test_list_mail (void)
{
  static const struct
  {
    const char *head, *wording;
    gboolean passes;
  } cases[] = {
    { "", "lotter\toth+500\n", FALSE },
    { POSTED, "lotter\toth+500\n", TRUE },
    { POSTED, "lotter\toth+100\n", FALSE },
    { "List-Post: NO\n", "lotter\toth+500\n", FALSE },
    { "List-Id: <talk.lists.example>\n", "lotter\toth+500\n", FALSE },
    { POSTED "Cc: Sam@Example.net\n", "lotter\toth+500\n", FALSE },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *mail = g_strconcat ("From: a@b.example\nTo: talk@lists.example\n",
                                           cases[i].head, "Subject: x\n\nlottery\n", NULL);
      g_autoptr (Folders) folders = folders_new (cases[i].wording);
      g_autoptr (RgRules) rules = load_rules (folders);
      g_autoptr (RgDetection) detection = detect (rules, mail, FALSE);
      g_assert_cmpuint (detection->hits->len, ==, cases[i].passes ? 1 : 2);
      g_assert_false (cases[i].passes && detection->is_in_doubt);
    }
}

/* Where no word speaks for an invitation, a smaller lead is enough for "other". */
static void
test_untold (void)
{
  static const struct
  {
    const char *wording;
    guint hits;
  } cases[] = { { "lotter\toth+1000\n", 1 },
                { "lotter\tinv+300 oth+1300\n", 2 },
                { "lotter\tres+300 oth+1300\n", 2 },
                { "lotter\tinv+100 oth+1100\n", 1 },
                { "lotter\toth+700\n", 2 } };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Folders) folders = folders_new (cases[i].wording);
      g_autoptr (RgRules) rules = load_rules (folders);
      g_assert_cmpuint (count_hits (rules, HEAD "lottery\n", FALSE), ==, cases[i].hits);
    }
}

#define LESS                                                                                   \
  "inv-900 res-900 can-900 ack-900 rej-900 off-900 ass-900 out-900 ale-900 tha-900 ask-900 "

/* A kind below its threshold is told where it is near. */
static void
test_faint (void)
{
  static const struct
  {
    const char *wording;
    RgKind kind;
  } cases[] = { { "lotter\t" LESS "per+200 oth-1500\n", RG_KIND_PERSUADES },
                { "lotter\t" LESS "per-100 oth-1500\n", RG_KIND_OTHER } };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Folders) folders = folders_new (cases[i].wording);
      g_autoptr (RgRules) rules = load_rules (folders);
      g_autoptr (RgDetection) detection = detect (rules, HEAD "lottery\n", FALSE);
      g_assert_cmpint (detection->kind, ==, cases[i].kind);
    }
}

/* Many more than are looked up at once, and each once. */
static void
test_many_terms (void)
{
  g_autoptr (GString) wording = g_string_new (NULL), body = g_string_new (NULL);
  for (int i = 0; i < 25; i++)
    {
      char word[] = { 'q', 'x', (char) ('a' + i), 0 };
      g_string_append_printf (wording, "%s\tinv+%d\n", word, 100 + i);
      g_string_append_printf (body, "%s. %s.\n", word, word);
    }
  g_autofree char *mail = g_strconcat (HEAD, body->str, NULL);
  g_autoptr (Folders) folders = folders_new (wording->str);
  g_autoptr (RgRules) rules = load_rules (folders);
  g_autoptr (RgDetection) detection = detect (rules, mail, FALSE);
  g_assert_cmpfloat_with_epsilon (detection->scores[RG_KIND_INVITATION], 25 + 3.0, 1e-9);
}

/* Of a language without rules words that aren't known don't speak against an invitation, nor is
 * one seen that isn't plainly one. */
static void
test_foreign (void)
{
  static const char mail[] = HEAD "zxq qqz\n";
  static const struct
  {
    const char *own_rules, *language, *wording;
    RgKind kind;
    double score;
  } cases[] = {
    { "", "en", "zxq\tinv+700\nqqz\toth+1300\n", RG_KIND_OTHER, 7 },
    { "", "sv", "zxq\tinv+700\nqqz\toth+1300\n", RG_KIND_INVITATION, 7 },
    { "", "sv", "zxq\tinv-700\n", RG_KIND_OTHER, 0 },
    { "", "en", "zxq\tinv+200\n", RG_KIND_INVITATION, 2 },
    { "", "sv", "zxq\tinv+200\n", RG_KIND_OTHER, 2 },
    { "[rule sv-x]\nlanguage = sv\nin = body\nmatch = nowhere\nkind = other\nscore = 1\n", "sv",
      "zxq\tinv+700\nqqz\toth+1300\n", RG_KIND_OTHER, 7 },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Folders) folders = folders_new (cases[i].wording);
      g_autofree char *own
          = g_strconcat ("[rule en-x]\nlanguage = en\nin = body\nmatch = nowhere\n"
                         "kind = other\nscore = 1\n",
                         cases[i].own_rules, NULL);
      g_assert_true (g_file_set_contents (folders->own_rules, own, -1, NULL));
      g_autoptr (RgRules) rules = load_rules (folders);
      g_autoptr (RgDetection) detection = detect_in (cases[i].language, rules, mail, FALSE);
      g_assert_cmpstr (rg_kind_name (detection->kind), ==, rg_kind_name (cases[i].kind));
      g_assert_cmpfloat_with_epsilon (detection->score, cases[i].score, 1e-9);
      gboolean is_other = detection->kind == RG_KIND_OTHER;
      g_assert_cmpint (detection->is_in_doubt, ==, is_other && cases[i].score > 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wording/terms", test_terms);
  g_test_add_func ("/wording/words", test_words);
  g_test_add_func ("/wording/weigh", test_weigh);
  g_test_add_func ("/wording/bad files", test_bad_files);
  g_test_add_func ("/wording/with rules", test_with_rules);
  g_test_add_func ("/wording/plainly other", test_plainly_other);
  g_test_add_func ("/wording/list mail", test_list_mail);
  g_test_add_func ("/wording/untold", test_untold);
  g_test_add_func ("/wording/faint", test_faint);
  g_test_add_func ("/wording/many terms", test_many_terms);
  g_test_add_func ("/wording/foreign", test_foreign);
  return g_test_run ();
}
