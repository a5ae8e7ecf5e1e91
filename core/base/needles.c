/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/needles.h"

#include "base/expression.h"

/* A needle of fewer letters is in every text. */
#define MIN_LETTERS 2

typedef enum
{
  WORD, /* its letters must stand together in the text */
  ALL,  /* each of the parts must be there */
  ANY   /* one of the parts must */
} Kind;

struct _RgNeedles
{
  Kind kind;
  GArray *grams;    /* of a word: guint32 */
  GPtrArray *parts; /* else: RgNeedles */
};

struct _RgGrams
{
  guint64 pairs[1 << (2 * RG_LETTER_BITS - 6)];
  guint64 triples[1 << (3 * RG_LETTER_BITS - 6)];
};

/* ---- the grams of a text ---- */

static void
set_bit (guint64 *bits, guint32 index)
{
  bits[index >> 6] |= G_GUINT64_CONSTANT (1) << (index & 63);
}

static gboolean
has_bit (const guint64 *bits, guint32 index)
{
  return bits[index >> 6] >> (index & 63) & 1;
}

RgGrams *
rg_grams_new (const char *text)
{
  RgGrams *grams = g_new0 (RgGrams, 1);
  guint before = 0, last = 0; /* no letter */
  for (const char *p = text; *p;)
    {
      guint letter = rg_letter_take (&p);
      if (last)
        set_bit (grams->pairs, last << RG_LETTER_BITS | letter);
      if (before)
        set_bit (grams->triples, (before << RG_LETTER_BITS | last) << RG_LETTER_BITS | letter);
      before = last;
      last = letter;
    }
  return grams;
}

void
rg_grams_free (RgGrams *grams)
{
  g_free (grams);
}

/* ---- needles ---- */

#define PAIR (G_GUINT64_CONSTANT (1) << 31)

static RgNeedles *
needles_of_word (const char *letters, gsize length)
{
  RgNeedles *needles = g_new0 (RgNeedles, 1);
  gsize size = length > 2 ? 3 : 2;
  needles->kind = WORD;
  needles->grams = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (gsize i = 0; i + size <= length; i++)
    {
      guint32 gram = size == 2 ? PAIR : 0;
      for (gsize k = 0, shift = RG_LETTER_BITS * (size - 1); k < size;
           k++, shift -= RG_LETTER_BITS)
        gram |= (guint32) letters[i + k] << shift;
      g_array_append_val (needles->grams, gram);
    }
  return needles;
}

void
rg_needles_free (RgNeedles *needles)
{
  if (!needles)
    return;
  g_clear_pointer (&needles->grams, g_array_unref);
  g_clear_pointer (&needles->parts, g_ptr_array_unref);
  g_free (needles);
}

/* Takes the parts. NULL for none; a single part needs nothing around it. */
static RgNeedles *
needles_of_parts (Kind kind, GPtrArray *parts)
{
  RgNeedles *needles = NULL;
  if (parts->len == 1)
    {
      needles = g_ptr_array_steal_index (parts, 0);
      g_ptr_array_unref (parts);
      return needles;
    }
  if (parts->len == 0)
    {
      g_ptr_array_unref (parts);
      return NULL;
    }
  needles = g_new0 (RgNeedles, 1);
  needles->kind = kind;
  needles->parts = parts;
  return needles;
}

static GPtrArray *
parts_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) rg_needles_free);
}

/* ---- what an expression needs ---- */

static RgNeedles *needles_of (const RgExpression *expression);

static void
end_run (GPtrArray *parts, GString *run)
{
  if (run->len >= MIN_LETTERS)
    g_ptr_array_add (parts, needles_of_word (run->str, run->len));
  g_string_truncate (run, 0);
}

/* A letter joins the run, all else but what takes no place ends it. */
static void
add_part (const RgExpression *part, GPtrArray *parts, GString *run)
{
  guint letter = part->may_lack ? 0 : rg_letters_single (part->letters);
  gboolean takes_place = part->kind == RG_EXPRESSION_LETTERS
                         || part->kind == RG_EXPRESSION_SEQUENCE
                         || part->kind == RG_EXPRESSION_CHOICE;
  if (letter)
    g_string_append_c (run, (char) letter);
  if (takes_place && (!letter || part->may_repeat))
    end_run (parts, run);
  RgNeedles *needles = part->parts ? needles_of (part) : NULL;
  if (needles)
    g_ptr_array_add (parts, needles);
}

static RgNeedles *
needles_of_sequence (const RgExpression *sequence)
{
  GPtrArray *parts = parts_new ();
  g_autoptr (GString) run = g_string_new (NULL);
  for (guint i = 0; i < sequence->parts->len; i++)
    add_part (g_ptr_array_index (sequence->parts, i), parts, run);
  end_run (parts, run);
  return needles_of_parts (ALL, parts);
}

/* Where one alternative needs nothing, nothing is needed. */
static RgNeedles *
needles_of_choice (const RgExpression *choice)
{
  GPtrArray *parts = parts_new ();
  for (guint i = 0; i < choice->parts->len; i++)
    {
      RgNeedles *needles = needles_of (g_ptr_array_index (choice->parts, i));
      if (!needles)
        {
          g_ptr_array_unref (parts);
          return NULL;
        }
      g_ptr_array_add (parts, needles);
    }
  return needles_of_parts (ANY, parts);
}

static RgNeedles *
needles_of (const RgExpression *expression)
{
  if (expression->may_lack)
    return NULL;
  return expression->kind == RG_EXPRESSION_CHOICE ? needles_of_choice (expression)
                                                  : needles_of_sequence (expression);
}

RgNeedles *
rg_needles_any (GPtrArray *parts)
{
  return needles_of_parts (ANY, parts);
}

RgNeedles *
rg_needles_new (const RgExpression *expression)
{
  return needles_of (expression);
}

/* ---- asking ---- */

static gboolean
has_gram (const RgGrams *grams, guint32 gram)
{
  return gram & PAIR ? has_bit (grams->pairs, gram & ~(guint32) PAIR)
                     : has_bit (grams->triples, gram);
}

static gboolean
has_word (const RgGrams *grams, const GArray *word)
{
  for (guint i = 0; i < word->len; i++)
    if (!has_gram (grams, g_array_index (word, guint32, i)))
      return FALSE;
  return TRUE;
}

gboolean
rg_needles_may_match (const RgNeedles *needles, const RgGrams *grams)
{
  if (needles->kind == WORD)
    return has_word (grams, needles->grams);
  for (guint i = 0; i < needles->parts->len; i++)
    if (rg_needles_may_match (g_ptr_array_index (needles->parts, i), grams)
        == (needles->kind == ANY))
      return needles->kind == ANY;
  return needles->kind == ALL;
}
