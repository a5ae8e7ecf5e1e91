/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/beginnings.h"

#include <string.h>

#define MAX_WORDS 400

/* What an expression can begin with: words (RgBeginning). */
static GArray *beginnings_of (const RgExpression *expression);

static GArray *
empty_word (gboolean is_open, gboolean is_bound, gboolean is_first)
{
  GArray *beginnings = g_array_new (FALSE, TRUE, sizeof (RgBeginning));
  RgBeginning empty = { .is_open = (guint8) is_open,
                        .is_bound = (guint8) is_bound,
                        .is_first = (guint8) is_first };
  g_array_append_val (beginnings, empty);
  return beginnings;
}

static void
close_all (GArray *beginnings)
{
  for (guint i = 0; i < beginnings->len; i++)
    g_array_index (beginnings, RgBeginning, i).is_open = FALSE;
}

static gboolean
has_open (const GArray *beginnings)
{
  for (guint i = 0; i < beginnings->len; i++)
    if (g_array_index (beginnings, RgBeginning, i).is_open)
      return TRUE;
  return FALSE;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, sizeof (RgBeginning));
}

/* Makes all words shorter until they are few enough. */
static void
shorten (GArray *beginnings)
{
  for (guint8 length = RG_BEGINNING_LETTERS - 1; beginnings->len > MAX_WORDS && length > 0;
       length--)
    {
      for (guint i = 0; i < beginnings->len; i++)
        {
          RgBeginning *beginning = &g_array_index (beginnings, RgBeginning, i);
          beginning->is_open &= beginning->length <= length;
          beginning->length = MIN (beginning->length, length);
          memset (beginning->letters + beginning->length, 0,
                  RG_BEGINNING_LETTERS - beginning->length);
        }
      g_array_sort (beginnings, compare);
      guint kept = 0;
      for (guint i = 0; i < beginnings->len; i++)
        if (!kept
            || compare (&g_array_index (beginnings, RgBeginning, kept - 1),
                        &g_array_index (beginnings, RgBeginning, i)))
          g_array_index (beginnings, RgBeginning, kept++)
              = g_array_index (beginnings, RgBeginning, i);
      g_array_set_size (beginnings, kept);
    }
}

static RgBeginning
joined (const RgBeginning *first, const RgBeginning *second)
{
  RgBeginning both = *first;
  both.is_open = second->is_open;
  if (first->length == 0)
    {
      both.is_bound |= second->is_bound;
      both.is_first |= second->is_first;
    }
  for (guint i = 0; i < second->length; i++)
    if (both.length < RG_BEGINNING_LETTERS)
      both.letters[both.length++] = second->letters[i];
    else
      both.is_open = FALSE;
  return both;
}

static void
append_one (GArray *beginnings, const RgBeginning *next)
{
  for (guint i = 0; i < beginnings->len; i++)
    {
      RgBeginning *first = &g_array_index (beginnings, RgBeginning, i);
      if (first->is_open)
        *first = joined (first, next);
    }
}

static guint
count_open (const GArray *beginnings)
{
  guint open = 0;
  for (guint i = 0; i < beginnings->len; i++)
    open += g_array_index (beginnings, RgBeginning, i).is_open;
  return open;
}

/* Each of `beginnings` that is open, with each of `next` behind it; `beginnings` are taken. */
static GArray *
append_each (GArray *beginnings, const GArray *next)
{
  GArray *all = g_array_new (FALSE, TRUE, sizeof (RgBeginning));
  for (guint i = 0; i < beginnings->len; i++)
    {
      const RgBeginning *first = &g_array_index (beginnings, RgBeginning, i);
      if (!first->is_open)
        g_array_append_val (all, *first);
      for (guint k = 0; first->is_open && k < next->len; k++)
        {
          RgBeginning both = joined (first, &g_array_index (next, RgBeginning, k));
          g_array_append_val (all, both);
        }
    }
  g_array_unref (beginnings);
  return all;
}

/* `beginnings` with the expression behind them; they are taken. */
static GArray *
append_expression (GArray *beginnings, const RgExpression *expression)
{
  g_autoptr (GArray) next = beginnings_of (expression);
  guint open = count_open (beginnings);
  if (beginnings->len - open + open * next->len > MAX_WORDS)
    close_all (beginnings);
  else if (next->len == 1)
    append_one (beginnings, &g_array_index (next, RgBeginning, 0));
  else
    return append_each (beginnings, next);
  return beginnings;
}

/* The letter that the expression is, and nothing else; 0 for others. */
static guint8
only_letter (const RgExpression *expression)
{
  gboolean is_letter = expression->kind == RG_EXPRESSION_LETTERS && !expression->may_repeat
                       && !expression->may_lack;
  return is_letter ? (guint8) rg_letters_single (expression->letters) : 0;
}

static void
append_letter (GArray *beginnings, guint8 letter)
{
  RgBeginning one = { { letter }, 1, TRUE, FALSE, FALSE };
  append_one (beginnings, &one);
}

static void
append_word (GArray *beginnings, const RgExpression *word)
{
  for (const char *at = word->word; at < word->word_end && has_open (beginnings);)
    append_letter (beginnings, (guint8) rg_letter_take (&at));
}

static GArray *
beginnings_of_sequence (const RgExpression *sequence)
{
  GArray *beginnings = empty_word (TRUE, FALSE, FALSE);
  for (guint i = 0; i < sequence->n_parts && has_open (beginnings); i++)
    {
      const RgExpression *part = sequence->parts[i];
      guint8 letter = only_letter (part);
      if (part->kind == RG_EXPRESSION_WORD)
        append_word (beginnings, part);
      else if (letter)
        append_letter (beginnings, letter);
      else
        beginnings = append_expression (beginnings, part);
    }
  return beginnings;
}

static GArray *
beginnings_of_choice (const RgExpression *choice)
{
  GArray *all = g_array_new (FALSE, TRUE, sizeof (RgBeginning));
  for (guint i = 0; i < choice->n_parts; i++)
    {
      g_autoptr (GArray) beginnings = beginnings_of (choice->parts[i]);
      g_array_append_vals (all, beginnings->data, beginnings->len);
    }
  shorten (all);
  return all;
}

static GArray *
beginnings_of_letters (RgLetters letters)
{
  if (letters == RG_LETTERS_ALL)
    return empty_word (FALSE, FALSE, FALSE);
  GArray *all = g_array_new (FALSE, TRUE, sizeof (RgBeginning));
  for (guint8 letter = 1; letter < 64; letter++)
    if (letters >> letter & 1)
      {
        RgBeginning beginning = { { letter }, 1, TRUE, FALSE, FALSE };
        g_array_append_val (all, beginning);
      }
  return all;
}

static GArray *
beginnings_of_one (const RgExpression *expression)
{
  switch (expression->kind)
    {
    case RG_EXPRESSION_LETTERS:
      return beginnings_of_letters (expression->letters);
    case RG_EXPRESSION_SEQUENCE:
      return beginnings_of_sequence (expression);
    case RG_EXPRESSION_CHOICE:
      return beginnings_of_choice (expression);
    default:
      return empty_word (TRUE, expression->kind == RG_EXPRESSION_BOUNDARY,
                         expression->kind == RG_EXPRESSION_FIRST);
    }
}

static GArray *
beginnings_of (const RgExpression *expression)
{
  GArray *beginnings = beginnings_of_one (expression);
  if (expression->may_repeat)
    close_all (beginnings);
  if (expression->may_lack)
    {
      g_autoptr (GArray) empty = empty_word (TRUE, FALSE, FALSE);
      g_array_append_vals (beginnings, empty->data, 1);
    }
  return beginnings;
}

/* ---- what is known of an expression as a whole ---- */

/* Choices within choices that are told apart, at most. */
#define MAX_DEPTH 4

/* Of more branches than this nothing is found out: it would take too long. */
#define MAX_BRANCHES 1000

typedef struct
{
  GArray *words;   /* RgBeginning */
  GPtrArray *rest; /* RgNeedles */
  guint branches;  /* seen so far */
} Collection;

/* A single letter of the alphabet is in every text, and so is a blank. */
static gboolean
is_telling (const RgBeginning *word)
{
  return word->is_first || word->length > 1
         || (word->length == 1 && word->letters[0] > 26 && word->letters[0] != 37);
}

static gboolean
all_telling (const GArray *words)
{
  for (guint i = 0; i < words->len; i++)
    if (!is_telling (&g_array_index (words, RgBeginning, i)))
      return FALSE;
  return TRUE;
}

/* The parts of a sequence before and behind what it branches at, and all of one branch; they
 * still belong to those. */
static RgExpression *
take_branch (const RgExpression *sequence, guint at, const RgExpression *branch)
{
  guint n_parts = sequence->n_parts - 1 + branch->n_parts;
  g_autofree const RgExpression **parts = g_new (const RgExpression *, n_parts + 1);
  for (guint i = 0; i < n_parts; i++)
    parts[i] = i < at                     ? sequence->parts[i]
               : i < at + branch->n_parts ? branch->parts[i - at]
                                          : sequence->parts[i - branch->n_parts + 1];
  return rg_expression_of_parts (RG_EXPRESSION_SEQUENCE, (RgExpression **) parts, n_parts);
}

static gboolean
takes_place (const RgExpression *part)
{
  return part->kind == RG_EXPRESSION_LETTERS || part->kind == RG_EXPRESSION_WORD
         || part->kind > RG_EXPRESSION_AHEAD;
}

/* Which part of the sequence takes the first place. */
static guint
first_place (const RgExpression *sequence)
{
  guint at = 0;
  while (at < sequence->n_parts && !takes_place (sequence->parts[at]))
    at++;
  return at;
}

static gboolean collect (Collection *all, const RgExpression *sequence, int depth);

static gboolean
collect_branches (Collection *all, const RgExpression *sequence, guint at, int depth)
{
  const RgExpression *choice = sequence->parts[at];
  gboolean is_known = TRUE;
  for (guint i = 0; is_known && i < choice->n_parts; i++)
    {
      g_autofree RgExpression *branch = take_branch (sequence, at, choice->parts[i]);
      is_known = collect (all, branch, depth - 1);
    }
  return is_known;
}

/* Of what begins with no word that tells, branch by branch, at least its needles are known; or
 * it is FALSE. */
static gboolean
collect (Collection *all, const RgExpression *sequence, int depth)
{
  if (all->branches++ == MAX_BRANCHES)
    return FALSE;
  g_autoptr (GArray) words = beginnings_of (sequence);
  if (all_telling (words))
    {
      g_array_append_vals (all->words, words->data, words->len);
      return TRUE;
    }
  guint at = first_place (sequence);
  const RgExpression *head = at < sequence->n_parts ? sequence->parts[at] : NULL;
  if (depth > 0 && head && head->kind == RG_EXPRESSION_CHOICE && !head->may_lack
      && !head->may_repeat)
    return collect_branches (all, sequence, at, depth);
  RgNeedles *needles = rg_needles_new (sequence);
  if (needles)
    g_ptr_array_add (all->rest, needles);
  return needles != NULL;
}

void
rg_beginnings_free (RgBeginnings *beginnings)
{
  if (!beginnings)
    return;
  g_array_unref (beginnings->words);
  rg_needles_free (beginnings->rest);
  g_free (beginnings);
}

RgBeginnings *
rg_beginnings_new (const RgExpression *expression)
{
  g_autoptr (GArray) words = g_array_new (FALSE, TRUE, sizeof (RgBeginning));
  g_autoptr (GPtrArray) rest
      = g_ptr_array_new_with_free_func ((GDestroyNotify) rg_needles_free);
  RgExpression *part = (RgExpression *) expression; /* it isn't freed with the whole */
  g_autofree RgExpression *whole = rg_expression_of_parts (RG_EXPRESSION_SEQUENCE, &part, 1);
  Collection all = { words, rest, 0 };
  if (!collect (&all, whole, MAX_DEPTH) || words->len == 0)
    return NULL;
  RgBeginnings *beginnings = g_new0 (RgBeginnings, 1);
  beginnings->words = g_steal_pointer (&words);
  beginnings->rest = rg_needles_any (g_steal_pointer (&rest));
  return beginnings;
}
