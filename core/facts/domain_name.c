/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "facts/domain_name.h"

#include "base/text.h"
#include "facts/tokens.h"
#include "facts/words.h"

#include <string.h>

/* ---- a domain as a name ---- */

static void
append_capitalised (GString *name, const char *word)
{
  if (name->len)
    g_string_append_c (name, ' ');
  g_string_append_c (name, g_ascii_toupper (*word));
  g_string_append (name, word + 1);
}

/* No first word of a domain is looked for that is shorter, and no rest. */
#define HEAD_BYTES 4
#define REST_BYTES 3

/* Where the first word of "fornobrunetti" ends, if the lexicon has it; 0 if not. */
static gsize
end_of_head (const RgLexicon *lexicon, const char *label)
{
  gsize length = strlen (label), end = 0;
  for (gsize at = HEAD_BYTES; lexicon && at + REST_BYTES <= length; at++)
    {
      g_autofree char *head = g_strndup (label, at);
      if (rg_lexicon_kinds (lexicon, head) & RG_LEXICON_FIRM)
        end = at;
    }
  return end;
}

/* What is written small within a name: "Theater am Wall". */
static gboolean
is_particle (const char *word)
{
  static const char *const particles[]
      = { "am",  "an",  "auf", "im", "in",  "zu",  "zum", "zur", "der", "die",
          "das", "und", "de",  "la", "le",  "les", "du",  "des", "et",  "del",
          "los", "las", "el",  "y",  "di",  "da",  "do",  "dos", "e",   "van",
          "den", "het", "en",  "of", "the", "and", NULL };
  return g_strv_contains (particles, word);
}

static char *
name_of_words (char **words)
{
  GString *name = g_string_new (NULL);
  for (char **word = words; *word; word++)
    if (name->len && is_particle (*word))
      g_string_append_printf (name, " %s", *word);
    else
      append_capitalised (name, *word);
  return g_string_free (name, FALSE);
}

char *
rg_domain_name (const RgLexicon *lexicon, const char *label)
{
  g_auto (GStrv) words = g_strsplit (label, "-", -1);
  if (words[0] && words[1])
    return name_of_words (words);
  GString *name = g_string_new (NULL);
  gsize end = end_of_head (lexicon, label);
  g_autofree char *head = g_strndup (label, end);
  if (end)
    append_capitalised (name, head);
  append_capitalised (name, label + end);
  return g_string_free (name, FALSE);
}

/* ---- words that a domain is made of ---- */

/* Of a label, as in RFC 1035, and of a word's beginning. */
#define LABEL_BYTES 63

/* Fewer letters are one by chance, but right behind another word's. */
#define BEGINNING_BYTES 3

/* Words that are looked at together: no name has more. */
#define WORDS 8

/* A domain has "ae" for "ä", the words have "a". */
static void
fold (const char *letters, char folded[LABEL_BYTES + 1])
{
  gsize length = 0;
  for (const char *p = letters; *p && length < LABEL_BYTES; p++)
    if (!(*p == 'e' && p > letters && strchr ("aou", p[-1])))
      folded[length++] = *p;
  folded[length] = '\0';
}

/* Whether the word may be one that the domain is made of: both begin alike, in the midst of the
 * domain too. */
static gboolean
has_word (const char *label, const RgToken *word)
{
  char name[LABEL_BYTES + 1], letters[LABEL_BYTES + 1];
  fold (word->plain, letters);
  if (strlen (letters) < BEGINNING_BYTES)
    return FALSE;
  letters[BEGINNING_BYTES] = '\0';
  fold (label, name);
  return strstr (name, letters) != NULL;
}

static gsize
common_length (const char *a, const char *b)
{
  gsize length = 0;
  while (a[length] && a[length] == b[length])
    length++;
  return length;
}

/* Adds a word to what those before it make up: most[at] is the number of letters where what
 * they make up ends before `at`, or -1. */
static void
add_word (const char *name, gsize size, const char *letters, int most[LABEL_BYTES + 1])
{
  int with[LABEL_BYTES + 1], best = -1;
  memcpy (with, most, sizeof with);
  for (gsize at = 0; at < size; at++)
    {
      best = MAX (best, most[at]);
      gsize common = common_length (letters, name + at);
      for (gsize length = 1; length <= common; length++)
        {
          int base = length >= BEGINNING_BYTES ? best : most[at];
          if (base >= 0)
            with[at + length] = MAX (with[at + length], base + (int) length);
        }
    }
  memcpy (most, with, sizeof with);
}

/* The share of the letters of `label` that beginnings of the tokens from `first` up to before
 * `end` make up, one after the other: "Hallesche Kältetechnik" makes up all of
 * hallesche-kaelte, "Volksbank Heidmark" most of voba-heidmark. */
static double
cover_of (const char *label, const RgTokenList *tokens, guint first, guint end)
{
  char name[LABEL_BYTES + 1], letters[LABEL_BYTES + 1];
  int most[LABEL_BYTES + 1], best = 0;
  fold (label, name);
  gsize size = strlen (name);
  memset (most, -1, sizeof most);
  most[0] = 0;
  for (guint i = first; i < end && i < first + WORDS; i++)
    {
      fold (rg_token_list_get (tokens, i)->plain, letters);
      if (*letters)
        add_word (name, size, letters, most);
    }
  for (gsize at = 0; at <= size; at++)
    best = MAX (best, most[at]);
  return size ? (double) best / (double) size : 0;
}

/* ---- names in the mail ---- */

/* Words on each side that are looked at, of the one that the domain has. */
#define RUN_WORDS 5

/* Of the letters of the domain: less may be a chance. */
#define LEAST_COVER 0.8

/* Tokens of one name. */
typedef struct
{
  guint first, end;
} Run;

static gboolean
is_capital (const RgToken *token)
{
  return *token->plain && *token->shape == 'X';
}

/* Whether the token may stand within a name. */
static gboolean
is_within_name (const RgToken *token)
{
  static const char *const signs[] = { "&", "-", "'", "’", NULL };
  return is_capital (token) || is_particle (token->lower)
         || g_strv_contains (signs, token->text);
}

/* The words of names around the token at `index`. */
static Run
run_around (const RgTokenList *tokens, guint index)
{
  guint part = rg_token_list_get (tokens, index)->part;
  Run run = { index, index + 1 };
  while (run.first > tokens->bounds[part] && index - run.first < RUN_WORDS
         && is_within_name (rg_token_list_get (tokens, run.first - 1)))
    run.first--;
  while (run.end < tokens->bounds[part + 1] && run.end - index <= RUN_WORDS
         && is_within_name (rg_token_list_get (tokens, run.end)))
    run.end++;
  return run;
}

/* Without the words at both ends that the domain hasn't. */
static Run
run_of_domain (const RgTokenList *tokens, const char *label, Run run, double cover)
{
  while (run.first + 1 < run.end && cover_of (label, tokens, run.first + 1, run.end) >= cover)
    run.first++;
  while (run.first + 1 < run.end && cover_of (label, tokens, run.first, run.end - 1) >= cover)
    run.end--;
  return run;
}

/* Who writes, or is written to. */
static gboolean
is_somebody (const RgSource *source, const RgFacts *facts, const char *text)
{
  const RgAddress *author = source->message->author;
  const char *contact = facts->contact ? facts->contact->name : NULL;
  return (author && author->name && rg_text_has_words (author->name, text))
         || (contact && rg_text_has_words (contact, text))
         || rg_source_is_own_name (source, text);
}

static char *
name_in_mail (const RgSource *source, const RgFacts *facts, const char *label)
{
  g_autoptr (RgTokenList) tokens = rg_token_list_new (source->message, source->calendar);
  for (guint i = 0; i < tokens->tokens->len; i++)
    {
      const RgToken *token = rg_token_list_get (tokens, i);
      if (!is_capital (token) || !has_word (label, token))
        continue;
      Run whole = run_around (tokens, i);
      double cover = cover_of (label, tokens, whole.first, whole.end);
      Run run = run_of_domain (tokens, label, whole, cover);
      i = whole.end - 1;
      if (cover < LEAST_COVER || !is_capital (rg_token_list_get (tokens, run.first)))
        continue;
      g_autofree char *text = rg_token_list_text (tokens, run.first, run.end);
      if (!is_somebody (source, facts, text))
        return g_steal_pointer (&text);
    }
  return NULL;
}

char *
rg_find_domain_name (const RgSource *source, const RgFacts *facts)
{
  g_autofree char *label = rg_sender_label (source);
  if (strlen (label) <= BEGINNING_BYTES)
    return NULL;
  return name_in_mail (source, facts, label);
}
