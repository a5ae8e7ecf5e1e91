/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "facts/tagger.h"

#include "base/error.h"

#include <math.h>
#include <string.h>

/* What a step weighs that can't be: to go on with what didn't begin. */
#define NEVER (-1e9)

typedef struct
{
  float of[RG_N_LABELS];
} Weights;

struct _RgTagger
{
  char *text;                   /* the file; the keys of the tables are in it */
  gsize is_read;                /* whether the tables are filled: see read_once() */
  GHashTable *clues;            /* char * → Weights */
  GHashTable *signs[RG_N_TAGS]; /* char * → double * */
  double steps[RG_N_LABELS][RG_N_LABELS];
  double factors[RG_N_LABELS][RG_N_LABELS]; /* their exponentials */
};

/* ---- reading ---- */

static gboolean
may_follow (int before, int label)
{
  gboolean goes_on = label > 0 && label % 2 == 0;
  return !goes_on || before == label || before == label - 1;
}

static int
tag_named (const char *name)
{
  for (int tag = 0; tag < RG_N_TAGS; tag++)
    if (g_str_equal (rg_tag_names[tag], name))
      return tag;
  return -1;
}

/* The next field of a line, which is cut off it; NULL behind the last. */
static char *
next_field (char **rest)
{
  char *field = *rest;
  if (!field)
    return NULL;
  char *tab = strchr (field, '\t');
  *rest = tab ? tab + 1 : NULL;
  if (tab)
    *tab = '\0';
  return field;
}

static double
weight_of (const char *digits)
{
  return CLAMP (strtol (digits, NULL, 10), -100000, 100000) / 1000.0;
}

static void
read_clue (RgTagger *tagger, char *rest)
{
  char *name = next_field (&rest);
  if (!name)
    return;
  Weights *weights = g_new0 (Weights, 1);
  g_hash_table_replace (tagger->clues, name, weights);
  for (const char *field; (field = next_field (&rest));)
    if (g_ascii_isdigit (*field) && *field - '0' < RG_N_LABELS && field[1] == '=')
      weights->of[*field - '0'] = (float) weight_of (field + 2);
}

static void
read_step (RgTagger *tagger, char *rest)
{
  const char *before = next_field (&rest), *label = next_field (&rest);
  const char *weight = next_field (&rest);
  int from = before ? *before - '0' : -1, to = label ? *label - '0' : -1;
  if (weight && from >= 0 && from < RG_N_LABELS && to >= 0 && to < RG_N_LABELS
      && may_follow (from, to))
    tagger->steps[from][to] = weight_of (weight);
}

static void
read_sign (RgTagger *tagger, char *rest)
{
  const char *tag_name = next_field (&rest);
  char *name = next_field (&rest);
  const char *weight = next_field (&rest);
  int tag = tag_name ? tag_named (tag_name) : -1;
  if (!weight || tag < 0)
    return;
  double *value = g_new (double, 1);
  *value = weight_of (weight);
  g_hash_table_replace (tagger->signs[tag], name, value);
}

static void
read_line (RgTagger *tagger, char *line)
{
  char *rest = line;
  const char *kind = next_field (&rest);
  if (g_str_equal (kind, "clue"))
    read_clue (tagger, rest);
  else if (g_str_equal (kind, "step"))
    read_step (tagger, rest);
  else if (g_str_equal (kind, "sign"))
    read_sign (tagger, rest);
}

static RgTagger *
tagger_new (void)
{
  RgTagger *tagger = g_new0 (RgTagger, 1);
  tagger->clues = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  for (int tag = 0; tag < RG_N_TAGS; tag++)
    tagger->signs[tag] = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  for (int from = 0; from < RG_N_LABELS; from++)
    for (int to = 0; to < RG_N_LABELS; to++)
      tagger->steps[from][to] = may_follow (from, to) ? 0 : NEVER;
  return tagger;
}

static void
read_text (RgTagger *tagger)
{
  for (char *line = tagger->text, *next; line; line = next)
    {
      char *end = strchr (line, '\n');
      next = end ? end + 1 : NULL;
      if (end)
        *end = '\0';
      read_line (tagger, line);
    }
  for (int from = 0; from < RG_N_LABELS; from++)
    for (int to = 0; to < RG_N_LABELS; to++)
      tagger->factors[from][to] = exp (tagger->steps[from][to]);
}

/* Most mail has no facts to weigh, so the text is taken apart for the first that has. */
static void
read_once (const RgTagger *tagger)
{
  RgTagger *unread = (RgTagger *) tagger;
  if (!g_once_init_enter (&unread->is_read))
    return;
  read_text (unread);
  g_once_init_leave (&unread->is_read, 1);
}

/* Takes the text. */
static RgTagger *
tagger_of (char *text)
{
  RgTagger *tagger = tagger_new ();
  tagger->text = text;
  return tagger;
}

RgTagger *
rg_tagger_parse (const char *text)
{
  return tagger_of (g_strdup (text));
}

RgTagger *
rg_tagger_load (const char *path, GError **error)
{
  char *text = NULL;
  gsize length;
  g_autoptr (GError) fault = NULL;
  if (g_file_get_contents (path, &text, &length, &fault))
    return tagger_of (text);
  g_set_error (error, RG_ERROR, RG_ERROR_CONFIG, "%s", fault->message);
  return NULL;
}

void
rg_tagger_free (RgTagger *tagger)
{
  if (!tagger)
    return;
  g_hash_table_unref (tagger->clues);
  for (int tag = 0; tag < RG_N_TAGS; tag++)
    g_hash_table_unref (tagger->signs[tag]);
  g_free (tagger->text);
  g_free (tagger);
}

double
rg_tagger_sign (const RgTagger *tagger, RgTag tag, const char *name)
{
  read_once (tagger);
  const double *weight = g_hash_table_lookup (tagger->signs[tag], name);
  return weight ? *weight : 0;
}

/* ---- weighing ---- */

typedef struct
{
  const RgTagger *tagger;
  double *scores; /* of the token whose clues are told */
} Sum;

static void
add_clue (const char *name, gsize length, gpointer data)
{
  const Sum *sum = data;
  (void) length;
  const Weights *weights = g_hash_table_lookup (sum->tagger->clues, name);
  for (int label = 0; weights && label < RG_N_LABELS; label++)
    sum->scores[label] += weights->of[label];
}

/* Scores become factors of which the greatest is 1. */
static void
exponentiate (double *scores)
{
  double most = scores[0];
  for (int label = 1; label < RG_N_LABELS; label++)
    most = MAX (most, scores[label]);
  for (int label = 0; label < RG_N_LABELS; label++)
    scores[label] = exp (scores[label] - most);
}

static double *
factors_of_tokens (const RgTagger *tagger, RgClues *clues, guint count)
{
  double *factors = g_new0 (double, (gsize) MAX (count, 1) * RG_N_LABELS);
  for (guint i = 0; i < count; i++)
    {
      Sum sum = { tagger, factors + (gsize) i * RG_N_LABELS };
      rg_clues_tell (clues, i, add_clue, &sum);
      exponentiate (sum.scores);
    }
  return factors;
}

static void
scale (double *row)
{
  double sum = 0;
  for (int label = 0; label < RG_N_LABELS; label++)
    sum += row[label];
  for (int label = 0; label < RG_N_LABELS; label++)
    row[label] /= MAX (sum, G_MINDOUBLE);
}

/* Forward-backward over the `count` tokens of one part, scaled at each token. `factors` become
 * the probabilities. */
static void
pass (const RgTagger *tagger, double *factors, guint count)
{
  g_autofree double *ahead = g_new0 (double, (gsize) count *RG_N_LABELS);
  double behind[RG_N_LABELS], next[RG_N_LABELS];
  for (guint i = 0; i < count; i++)
    {
      double *row = ahead + (gsize) i * RG_N_LABELS,
             *factor = factors + (gsize) i * RG_N_LABELS;
      for (int to = 0; to < RG_N_LABELS; to++)
        {
          double sum = i == 0;
          for (int from = 0; i > 0 && from < RG_N_LABELS; from++)
            sum += row[from - RG_N_LABELS] * tagger->factors[from][to];
          row[to] = sum * factor[to];
        }
      scale (row);
    }
  for (int label = 0; label < RG_N_LABELS; label++)
    behind[label] = 1;
  for (guint i = count; i-- > 0;)
    {
      double *row = ahead + (gsize) i * RG_N_LABELS,
             *factor = factors + (gsize) i * RG_N_LABELS;
      for (int from = 0; from < RG_N_LABELS; from++)
        {
          next[from] = 0;
          for (int to = 0; to < RG_N_LABELS; to++)
            next[from] += tagger->factors[from][to] * factor[to] * behind[to];
        }
      for (int label = 0; label < RG_N_LABELS; label++)
        factor[label] = row[label] * behind[label];
      scale (factor);
      scale (next);
      memcpy (behind, next, sizeof behind);
    }
}

double *
rg_tagger_weigh (const RgTagger *tagger, RgClues *clues, const RgTokenList *tokens)
{
  read_once (tagger);
  double *factors = factors_of_tokens (tagger, clues, tokens->tokens->len);
  for (int part = 0; part < RG_N_PARTS; part++)
    {
      guint first = tokens->bounds[part], end = tokens->bounds[part + 1];
      if (end > first)
        pass (tagger, factors + (gsize) first * RG_N_LABELS, end - first);
    }
  return factors;
}
