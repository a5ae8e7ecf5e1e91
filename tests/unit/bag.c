/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The network over all that a mail has: its contents, its arithmetic on a net of a few numbers,
 * and its file. */
#include "detect/bag.h"

#include "base/error.h"
#include "base/index.h"
#include "detect/kind.h"
#include "detect/sequence.h"

#include <glib/gstdio.h>
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

static void
append_number (GByteArray *bytes, guint32 number)
{
  number = GUINT32_TO_LE (number);
  g_byte_array_append (bytes, (const guint8 *) &number, sizeof number);
}

static void
append_float (GByteArray *bytes, float value)
{
  guint32 bits;
  memcpy (&bits, &value, sizeof bits);
  append_number (bytes, bits);
}

static void
append_word (GByteArray *bytes, const char *word)
{
  guint64 hash = GUINT64_TO_LE (rg_hash_text (RG_HASH_START, word));
  g_byte_array_append (bytes, (const guint8 *) &hash, sizeof hash);
}

static void
append_table (GByteArray *bytes, const gint8 *numbers, guint rows, guint columns)
{
  for (guint row = 0; row < rows; row++)
    append_float (bytes, 1);
  g_byte_array_append (bytes, (const guint8 *) numbers, rows * columns);
}

static GByteArray *
write_bag (const Draft *draft)
{
  GByteArray *bytes = g_byte_array_new ();
  g_byte_array_append (bytes, (const guint8 *) "regrets bag 1\n\0\0", 16);
  append_number (bytes, N_WORDS);
  append_word (bytes, "alpha");
  append_word (bytes, "beta");
  append_table (bytes, draft->words[0], N_WORDS, WIDTH);
  append_table (bytes, draft->points[0], WIDTH, RG_N_KINDS);
  append_table (bytes, draft->hidden[0], WIDTH, WIDTH);
  append_table (bytes, draft->kinds[0], RG_N_KINDS, WIDTH);
  for (gsize i = 0; i < N_BASES; i++)
    append_float (bytes, draft->bases[i]);
  return bytes;
}

static RgBag *
load (const guint8 *bytes, gsize length, GError **error)
{
  g_autofree char *dir = g_dir_make_tmp ("bag-XXXXXX", NULL);
  g_autofree char *file = g_build_filename (dir, "bag.bin", NULL);
  g_assert_true (g_file_set_contents (file, (const char *) bytes, (gssize) length, NULL));
  RgBag *bag = rg_bag_load (file, error);
  g_unlink (file);
  g_rmdir (dir);
  return bag;
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
  g_autoptr (GByteArray) bytes = write_bag (&draft);
  g_autoptr (GError) error = NULL;
  g_autoptr (RgBag) bag = load (bytes->data, bytes->len, &error);
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
  g_autoptr (GByteArray) bytes = write_bag (&draft);
  gsize lengths[] = { 0, 10, 16, 20, 30, bytes->len / 2, bytes->len - 1 };
  for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (load (bytes->data, lengths[i], &error));
      g_assert_error (error, RG_ERROR, RG_ERROR_CONFIG);
      g_assert_nonnull (strstr (error->message, "bag.bin: it is cut off"));
    }
  g_autoptr (GError) missing = NULL, longer = NULL, other = NULL;
  g_assert_null (rg_bag_load ("/nonexistent/bag.bin", &missing));
  g_assert_error (missing, RG_ERROR, RG_ERROR_CONFIG);
  append_number (bytes, 1);
  g_assert_null (load (bytes->data, bytes->len, &longer));
  g_assert_error (longer, RG_ERROR, RG_ERROR_CONFIG);
  memset (bytes->data + 16, 0xFF, 4); /* the count of words */
  g_assert_null (load (bytes->data, bytes->len, &other));
  g_assert_error (other, RG_ERROR, RG_ERROR_CONFIG);
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
