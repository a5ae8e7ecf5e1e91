/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "facts/clues.h"

#include <string.h>

const char *const rg_tag_names[RG_N_TAGS + 1] = {
  [RG_TAG_COMPANY] = "company",
  [RG_TAG_POSITION] = "position",
  [RG_TAG_PERSON] = "person",
  [RG_TAG_PLACE] = "place",
};

/* What is known of a word wherever it stands in the mail. */
typedef struct
{
  guint capitals; /* how often it stands with a capital letter */
  guint smalls;
  guint parts; /* bits: in which parts */
} Word;

/* What is known of one token beyond itself. */
typedef struct
{
  char domain;           /* of the sender: 'E'qual, 'B'egins it, 'I'n it, '-' */
  char person;           /* 'O'wn name, 'S'ender's name, 'L'ocal part of its address, '-' */
  guint kinds;           /* of the lexicon */
  char found[RG_N_TAGS]; /* the phrases' answer 'B'egins, goes on ('I'), ends ('L'), '-' */
  guint line_words;      /* tokens of its line */
  guint line_index;      /* its place there */
  guint first;           /* the token that begins its line */
  guint since;           /* words since the last trade of its line; FAR for none */
  guint until;           /* and until the next */
} Trait;

/* So many words from a trade it says nothing. */
#define FAR 6

struct _RgClues
{
  const RgTokenList *tokens;
  const char *language;
  GHashTable *words; /* lower (interned by the tokens) → Word */
  Trait *traits;
  GString *name; /* of the clue that is being told */
  RgClueFunc func;
  gpointer data;
};

/* ---- what is known beforehand ---- */

static gboolean
is_word (const RgToken *token)
{
  return *token->plain != '\0';
}

static void
count_words (RgClues *clues)
{
  for (guint i = 0; i < clues->tokens->tokens->len; i++)
    {
      const RgToken *token = rg_token_list_get (clues->tokens, i);
      Word *word = g_hash_table_lookup (clues->words, token->lower);
      if (!word)
        {
          word = g_new0 (Word, 1);
          g_hash_table_insert (clues->words, (gpointer) token->lower, word);
        }
      if (*token->shape == 'X')
        word->capitals++;
      else
        word->smalls++;
      word->parts |= 1U << token->part;
    }
}

static char
domain_sign (const char *label, const char *plain)
{
  gsize length = strlen (plain);
  if (length < 3 || !*label)
    return '-';
  if (g_str_equal (label, plain))
    return 'E';
  if (g_str_has_prefix (label, plain))
    return 'B';
  return length >= 4 && strstr (label, plain) ? 'I' : '-';
}

/* The words of the names and addresses of `list`, into `names`. */
static void
add_name (GString *names, const RgAddress *address)
{
  g_autofree char *local = g_strndup (address->address, strcspn (address->address, "@"));
  g_string_append_printf (names, "%s %s ", address->name ? address->name : "", local);
}

static RgTokenList *
own_names (const RgSource *source)
{
  g_autoptr (GString) names = g_string_new (NULL);
  const GPtrArray *to = source->message->to;
  for (guint i = 0; i < to->len; i++)
    if (rg_source_is_own (source, ((RgAddress *) g_ptr_array_index (to, i))->address))
      add_name (names, g_ptr_array_index (to, i));
  return rg_token_list_of_text (names->str);
}

static gboolean
has_word (const RgTokenList *names, const char *plain)
{
  for (guint i = 0; i < names->tokens->len; i++)
    if (g_str_equal (rg_token_list_get (names, i)->plain, plain))
      return TRUE;
  return FALSE;
}

static char
person_sign (const RgTokenList *own, const RgTokenList *sender, const char *local,
             const RgToken *token)
{
  if (!is_word (token))
    return '-';
  if (has_word (own, token->plain))
    return 'O';
  if (token->part != RG_PART_SENDER && has_word (sender, token->plain))
    return 'S';
  return strlen (token->plain) > 2 && strstr (local, token->plain) ? 'L' : '-';
}

static void
mark_names (RgClues *clues, const RgSource *source)
{
  const RgAddress *author = source->message->author;
  g_autofree char *label = rg_sender_label (source);
  g_autofree char *address = g_ascii_strdown (author ? author->address : "", -1);
  address[strcspn (address, "@")] = '\0';
  g_autoptr (RgTokenList) own = own_names (source);
  g_autoptr (RgTokenList) sender
      = rg_token_list_of_text (author && author->name ? author->name : "");
  for (guint i = 0; i < clues->tokens->tokens->len; i++)
    {
      const RgToken *token = rg_token_list_get (clues->tokens, i);
      clues->traits[i].domain = domain_sign (label, token->plain);
      clues->traits[i].person = person_sign (own, sender, address, token);
    }
}

static void
mark_found (RgClues *clues, RgTag tag, const char *found)
{
  for (guint i = 0; i < clues->tokens->tokens->len; i++)
    clues->traits[i].found[tag] = '-';
  if (!found)
    return;
  g_autoptr (RgTokenList) needle = rg_token_list_of_text (found);
  guint end;
  for (guint i = 0; i < clues->tokens->tokens->len; i++)
    if (rg_token_list_match (clues->tokens, i, needle, &end))
      for (guint start = i; i < end; i++)
        clues->traits[i].found[tag] = i == start ? 'B' : 'I';
}

static void
mark_kinds (RgClues *clues, const RgLexicon *lexicon)
{
  for (guint i = 0; lexicon && i < clues->tokens->tokens->len; i++)
    clues->traits[i].kinds
        = rg_lexicon_kinds (lexicon, rg_token_list_get (clues->tokens, i)->lower);
}

static void
mark_lines (RgClues *clues)
{
  guint count = clues->tokens->tokens->len;
  for (guint first = 0, end; first < count; first = end)
    {
      const RgToken *head = rg_token_list_get (clues->tokens, first);
      for (end = first; end < count; end++)
        {
          const RgToken *token = rg_token_list_get (clues->tokens, end);
          if (token->part != head->part || token->line != head->line)
            break;
        }
      for (guint i = first; i < end; i++)
        {
          clues->traits[i].line_words = end - first;
          clues->traits[i].line_index = i - first;
          clues->traits[i].first = first;
        }
    }
}

static gboolean
is_trade (const Trait *trait)
{
  return (trait->kinds & (RG_LEXICON_TRADE | RG_LEXICON_TAIL)) != 0;
}

/* How far the word at `i` is from a trade, where it is `distance` for the one beside it. */
static guint
distance_from (const RgClues *clues, guint i, guint distance)
{
  if (*rg_token_list_get (clues->tokens, i)->text == '\n')
    return FAR;
  return is_trade (&clues->traits[i]) ? 0 : MIN (distance + 1, FAR);
}

static void
mark_distances (RgClues *clues)
{
  guint distance = FAR;
  for (guint i = 0; i < clues->tokens->tokens->len; i++)
    {
      if (clues->traits[i].line_index == 0)
        distance = FAR;
      clues->traits[i].since = distance = distance_from (clues, i, distance);
    }
  for (guint i = clues->tokens->tokens->len; i-- > 0;)
    {
      if (clues->traits[i].line_index + 1 == clues->traits[i].line_words)
        distance = FAR;
      clues->traits[i].until = distance = distance_from (clues, i, distance);
    }
}

RgClues *
rg_clues_new (const RgSource *source, const RgTokenList *tokens,
              const char *const found[RG_N_TAGS])
{
  RgClues *clues = g_new0 (RgClues, 1);
  clues->tokens = tokens;
  clues->language = rg_vocabulary_language (source->words);
  clues->words = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  clues->traits = g_new0 (Trait, MAX (tokens->tokens->len, 1));
  clues->name = g_string_sized_new (128);
  count_words (clues);
  mark_names (clues, source);
  mark_kinds (clues, rg_vocabulary_lexicon (source->words));
  for (int tag = 0; tag < RG_N_TAGS; tag++)
    mark_found (clues, tag, found[tag]);
  mark_lines (clues);
  mark_distances (clues);
  return clues;
}

void
rg_clues_free (RgClues *clues)
{
  if (!clues)
    return;
  g_hash_table_unref (clues->words);
  g_free (clues->traits);
  g_string_free (clues->name, TRUE);
  g_free (clues);
}

/* ---- telling ---- */

static void
tell (RgClues *clues, const char *kind, const char *first, const char *second)
{
  GString *name = clues->name;
  g_string_truncate (name, 0);
  g_string_append (name, kind);
  g_string_append_c (name, '=');
  g_string_append (name, first);
  if (second)
    {
      g_string_append_c (name, '|');
      g_string_append (name, second);
    }
  clues->func (name->str, name->len, clues->data);
}

/* Beyond a part there is nothing. */
static const RgToken *
neighbour (const RgClues *clues, guint index, int step)
{
  static const RgToken nothing = { .text = "", .lower = "_", .shape = "_", .plain = "" };
  static const RgToken line_end = { .text = "\n", .lower = "^", .shape = "^", .plain = "" };
  const RgToken *token = rg_token_list_get (clues->tokens, index);
  gint64 at = (gint64) index + step;
  if (at < 0 || at >= clues->tokens->tokens->len)
    return &nothing;
  const RgToken *other = rg_token_list_get (clues->tokens, (guint) at);
  if (other->part != token->part)
    return &nothing;
  return *other->text == '\n' ? &line_end : other;
}

static void
tell_words (RgClues *clues, guint i)
{
  static const char *const kinds[] = { "w-2", "w-1", "w", "w+1", "w+2" };
  const RgToken *near[5];
  for (int step = -2; step <= 2; step++)
    {
      near[step + 2] = neighbour (clues, i, step);
      tell (clues, kinds[step + 2], near[step + 2]->lower, NULL);
    }
  tell (clues, "w-2w-1", near[0]->lower, near[1]->lower);
  tell (clues, "w-1w", near[1]->lower, near[2]->lower);
  tell (clues, "ww+1", near[2]->lower, near[3]->lower);
  tell (clues, "w+1w+2", near[3]->lower, near[4]->lower);
  tell (clues, "s", near[2]->shape, NULL);
  tell (clues, "s-1s", near[1]->shape, near[2]->shape);
  tell (clues, "ss+1", near[2]->shape, near[3]->shape);
  tell (clues, "w-1s", near[1]->lower, near[2]->shape);
  tell (clues, "sw+1", near[2]->shape, near[3]->lower);
  tell (clues, "s-2s-1", near[0]->shape, near[1]->shape);
  tell (clues, "s+1s+2", near[3]->shape, near[4]->shape);
}

static void
tell_endings (RgClues *clues, const RgToken *token)
{
  static const char *const heads[] = { "", "", "p2", "p3", "p4" };
  static const char *const tails[] = { "", "", "e2", "e3", "e4" };
  const char *word = token->lower;
  glong length = g_utf8_strlen (word, -1);
  for (glong n = 2; n <= 4 && n < length; n++)
    {
      const char *at = g_utf8_offset_to_pointer (word, n);
      char head[32];
      g_strlcpy (head, word, MIN (sizeof head, (gsize) (at - word) + 1));
      tell (clues, heads[n], head, NULL);
      tell (clues, tails[n], g_utf8_offset_to_pointer (word, length - n), NULL);
    }
}

static const char *
count_sign (guint count)
{
  static const char *const signs[] = { "0", "1", "2", "3", "4" };
  return signs[MIN (count, G_N_ELEMENTS (signs) - 1)];
}

static const char *
length_sign (guint count)
{
  return count <= 2 ? "2" : count <= 4 ? "4" : count <= 7 ? "7" : count <= 12 ? "12" : "long";
}

/* From the top, or from the end of the own text. */
static const char *
height_sign (const RgClues *clues, guint i)
{
  const RgToken *token = rg_token_list_get (clues->tokens, i);
  guint end = clues->tokens->bounds[token->part + 1];
  guint last = rg_token_list_get (clues->tokens, end - 1)->line;
  guint below = last - token->line;
  return token->line == 0   ? "first"
         : below == 0       ? "last"
         : below <= 2       ? "low"
         : below <= 6       ? "lower"
         : token->line <= 3 ? "high"
                            : "amid";
}

static void
tell_standing (RgClues *clues, guint i)
{
  static const char *const parts[] = { "from", "subject", "event", "text", "sign", "quote" };
  const RgToken *token = rg_token_list_get (clues->tokens, i);
  const Trait *trait = &clues->traits[i];
  const Word *word = g_hash_table_lookup (clues->words, token->lower);
  const char *part = parts[token->part], *height = height_sign (clues, i);
  char signs[4]
      = { token->part == RG_PART_SENDER ? 'f' : '-', trait->domain, trait->person, 0 };
  tell (clues, "part", part, token->shape);
  tell (clues, "height", height, part);
  tell (clues, "heights", height, token->shape);
  tell (clues, "line", length_sign (trait->line_words), part);
  tell (clues, "at", count_sign (trait->line_index), token->shape);
  tell (clues, "left", count_sign (trait->line_words - trait->line_index - 1), token->shape);
  tell (clues, "begins", neighbour (clues, trait->first, 0)->lower, token->shape);
  tell (clues, "names", signs, NULL);
  tell (clues, "namesp", signs, part);
  tell (clues, "capitals", count_sign (word->capitals), token->shape);
  tell (clues, "smalls", count_sign (word->smalls), token->shape);
  tell (clues, "lang", clues->language, token->shape);
  if (word->parts & (1U << RG_PART_SUBJECT))
    tell (clues, "also", "subject", token->shape);
  if (word->parts & (1U << RG_PART_QUOTE))
    tell (clues, "also", "quote", token->shape);
  if (word->parts & (1U << RG_PART_SIGNATURE))
    tell (clues, "also", "sign", token->shape);
  if (word->parts & (1U << RG_PART_TEXT))
    tell (clues, "also", "text", token->shape);
}

/* What the sender's name and domain say of the words beside it. */
static void
tell_names_beside (RgClues *clues, guint i)
{
  static const char *const kinds[] = { "names-1", "", "names+1" };
  for (int step = -1; step <= 1; step += 2)
    {
      const RgToken *token = neighbour (clues, i, step);
      if (!is_word (token))
        continue;
      const Trait *trait = &clues->traits[(gint64) i + step];
      char signs[3] = { trait->domain, trait->person, 0 };
      tell (clues, kinds[step + 1], signs, rg_token_list_get (clues->tokens, i)->shape);
    }
}

/* The kinds of the lexicon for the word and those beside it. */
static void
tell_kinds (RgClues *clues, guint i)
{
  static const char *const places[] = { "kind-2", "kind-1", "kind", "kind+1", "kind+2" };
  static const char *const names[] = { "firm", "name", "trade", "way", NULL, "tail" };
  const char *shape = rg_token_list_get (clues->tokens, i)->shape;
  for (int step = -2; step <= 2; step++)
    {
      gboolean is_there = *neighbour (clues, i, step)->plain != '\0';
      guint kinds = is_there ? clues->traits[(gint64) i + step].kinds : 0;
      for (guint kind = 0; kind < G_N_ELEMENTS (names); kind++)
        if (names[kind] && kinds & (1U << kind))
          tell (clues, places[step + 2], names[kind], shape);
    }
}

/* Whether the word is one that many mails have, and those beside it: "waterlynx" in "a chat at
 * waterlynx" is none. */
static void
tell_rareness (RgClues *clues, guint i)
{
  static const char *const places[] = { "rare-1", "rare", "rare+1" };
  static const char *const sorts[] = { "often", "rare" };
  const RgToken *token = rg_token_list_get (clues->tokens, i);
  for (int step = -1; step <= 1; step++)
    if (is_word (neighbour (clues, i, step)))
      {
        gboolean is_rare = clues->traits[(gint64) i + step].kinds == 0;
        tell (clues, places[step + 1], sorts[is_rare], token->shape);
      }
  if (!is_word (token) || clues->traits[i].kinds)
    return;
  tell (clues, "w-1rare", neighbour (clues, i, -1)->lower, token->shape);
  tell (clues, "rarew+1", token->shape, neighbour (clues, i, 1)->lower);
  tell (clues, "rarelang", clues->language, token->shape);
}

/* How far it is to the trade before and the one behind, where they are near. */
static void
tell_distances (RgClues *clues, guint i)
{
  static const char *const since[]
      = { "since0", "since1", "since2", "since3", "since4", "since5" };
  static const char *const until[]
      = { "until0", "until1", "until2", "until3", "until4", "until5" };
  const RgToken *token = rg_token_list_get (clues->tokens, i);
  const Trait *trait = &clues->traits[i];
  if (trait->since > 0 && trait->since < FAR)
    {
      tell (clues, since[trait->since], token->shape, NULL);
      tell (clues, since[trait->since], token->lower, NULL);
    }
  if (trait->until > 0 && trait->until < FAR)
    {
      tell (clues, until[trait->until], token->shape, NULL);
      tell (clues, until[trait->until], token->lower, NULL);
    }
}

static void
tell_found (RgClues *clues, guint i)
{
  static const char *const kinds[]
      = { "found-company", "found-position", "found-person", "found-place" };
  const char *shape = rg_token_list_get (clues->tokens, i)->shape;
  for (int tag = 0; tag < RG_N_TAGS; tag++)
    {
      char sign[2] = { clues->traits[i].found[tag], 0 };
      if (*sign == '-')
        continue;
      tell (clues, "found", rg_tag_names[tag], sign);
      tell (clues, kinds[tag], sign, shape);
    }
}

static char
space_sign (const RgToken *token)
{
  return !*token->text || *token->text == '\n' || token->has_space_before ? '_' : '+';
}

/* Whether it hangs together with the words beside it: "WIG-Schweißer" isn't "Nurse - Nights".
 */
static void
tell_spaces (RgClues *clues, guint i)
{
  const RgToken *token = rg_token_list_get (clues->tokens, i);
  const RgToken *before = neighbour (clues, i, -1), *behind = neighbour (clues, i, 1);
  char signs[] = { space_sign (before), space_sign (token), space_sign (behind),
                   space_sign (neighbour (clues, i, 2)), 0 };
  tell (clues, "space", signs, token->shape);
  if (signs[1] == '+')
    tell (clues, "space-1", before->lower, token->shape);
  if (signs[2] == '+')
    tell (clues, "space+1", behind->lower, token->shape);
}

void
rg_clues_tell (RgClues *clues, guint index, RgClueFunc func, gpointer data)
{
  clues->func = func;
  clues->data = data;
  tell_words (clues, index);
  tell_endings (clues, rg_token_list_get (clues->tokens, index));
  tell_standing (clues, index);
  tell_names_beside (clues, index);
  tell_kinds (clues, index);
  tell_rareness (clues, index);
  tell_distances (clues, index);
  tell_found (clues, index);
  tell_spaces (clues, index);
}
