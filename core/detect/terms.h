/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The terms of a mail: words and pairs of neighbouring words, as its wording is weighed by.
 *
 * A word is in small letters and cut to six characters, so that most of its forms are one. An
 * hour is "0:00", any other number "0", an address "@", a link "://"; months are "month", so
 * that nothing depends on the season, and the user's own names are "name". A term of the
 * subject begins with "subject: ", one of what the mail quotes with "quote: ". */
#pragma once

#include "mail/message.h"

/* One term, valid during the call alone. */
typedef struct
{
  guint64 hash;      /* as rg_term_hash() of the whole */
  const char *place; /* "", "subject: ", ... */
  const char *first;
  const char *second; /* "" for a single word */
} RgTerm;

typedef void (*RgTermFunc) (const RgTerm *term, gpointer data);

/* Calls `func` for each term where it stands, so that it may come more than once. No more than
 * the first words of a text are looked at. */
void rg_terms_each (const RgMessage *message, RgTermFunc func, gpointer data);

/* Of the term as it is written: "subject: next round". */
guint64 rg_term_hash (const char *text);

/* The same as it is written. Transfer full. */
char *rg_term_text (const RgTerm *term);
