/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "facts/choice.h"

#include "facts/signs.h"

#include <string.h>

/* The name of a relay or of a provider of mailboxes; not that of the relay's customer, which is
 * before it in the domain. */
static gboolean
is_of_relay (const RgSource *source, const char *letters)
{
  const RgAddress *author = source->message->author;
  const char *domain = author ? rg_address_domain (author) : "";
  const char *own = rg_domain_of_ats (domain);
  if (!own && rg_domain_is_freemail (domain))
    own = domain;
  return own && strlen (letters) > 3 && strstr (own, letters);
}

/* "Early", of "Early Careers": one word that is no given name, and with the next no name at
 * all. */
static gboolean
is_of_department (const RgSpans *spans, const RgSpan *span)
{
  const RgLexicon *lexicon = rg_vocabulary_lexicon (spans->source->words);
  if (!lexicon || !span->end || span->end - span->first != 1
      || span->end >= spans->tokens->tokens->len)
    return FALSE;
  const RgToken *word = rg_token_list_get (spans->tokens, span->first);
  const RgToken *next = rg_token_list_get (spans->tokens, span->end);
  if (next->part != word->part || rg_lexicon_kinds (lexicon, word->lower) & RG_LEXICON_NAME)
    return FALSE;
  g_autofree char *both = g_strconcat (word->text, " ", next->text, NULL);
  return rg_span_is_refused (spans->source, RG_TAG_PERSON, both);
}

/* Whether the mail gives a mailbox that is called after the person. */
static gboolean
has_mailbox (const RgSource *source, const char *name)
{
  g_autoptr (RgAddress) person = rg_contact_named (source, name);
  return rg_is_mailbox_of (person->address, name);
}

/* "Interviewer: Maud Perrichon", and nowhere else: she holds the talk, and may never see the
 * mail. */
static gboolean
is_only_interviewer (const RgSpans *spans, const RgSpan *span)
{
  if (span->places != 1 || has_mailbox (spans->source, span->text))
    return FALSE;
  const RgToken *first = rg_token_list_get (spans->tokens, span->first);
  const char *text = spans->tokens->texts[first->part];
  gsize line = first->start;
  while (line > 0 && text[line - 1] != '\n')
    line--;
  g_autofree char *before = g_strndup (text + line, first->start - line);
  return rg_vocabulary_sees (spans->source->words, RG_PHRASE_INTERVIEWER, before);
}

/* "Cornelius van", of a name that goes on. */
static gboolean
ends_in_particle (const char *text)
{
  static RgPattern particle
      = { " (?:of|and|van|von|vom|zu|zum|der|den|ten|ter|de|del|della|dei|di|"
          "da|do|dos|das|du|des|la|el|e|y|et|und|en|&)$",
          0 };
  return rg_pattern_matches (&particle, text);
}

/* The "++" of "C++" names nothing. */
static gboolean
has_letter (const char *text)
{
  for (const char *p = text; *p; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)))
      return TRUE;
  return FALSE;
}

/* What is never an answer, whatever the weights say: the agency that writes, a relay, the user.
 */
static gboolean
is_barred (const RgSpans *spans, RgTag tag, const RgSpan *span)
{
  g_autofree char *label = rg_sender_label (spans->source);
  g_autofree char *letters = rg_span_letters (span);
  if (!has_letter (span->text) || ends_in_particle (span->text))
    return TRUE;
  if (tag == RG_TAG_COMPANY)
    return is_of_relay (spans->source, letters)
           || (spans->facts->via_recruiter && rg_span_fits_domain (span, label));
  if (tag == RG_TAG_PERSON && spans->company && g_str_equal (spans->company, span->text))
    return TRUE;
  return tag == RG_TAG_PERSON && !span->is_found
         && (rg_source_is_own_name (spans->source, span->text)
             || rg_span_is_refused (spans->source, RG_TAG_PERSON, span->text)
             || is_of_department (spans, span) || is_only_interviewer (spans, span));
}

typedef struct
{
  const RgTagger *tagger;
  RgTag tag;
  double score;
} Score;

static void
add_sign (const char *name, double value, gpointer data)
{
  Score *score = data;
  score->score += value * rg_tagger_sign (score->tagger, score->tag, name);
}

/* How much likelier than none a span must be: a wrong one is worse than a missing one. */
#define MARGIN 0.4

const RgSpan *
rg_choice_make (const RgSpans *spans, const RgTagger *tagger, RgTag tag)
{
  Score best = { tagger, tag, 0 };
  const RgSpan *chosen = NULL;
  rg_signs_tell (spans, tag, NULL, add_sign, &best);
  best.score += MARGIN;
  for (guint i = 0; i < spans->spans[tag]->len; i++)
    {
      const RgSpan *span = g_ptr_array_index (spans->spans[tag], i);
      Score score = { tagger, tag, 0 };
      rg_signs_tell (spans, tag, span, add_sign, &score);
      if (score.score <= best.score || is_barred (spans, tag, span))
        continue;
      best = score;
      chosen = span;
    }
  return chosen;
}
