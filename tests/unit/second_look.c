/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What two small networks change of the verdict by rules and wording, with all that is shipped.
 */
#include "detect/second_look.h"

#include "base/error.h"
#include "learned_file.h"

#include <glib/gstdio.h>
#include <string.h>

static char *
data_path (const char *name)
{
  return g_build_filename (g_getenv ("REGRETS_DATADIR"), name, NULL);
}

/* Folders with a rule each, NULL for none: one that counts as shipped, and one of the user's.
 */
typedef struct
{
  char *dir, *shipped, *own, *nets;
} Folders;

static char *
make_dir (const char *parent, const char *name, const char *rule)
{
  char *dir = g_build_filename (parent, name, NULL);
  g_autofree char *file = g_build_filename (dir, "rule.conf", NULL);
  g_assert_cmpint (g_mkdir (dir, 0700), ==, 0);
  g_assert_true (!rule || g_file_set_contents (file, rule, -1, NULL));
  return dir;
}

static Folders *
folders_new (const char *shipped, const char *own)
{
  Folders *folders = g_new0 (Folders, 1);
  folders->dir = g_dir_make_tmp ("second-look-XXXXXX", NULL);
  folders->shipped = make_dir (folders->dir, "shipped", shipped);
  folders->own = make_dir (folders->dir, "own", own);
  folders->nets = make_dir (folders->dir, "nets", NULL);
  return folders;
}

static void
remove_dir (char *path)
{
  static const char *const names[] = { "rule.conf", "net.bin", "bag.bin" };
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *file = g_build_filename (path, names[i], NULL);
      g_unlink (file);
    }
  g_rmdir (path);
  g_free (path);
}

static void
folders_free (Folders *folders)
{
  remove_dir (folders->shipped);
  remove_dir (folders->own);
  remove_dir (folders->nets);
  remove_dir (folders->dir);
  g_free (folders);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Folders, folders_free)

/* A network of nothing but zeros, which always gives an invitation the same: `length` bytes
 * between the head and what is added to each kind. */
static void
write_zeros (const char *dir, const char *name, const char *magic, gsize length, float invites)
{
  g_autofree char *path = g_build_filename (dir, name, NULL);
  static const char *const no_words[] = { NULL };
  g_autoptr (GByteArray) file = learned_file_new (magic, no_words);
  guint head = file->len;
  g_byte_array_set_size (file, head + (guint) length);
  memset (file->data + head, 0, length);
  for (int kind = 0; kind < RG_N_KINDS; kind++)
    learned_file_add_float (
        file, kind == RG_KIND_INVITATION || kind == RG_KIND_RESCHEDULE ? invites : 0);
  g_assert_true (g_file_set_contents (path, (const char *) file->data, file->len, NULL));
}

#define ROWS(rows, columns) ((rows) * (sizeof (float) + (columns)))

static void
write_net (const char *dir, float invites)
{
  write_zeros (dir, "net.bin", "regrets net 1\n\0\0",
               ROWS (2 + 6001 + 3001 + 5, 48) + ROWS (96, 3 * 48) + ROWS (128, 5 * 96)
                   + ROWS (1, 128) + ROWS (64, 96 + 2 * 128) + ROWS (RG_N_KINDS, 64)
                   + (96 + 128 + 1 + 64) * sizeof (float),
               invites);
}

static void
write_bag (const char *dir, float invites)
{
  write_zeros (dir, "bag.bin", "regrets bag 1\n\0\0",
               ROWS (48, RG_N_KINDS) + ROWS (48, 48) + ROWS (RG_N_KINDS, 48)
                   + 2 * 48 * sizeof (float),
               invites);
}

static void
write_nets (const char *dir, float invites)
{
  write_net (dir, invites);
  write_bag (dir, invites);
}

/* With the nets of a folder; NULL for none. */
static RgRules *
load_rules (const Folders *folders, const char *nets)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *rule_dir = data_path ("rules"), *wording = data_path ("wording.tsv");
  const char *dirs[] = { rule_dir, folders->shipped, folders->own, NULL };
  RgRules *rules = rg_rules_load (dirs, wording, &error);
  g_assert_no_error (error);
  g_assert_true (!nets || rg_rules_read_nets (rules, nets, &error));
  g_assert_no_error (error);
  return rules;
}

static RgDetection *
detect (const RgRules *rules, const char *mail)
{
  static const char *const addresses[] = { "sam@example.net", NULL };
  g_autoptr (RgMessage) message = rg_message_read (mail, strlen (mail), NULL);
  return rg_detect (rules, message, "en", addresses, TRUE);
}

static const RgHit *
find_hit (const RgDetection *detection, const char *rule)
{
  for (guint i = 0; i < detection->hits->len; i++)
    {
      const RgHit *hit = g_ptr_array_index (detection->hits, i);
      if (g_str_equal (hit->rule, rule))
        return hit;
    }
  return NULL;
}

#define HEAD "To: Sam Rivera <sam@example.net>\nDate: Wed, 18 Nov 2026 10:40:12 +0000\n"
#define PLAIN_INVITATION                                                                       \
  HEAD "From: Priya Nair <priya.nair@quantile.example>\nSubject: Interview for Data "          \
       "Analyst\n\nDear Sam,\n\nthank you for your application for the role of Data "          \
       "Analyst. We would like to invite you to an interview on 3 December at 15:00.\n\n"      \
       "Kind regards,\nPriya Nair\n"

/* Where they agree nothing is said. */
static void
test_agrees (void)
{
  g_autoptr (Folders) folders = folders_new (NULL, NULL);
  g_autofree char *learned = data_path ("learned");
  g_autoptr (RgRules) rules = load_rules (folders, learned), alone = load_rules (folders, NULL);
  g_autoptr (RgDetection) detection = detect (rules, PLAIN_INVITATION);
  g_autoptr (RgDetection) before = detect (alone, PLAIN_INVITATION);
  g_assert_cmpint (detection->kind, ==, RG_KIND_INVITATION);
  g_assert_null (find_hit (detection, RG_SECOND_LOOK_RULE));
  g_assert_cmpfloat (rg_second_look_lead (detection, rules), >, 0);
  g_assert_cmpfloat (detection->score, ==, before->score);
}

/* How far the plain invitation is ahead. */
static double
plain_lead (void)
{
  g_autoptr (Folders) folders = folders_new (NULL, NULL);
  g_autoptr (RgRules) rules = load_rules (folders, NULL);
  g_autoptr (RgDetection) detection = detect (rules, PLAIN_INVITATION);
  return rg_second_look_lead (detection, rules);
}

#define RULE "[rule %s]\nin = sender-domain\nmatch = quantile\nkind = %s\nscore = %.3f\n"

/* That an invitation which is ahead by `lead`, where both nets say the same, is taken for one
 * or not. The user has a rule that gives it `own` points (0: none), and lines in a file. */
static void
assert_verdict (double lead, float invites, double own, const char *lines, gboolean is_one,
                gboolean is_changed)
{
  double less = lead - plain_lead ();
  g_autofree char *shipped
      = g_strdup_printf (RULE RULE, "one", "invitation", less, "two", "reschedule", less);
  g_autofree char *rule
      = own != 0 ? g_strdup_printf (RULE, "own", "invitation", own) : g_strdup ("");
  g_autofree char *file = g_strconcat (rule, lines, NULL);
  g_autoptr (Folders) folders = folders_new (shipped, *file ? file : NULL);
  write_nets (folders->nets, invites);
  g_autoptr (RgRules) rules = load_rules (folders, folders->nets);
  g_autoptr (RgDetection) detection = detect (rules, PLAIN_INVITATION);
  g_assert_cmpint (detection->kind == RG_KIND_INVITATION, ==, is_one);
  g_assert_cmpint (find_hit (detection, RG_SECOND_LOOK_RULE) != NULL, ==, is_changed);
}

static void
test_changes (void)
{
  assert_verdict (2, 10, 0, "", TRUE, FALSE);
  assert_verdict (2, -10, 0, "", FALSE, TRUE);
  assert_verdict (-2, -10, 0, "", FALSE, FALSE);
}

/* By how much a rule has to move a kind, to be so far above its threshold in the plain
 * invitation. */
static double
way_to (const RgDetection *detection, RgKind kind, double threshold, double margin)
{
  return margin + threshold - detection->scores[kind];
}

/* That the plain invitation, with an offer ahead of it by `behind`, is taken for one or not;
 * the user has a rule that gives it `own` points (0: none), and a shipped one does `less`. */
static void
assert_behind (double behind, float by_net, float by_bag, double own, double less,
               gboolean is_one)
{
  g_autoptr (Folders) none = folders_new (NULL, NULL);
  g_autoptr (RgRules) alone = load_rules (none, NULL);
  g_autoptr (RgDetection) before = detect (alone, PLAIN_INVITATION);
  double margin = before->scores[RG_KIND_INVITATION] - 5 - less + behind;
  g_autofree char *shipped = g_strdup_printf (
      RULE RULE RULE, "one", "offer", way_to (before, RG_KIND_OFFER, 4, margin), "two",
      "invitation", -less, "three", "reschedule", -40.0);
  g_autofree char *file = own != 0 ? g_strdup_printf (RULE, "own", "invitation", own) : NULL;
  g_autoptr (Folders) folders = folders_new (shipped, file);
  write_net (folders->nets, by_net);
  write_bag (folders->nets, by_bag);
  g_autoptr (RgRules) rules = load_rules (folders, folders->nets);
  g_autoptr (RgDetection) detection = detect (rules, PLAIN_INVITATION);
  g_assert_cmpint (detection->kind == RG_KIND_INVITATION, ==, is_one);
}

/* One is made of what is a little behind, where rules speak for it and both nets do. */
static void
test_little_behind (void)
{
  assert_behind (1, 10, 10, 0, 0, TRUE);
  assert_behind (3.9, 10, 10, 0, 0, TRUE);
  assert_behind (4.1, 10, 10, 0, 0, FALSE);
  assert_behind (1, 0.1F, 0.1F, 0, 0, FALSE); /* not sure enough */
  assert_behind (1, -10, -10, 0, 0, FALSE);
  assert_behind (1, 10, -1, 0, 0, FALSE); /* one of them is against it */
  assert_behind (1, -1, 10, 0, 0, FALSE);
  assert_behind (1, 10, 10, -0.1, 0, FALSE); /* the user's rule has the last word */
}

/* Where the rules give it nothing the nets don't, either. */
static void
test_without_points (void)
{
  g_autoptr (Folders) none = folders_new (NULL, NULL);
  g_autoptr (RgRules) alone = load_rules (none, NULL);
  g_autoptr (RgDetection) before = detect (alone, PLAIN_INVITATION);
  double points[RG_N_KINDS];
  rg_second_look_points (before, points);
  assert_behind (1, 10, 10, 0, points[RG_KIND_INVITATION] - 2, TRUE);
  assert_behind (1, 10, 10, 0, points[RG_KIND_INVITATION] - 1.9, FALSE);
}

/* What is refused is of the kind that comes next only where that is plain by itself. */
static void
test_refused (void)
{
  g_autoptr (Folders) none = folders_new (NULL, NULL);
  g_autoptr (RgRules) alone = load_rules (none, NULL);
  g_autoptr (RgDetection) before = detect (alone, PLAIN_INVITATION);
  static const struct
  {
    double margin;
    RgKind kind;
  } cases[] = { { -1, RG_KIND_OTHER }, { 1, RG_KIND_OFFER } };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double offer = cases[i].margin;
      g_autofree char *shipped
          = g_strdup_printf (RULE RULE RULE RULE, "one", "invitation",
                             way_to (before, RG_KIND_INVITATION, 5, offer + 2), "two", "offer",
                             way_to (before, RG_KIND_OFFER, 4, offer), "three", "other", -40.0,
                             "four", "reschedule", -40.0);
      g_autoptr (Folders) folders = folders_new (shipped, NULL);
      write_nets (folders->nets, -10);
      g_autoptr (RgRules) rules = load_rules (folders, folders->nets);
      g_autoptr (RgDetection) detection = detect (rules, PLAIN_INVITATION);
      g_assert_nonnull (find_hit (detection, RG_SECOND_LOOK_RULE));
      g_assert_cmpstr (rg_kind_name (detection->kind), ==, rg_kind_name (cases[i].kind));
    }
}

/* The user's own rules have the last word, however small. */
static void
test_own_rules (void)
{
  assert_verdict (2, -10, 1, "", TRUE, FALSE);
  assert_verdict (2, -10, -1, "", FALSE, TRUE);
}

/* A threshold of the user's counts behind: it changes no score. */
static void
test_own_threshold (void)
{
  const char *high = "[kind invitation]\nthreshold = 20\n";
  assert_verdict (2, 10, 0, high, FALSE, FALSE);
  assert_verdict (2, -10, 0, high, FALSE, TRUE);
}

/* Of a shipped rule that the user has changed only the difference is the user's. */
static void
test_changed_rule (void)
{
  g_autofree char *shipped = g_strdup_printf (RULE, "one", "invitation", -3.0);
  static const double scores[] = { -3, -5, -1 };
  for (gsize i = 0; i < G_N_ELEMENTS (scores); i++)
    {
      g_autofree char *own = g_strdup_printf (RULE, "one", "invitation", scores[i]);
      g_autoptr (Folders) folders = folders_new (shipped, own);
      g_autoptr (RgRules) rules = load_rules (folders, NULL);
      g_autoptr (RgDetection) detection = detect (rules, PLAIN_INVITATION);
      g_assert_cmpfloat_with_epsilon (rg_second_look_lead (detection, rules), plain_lead () - 3,
                                      1e-9);
    }
}

/* The networks are told what shipped rules say, and nothing of the wording or the user's. */
static void
test_points (void)
{
  g_autofree char *shipped = g_strdup_printf (RULE, "one", "offer", 3.0);
  g_autofree char *own = g_strdup_printf (RULE, "two", "offer", 2.0);
  g_autoptr (Folders) none = folders_new (NULL, NULL), some = folders_new (shipped, own);
  g_autoptr (RgRules) before = load_rules (none, NULL), rules = load_rules (some, NULL);
  g_autoptr (RgDetection) without = detect (before, PLAIN_INVITATION);
  g_autoptr (RgDetection) detection = detect (rules, PLAIN_INVITATION);
  double points[RG_N_KINDS], less[RG_N_KINDS];
  rg_second_look_points (detection, points);
  rg_second_look_points (without, less);
  g_assert_cmpfloat_with_epsilon (points[RG_KIND_OFFER], less[RG_KIND_OFFER] + 3, 1e-9);
  const RgHit *wording = find_hit (detection, RG_WORDING_RULE);
  g_assert_cmpint (wording->kind, ==, RG_KIND_INVITATION);
  g_assert_cmpfloat_with_epsilon (points[RG_KIND_INVITATION] + wording->score,
                                  detection->scores[RG_KIND_INVITATION], 1e-9);
}

static void
test_missing (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Folders) folders = folders_new (NULL, NULL);
  g_autoptr (RgRules) rules = load_rules (folders, NULL);
  g_assert_false (rg_rules_read_nets (rules, "/nonexistent", &error));
  g_assert_error (error, RG_ERROR, RG_ERROR_CONFIG);
  g_autoptr (RgDetection) detection = detect (rules, PLAIN_INVITATION);
  g_assert_cmpint (detection->kind, ==, RG_KIND_INVITATION);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/second-look/agrees", test_agrees);
  g_test_add_func ("/second-look/changes", test_changes);
  g_test_add_func ("/second-look/little-behind", test_little_behind);
  g_test_add_func ("/second-look/without-points", test_without_points);
  g_test_add_func ("/second-look/refused", test_refused);
  g_test_add_func ("/second-look/own-rules", test_own_rules);
  g_test_add_func ("/second-look/own-threshold", test_own_threshold);
  g_test_add_func ("/second-look/changed-rule", test_changed_rule);
  g_test_add_func ("/second-look/points", test_points);
  g_test_add_func ("/second-look/missing", test_missing);
  return g_test_run ();
}
