/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "facts/signs.h"

#include "base/text.h"

#include <math.h>
#include <string.h>

typedef struct
{
  RgSignFunc func;
  gpointer data;
} Teller;

static void
tell (const Teller *teller, const char *name, double value)
{
  if (value > 1e-9 || value < -1e-9)
    teller->func (name, value, teller->data);
}

/* Whether the words of `part` stand in `whole`, and it has more. */
static gboolean
is_within (const RgTokenList *part, const RgTokenList *whole)
{
  guint end;
  if (part->tokens->len >= whole->tokens->len)
    return FALSE;
  for (guint i = 0; i < whole->tokens->len; i++)
    if (rg_token_list_match (whole, i, part, &end))
      return TRUE;
  return FALSE;
}

/* The likeliest and most frequent spans that hold the span, or that it holds. */
typedef struct
{
  double sum;
  guint places;
} Kin;

static void
add_kin (Kin *kin, const RgSpan *other)
{
  kin->sum = MAX (kin->sum, other->sum);
  kin->places = MAX (kin->places, other->places);
}

static void
find_kin (const GPtrArray *others, const RgSpan *span, Kin *wider, Kin *narrower)
{
  *wider = *narrower = (Kin){ 0, 0 };
  for (guint i = 0; i < others->len; i++)
    {
      const RgSpan *other = g_ptr_array_index (others, i);
      if (is_within (span->words, other->words))
        add_kin (wider, other);
      else if (is_within (other->words, span->words))
        add_kin (narrower, other);
    }
}

static double
share_of (double most, const RgSpan *span)
{
  return most / (most + span->sum + 0.01);
}

static double
share_of_rival (const RgSpans *spans, RgTag tag, const RgSpan *span)
{
  double most = 0;
  for (int other = 0; other < RG_N_TAGS; other++)
    for (guint i = 0; other != (int) tag && i < spans->spans[other]->len; i++)
      {
        const RgSpan *rival = g_ptr_array_index (spans->spans[other], i);
        if (rival->sum > most && g_str_equal (rival->text, span->text))
          most = rival->sum;
      }
  return share_of (most, span);
}

/* How much likelier a span of another tag is that has some of its words, and others. */
static double
share_of_neighbour (const GPtrArray *others, const RgSpan *span)
{
  double most = 0;
  for (guint i = 0; i < others->len; i++)
    {
      const RgSpan *other = g_ptr_array_index (others, i);
      gboolean meets = other->first < span->end && span->first < other->end;
      if (meets && other->sum > most && !g_str_equal (other->text, span->text))
        most = other->sum;
    }
  return share_of (most, span);
}

static void
tell_neighbours (const Teller *teller, const RgSpans *spans, RgTag tag, const RgSpan *span)
{
  static const char *const names[RG_N_TAGS]
      = { "meets-company", "meets-position", "meets-person", "meets-place" };
  for (int other = 0; other < RG_N_TAGS; other++)
    if (other != (int) tag)
      tell (teller, names[other], share_of_neighbour (spans->spans[other], span));
}

static void
tell_kin (const Teller *teller, const GPtrArray *others, const RgSpan *span)
{
  Kin wider, narrower;
  find_kin (others, span, &wider, &narrower);
  tell (teller, "wider", share_of (wider.sum, span));
  tell (teller, "narrower", share_of (narrower.sum, span));
  tell (teller, "found-wider", span->is_found ? share_of (wider.sum, span) : 0);
  tell (teller, "found-narrower", span->is_found ? share_of (narrower.sum, span) : 0);
  tell (teller, "always-wider", wider.places && wider.places >= span->places);
  tell (teller, "narrower-elsewhere", narrower.places > span->places);
}

static void
tell_places (const Teller *teller, const RgSpan *span)
{
  tell (teller, "open-before", span->open_before);
  tell (teller, "open-behind", span->open_behind);
  tell (teller, "places", MIN (span->places, 5));
  tell (teller, "once", span->places == 1);
  tell (teller, "begins-line", span->begins_line > 0);
  tell (teller, "ends-line", span->ends_line > 0);
  tell (teller, "fills-line", span->fills_line > 0);
}

static void
tell_likelihood (const Teller *teller, const RgSpans *spans, RgTag tag, const RgSpan *span)
{
  double all = 0, most = 0, most_sum = 0;
  for (guint i = 0; i < spans->spans[tag]->len; i++)
    {
      const RgSpan *other = g_ptr_array_index (spans->spans[tag], i);
      all += other->sum;
      most = MAX (most, other->most);
      most_sum = MAX (most_sum, other->sum);
    }
  tell (teller, "sum", log (span->sum + 0.02));
  tell (teller, "most", span->most);
  tell (teller, "any", 1 - span->missed);
  tell (teller, "share", span->sum / (all + 0.05));
  tell (teller, "rival", share_of_rival (spans, tag, span));
  tell (teller, "is-most", span->most >= most);
  tell (teller, "is-most-sum", span->sum >= most_sum);
}

static void
tell_found (const Teller *teller, const RgSpans *spans, RgTag tag, const RgSpan *span)
{
  tell (teller, "found", span->is_found);
  if (span->is_found)
    tell (teller, "found-most", span->most);
  if (span->is_found)
    tell (teller, "found-sum", log (span->sum + 0.02));
  if (!spans->found[tag] || span->is_found)
    return;
  g_autoptr (RgTokenList) found = rg_token_list_of_text (spans->found[tag]);
  tell (teller, "other-found", 1);
  tell (teller, "found-in-it", is_within (found, span->words));
  tell (teller, "it-in-found", is_within (span->words, found));
}

static void
tell_parts (const Teller *teller, const RgSpan *span)
{
  static const char *const names[RG_N_PARTS]
      = { "in-from", "in-subject", "in-event", "in-text", "in-signature", "in-quote" };
  guint count = 0;
  for (int part = 0; part < RG_N_PARTS; part++)
    if (span->parts & (1U << part))
      {
        tell (teller, names[part], 1);
        count++;
      }
  tell (teller, "parts", count);
}

static void
tell_writing (const Teller *teller, const RgSpan *span)
{
  static const char *const lengths[]
      = { "words-0", "words-1", "words-2", "words-3", "words-4", "words-5", "words-6" };
  guint words = 0, capitals = 0, digits = 0, shouted = 0, count = span->words->tokens->len;
  for (guint i = 0; i < count; i++)
    {
      const RgToken *token = rg_token_list_get (span->words, i);
      words += *token->plain != '\0';
      capitals += *token->shape == 'X';
      shouted += g_str_equal (token->shape, "X");
      digits += *token->shape == '9';
    }
  if (!count)
    return;
  const RgToken *first = rg_token_list_get (span->words, 0);
  const RgToken *last = rg_token_list_get (span->words, count - 1);
  tell (teller, lengths[MIN (words, G_N_ELEMENTS (lengths) - 1)], 1);
  tell (teller, "first-small", *first->shape == 'x');
  tell (teller, "no-capital", capitals == 0);
  tell (teller, "shouted", shouted == words);
  tell (teller, "digits", digits > 0);
  tell (teller, "begins-odd", !*first->plain);
  tell (teller, "ends-odd", !*last->plain && *last->text != ')');
  tell (teller, "ends-bracket", *last->text == ')');
  tell (teller, "brackets",
        (strchr (span->text, '(') != NULL) != (strchr (span->text, ')') != NULL));
}

static void
tell_domain (const Teller *teller, const RgSpans *spans, const RgSpan *span)
{
  g_autofree char *label = rg_sender_label (spans->source);
  g_autofree char *letters = rg_span_letters (span);
  gboolean fits = rg_span_fits_domain (span, label);
  const RgToken *first = span->words->tokens->len ? rg_token_list_get (span->words, 0) : NULL;
  tell (teller, "domain", fits);
  tell (teller, "domain-whole", *label && g_str_equal (letters, label));
  tell (teller, "domain-first",
        first && strlen (first->plain) >= 4 && strstr (label, first->plain));
  tell (teller, "domain-of-agency", fits && spans->facts->via_recruiter);
  tell (teller, "not-domain", !fits && *label);
}

static void
tell_sender (const Teller *teller, const RgSpans *spans, const RgSpan *span)
{
  const RgAddress *author = spans->source->message->author;
  const char *name = author && author->name ? author->name : "";
  g_autofree char *local = g_ascii_strdown (author ? author->address : "", -1);
  local[strcspn (local, "@")] = '\0';
  guint words = 0, in_name = 0, in_local = 0;
  for (guint i = 0; i < span->words->tokens->len; i++)
    {
      const RgToken *token = rg_token_list_get (span->words, i);
      if (strlen (token->plain) < 2)
        continue;
      words++;
      in_name += rg_text_has_words (name, token->text);
      in_local += strlen (token->plain) > 2 && strstr (local, token->plain);
    }
  tell (teller, "sender", g_ascii_strcasecmp (name, span->text) == 0);
  tell (teller, "in-sender", words && in_name == words);
  tell (teller, "part-in-sender", in_name && in_name < words);
  tell (teller, "in-local", in_local > 0);
  tell (teller, "robot", author && rg_address_is_robot (author));
}

/* The sender's domain as a name, which the mail doesn't hold. */
static void
tell_domain_name (const Teller *teller, const RgSpans *spans, const RgSpan *span)
{
  const GPtrArray *all = spans->spans[RG_TAG_COMPANY];
  double any = 0;
  if (!span->is_domain || span->places)
    return;
  for (guint i = 0; i < all->len; i++)
    any = MAX (any, 1 - ((RgSpan *) g_ptr_array_index (all, i))->missed);
  g_autofree char *words = rg_sender_words (spans->source);
  tell (teller, "of-domain", 1);
  tell (teller, "of-domain-any", any);
  tell (teller, "of-domain-found", spans->found[RG_TAG_COMPANY] != NULL);
  tell (teller, "of-domain-short", strlen (span->text) < 6);
  gboolean is_parted = strchr (span->text, ' ') != NULL,
           has_hyphen = strchr (words, '-') != NULL;
  tell (teller, "of-domain-parted", is_parted && !has_hyphen);
  tell (teller, "of-domain-hyphen", is_parted && has_hyphen);
  tell (teller, "of-domain-agency", spans->facts->via_recruiter);
}

static void
tell_shape (const Teller *teller, const RgSpans *spans, RgTag tag, const RgSpan *span)
{
  tell (teller, "refused", rg_span_is_refused (spans->source, tag, span->text));
  tell (teller, "is-name", rg_is_person_name (spans->source, span->text));
}

/* Which words it begins and ends with, and which stand beside it. */
static void
tell_words (const Teller *teller, const char *kind, const char *word, const char *other)
{
  char name[160];
  g_snprintf (name, sizeof name, other ? "%s=%s|%s" : "%s=%s", kind, word, other);
  tell (teller, name, 1);
}

static const char *
ending_of (const char *word)
{
  glong length = g_utf8_strlen (word, -1);
  return g_utf8_offset_to_pointer (word, MAX (length - 3, 0));
}

/* The token beside the place where the span is likeliest; one that says nothing beyond the
 * part. */
static const RgToken *
beside (const RgSpans *spans, const RgSpan *span, int step)
{
  static const RgToken nothing = { .text = "", .lower = "_", .shape = "_", .plain = "" };
  RgPart part = rg_token_list_get (spans->tokens, span->first)->part;
  const guint *bounds = spans->tokens->bounds;
  gint64 at = step < 0 ? (gint64) span->first + step : (gint64) span->end + step - 1;
  if (at < bounds[part] || at >= bounds[part + 1])
    return &nothing;
  return rg_token_list_get (spans->tokens, (guint) at);
}

/* Whether no space parts the token at `index` from the one before, of which `sign` is the one
 * that isn't of the span: "WIG-|Schweißer". */
static gboolean
is_glued (const RgSpans *spans, guint index, const RgToken *sign)
{
  return *sign->text && g_utf8_strchr ("-/·'’(&+@_", -1, g_utf8_get_char (sign->text))
         && !rg_token_list_get (spans->tokens, index)->has_space_before;
}

static void
tell_beside (const Teller *teller, const RgSpans *spans, const RgSpan *span)
{
  const RgToken *before = beside (spans, span, -1), *behind = beside (spans, span, 1);
  tell_words (teller, "before", before->lower, NULL);
  tell_words (teller, "behind", behind->lower, NULL);
  tell_words (teller, "before-shape", before->shape, NULL);
  tell_words (teller, "behind-shape", behind->shape, NULL);
  tell (teller, "glued-before", is_glued (spans, span->first, before));
  tell (teller, "glued-behind", is_glued (spans, span->end, behind));
  tell_words (teller, "before2", beside (spans, span, -2)->lower, before->lower);
  tell_words (teller, "behind2", behind->lower, beside (spans, span, 2)->shape);
}

static void
tell_edges (const Teller *teller, const RgSpans *spans, const RgSpan *span)
{
  guint count = span->words->tokens->len;
  if (!count)
    return;
  const RgToken *first = rg_token_list_get (span->words, 0);
  const RgToken *last = rg_token_list_get (span->words, count - 1);
  tell_words (teller, "first", first->lower, NULL);
  tell_words (teller, "last", last->lower, NULL);
  tell_words (teller, "first3", ending_of (first->lower), NULL);
  tell_words (teller, "last3", ending_of (last->lower), NULL);
  if (span->end)
    tell_beside (teller, spans, span);
}

/* What the lexicon calls the words beside it. */
static void
tell_kinds_beside (const Teller *teller, const RgSpans *spans, const RgSpan *span)
{
  static const char *const names[][2]
      = { { "before-firm", "behind-firm" },   { "before-name", "behind-name" },
          { "before-trade", "behind-trade" }, { "before-way", "behind-way" },
          { "before-word", "behind-word" },   { "before-tail", "behind-tail" } };
  const RgLexicon *lexicon = rg_vocabulary_lexicon (spans->source->words);
  if (!lexicon || !span->end)
    return;
  guint before = rg_lexicon_kinds (lexicon, beside (spans, span, -1)->lower);
  guint behind = rg_lexicon_kinds (lexicon, beside (spans, span, 1)->lower);
  for (guint kind = 0; kind < G_N_ELEMENTS (names); kind++)
    {
      tell (teller, names[kind][0], (before & (1U << kind)) != 0);
      tell (teller, names[kind][1], (behind & (1U << kind)) != 0);
    }
}

static void
tell_kinds (const Teller *teller, const RgSpans *spans, const RgSpan *span)
{
  static const char *const names[][3]
      = { { "first-firm", "firm", "last-firm" },    { "first-name", "name", "last-name" },
          { "first-trade", "trade", "last-trade" }, { "first-way", "way", "last-way" },
          { "first-word", "word", "last-word" },    { "first-tail", "tail", "last-tail" } };
  const RgLexicon *lexicon = rg_vocabulary_lexicon (spans->source->words);
  guint count = span->words->tokens->len, all = 0, rare = 0;
  for (guint i = 0; lexicon && i < count; i++)
    {
      guint kinds = rg_lexicon_kinds (lexicon, rg_token_list_get (span->words, i)->lower);
      all |= kinds;
      rare += kinds == 0;
      for (guint kind = 0; kind < G_N_ELEMENTS (names); kind++)
        {
          tell (teller, names[kind][0], i == 0 && kinds & (1U << kind));
          tell (teller, names[kind][2], i == count - 1 && kinds & (1U << kind));
        }
    }
  for (guint kind = 0; kind < G_N_ELEMENTS (names); kind++)
    tell (teller, names[kind][1], (all & (1U << kind)) != 0);
  tell (teller, "rare", rare > 0);
  tell (teller, "all-rare", rare > 0 && rare == count);
}

static void
tell_none (const Teller *teller, const RgSpans *spans, RgTag tag)
{
  const GPtrArray *all = spans->spans[tag];
  double most = 0, any = 0;
  for (guint i = 0; i < all->len; i++)
    {
      const RgSpan *span = g_ptr_array_index (all, i);
      most = MAX (most, span->sum);
      any = MAX (any, 1 - span->missed);
    }
  tell (teller, "none", 1);
  tell (teller, "none-sum", log (most + 0.02));
  tell (teller, "none-any", any);
  tell (teller, "none-found", spans->found[tag] == NULL);
  tell (teller, "none-agency", spans->facts->via_recruiter);
  g_autofree char *label = rg_sender_label (spans->source);
  tell (teller, "none-domain", *label && !spans->facts->via_recruiter);
  g_autofree char *mode = g_strconcat ("none-", rg_mode_names[spans->facts->mode], NULL);
  tell (teller, mode, 1);
}

void
rg_signs_tell (const RgSpans *spans, RgTag tag, const RgSpan *span, RgSignFunc func,
               gpointer data)
{
  Teller teller = { func, data };
  if (!span)
    {
      tell_none (&teller, spans, tag);
      return;
    }
  tell_likelihood (&teller, spans, tag, span);
  tell_kin (&teller, spans->spans[tag], span);
  tell_neighbours (&teller, spans, tag, span);
  tell_places (&teller, span);
  tell_found (&teller, spans, tag, span);
  tell_parts (&teller, span);
  tell_writing (&teller, span);
  tell_shape (&teller, spans, tag, span);
  tell_kinds (&teller, spans, span);
  tell_kinds_beside (&teller, spans, span);
  tell_edges (&teller, spans, span);
  if (tag == RG_TAG_COMPANY || tag == RG_TAG_PERSON)
    {
      tell_domain (&teller, spans, span);
      tell_sender (&teller, spans, span);
    }
  if (tag == RG_TAG_COMPANY)
    tell_domain_name (&teller, spans, span);
}
