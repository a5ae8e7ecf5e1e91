/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/needles.h"

#include "base/expression.h"

#include <string.h>

/* A needle of fewer letters is in every text. */
#define MIN_LETTERS 2

/* So many letters of a text are looked at together, at most. */
#define MAX_SIZE 4

typedef enum
{
  WORD, /* its letters must stand together in the text */
  ALL,  /* each of the parts must be there */
  ANY   /* one of the parts must */
} Kind;

struct _RgNeedles
{
  Kind kind;
  guint length;       /* how many parts it has; of a word: how many grams */
  RgNeedles *parts[]; /* of a word: guint32, the bits of its grams */
};

/* Of two letters there is a bit for each; of three and four several share one. */
#define N_PAIRS   (1 << (2 * RG_LETTER_BITS))
#define HASH_BITS 17

struct _RgGrams
{
  guint64 bits[(N_PAIRS + (1 << HASH_BITS)) / 64];
};

/* ---- the grams of a text ---- */

/* Which bit tells of the last `size` letters, of which the last is the lowest. */
static guint32
bit_of (guint32 letters, gsize size)
{
  guint32 last = letters & ((G_GUINT64_CONSTANT (1) << size * RG_LETTER_BITS) - 1);
  return size == 2 ? last
                   : N_PAIRS + ((last * 4 + (guint32) size) * 2654435769U >> (32 - HASH_BITS));
}

static void
set_bit (RgGrams *grams, guint32 bit)
{
  grams->bits[bit >> 6] |= G_GUINT64_CONSTANT (1) << (bit & 63);
}

static gboolean
has_bit (const RgGrams *grams, guint32 bit)
{
  return grams->bits[bit >> 6] >> (bit & 63) & 1;
}

RgGrams *
rg_grams_new (const guint8 *letters)
{
  RgGrams *grams = g_new0 (RgGrams, 1);
  guint32 last = 0; /* before the text there is none, which is a letter of no word */
  for (; *letters; letters++)
    {
      last = last << RG_LETTER_BITS | *letters;
      for (gsize size = 2; size <= MAX_SIZE; size++)
        set_bit (grams, bit_of (last, size));
    }
  return grams;
}

void
rg_grams_free (RgGrams *grams)
{
  g_free (grams);
}

/* ---- needles ---- */

/* Each with just as much room as it needs: they are asked for each mail, those of one rule
 * after the other. */
static RgNeedles *
needles_new (Kind kind, guint length)
{
  gsize item = kind == WORD ? sizeof (guint32) : sizeof (RgNeedles *);
  RgNeedles *needles = g_malloc0 (sizeof *needles + length * item);
  needles->kind = kind;
  needles->length = length;
  return needles;
}

static RgNeedles *
needles_of_word (const char *letters, gsize length)
{
  gsize size = MIN (length, MAX_SIZE);
  RgNeedles *needles = needles_new (WORD, (guint) (length - size + 1));
  guint32 *bits = (guint32 *) needles->parts;
  guint32 last = 0;
  for (gsize i = 0; i < length; i++)
    {
      last = last << RG_LETTER_BITS | (guint8) letters[i];
      if (i + 1 >= size)
        *bits++ = bit_of (last, size);
    }
  return needles;
}

void
rg_needles_free (RgNeedles *needles)
{
  if (!needles)
    return;
  for (guint i = 0; needles->kind != WORD && i < needles->length; i++)
    rg_needles_free (needles->parts[i]);
  g_free (needles);
}

static int
letters_of_word (const RgNeedles *needles)
{
  return needles->kind == WORD ? (int) needles->length : 0;
}

/* Long words first, which are there least often and soonest missed. */
static int
compare_rareness (gconstpointer a, gconstpointer b)
{
  return letters_of_word (*(const RgNeedles *const *) b)
         - letters_of_word (*(const RgNeedles *const *) a);
}

/* Takes the parts. NULL for none; a single part needs nothing around it. */
static RgNeedles *
needles_of_parts (Kind kind, GPtrArray *parts)
{
  if (kind == ALL)
    g_ptr_array_sort (parts, compare_rareness);
  gsize length = 0;
  g_autofree gpointer *taken = g_ptr_array_steal (parts, &length);
  g_ptr_array_unref (parts);
  if (length <= 1)
    return length ? taken[0] : NULL;
  RgNeedles *needles = needles_new (kind, (guint) length);
  memcpy (needles->parts, taken, length * sizeof *taken);
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

static void
add_word (const RgExpression *word, GString *run)
{
  for (const char *at = word->word; at < word->word_end;)
    g_string_append_c (run, (char) rg_letter_take (&at));
}

/* A letter joins the run, all else but what takes no place ends it. */
static void
add_part (const RgExpression *part, GPtrArray *parts, GString *run)
{
  if (part->kind == RG_EXPRESSION_WORD)
    {
      add_word (part, run);
      return;
    }
  guint letter = part->may_lack ? 0 : rg_letters_single (part->letters);
  gboolean takes_place = part->kind == RG_EXPRESSION_LETTERS
                         || part->kind == RG_EXPRESSION_SEQUENCE
                         || part->kind == RG_EXPRESSION_CHOICE;
  if (letter)
    g_string_append_c (run, (char) letter);
  if (takes_place && (!letter || part->may_repeat))
    end_run (parts, run);
  RgNeedles *needles = part->n_parts ? needles_of (part) : NULL;
  if (needles)
    g_ptr_array_add (parts, needles);
}

static RgNeedles *
needles_of_sequence (const RgExpression *sequence)
{
  GPtrArray *parts = parts_new ();
  g_autoptr (GString) run = g_string_new (NULL);
  for (guint i = 0; i < sequence->n_parts; i++)
    add_part (sequence->parts[i], parts, run);
  end_run (parts, run);
  return needles_of_parts (ALL, parts);
}

/* Where one alternative needs nothing, nothing is needed. */
static RgNeedles *
needles_of_choice (const RgExpression *choice)
{
  GPtrArray *parts = parts_new ();
  for (guint i = 0; i < choice->n_parts; i++)
    {
      RgNeedles *needles = needles_of (choice->parts[i]);
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
has_word (const RgGrams *grams, const RgNeedles *word)
{
  const guint32 *bits = (const guint32 *) word->parts;
  for (guint i = 0; i < word->length; i++)
    if (!has_bit (grams, bits[i]))
      return FALSE;
  return TRUE;
}

gboolean
rg_needles_may_match (const RgNeedles *needles, const RgGrams *grams)
{
  if (needles->kind == WORD)
    return has_word (grams, needles);
  for (guint i = 0; i < needles->length; i++)
    if (rg_needles_may_match (needles->parts[i], grams) == (needles->kind == ANY))
      return needles->kind == ANY;
  return needles->kind == ALL;
}
