/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The network over all that a mail has: its contents, its arithmetic on a net of a few numbers,
 * and its file. */
#include "detect/bag.h"

#include "base/index.h"
#include "detect/kind.h"
#include "detect/sequence.h"

#include "learned_file.h"

#include <math.h>
#include <string.h>

#define WIDTH   48
#define N_WORDS 2 /* "alpha" and "beta" */
#define N_BASES (2 * WIDTH + RG_N_KINDS)

/* Nothing but zeros, which say that all kinds are as likely. */
typedef struct
{
  gint8 words[N_WORDS][WIDTH];
  gint8 points[WIDTH][RG_N_KINDS];
  gint8 hidden[WIDTH][WIDTH];
  gint8 kinds[RG_N_KINDS][WIDTH];
  float bases[N_BASES];
} Draft;

static GByteArray *
write_bag (const Draft *draft)
{
  static const char *const words[] = { "alpha", "beta", NULL };
  GByteArray *file = learned_file_new ("regrets bag 1\n\0\0", words);
  learned_file_add_table (file, draft->words[0], N_WORDS, WIDTH);
  learned_file_add_table (file, draft->points[0], WIDTH, RG_N_KINDS);
  learned_file_add_table (file, draft->hidden[0], WIDTH, WIDTH);
  learned_file_add_table (file, draft->kinds[0], RG_N_KINDS, WIDTH);
  for (gsize i = 0; i < N_BASES; i++)
    learned_file_add_float (file, draft->bases[i]);
  return file;
}

static gpointer
load (const char *path, GError **error)
{
  return rg_bag_load (path, error);
}

static double
odds_of (RgBag *bag, const char *text, double offer)
{
  g_autoptr (GArray) contents = g_array_new (FALSE, TRUE, sizeof (guint64));
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  for (char **word = words; *word; word++)
    {
      guint64 hash = rg_hash_text (RG_HASH_START, *word);
      g_array_append_val (contents, hash);
    }
  double points[RG_N_KINDS] = { 0 };
  points[RG_KIND_OFFER] = offer;
  return rg_bag_odds (bag, contents, points);
}

static void
test_odds (void)
{
  Draft draft = { 0 };
  draft.words[0][0] = 6; /* alpha */
  draft.words[1][0] = 2; /* beta */
  draft.words[1][1] = -9;
  draft.bases[1] = 1;
  draft.points[0][RG_KIND_OFFER] = 2; /* of ten points */
  draft.hidden[0][0] = 1;
  draft.hidden[0][1] = -1; /* what beta takes away */
  draft.kinds[RG_KIND_INVITATION][0] = draft.kinds[RG_KIND_RESCHEDULE][0] = 1;
  g_autoptr (GByteArray) file = write_bag (&draft);
  g_autoptr (GError) error = NULL;
  g_autoptr (RgBag) bag = learned_file_load (file, file->len, "bag.bin", load, &error);
  g_assert_no_error (error);
  double even = log (2.0 / (RG_N_KINDS - 2));
  g_assert_cmpfloat_with_epsilon (odds_of (bag, "gamma", 0), even, 1e-4);
  g_assert_cmpfloat_with_epsilon (odds_of (bag, "alpha gamma delta", 0), even + 5, 1e-4);
  g_assert_cmpfloat_with_epsilon (odds_of (bag, "beta", 0), even + 2, 1e-4);
  g_assert_cmpfloat_with_epsilon (odds_of (bag, "alpha beta", 0), even + 8 / sqrt (2), 1e-4);
  g_assert_cmpfloat_with_epsilon (odds_of (bag, "alpha", 15), even + 8, 1e-4);
  g_assert_cmpfloat_with_epsilon (odds_of (bag, "alpha", 90), even + 9.8,
                                  1e-4); /* 24 at most */
}

static gboolean
has (const GArray *contents, const char *word)
{
  guint64 hash = rg_hash_text (RG_HASH_START, word);
  guint count = 0;
  for (guint i = 0; i < contents->len; i++)
    count += g_array_index (contents, guint64, i) == hash;
  g_assert_cmpuint (count, <=, 1);
  return count == 1;
}

static void
test_contents (void)
{
  const char *mail = "From: Priya <priya@fernwood.example>\nTo: sam@example.net\n"
                     "Subject: Round two\n\nAn interview, an interview here.\n";
  g_autoptr (RgMessage) message = rg_message_read (mail, strlen (mail), NULL);
  g_autoptr (GArray) steps = rg_sequence_of (message);
  char sign[] = "rule: bulk";
  g_autoptr (GPtrArray) signs = g_ptr_array_new ();
  g_ptr_array_add (signs, sign);
  g_autoptr (GArray) contents = rg_bag_contents (message, steps, signs);
  g_assert_true (has (contents, "rule: bulk"));
  g_assert_true (has (contents, "interv")); /* a term */
  g_assert_true (has (contents, "an interv"));
  g_assert_true (has (contents, "subject: round"));
  g_assert_true (has (contents, "interview")); /* whole */
  g_assert_true (has (contents, "<dom:fernwood.example>"));
  g_assert_true (has (contents, "here"));
  g_assert_false (has (contents, "priya"));
}

static void
test_bad_files (void)
{
  Draft draft = { 0 };
  g_autoptr (GByteArray) file = write_bag (&draft);
  learned_file_assert_refused (file, "bag.bin", load);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bag/odds", test_odds);
  g_test_add_func ("/bag/contents", test_contents);
  g_test_add_func ("/bag/bad-files", test_bad_files);
  return g_test_run ();
}
