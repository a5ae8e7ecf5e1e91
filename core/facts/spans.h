/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The runs of words that may be a fact. */
#pragma once

#include "facts/tagger.h"

/* Equal words are one span, wherever they stand. */
typedef struct
{
  char *text;         /* on one line, as it is written where it is likeliest */
  RgTokenList *words; /* of the text */
  double sum;         /* the probabilities of all places where it stands */
  double most;        /* the greatest of them; 0 for what only the phrases found */
  double missed;      /* the probability that none of them is it */
  double open_before; /* the probability there that it begins earlier */
  double open_behind; /* and that it goes on */
  guint parts;        /* bits: in which parts it stands */
  guint places;       /* how often it stands */
  guint begins_line;  /* how often of these it is the first of its line */
  guint ends_line;
  guint fills_line;
  guint first, end;   /* the tokens where it is likeliest; both 0: nowhere */
  gboolean is_found;  /* the phrases' answer */
  gboolean is_domain; /* what the sender's domain is called */
} RgSpan;

/* What the choice looks at. Borrowed. */
typedef struct
{
  const RgSource *source;
  const RgFacts *facts; /* what the phrases found */
  const RgTokenList *tokens;
  const char *const *found;    /* the phrases' answer for each tag, or NULL */
  const char *company;         /* the chosen one, which is no person; NULL at first */
  GPtrArray *spans[RG_N_TAGS]; /* RgSpan, the likeliest first; owned */
} RgSpans;

/* At most 40 of each tag. `probabilities` are those of rg_tagger_weigh(). */
RgSpans *rg_spans_new (const RgSource *source, const RgFacts *facts, const RgTokenList *tokens,
                       const char *const found[RG_N_TAGS], const double *probabilities);
void rg_spans_free (RgSpans *spans);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgSpans, rg_spans_free)

/* Whether the phrases say that the text is no such thing. */
gboolean rg_span_is_refused (const RgSource *source, RgTag tag, const char *text);

/* Its words in small letters without anything between. Transfer full. */
char *rg_span_letters (const RgSpan *span);

/* Whether a domain is called by its words, by their beginning, or by their initials. `label` is
 * that of rg_sender_label(). */
gboolean rg_span_fits_domain (const RgSpan *span, const char *label);
