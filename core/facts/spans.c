/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "facts/spans.h"

#include "facts/domain_name.h"

#include <string.h>

/* What is less likely isn't looked at. */
#define LEAST 0.03

#define MAX_SPANS 40
#define MAX_WORDS 16

static void
span_free (gpointer pointer)
{
  RgSpan *span = pointer;
  rg_token_list_free (span->words);
  g_free (span->text);
  g_free (span);
}

static RgSpan *
span_new (const char *text)
{
  RgSpan *span = g_new0 (RgSpan, 1);
  span->text = g_strdup (text);
  span->words = rg_token_list_of_text (text);
  span->missed = 1;
  return span;
}

/* Small letters without spaces: what makes two spans the same. */
static char *
key_of (const char *text)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);
  GString *key = g_string_new (NULL);
  for (const char *p = folded; *p; p++)
    if (*p != ' ')
      g_string_append_c (key, *p);
  return g_string_free (key, FALSE);
}

gboolean
rg_span_is_refused (const RgSource *source, RgTag tag, const char *text)
{
  static const RgPhraseKind refusals[RG_N_TAGS] = { RG_PHRASE_NO_COMPANY, RG_PHRASE_NO_POSITION,
                                                    RG_PHRASE_NO_PERSON, RG_PHRASE_NO_PLACE };
  return rg_vocabulary_sees (source->words, refusals[tag], text);
}

/* Spans of one tag while they are looked for. */
typedef struct
{
  const RgSource *source;
  const RgTokenList *tokens;
  const double *probabilities;
  RgTag tag;
  GHashTable *by_key;
  GPtrArray *spans;
} Search;

static RgSpan *
span_of_text (Search *search, const char *text)
{
  char *key = key_of (text);
  RgSpan *span = g_hash_table_lookup (search->by_key, key);
  if (span)
    {
      g_free (key);
      return span;
    }
  span = span_new (text);
  g_ptr_array_add (search->spans, span);
  g_hash_table_insert (search->by_key, key, span);
  return span;
}

static double
probability_of (const Search *search, guint index, int label)
{
  return search->probabilities[(gsize) index * RG_N_LABELS + (gsize) label];
}

/* How likely the words before and behind belong to it too. */
static void
mark_open_ends (const Search *search, RgSpan *span)
{
  guint part = rg_token_list_get (search->tokens, span->first)->part;
  int begins = RG_LABEL_BEGINS (search->tag), goes_on = RG_LABEL_GOES_ON (search->tag);
  span->open_before = span->open_behind = 0;
  if (span->first > search->tokens->bounds[part])
    span->open_before = probability_of (search, span->first - 1, begins)
                        + probability_of (search, span->first - 1, goes_on);
  if (span->end < search->tokens->bounds[part + 1])
    span->open_behind = probability_of (search, span->end, goes_on);
}

static void
add_place (Search *search, guint first, guint end, double probability)
{
  g_autofree char *raw = rg_token_list_text (search->tokens, first, end);
  g_autofree char *text
      = search->tag == RG_TAG_PERSON ? rg_clean_person (search->source, raw) : g_strdup (raw);
  if (!*text
      || (search->tag == RG_TAG_PERSON
          && rg_span_is_refused (search->source, RG_TAG_PERSON, raw)))
    return;
  RgSpan *span = span_of_text (search, text);
  if (probability > span->most)
    {
      span->most = probability;
      span->first = first;
      span->end = end;
      g_free (span->text);
      span->text = g_steal_pointer (&text);
      mark_open_ends (search, span);
    }
  span->sum += probability;
  span->missed *= 1 - probability;
}

/* Of all spans that begin at `first`. A span is as likely as its least likely word. */
static void
add_spans_at (Search *search, guint first, guint part_end)
{
  double probability = probability_of (search, first, RG_LABEL_BEGINS (search->tag));
  guint most = MIN (part_end, first + MAX_WORDS);
  for (guint end = first + 1; probability >= LEAST && end <= most; end++)
    {
      double goes_on
          = end < part_end ? probability_of (search, end, RG_LABEL_GOES_ON (search->tag)) : 0;
      if (probability * (1 - goes_on) >= LEAST)
        add_place (search, first, end, probability * (1 - goes_on));
      probability = MIN (probability, goes_on);
    }
}

/* A domain of fewer letters names nothing. */
#define SHORTEST_LABEL 3

/* A firm may be named nowhere else. */
static void
add_domain (Search *search)
{
  g_autofree char *label = rg_sender_label (search->source);
  if (search->tag != RG_TAG_COMPANY || strlen (label) < SHORTEST_LABEL)
    return;
  g_autofree char *words = rg_sender_words (search->source);
  g_autofree char *name = rg_domain_name (rg_vocabulary_lexicon (search->source->words), words);
  span_of_text (search, name)->is_domain = TRUE;
}

/* Those that weren't found word by word come first, so that they are never left out. */
static int
compare_sums (gconstpointer a, gconstpointer b)
{
  const RgSpan *x = *(RgSpan *const *) a, *y = *(RgSpan *const *) b;
  if (x->is_found != y->is_found)
    return x->is_found ? -1 : 1;
  if (x->is_domain != y->is_domain)
    return x->is_domain ? -1 : 1;
  if (x->sum < y->sum || x->sum > y->sum)
    return x->sum > y->sum ? -1 : 1;
  return strcmp (x->text, y->text);
}

/* Whether a line ends before the token at `index`, or a part. */
static gboolean
is_line_bound (const RgTokenList *tokens, guint index, RgPart part)
{
  if (index == tokens->bounds[part] || index == tokens->bounds[part + 1])
    return TRUE;
  return *rg_token_list_get (tokens, index)->text == '\n'
         || *rg_token_list_get (tokens, index - 1)->text == '\n';
}

static void
count_place (RgSpan *span, const RgTokenList *tokens, guint first, guint end)
{
  RgPart part = rg_token_list_get (tokens, first)->part;
  gboolean begins = is_line_bound (tokens, first, part);
  gboolean ends = is_line_bound (tokens, end, part);
  span->parts |= 1U << part;
  span->places++;
  span->begins_line += begins;
  span->ends_line += ends;
  span->fills_line += begins && ends;
}

static void
mark_places (RgSpan *span, const RgTokenList *tokens)
{
  guint end;
  for (guint i = 0; i < tokens->tokens->len; i++)
    {
      if (!rg_token_list_match (tokens, i, span->words, &end))
        continue;
      count_place (span, tokens, i, end);
      if (span->end)
        continue;
      span->first = i;
      span->end = end;
    }
}

static GPtrArray *
find_spans (const RgSource *source, const RgTokenList *tokens, const double *probabilities,
            RgTag tag, const char *found)
{
  Search search = { source,
                    tokens,
                    probabilities,
                    tag,
                    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
                    g_ptr_array_new_with_free_func (span_free) };
  if (found)
    span_of_text (&search, found)->is_found = TRUE;
  for (int part = 0; part < RG_N_PARTS; part++)
    for (guint i = tokens->bounds[part]; i < tokens->bounds[part + 1]; i++)
      add_spans_at (&search, i, tokens->bounds[part + 1]);
  add_domain (&search);
  g_hash_table_unref (search.by_key);
  g_ptr_array_sort (search.spans, compare_sums);
  if (search.spans->len > MAX_SPANS)
    g_ptr_array_set_size (search.spans, MAX_SPANS);
  for (guint i = 0; i < search.spans->len; i++)
    mark_places (g_ptr_array_index (search.spans, i), tokens);
  return search.spans;
}

RgSpans *
rg_spans_new (const RgSource *source, const RgFacts *facts, const RgTokenList *tokens,
              const char *const found[RG_N_TAGS], const double *probabilities)
{
  RgSpans *spans = g_new0 (RgSpans, 1);
  spans->source = source;
  spans->facts = facts;
  spans->tokens = tokens;
  spans->found = found;
  for (int tag = 0; tag < RG_N_TAGS; tag++)
    spans->spans[tag] = find_spans (source, tokens, probabilities, (RgTag) tag, found[tag]);
  return spans;
}

void
rg_spans_free (RgSpans *spans)
{
  if (!spans)
    return;
  for (int tag = 0; tag < RG_N_TAGS; tag++)
    g_ptr_array_unref (spans->spans[tag]);
  g_free (spans);
}

/* ---- beside a domain ---- */

char *
rg_span_letters (const RgSpan *span)
{
  const RgTokenList *words = span->words;
  GString *letters = g_string_new (NULL);
  for (guint i = 0; i < words->tokens->len; i++)
    g_string_append (letters, rg_token_list_get (words, i)->plain);
  return g_string_free (letters, FALSE);
}

static char *
initials_of (const RgTokenList *words)
{
  GString *initials = g_string_new (NULL);
  for (guint i = 0; i < words->tokens->len; i++)
    if (*rg_token_list_get (words, i)->shape == 'X')
      g_string_append_c (initials, *rg_token_list_get (words, i)->plain);
  return g_string_free (initials, FALSE);
}

gboolean
rg_span_fits_domain (const RgSpan *span, const char *label)
{
  g_autofree char *letters = rg_span_letters (span);
  g_autofree char *initials = initials_of (span->words);
  return strlen (label) >= 3 && *letters
         && (strstr (letters, label) || g_str_equal (initials, label)
             || (strlen (letters) >= 4 && strstr (label, letters)));
}
