/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "detect/net.h"

#include "detect/odds.h"
#include "detect/sequence.h"
#include "detect/table.h"

#include <math.h>
#include <string.h>

#define MAGIC "regrets net 1\n\0\0"

/* What a word is told by; what is found of three words; of these, of five; what is made of all;
 * and what of that. */
#define WIDTH  48
#define FIRST  96
#define SECOND 128
#define ALL    (FIRST + 2 * SECOND)
#define HIDDEN 64

#define FIRST_REACH  1 /* words on either side */
#define SECOND_REACH 2
#define FIRST_TAPS   (2 * FIRST_REACH + 1)
#define SECOND_TAPS  (2 * SECOND_REACH + 1)

#define UNKNOWN_WORD 1
#define FIRST_WORD   2

/* What is read when the net is first asked. */
typedef struct
{
  RgIndex *words; /* hash → row */
  float first[FIRST_TAPS][WIDTH][FIRST];
  float second[SECOND_TAPS][FIRST][SECOND];
  float look[SECOND];
  float hidden[ALL][HIDDEN];
  float kinds[HIDDEN][RG_N_KINDS];
  float first_base[FIRST], second_base[SECOND], look_base[1], hidden_base[HIDDEN],
      kinds_base[RG_N_KINDS];
} Layers;

struct _RgNet
{
  RgTableFile file;
  RgTable words, heads, tails, places, first, second, look, hidden, kinds;
  const char *bases; /* floats: of the layers, one behind the other */
  gsize layers;      /* Layers, once they are read */
};

/* ---- the file ---- */

static void
take_parts (RgNet *net)
{
  RgTableFile *file = &net->file;
  rg_table_file_take_table (file, &net->words, file->n_words + FIRST_WORD, WIDTH);
  rg_table_file_take_table (file, &net->heads, RG_STEP_HEADS + 1, WIDTH);
  rg_table_file_take_table (file, &net->tails, RG_STEP_TAILS + 1, WIDTH);
  rg_table_file_take_table (file, &net->places, RG_N_STEP_PLACES, WIDTH);
  rg_table_file_take_table (file, &net->first, FIRST, FIRST_TAPS * WIDTH);
  rg_table_file_take_table (file, &net->second, SECOND, SECOND_TAPS * FIRST);
  rg_table_file_take_table (file, &net->look, 1, SECOND);
  rg_table_file_take_table (file, &net->hidden, HIDDEN, ALL);
  rg_table_file_take_table (file, &net->kinds, RG_N_KINDS, HIDDEN);
  net->bases
      = rg_table_file_take (file, (FIRST + SECOND + 1 + HIDDEN + RG_N_KINDS) * sizeof (float));
}

RgNet *
rg_net_load (const char *path, GError **error)
{
  g_autoptr (RgNet) net = g_new0 (RgNet, 1);
  rg_table_file_open (&net->file, path, MAGIC);
  take_parts (net);
  return rg_table_file_is_whole (&net->file, path, error) ? g_steal_pointer (&net) : NULL;
}

static Layers *
read_layers (const RgNet *net)
{
  Layers *layers = g_new (Layers, 1);
  layers->words = rg_table_file_index (&net->file, FIRST_WORD);
  rg_table_read_layer (&net->first, FIRST, layers->first[0][0]);
  rg_table_read_layer (&net->second, SECOND, layers->second[0][0]);
  rg_table_read_layer (&net->look, 1, layers->look);
  rg_table_read_layer (&net->hidden, HIDDEN, layers->hidden[0]);
  rg_table_read_layer (&net->kinds, RG_N_KINDS, layers->kinds[0]);
  const char *at = rg_table_read_floats (net->bases, FIRST, layers->first_base);
  at = rg_table_read_floats (at, SECOND, layers->second_base);
  at = rg_table_read_floats (at, 1, layers->look_base);
  at = rg_table_read_floats (at, HIDDEN, layers->hidden_base);
  rg_table_read_floats (at, RG_N_KINDS, layers->kinds_base);
  return layers;
}

static const Layers *
get_layers (RgNet *net)
{
  if (g_once_init_enter (&net->layers))
    g_once_init_leave (&net->layers, (gsize) read_layers (net));
  return (const Layers *) net->layers;
}

void
rg_net_free (RgNet *net)
{
  if (!net)
    return;
  Layers *layers = (Layers *) net->layers;
  if (layers)
    rg_index_free (layers->words);
  g_free (layers);
  rg_table_file_close (&net->file);
  g_free (net);
}

/* ---- reading ---- */

static void
read_step (const RgNet *net, const Layers *layers, const RgStep *step, float *values)
{
  guint32 word = rg_index_get (layers->words, step->hash);
  memset (values, 0, WIDTH * sizeof *values);
  rg_table_add_row (&net->words, word ? word : UNKNOWN_WORD, values);
  rg_table_add_row (&net->heads, step->head, values);
  rg_table_add_row (&net->tails, step->tail, values);
  rg_table_add_row (&net->places, step->place, values);
}

/* Nearly all of the time is spent in these two: both run over whole rows of fixed length, and
 * to have each number watched by a sanitizer makes them ten times slower. */
__attribute__ ((no_sanitize ("address", "undefined"))) static void
add_first (float *restrict sum, const float *restrict row, float value)
{
  for (gsize i = 0; i < FIRST; i++)
    sum[i] += value * row[i];
}

__attribute__ ((no_sanitize ("address", "undefined"))) static void
add_second (float *restrict sum, const float *restrict row, float value)
{
  for (gsize i = 0; i < SECOND; i++)
    sum[i] += value * row[i];
}

/* What stands `reach` words before to `reach` words behind `at`, as far as there are any. */
static void
find_first (const Layers *layers, const float (*words)[WIDTH], gsize count, gsize at,
            float *found)
{
  memcpy (found, layers->first_base, sizeof layers->first_base);
  for (gsize tap = 0; tap < FIRST_TAPS; tap++)
    if (at + tap >= FIRST_REACH && at + tap - FIRST_REACH < count)
      for (gsize i = 0; i < WIDTH; i++)
        add_first (found, layers->first[tap][i], words[at + tap - FIRST_REACH][i]);
}

/* What was found of three words counts where it is more than nothing, as half of it is. */
static void
find_second (const Layers *layers, const float (*threes)[FIRST], gsize count, gsize at,
             float *found)
{
  memcpy (found, layers->second_base, sizeof layers->second_base);
  for (gsize tap = 0; tap < SECOND_TAPS; tap++)
    if (at + tap >= SECOND_REACH && at + tap - SECOND_REACH < count)
      for (gsize i = 0; i < FIRST; i++)
        if (threes[at + tap - SECOND_REACH][i] > 0)
          add_second (found, layers->second[tap][i], threes[at + tap - SECOND_REACH][i]);
  rg_cut_at_zero (found, SECOND);
}

static void
keep_most (float *most, const float *values, gsize count)
{
  for (gsize i = 0; i < count; i++)
    most[i] = MAX (most[i], values[i]);
}

static double
attention (const Layers *layers, const float *values)
{
  double sum = layers->look_base[0];
  for (gsize i = 0; i < SECOND; i++)
    sum += (double) (layers->look[i] * values[i]);
  return sum;
}

/* The mean of all that was found, each as much as it is looked at. */
static void
look_at (const Layers *layers, const float (*fives)[SECOND], gsize count, float *mean)
{
  g_autofree double *looks = g_new (double, count);
  double most = -G_MAXDOUBLE, sum = 0;
  for (gsize at = 0; at < count; at++)
    most = MAX (most, looks[at] = attention (layers, fives[at]));
  for (gsize at = 0; at < count; at++)
    sum += looks[at] = exp (looks[at] - most);
  for (gsize at = 0; at < count; at++)
    add_second (mean, fives[at], (float) (looks[at] / sum));
}

/* The most of each that was found anywhere, and the mean. */
static void
sum_up (const RgNet *net, const Layers *layers, const GArray *steps, float *all)
{
  gsize count = steps->len;
  g_autofree float (*words)[WIDTH] = g_malloc_n (count, sizeof *words);
  g_autofree float (*threes)[FIRST] = g_malloc_n (count, sizeof *threes);
  g_autofree float (*fives)[SECOND] = g_malloc_n (count, sizeof *fives);
  for (gsize at = 0; at < count; at++)
    read_step (net, layers, &g_array_index (steps, RgStep, at), words[at]);
  for (gsize at = 0; at < count; at++)
    {
      find_first (layers, words, count, at, threes[at]);
      keep_most (all, threes[at], FIRST);
    }
  for (gsize at = 0; at < count; at++)
    {
      find_second (layers, threes, count, at, fives[at]);
      keep_most (all + FIRST, fives[at], SECOND);
    }
  look_at (layers, fives, count, all + FIRST + SECOND);
}

double
rg_net_odds (RgNet *net, const GArray *steps)
{
  const Layers *layers = get_layers (net);
  float all[ALL] = { 0 }, hidden[HIDDEN], kinds[RG_N_KINDS];
  if (steps->len == 0)
    return 0;
  sum_up (net, layers, steps, all);
  rg_take_layer (layers->hidden[0], all, ALL, layers->hidden_base, hidden, HIDDEN);
  rg_cut_at_zero (hidden, HIDDEN);
  rg_take_layer (layers->kinds[0], hidden, HIDDEN, layers->kinds_base, kinds, RG_N_KINDS);
  return rg_odds_of_kinds (kinds);
}
