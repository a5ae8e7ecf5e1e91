/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/starts.h"

#include <string.h>

/* ---- all words, as a tree of letters ---- */

typedef struct
{
  guint32 child;   /* the first letter that may follow; 0 for none */
  guint32 sibling; /* another letter at this place; 0 for none */
  GArray *ids;     /* guint: what begins with the word that ends here; NULL for none */
  guint8 letter;
} Branch;

/* The same tree for searching: small, and the nodes that are asked for together stand together.
 */
typedef struct
{
  RgLetters letters; /* that may follow */
  guint32 children;  /* the node of the first of them, the others are behind it */
  guint32 ids;       /* where they are: their number, then they themselves; 0 for none */
} Node;

/* The first two letters are looked up in a table, so that few places of a text cost more. */
#define N_PAIRS (1 << (2 * RG_LETTER_BITS))

enum
{
  ANYWHERE,
  BOUND, /* for words that begin at a word boundary */
  FIRST, /* for words that begin the text */
  N_TREES,
};

struct _RgStarts
{
  GArray *branches; /* Branch, until all are in; the first of each tree is the root */
  GArray *nodes;    /* Node, afterwards, in the same way */
  GArray *ids;      /* guint */
  guint32 seconds[N_TREES][N_PAIRS];
};

static void
branch_clear (gpointer data)
{
  Branch *branch = data;
  g_clear_pointer (&branch->ids, g_array_unref);
}

RgStarts *
rg_starts_new (void)
{
  RgStarts *starts = g_new0 (RgStarts, 1);
  starts->branches = g_array_new (FALSE, TRUE, sizeof (Branch));
  g_array_set_clear_func (starts->branches, branch_clear);
  g_array_set_size (starts->branches, N_TREES);
  starts->nodes = g_array_new (FALSE, TRUE, sizeof (Node));
  g_array_set_size (starts->nodes, N_TREES);
  starts->ids = g_array_new (FALSE, TRUE, sizeof (guint));
  g_array_set_size (starts->ids, 1);
  return starts;
}

static Branch *
get_branch (const RgStarts *starts, guint32 index)
{
  return &g_array_index (starts->branches, Branch, index);
}

static const Node *
get_node (const RgStarts *starts, guint32 index)
{
  return &g_array_index (starts->nodes, Node, index);
}

void
rg_starts_free (RgStarts *starts)
{
  if (!starts)
    return;
  g_array_unref (starts->branches);
  g_array_unref (starts->nodes);
  g_array_unref (starts->ids);
  g_free (starts);
}

static guint32
add_child (RgStarts *starts, guint32 parent, guint8 letter)
{
  guint32 child = get_branch (starts, parent)->child;
  while (child && get_branch (starts, child)->letter != letter)
    child = get_branch (starts, child)->sibling;
  if (child)
    return child;
  Branch branch = { .letter = letter, .sibling = get_branch (starts, parent)->child };
  g_array_append_val (starts->branches, branch);
  return get_branch (starts, parent)->child = starts->branches->len - 1;
}

/* Whether the text can tell a word's beginning by this letter: one of ASCII. */
static gboolean
is_of_word (guint8 letter)
{
  return letter <= 36;
}

static guint32
tree_of (const RgBeginning *word)
{
  if (word->is_first)
    return FIRST;
  return word->is_bound && is_of_word (word->letters[0]) ? BOUND : ANYWHERE;
}

static void
add_word (RgStarts *starts, const RgBeginning *word, guint id)
{
  guint32 at = tree_of (word);
  for (guint i = 0; i < word->length; i++)
    at = add_child (starts, at, word->letters[i]);
  GArray **ids = &get_branch (starts, at)->ids;
  if (!*ids)
    *ids = g_array_new (FALSE, FALSE, sizeof id);
  if (!(*ids)->len || g_array_index (*ids, guint, (*ids)->len - 1) != id)
    g_array_append_val (*ids, id);
}

void
rg_starts_add (RgStarts *starts, const RgBeginnings *beginnings, guint id)
{
  for (guint i = 0; i < beginnings->words->len; i++)
    add_word (starts, &g_array_index (beginnings->words, RgBeginning, i), id);
}

/* ---- the tree for searching ---- */

static RgLetters
letter_bit (guint letter)
{
  return G_GUINT64_CONSTANT (1) << letter;
}

/* The number of letters in the set before this one. */
static guint
rank_of (RgLetters letters, guint letter)
{
  return (guint) __builtin_popcountll (letters & (letter_bit (letter) - 1));
}

static guint32
find_child (const Node *node, guint letter)
{
  return node->letters >> letter & 1 ? node->children + rank_of (node->letters, letter) : 0;
}

static guint32
keep_ids (RgStarts *starts, const GArray *ids)
{
  if (!ids)
    return 0;
  guint32 place = starts->ids->len;
  g_array_append_val (starts->ids, ids->len);
  g_array_append_vals (starts->ids, ids->data, ids->len);
  return place;
}

static void
make_node (RgStarts *starts, guint32 index, guint32 from)
{
  const Branch *branch = get_branch (starts, from);
  Node node = { .children = starts->nodes->len, .ids = keep_ids (starts, branch->ids) };
  for (guint32 child = branch->child; child; child = get_branch (starts, child)->sibling)
    node.letters |= letter_bit (get_branch (starts, child)->letter);
  g_array_index (starts->nodes, Node, index) = node;
  g_array_set_size (starts->nodes,
                    starts->nodes->len + (guint) __builtin_popcountll (node.letters));
  for (guint32 child = branch->child; child; child = get_branch (starts, child)->sibling)
    make_node (starts, find_child (&node, get_branch (starts, child)->letter), child);
}

static void
fill_table (RgStarts *starts, guint32 tree)
{
  for (guint one = 0; one < 1 << RG_LETTER_BITS; one++)
    for (guint two = 0; two < 1 << RG_LETTER_BITS; two++)
      {
        guint32 node = find_child (get_node (starts, tree), one);
        starts->seconds[tree][one << RG_LETTER_BITS | two]
            = node ? find_child (get_node (starts, node), two) : 0;
      }
}

void
rg_starts_finish (RgStarts *starts)
{
  for (guint32 tree = 0; tree < N_TREES; tree++)
    {
      make_node (starts, tree, tree);
      fill_table (starts, tree);
    }
  g_array_set_size (starts->branches, 0);
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
tell (const Search *search, const Node *node, gsize offset)
{
  const guint *ids = &g_array_index (search->starts->ids, guint, node->ids);
  for (guint i = 1; i <= ids[0]; i++)
    search->found (ids[i], offset, search->data);
}

static void
search_tree (const Search *search, guint32 tree, gsize place, gsize offset)
{
  const guint8 *letters = search->letters + place;
  guint32 index = search->starts->seconds[tree][letters[0] << RG_LETTER_BITS | letters[1]];
  if (letters[0] > 26)
    {
      guint32 one = find_child (get_node (search->starts, tree), letters[0]);
      if (one)
        tell (search, get_node (search->starts, one), offset);
    }
  for (guint i = 2; index; i++)
    {
      const Node *node = get_node (search->starts, index);
      tell (search, node, offset);
      index = letters[i] ? find_child (node, letters[i]) : 0;
    }
}

/* Those that begin with the text, with whichever word. */
static void
search_first (const Search *search)
{
  const guint8 *letters = search->letters;
  guint32 index = FIRST;
  do
    {
      const Node *node = get_node (search->starts, index);
      tell (search, node, 0);
      index = *letters ? find_child (node, *letters++) : 0;
    }
  while (index);
}

void
rg_starts_find (const RgStarts *starts, const char *text, const guint8 *letters,
                RgStartsFound found, gpointer data)
{
  Search search = { starts, letters, found, data };
  gsize place = 0;
  search_first (&search);
  for (const char *p = text; *p; p = g_utf8_next_char (p), place++)
    {
      search_tree (&search, ANYWHERE, place, (gsize) (p - text));
      if (is_of_word (letters[place]) && rg_letter_begins_word (text, p))
        search_tree (&search, BOUND, place, (gsize) (p - text));
    }
}
