/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of words: what was put is there, and nothing else. */
#include "base/index.h"

#include <string.h>

#define WORDS 20000

static guint64
hash_of_number (guint number)
{
  g_autofree char *word = g_strdup_printf ("word %u", number);
  return rg_hash_text (RG_HASH_START, word);
}

static void
test_many (void)
{
  g_autoptr (RgIndex) index = rg_index_new (WORDS);
  for (guint i = 1; i <= WORDS; i++)
    rg_index_put (index, hash_of_number (i), i);
  for (guint i = 1; i <= WORDS; i++)
    g_assert_cmpuint (rg_index_get (index, hash_of_number (i)), ==, i);
  for (guint i = WORDS + 1; i <= 2 * WORDS; i++)
    g_assert_cmpuint (rg_index_get (index, hash_of_number (i)), ==, 0);
}

static void
test_replaced (void)
{
  g_autoptr (RgIndex) index = rg_index_new (2);
  rg_index_put (index, 7, 1);
  rg_index_put (index, 7, 2);
  g_assert_cmpuint (rg_index_get (index, 7), ==, 2);
}

/* Words of one place are told apart. */
static void
test_one_place (void)
{
  g_autoptr (RgIndex) index = rg_index_new (3);
  guint64 first = 5, second = first + (G_GUINT64_CONSTANT (1) << 32);
  rg_index_put (index, first, 1);
  g_assert_cmpuint (rg_index_get (index, second), ==, 0);
  rg_index_put (index, second, 2);
  g_assert_cmpuint (rg_index_get (index, first), ==, 1);
  g_assert_cmpuint (rg_index_get (index, second), ==, 2);
}

/* What is written in pieces has the hash of the whole. */
static void
test_pieces (void)
{
  guint64 whole = rg_hash_text (RG_HASH_START, "next round");
  g_assert_cmpuint (rg_hash_text (rg_hash_text (RG_HASH_START, "next "), "round"), ==, whole);
  g_assert_cmpuint (rg_hash_bytes (RG_HASH_START, "next rounds", 10), ==, whole);
}

static void
test_lines (void)
{
  g_assert_cmpuint (rg_index_count_lines (NULL, 0), <=, 1);
  g_assert_cmpuint (rg_index_count_lines ("a\nb\nc", 5), >=, 3);
  g_assert_cmpuint (rg_index_count_lines ("a\nb\nc", 1), <, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/index/many", test_many);
  g_test_add_func ("/index/replaced", test_replaced);
  g_test_add_func ("/index/one-place", test_one_place);
  g_test_add_func ("/index/pieces", test_pieces);
  g_test_add_func ("/index/lines", test_lines);
  return g_test_run ();
}
