/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The net that reads a mail word by word: its arithmetic, on nets of a few numbers, and its
 * file. */
#include "detect/net.h"

#include "base/index.h"
#include "detect/kind.h"
#include "detect/sequence.h"

#include "learned_file.h"

#include <math.h>

#define WIDTH  48
#define FIRST  96
#define SECOND 128
#define ALL    (FIRST + 2 * SECOND)
#define HIDDEN 64

enum
{
  WORDS,
  HEADS,
  TAILS,
  PLACES,
  FIRST_LAYER,
  SECOND_LAYER,
  LOOK,
  HIDDEN_LAYER,
  KINDS,
  N_TABLES,
};

#define N_WORDS 2 /* "alpha" and "beta" */
#define N_BASES (FIRST + SECOND + 1 + HIDDEN + RG_N_KINDS)

static const struct
{
  gsize rows, columns;
} sizes[N_TABLES] = {
  { N_WORDS + 2, WIDTH },
  { RG_STEP_HEADS + 1, WIDTH },
  { RG_STEP_TAILS + 1, WIDTH },
  { RG_N_STEP_PLACES, WIDTH },
  { FIRST, 3 * WIDTH },
  { SECOND, 5 * FIRST },
  { 1, SECOND },
  { HIDDEN, ALL },
  { RG_N_KINDS, HIDDEN },
};

/* A net of nothing but zeros, which says that all kinds are as likely. */
typedef struct
{
  gint8 *numbers[N_TABLES];
  float bases[N_BASES];
} Draft;

static Draft *
draft_new (void)
{
  Draft *draft = g_new0 (Draft, 1);
  for (int i = 0; i < N_TABLES; i++)
    draft->numbers[i] = g_new0 (gint8, sizes[i].rows * sizes[i].columns);
  return draft;
}

static void
draft_free (Draft *draft)
{
  for (int i = 0; i < N_TABLES; i++)
    g_free (draft->numbers[i]);
  g_free (draft);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Draft, draft_free)

static void
set (Draft *draft, int table, gsize row, gsize column, gint8 number)
{
  draft->numbers[table][row * sizes[table].columns + column] = number;
}

static GByteArray *
write_net (const Draft *draft)
{
  static const char *const words[] = { "alpha", "beta", NULL };
  GByteArray *file = learned_file_new ("regrets net 1\n\0\0", words);
  for (int i = 0; i < N_TABLES; i++)
    learned_file_add_table (file, draft->numbers[i], sizes[i].rows, sizes[i].columns);
  for (gsize i = 0; i < N_BASES; i++)
    learned_file_add_float (file, draft->bases[i]);
  return file;
}

static gpointer
load (const char *path, GError **error)
{
  return rg_net_load (path, error);
}

static RgNet *
load_draft (const Draft *draft)
{
  g_autoptr (GByteArray) file = write_net (draft);
  g_autoptr (GError) error = NULL;
  RgNet *net = learned_file_load (file, file->len, "net.bin", load, &error);
  g_assert_no_error (error);
  return net;
}

/* Of words with blanks between. */
static double
odds_of (RgNet *net, const char *text)
{
  g_autoptr (GArray) steps = g_array_new (FALSE, TRUE, sizeof (RgStep));
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  for (char **word = words; *word; word++)
    {
      RgStep step = { .hash = rg_hash_text (RG_HASH_START, *word), .place = RG_STEP_TEXT };
      g_array_append_val (steps, step);
    }
  return rg_net_odds (net, steps);
}

/* What the odds are where the two kinds that invite are ahead by so much. */
static double
odds_by (double ahead)
{
  return log (2.0 / (RG_N_KINDS - 2)) + ahead;
}

static void
assert_odds (RgNet *net, const char *text, double expected)
{
  g_assert_cmpfloat_with_epsilon (odds_of (net, text), expected, 1e-4);
}

static void
test_nothing (void)
{
  g_autoptr (Draft) draft = draft_new ();
  g_autoptr (RgNet) net = load_draft (draft);
  g_autoptr (GArray) none = g_array_new (FALSE, TRUE, sizeof (RgStep));
  assert_odds (net, "alpha beta", odds_by (0));
  g_assert_cmpfloat (rg_net_odds (net, none), ==, 0);
}

/* What `part` of all that is found says for both kinds that invite. */
static void
let_count (Draft *draft, gsize part)
{
  set (draft, HIDDEN_LAYER, 0, part, 1);
  set (draft, KINDS, RG_KIND_INVITATION, 0, 1);
  set (draft, KINDS, RG_KIND_RESCHEDULE, 0, 1);
}

static void
test_words (void)
{
  g_autoptr (Draft) draft = draft_new ();
  set (draft, WORDS, 2, 0, 3);           /* alpha */
  set (draft, WORDS, 3, 0, 5);           /* beta */
  set (draft, FIRST_LAYER, 0, WIDTH, 1); /* the word itself */
  let_count (draft, 0);
  g_autoptr (RgNet) net = load_draft (draft);
  assert_odds (net, "gamma", odds_by (0));
  assert_odds (net, "gamma alpha", odds_by (3));
  assert_odds (net, "beta alpha beta", odds_by (5)); /* the most of it */
}

/* The word before counts, and there is none before the first. */
static void
test_order (void)
{
  g_autoptr (Draft) draft = draft_new ();
  set (draft, WORDS, 2, 0, 3);
  set (draft, WORDS, 3, 1, 5);
  set (draft, FIRST_LAYER, 0, 0, 1);         /* "alpha" before */
  set (draft, FIRST_LAYER, 0, WIDTH + 1, 1); /* "beta" */
  let_count (draft, 0);
  g_autoptr (RgNet) net = load_draft (draft);
  assert_odds (net, "alpha beta", odds_by (8));
  assert_odds (net, "beta alpha", odds_by (5));
  assert_odds (net, "alpha", odds_by (0));
}

/* Five words are seen together: two before and two behind. */
static void
test_five (void)
{
  g_autoptr (Draft) draft = draft_new ();
  set (draft, WORDS, 2, 0, 3);
  set (draft, WORDS, 3, 1, 5);
  set (draft, FIRST_LAYER, 0, WIDTH, 1);
  set (draft, FIRST_LAYER, 1, WIDTH + 1, 1);
  set (draft, SECOND_LAYER, 0, 0, 1);             /* "alpha" two before */
  set (draft, SECOND_LAYER, 0, 4 * FIRST + 1, 1); /* "beta" two behind */
  let_count (draft, FIRST);
  g_autoptr (RgNet) net = load_draft (draft);
  assert_odds (net, "alpha x y x beta", odds_by (8));
  assert_odds (net, "beta x y x alpha", odds_by (0));
  assert_odds (net, "alpha x beta", odds_by (5));
}

/* Where it looks counts, not how long the mail is. */
static void
test_attention (void)
{
  g_autoptr (Draft) draft = draft_new ();
  set (draft, WORDS, 2, 0, 2);
  set (draft, FIRST_LAYER, 0, WIDTH, 1);
  set (draft, SECOND_LAYER, 0, 2 * FIRST, 1);
  set (draft, LOOK, 0, 0, 40);
  let_count (draft, FIRST + SECOND);
  g_autoptr (RgNet) net = load_draft (draft);
  assert_odds (net, "x x x x x alpha x x x x x", odds_by (2));
}

static void
test_what_is_less_than_nothing (void)
{
  g_autoptr (Draft) draft = draft_new ();
  draft->bases[0] = -4;
  set (draft, WORDS, 2, 0, 3);
  set (draft, FIRST_LAYER, 0, WIDTH, 1);
  set (draft, SECOND_LAYER, 0, 2 * FIRST, -1);
  let_count (draft, 0);
  let_count (draft, FIRST);
  g_autoptr (RgNet) net = load_draft (draft);
  assert_odds (net, "alpha", odds_by (0));
}

static void
test_bad_files (void)
{
  g_autoptr (Draft) draft = draft_new ();
  g_autoptr (GByteArray) file = write_net (draft);
  learned_file_assert_refused (file, "net.bin", load);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/nothing", test_nothing);
  g_test_add_func ("/net/words", test_words);
  g_test_add_func ("/net/order", test_order);
  g_test_add_func ("/net/five", test_five);
  g_test_add_func ("/net/attention", test_attention);
  g_test_add_func ("/net/less-than-nothing", test_what_is_less_than_nothing);
  g_test_add_func ("/net/bad-files", test_bad_files);
  return g_test_run ();
}
