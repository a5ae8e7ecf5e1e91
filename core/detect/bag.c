/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "detect/bag.h"

#include "detect/odds.h"
#include "detect/sequence.h"
#include "detect/table.h"
#include "detect/terms.h"

#include <math.h>
#include <string.h>

#define MAGIC "regrets bag 1\n\0\0"
#define WIDTH 48

/* Of shorter words the terms have all. */
#define LONG_LETTERS 7

/* What is read when the bag is first asked. */
typedef struct
{
  RgIndex *words; /* hash → row, counted from 1 */
  float points[RG_N_KINDS][WIDTH];
  float hidden[WIDTH][WIDTH];
  float kinds[WIDTH][RG_N_KINDS];
  float words_base[WIDTH], hidden_base[WIDTH], kinds_base[RG_N_KINDS];
} Layers;

struct _RgBag
{
  RgTableFile file;
  RgTable words, points, hidden, kinds;
  const char *bases; /* floats: of the layers, one behind the other */
  gsize layers;      /* Layers, once they are read */
};

/* ---- what a mail has ---- */

static void
add_term (const RgTerm *term, gpointer contents)
{
  g_array_append_val ((GArray *) contents, term->hash);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  guint64 x = *(const guint64 *) a, y = *(const guint64 *) b;
  return x < y ? -1 : x > y;
}

static void
keep_each_once (GArray *contents)
{
  guint kept = 0;
  guint64 *hashes = (guint64 *) contents->data;
  for (guint i = 0; i < contents->len; i++)
    if (!kept || hashes[kept - 1] != hashes[i])
      hashes[kept++] = hashes[i];
  g_array_set_size (contents, kept);
}

GArray *
rg_bag_contents (const RgMessage *message, const GArray *steps, const GPtrArray *signs)
{
  GArray *contents = g_array_new (FALSE, FALSE, sizeof (guint64));
  rg_terms_each (message, add_term, contents);
  for (guint i = 0; i < steps->len; i++)
    {
      const RgStep *step = &g_array_index (steps, RgStep, i);
      if (step->place == RG_STEP_HEADER || step->letters >= LONG_LETTERS)
        g_array_append_val (contents, step->hash);
    }
  for (guint i = 0; i < signs->len; i++)
    {
      guint64 hash = rg_term_hash (g_ptr_array_index (signs, i));
      g_array_append_val (contents, hash);
    }
  g_array_sort (contents, compare);
  keep_each_once (contents);
  return contents;
}

/* ---- the file ---- */

RgBag *
rg_bag_load (const char *path, GError **error)
{
  g_autoptr (RgBag) bag = g_new0 (RgBag, 1);
  RgTableFile *file = &bag->file;
  rg_table_file_open (file, path, MAGIC);
  rg_table_file_take_table (file, &bag->words, file->n_words, WIDTH);
  rg_table_file_take_table (file, &bag->points, WIDTH, RG_N_KINDS);
  rg_table_file_take_table (file, &bag->hidden, WIDTH, WIDTH);
  rg_table_file_take_table (file, &bag->kinds, RG_N_KINDS, WIDTH);
  bag->bases = rg_table_file_take (file, (2 * WIDTH + RG_N_KINDS) * sizeof (float));
  return rg_table_file_is_whole (file, path, error) ? g_steal_pointer (&bag) : NULL;
}

static Layers *
read_layers (const RgBag *bag)
{
  Layers *layers = g_new (Layers, 1);
  layers->words = rg_table_file_index (&bag->file, 1);
  rg_table_read_layer (&bag->points, WIDTH, layers->points[0]);
  rg_table_read_layer (&bag->hidden, WIDTH, layers->hidden[0]);
  rg_table_read_layer (&bag->kinds, RG_N_KINDS, layers->kinds[0]);
  const char *at = rg_table_read_floats (bag->bases, WIDTH, layers->words_base);
  at = rg_table_read_floats (at, WIDTH, layers->hidden_base);
  rg_table_read_floats (at, RG_N_KINDS, layers->kinds_base);
  return layers;
}

static const Layers *
get_layers (RgBag *bag)
{
  if (g_once_init_enter (&bag->layers))
    g_once_init_leave (&bag->layers, (gsize) read_layers (bag));
  return (const Layers *) bag->layers;
}

void
rg_bag_free (RgBag *bag)
{
  if (!bag)
    return;
  Layers *layers = (Layers *) bag->layers;
  if (layers)
    rg_index_free (layers->words);
  g_free (layers);
  rg_table_file_close (&bag->file);
  g_free (bag);
}

/* ---- judging ---- */

/* What rules add up to counts between these. */
#define LEAST_POINTS (-12)
#define MOST_POINTS  24
#define UNIT         10.0

static void
add_points (const Layers *layers, const double *points, float *values)
{
  float units[RG_N_KINDS];
  for (int kind = 0; kind < RG_N_KINDS; kind++)
    units[kind] = (float) (CLAMP (points[kind], LEAST_POINTS, MOST_POINTS) / UNIT);
  rg_take_layer (layers->points[0], units, RG_N_KINDS, layers->words_base, values, WIDTH);
}

/* Adds what is known, so that a long mail says little more than a short one. */
static void
add_contents (const RgBag *bag, const Layers *layers, const GArray *contents, float *values)
{
  float sum[WIDTH] = { 0 };
  guint known = 0;
  for (guint i = 0; i < contents->len; i++)
    {
      guint32 row = rg_index_get (layers->words, g_array_index (contents, guint64, i));
      if (!row)
        continue;
      rg_table_add_row (&bag->words, row - 1, sum);
      known++;
    }
  for (gsize i = 0; i < WIDTH; i++)
    values[i] += sum[i] / sqrtf ((float) MAX (known, 1));
}

double
rg_bag_odds (RgBag *bag, const GArray *contents, const double *points)
{
  const Layers *layers = get_layers (bag);
  float values[WIDTH], hidden[WIDTH], kinds[RG_N_KINDS];
  add_points (layers, points, values);
  add_contents (bag, layers, contents, values);
  rg_cut_at_zero (values, WIDTH);
  rg_take_layer (layers->hidden[0], values, WIDTH, layers->hidden_base, hidden, WIDTH);
  rg_cut_at_zero (hidden, WIDTH);
  rg_take_layer (layers->kinds[0], hidden, WIDTH, layers->kinds_base, kinds, RG_N_KINDS);
  return rg_odds_of_kinds (kinds);
}
