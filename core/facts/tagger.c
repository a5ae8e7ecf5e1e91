/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "facts/tagger.h"

#include "base/error.h"
#include "base/index.h"

#include <math.h>
#include <string.h>

/* What a step weighs that can't be: to go on with what didn't begin. */
#define NEVER (-1e9)

/* Of the weights of one clue, of which the last says that it is; or that of a sign, alone. */
typedef struct
{
  float weight;
  guint8 label;
  guint8 is_last;
} Weight;

struct _RgTagger
{
  GBytes *text;    /* the file; NULL once it is read */
  gsize is_read;   /* see rg_tagger_read() */
  GArray *weights; /* Weight */
  RgIndex *places; /* of the first of a clue, and of a sign: see hash_of_sign(); from 1 on */
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

/* A piece of the text, which isn't changed and has no NUL behind it. */
typedef struct
{
  const char *at, *end;
} Piece;

/* What stands before the next `mark`, which is passed over; all of it where there is none. */
static Piece
take_until (Piece *rest, char mark)
{
  const char *found = memchr (rest->at, mark, (gsize) (rest->end - rest->at));
  Piece taken = { rest->at, found ? found : rest->end };
  rest->at = found ? found + 1 : rest->end;
  return taken;
}

static gboolean
is_called (Piece piece, const char *name)
{
  gsize length = strlen (name);
  return (gsize) (piece.end - piece.at) == length && !memcmp (piece.at, name, length);
}

static int
tag_named (Piece name)
{
  for (int tag = 0; tag < RG_N_TAGS; tag++)
    if (is_called (name, rg_tag_names[tag]))
      return tag;
  return -1;
}

/* -1 where it is none. */
static int
label_of (Piece digit)
{
  int label = digit.at < digit.end ? *digit.at - '0' : -1;
  return label < RG_N_LABELS ? label : -1;
}

/* Written in thousandths; moves past the digits. */
static double
take_weight (Piece *rest)
{
  gboolean is_negative = rest->at < rest->end && *rest->at == '-';
  int value = 0;
  for (rest->at += is_negative; rest->at < rest->end && g_ascii_isdigit (*rest->at); rest->at++)
    value = MIN (10 * value + (*rest->at - '0'), 100000);
  return (is_negative ? -value : value) / 1000.0;
}

static guint64
hash_of (Piece name)
{
  return rg_hash_bytes (RG_HASH_START, name.at, (gsize) (name.end - name.at));
}

/* "3=-250" and the tab behind it; all else up to there is passed over. */
static void
read_weight (RgTagger *tagger, Piece *rest)
{
  gboolean is_one = rest->end - rest->at > 2 && rest->at[1] == '=';
  int label = is_one ? label_of (*rest) : -1;
  if (label >= 0)
    {
      rest->at += 2;
      Weight weight = { (float) take_weight (rest), (guint8) label, FALSE };
      g_array_append_val (tagger->weights, weight);
    }
  take_until (rest, '\t');
}

static void
read_clue (RgTagger *tagger, Piece rest)
{
  Piece name = take_until (&rest, '\t');
  guint first = tagger->weights->len;
  while (rest.at < rest.end)
    read_weight (tagger, &rest);
  if (tagger->weights->len == first)
    return;
  g_array_index (tagger->weights, Weight, tagger->weights->len - 1).is_last = TRUE;
  rg_index_put (tagger->places, hash_of (name), first + 1);
}

static void
read_step (RgTagger *tagger, Piece rest)
{
  int from = label_of (take_until (&rest, '\t'));
  int to = label_of (take_until (&rest, '\t'));
  if (rest.at < rest.end && from >= 0 && to >= 0 && may_follow (from, to))
    tagger->steps[from][to] = take_weight (&rest);
}

/* None of a clue. */
static guint64
hash_of_sign (RgTag tag, guint64 hash_of_name)
{
  return hash_of_name + (1 + (guint64) tag) * RG_HASH_START;
}

static void
read_sign (RgTagger *tagger, Piece rest)
{
  int tag = tag_named (take_until (&rest, '\t'));
  Piece name = take_until (&rest, '\t');
  if (tag < 0 || rest.at == rest.end)
    return;
  Weight weight = { (float) take_weight (&rest), 0, TRUE };
  g_array_append_val (tagger->weights, weight);
  rg_index_put (tagger->places, hash_of_sign ((RgTag) tag, hash_of (name)),
                tagger->weights->len);
}

static void
read_line (RgTagger *tagger, Piece line)
{
  Piece kind = take_until (&line, '\t');
  if (is_called (kind, "clue"))
    read_clue (tagger, line);
  else if (is_called (kind, "step"))
    read_step (tagger, line);
  else if (is_called (kind, "sign"))
    read_sign (tagger, line);
}

static void
make_tables (RgTagger *tagger, gsize lines)
{
  tagger->places = rg_index_new (lines);
  tagger->weights = g_array_sized_new (FALSE, FALSE, sizeof (Weight), (guint) (2 * lines));
  for (int from = 0; from < RG_N_LABELS; from++)
    for (int to = 0; to < RG_N_LABELS; to++)
      tagger->steps[from][to] = may_follow (from, to) ? 0 : NEVER;
}

static void
read_text (RgTagger *tagger)
{
  gsize length;
  const char *bytes = g_bytes_get_data (tagger->text, &length);
  Piece rest = { bytes, bytes ? bytes + length : NULL };
  make_tables (tagger, rg_index_count_lines (bytes, length));
  while (rest.at < rest.end)
    read_line (tagger, take_until (&rest, '\n'));
  for (int from = 0; from < RG_N_LABELS; from++)
    for (int to = 0; to < RG_N_LABELS; to++)
      tagger->factors[from][to] = exp (tagger->steps[from][to]);
  g_clear_pointer (&tagger->text, g_bytes_unref);
}

/* Most mail has no facts to weigh, so the text is taken apart for the first that has. */
void
rg_tagger_read (const RgTagger *tagger)
{
  RgTagger *unread = (RgTagger *) tagger;
  if (!g_once_init_enter (&unread->is_read))
    return;
  read_text (unread);
  g_once_init_leave (&unread->is_read, 1);
}

/* Takes the text. */
static RgTagger *
tagger_of (GBytes *text)
{
  RgTagger *tagger = g_new0 (RgTagger, 1);
  tagger->text = text;
  return tagger;
}

RgTagger *
rg_tagger_parse (const char *text)
{
  return tagger_of (g_bytes_new (text, strlen (text)));
}

RgTagger *
rg_tagger_load (const char *path, GError **error)
{
  g_autoptr (GError) fault = NULL;
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, &fault);
  if (file)
    return tagger_of (g_mapped_file_get_bytes (file));
  g_set_error (error, RG_ERROR, RG_ERROR_CONFIG, "%s", fault->message);
  return NULL;
}

void
rg_tagger_free (RgTagger *tagger)
{
  if (!tagger)
    return;
  g_clear_pointer (&tagger->text, g_bytes_unref);
  rg_index_free (tagger->places);
  g_clear_pointer (&tagger->weights, g_array_unref);
  g_free (tagger);
}

double
rg_tagger_sign (const RgTagger *tagger, RgTag tag, const char *name)
{
  rg_tagger_read (tagger);
  guint64 hash = hash_of_sign (tag, rg_hash_text (RG_HASH_START, name));
  guint place = rg_index_get (tagger->places, hash);
  return place ? (double) g_array_index (tagger->weights, Weight, place - 1).weight : 0;
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
  guint64 hash = rg_hash_bytes (RG_HASH_START, name, length);
  guint place = rg_index_get (sum->tagger->places, hash);
  if (!place)
    return;
  const Weight *weight = &g_array_index (sum->tagger->weights, Weight, place - 1);
  do
    sum->scores[weight->label] += weight->weight;
  while (!weight++->is_last);
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
  rg_tagger_read (tagger);
  double *factors = factors_of_tokens (tagger, clues, tokens->tokens->len);
  for (int part = 0; part < RG_N_PARTS; part++)
    {
      guint first = tokens->bounds[part], end = tokens->bounds[part + 1];
      if (end > first)
        pass (tagger, factors + (gsize) first * RG_N_LABELS, end - first);
    }
  return factors;
}
