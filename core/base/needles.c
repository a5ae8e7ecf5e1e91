/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/needles.h"

#include <string.h>

#define LETTER_BITS 6
#define NO_LETTER   0
#define MAX_DEPTH   50

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
  guint64 pairs[1 << (2 * LETTER_BITS - 6)];
  guint64 triples[1 << (3 * LETTER_BITS - 6)];
};

/* ---- letters ---- */

/* 1 to 63 for what needles are made of, in either case; NO_LETTER ends a needle. */
static guint
letter_of (guchar c)
{
  static const char others[] = " '-.,:;/@&_%+!?()\"=#$";
  if (g_ascii_isalpha (c))
    return (guint) (g_ascii_tolower ((char) c) - 'a') + 1;
  if (g_ascii_isdigit (c))
    return (guint) (c - '0') + 27;
  const char *place = c ? strchr (others, c) : NULL;
  return place ? (guint) (place - others) + 37 : NO_LETTER;
}

/* The letter at `*p`, which moves on by one character. Two characters beyond ASCII are letters
 * of ASCII in the other case: the long s and the Kelvin sign. */
static guint
take_letter (const char **p)
{
  guchar c = (guchar) * *p;
  if (c < 0x80)
    {
      (*p)++;
      return letter_of (c);
    }
  gunichar wide = g_utf8_get_char (*p);
  *p = g_utf8_next_char (*p);
  return wide == 0x17F ? letter_of ('s') : wide == 0x212A ? letter_of ('k') : NO_LETTER;
}

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
  guint before = NO_LETTER, last = NO_LETTER;
  for (const char *p = text; *p;)
    {
      guint letter = take_letter (&p);
      if (letter && last)
        set_bit (grams->pairs, last << LETTER_BITS | letter);
      if (letter && last && before)
        set_bit (grams->triples, (before << LETTER_BITS | last) << LETTER_BITS | letter);
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
      for (gsize k = 0, shift = LETTER_BITS * (size - 1); k < size; k++, shift -= LETTER_BITS)
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

/* ---- reading an expression ---- */

typedef struct
{
  const char *at;
  gboolean is_lost; /* something was found that isn't understood */
} Reader;

static RgNeedles *read_alternatives (Reader *reader, int depth);

/* How often the atom before must be there at least; moves past the quantifier. -1: once, and
 * there is no quantifier. */
static int
read_quantifier (Reader *reader)
{
  int least = -1;
  if (*reader->at == '?' || *reader->at == '*')
    least = 0;
  else if (*reader->at == '+')
    least = 1;
  else if (*reader->at == '{' && g_ascii_isdigit (reader->at[1]))
    {
      least = (int) g_ascii_strtoull (reader->at + 1, NULL, 10) > 0;
      const char *end = strchr (reader->at, '}');
      reader->is_lost |= !end;
      reader->at = end ? end : reader->at;
    }
  if (least < 0)
    return least;
  reader->at += *reader->at != '\0';
  if (*reader->at == '?' || *reader->at == '+')
    reader->at++;
  return least;
}

/* [...]: one character, of which nothing is known. */
static void
skip_class (Reader *reader)
{
  const char *p = reader->at + 1;
  p += *p == '^';
  p += *p == ']';
  for (; *p && *p != ']'; p++)
    if (*p == '\\' && p[1])
      p++;
    else if (g_str_has_prefix (p, "[:") && strstr (p, ":]"))
      p = strstr (p, ":]") + 1;
  reader->is_lost |= !*p;
  reader->at = p + (*p != '\0');
}

/* What an escape stands for, if that is a letter; else NO_LETTER. */
static guint
read_escape (Reader *reader)
{
  static const char one_character[] = "bBAZzGKdDwWsShHvVRXnrtfeaN";
  guchar c = (guchar) reader->at[1];
  if (c && !g_ascii_isalnum (c) && c < 0x80)
    {
      reader->at += 2;
      return letter_of (c);
    }
  if (c == 'p' || c == 'P')
    {
      const char *end = reader->at[2] == '{' ? strchr (reader->at, '}') : reader->at + 2;
      reader->is_lost |= !end || !*end;
      reader->at = reader->is_lost ? reader->at : end + 1;
      return NO_LETTER;
    }
  reader->is_lost |= !c || !strchr (one_character, c);
  reader->at += reader->is_lost ? 0 : 2;
  return NO_LETTER;
}

/* Past "(?:", "(?<name>", "(?i)" and the like. Returns whether what the group says must be in
 * the text; `*is_empty` where it was only an option. */
static gboolean
read_group_head (Reader *reader, gboolean *is_empty)
{
  const char *p = reader->at + 1;
  *is_empty = FALSE;
  reader->is_lost |= *p == '*';
  if (*p != '?')
    {
      reader->at = p;
      return TRUE;
    }
  p++;
  gboolean is_negative = *p == '!' || g_str_has_prefix (p, "<!");
  if (*p == ':' || *p == '>' || *p == '|' || *p == '=' || *p == '!')
    p++;
  else if (g_str_has_prefix (p, "<=") || g_str_has_prefix (p, "<!"))
    p += 2;
  else if (*p == '<' && g_ascii_isalpha (p[1]))
    {
      p = strchr (p, '>');
      reader->is_lost |= !p;
      p = p ? p + 1 : reader->at;
    }
  else
    {
      p += strspn (p, "ims-");
      *is_empty = *p == ')';
      reader->is_lost |= *p != ':' && *p != ')';
      p += *p == ':';
    }
  reader->at = p;
  return !is_negative;
}

static RgNeedles *
read_group (Reader *reader, int depth)
{
  gboolean is_empty;
  gboolean is_needed = read_group_head (reader, &is_empty);
  RgNeedles *needles
      = is_empty || reader->is_lost ? NULL : read_alternatives (reader, depth - 1);
  reader->is_lost |= *reader->at != ')';
  reader->at += *reader->at == ')';
  gboolean is_optional = read_quantifier (reader) == 0;
  if (!is_needed || is_optional)
    g_clear_pointer (&needles, rg_needles_free);
  return needles;
}

static void
end_run (GPtrArray *parts, GString *run)
{
  if (run->len >= MIN_LETTERS)
    g_ptr_array_add (parts, needles_of_word (run->str, run->len));
  g_string_truncate (run, 0);
}

/* One character of the expression: a letter joins the run, all else ends it. */
static void
read_character (Reader *reader, GPtrArray *parts, GString *run)
{
  guint letter = NO_LETTER;
  char c = *reader->at;
  if (c == '\\')
    letter = read_escape (reader);
  else if (c == '[')
    skip_class (reader);
  else if (strchr (".^$", c))
    reader->at++;
  else
    letter = take_letter (&reader->at);
  int least = reader->is_lost ? -1 : read_quantifier (reader);
  if (letter && least != 0)
    g_string_append_c (run, (char) letter);
  if (!letter || least >= 0)
    end_run (parts, run);
}

static RgNeedles *
read_sequence (Reader *reader, int depth)
{
  GPtrArray *parts = parts_new ();
  g_autoptr (GString) run = g_string_new (NULL);
  while (*reader->at && *reader->at != '|' && *reader->at != ')' && !reader->is_lost)
    if (*reader->at != '(')
      read_character (reader, parts, run);
    else
      {
        end_run (parts, run);
        RgNeedles *group = read_group (reader, depth);
        if (group)
          g_ptr_array_add (parts, group);
      }
  end_run (parts, run);
  return needles_of_parts (ALL, parts);
}

/* Where one alternative needs nothing, nothing is needed. */
static RgNeedles *
read_alternatives (Reader *reader, int depth)
{
  GPtrArray *parts = parts_new ();
  gboolean is_known = TRUE;
  reader->is_lost |= depth == 0;
  do
    {
      RgNeedles *needles = read_sequence (reader, depth);
      is_known &= needles != NULL;
      if (needles)
        g_ptr_array_add (parts, needles);
    }
  while (!reader->is_lost && *reader->at == '|' && reader->at++);
  if (is_known && !reader->is_lost)
    return needles_of_parts (ANY, parts);
  g_ptr_array_unref (parts);
  return NULL;
}

RgNeedles *
rg_needles_new (const char *regex)
{
  Reader reader = { regex, FALSE };
  RgNeedles *needles = read_alternatives (&reader, MAX_DEPTH);
  if (*reader.at)
    g_clear_pointer (&needles, rg_needles_free);
  return needles;
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
