/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/starts.h"

#include <string.h>

/* Longer words find fewer places, but there are more of them. */
#define MAX_LETTERS 8
#define MAX_WORDS   400

/* ---- the words that one expression can begin with ---- */

typedef struct
{
  guint8 letters[MAX_LETTERS];
  guint8 length;
  guint8 is_open;  /* boolean: what comes next in the expression stands right behind it */
  guint8 is_bound; /* boolean: a word begins here */
} Beginning;

static GArray *beginnings_of (const RgExpression *expression);

static GArray *
beginnings_new (gboolean is_open, gboolean is_bound)
{
  GArray *beginnings = g_array_new (FALSE, TRUE, sizeof (Beginning));
  Beginning empty = { .is_open = (guint8) is_open, .is_bound = (guint8) is_bound };
  g_array_append_val (beginnings, empty);
  return beginnings;
}

static void
close_all (GArray *beginnings)
{
  for (guint i = 0; i < beginnings->len; i++)
    g_array_index (beginnings, Beginning, i).is_open = FALSE;
}

static gboolean
has_open (const GArray *beginnings)
{
  for (guint i = 0; i < beginnings->len; i++)
    if (g_array_index (beginnings, Beginning, i).is_open)
      return TRUE;
  return FALSE;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, sizeof (Beginning));
}

/* Makes all words shorter until they are few enough. */
static void
shorten (GArray *beginnings)
{
  for (guint8 length = MAX_LETTERS - 1; beginnings->len > MAX_WORDS && length > 0; length--)
    {
      for (guint i = 0; i < beginnings->len; i++)
        {
          Beginning *beginning = &g_array_index (beginnings, Beginning, i);
          beginning->is_open &= beginning->length <= length;
          beginning->length = MIN (beginning->length, length);
          memset (beginning->letters + beginning->length, 0, MAX_LETTERS - beginning->length);
        }
      g_array_sort (beginnings, compare);
      guint kept = 0;
      for (guint i = 0; i < beginnings->len; i++)
        if (!kept
            || compare (&g_array_index (beginnings, Beginning, kept - 1),
                        &g_array_index (beginnings, Beginning, i)))
          g_array_index (beginnings, Beginning, kept++)
              = g_array_index (beginnings, Beginning, i);
      g_array_set_size (beginnings, kept);
    }
}

static Beginning
joined (const Beginning *first, const Beginning *second)
{
  Beginning both = *first;
  both.is_open = second->is_open;
  if (first->length == 0)
    both.is_bound |= second->is_bound;
  for (guint i = 0; i < second->length; i++)
    if (both.length < MAX_LETTERS)
      both.letters[both.length++] = second->letters[i];
    else
      both.is_open = FALSE;
  return both;
}

/* Each of `beginnings` that is open, with each of `next` behind it; both are taken. */
static GArray *
append_each (GArray *beginnings, GArray *next)
{
  guint open = 0;
  for (guint i = 0; i < beginnings->len; i++)
    open += g_array_index (beginnings, Beginning, i).is_open;
  if (beginnings->len - open + open * next->len > MAX_WORDS)
    {
      g_array_unref (next);
      close_all (beginnings);
      return beginnings;
    }
  GArray *all = g_array_new (FALSE, TRUE, sizeof (Beginning));
  for (guint i = 0; i < beginnings->len; i++)
    {
      const Beginning *first = &g_array_index (beginnings, Beginning, i);
      if (!first->is_open)
        g_array_append_val (all, *first);
      for (guint k = 0; first->is_open && k < next->len; k++)
        {
          Beginning both = joined (first, &g_array_index (next, Beginning, k));
          g_array_append_val (all, both);
        }
    }
  g_array_unref (beginnings);
  g_array_unref (next);
  return all;
}

static GArray *
beginnings_of_sequence (const RgExpression *sequence)
{
  GArray *beginnings = beginnings_new (TRUE, FALSE);
  for (guint i = 0; i < sequence->parts->len && has_open (beginnings); i++)
    beginnings
        = append_each (beginnings, beginnings_of (g_ptr_array_index (sequence->parts, i)));
  return beginnings;
}

static GArray *
beginnings_of_choice (const RgExpression *choice)
{
  GArray *all = g_array_new (FALSE, TRUE, sizeof (Beginning));
  for (guint i = 0; i < choice->parts->len; i++)
    {
      g_autoptr (GArray) beginnings = beginnings_of (g_ptr_array_index (choice->parts, i));
      g_array_append_vals (all, beginnings->data, beginnings->len);
    }
  shorten (all);
  return all;
}

static GArray *
beginnings_of_letters (RgLetters letters)
{
  if (letters == RG_LETTERS_ALL)
    return beginnings_new (FALSE, FALSE);
  GArray *all = g_array_new (FALSE, TRUE, sizeof (Beginning));
  for (guint8 letter = 1; letter < 64; letter++)
    if (letters >> letter & 1)
      {
        Beginning beginning = { { letter }, 1, TRUE, FALSE };
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
      return beginnings_new (TRUE, expression->kind == RG_EXPRESSION_BOUNDARY
                                       && !expression->may_lack);
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
      g_autoptr (GArray) empty = beginnings_new (TRUE, FALSE);
      g_array_append_vals (beginnings, empty->data, 1);
    }
  return beginnings;
}

/* ---- all words, as a tree of letters ---- */

typedef struct
{
  guint32 child;   /* the first letter that may follow; 0 for none */
  guint32 sibling; /* another letter at this place; 0 for none */
  GArray *ids;     /* guint: what begins with the word that ends here; NULL for none */
  guint8 letter;
} Node;

/* The first two letters are looked up in a table, so that few places of a text cost more. */
#define N_PAIRS (1 << (2 * RG_LETTER_BITS))

enum
{
  ANYWHERE,
  BOUND, /* for words that begin at a word boundary */
  N_TREES,
};

struct _RgStarts
{
  GArray *nodes; /* Node; the first of each tree is the root */
  guint32 seconds[N_TREES][N_PAIRS];
};

RgStarts *
rg_starts_new (void)
{
  RgStarts *starts = g_new0 (RgStarts, 1);
  starts->nodes = g_array_new (FALSE, TRUE, sizeof (Node));
  g_array_set_size (starts->nodes, N_TREES);
  return starts;
}

static Node *
get_node (const RgStarts *starts, guint32 index)
{
  return &g_array_index (starts->nodes, Node, index);
}

void
rg_starts_free (RgStarts *starts)
{
  if (!starts)
    return;
  for (guint i = 0; i < starts->nodes->len; i++)
    g_clear_pointer (&get_node (starts, i)->ids, g_array_unref);
  g_array_unref (starts->nodes);
  g_free (starts);
}

static guint32
find_child (const RgStarts *starts, guint32 parent, guint letter)
{
  guint32 child = get_node (starts, parent)->child;
  while (child && get_node (starts, child)->letter != letter)
    child = get_node (starts, child)->sibling;
  return child;
}

static guint32
add_child (RgStarts *starts, guint32 parent, guint8 letter)
{
  guint32 child = find_child (starts, parent, letter);
  if (child)
    return child;
  Node node = { .letter = letter, .sibling = get_node (starts, parent)->child };
  g_array_append_val (starts->nodes, node);
  return get_node (starts, parent)->child = starts->nodes->len - 1;
}

/* Whether the text can tell a word's beginning by this letter: one of ASCII. */
static gboolean
is_of_word (guint8 letter)
{
  return letter <= 36;
}

static void
add_word (RgStarts *starts, const Beginning *word, guint id)
{
  guint32 at = word->is_bound && is_of_word (word->letters[0]) ? BOUND : ANYWHERE;
  for (guint i = 0; i < word->length; i++)
    at = add_child (starts, at, word->letters[i]);
  GArray **ids = &get_node (starts, at)->ids;
  if (!*ids)
    *ids = g_array_new (FALSE, FALSE, sizeof id);
  if (!(*ids)->len || g_array_index (*ids, guint, (*ids)->len - 1) != id)
    g_array_append_val (*ids, id);
}

/* A single letter of the alphabet is in every text, and so is a blank. */
static gboolean
is_telling (const Beginning *word)
{
  return word->length > 1
         || (word->length == 1 && word->letters[0] > 26 && word->letters[0] != 37);
}

gboolean
rg_starts_can_add (const RgExpression *expression)
{
  g_autoptr (GArray) words = beginnings_of (expression);
  for (guint i = 0; i < words->len; i++)
    if (!is_telling (&g_array_index (words, Beginning, i)))
      return FALSE;
  return TRUE;
}

void
rg_starts_add (RgStarts *starts, const RgExpression *expression, guint id)
{
  g_autoptr (GArray) words = beginnings_of (expression);
  for (guint i = 0; i < words->len; i++)
    add_word (starts, &g_array_index (words, Beginning, i), id);
}

void
rg_starts_finish (RgStarts *starts)
{
  for (guint32 tree = 0; tree < N_TREES; tree++)
    for (guint32 one = get_node (starts, tree)->child; one;
         one = get_node (starts, one)->sibling)
      for (guint32 two = get_node (starts, one)->child; two;
           two = get_node (starts, two)->sibling)
        starts->seconds[tree][get_node (starts, one)->letter << RG_LETTER_BITS
                              | get_node (starts, two)->letter]
            = two;
}

/* ---- a text ---- */

typedef struct
{
  const RgStarts *starts;
  const guint8 *letters; /* of the text, 0 behind the last */
  RgStartsFound found;
  gpointer data;
} Search;

static void
tell (const Search *search, guint32 node, gsize offset)
{
  const GArray *ids = get_node (search->starts, node)->ids;
  for (guint i = 0; ids && i < ids->len; i++)
    search->found (g_array_index (ids, guint, i), offset, search->data);
}

static void
search_tree (const Search *search, guint32 tree, gsize place, gsize offset)
{
  const guint8 *letters = search->letters + place;
  guint32 one = 0;
  if (letters[0] > 26)
    one = find_child (search->starts, tree, letters[0]);
  if (one)
    tell (search, one, offset);
  if (!letters[1])
    return;
  guint32 node = search->starts->seconds[tree][letters[0] << RG_LETTER_BITS | letters[1]];
  for (guint i = 2; node; i++)
    {
      tell (search, node, offset);
      node = letters[i] ? find_child (search->starts, node, letters[i]) : 0;
    }
}

void
rg_starts_find (const RgStarts *starts, const char *text, RgStartsFound found, gpointer data)
{
  gsize length = strlen (text), place = 0;
  g_autofree guint8 *letters = g_malloc (length + 2);
  for (const char *p = text; *p; place++)
    letters[place] = (guint8) rg_letter_take (&p);
  letters[place] = letters[place + 1] = 0;
  Search search = { starts, letters, found, data };
  place = 0;
  for (const char *p = text; *p; p = g_utf8_next_char (p), place++)
    {
      search_tree (&search, ANYWHERE, place, (gsize) (p - text));
      if (is_of_word (letters[place]) && rg_letter_begins_word (text, p))
        search_tree (&search, BOUND, place, (gsize) (p - text));
    }
}
