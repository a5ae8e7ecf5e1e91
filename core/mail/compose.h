/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes a reply as RFC 5322 bytes. */
#pragma once

#include "mail/address.h"

typedef struct
{
  const RgAddress *from;
  const RgAddress *to;
  const char *subject;           /* whole, decoded */
  const char *message_id;        /* without <> */
  const char *in_reply_to;       /* without <>; NULL if none */
  const char *const *references; /* without <>, in order; NULL if none */
  GDateTime *date;
  const char *text;        /* paragraphs, one per line, unwrapped */
  const char *quote;       /* plain text to quote below, or NULL */
  const char *quote_intro; /* the line above the quote, or NULL */
  const char *calendar;    /* an iTIP reply that goes along, or NULL */
  const char *html;        /* the same text as HTML, or NULL */
  const char *json;        /* for programs, or NULL */
} RgComposition;

/* A text/plain, format=flowed (RFC 3676), UTF-8 message with CRLF line ends; with `html` within
 * a multipart/alternative, with `json` or `calendar` within a multipart/mixed: a mail program
 * that opens the draft keeps an attachment, but drops what it takes for another form of the
 * text, so the calendar (RFC 6047) isn't one. Only one of the two may be there. Header
 * injection is impossible: every value is put on one line first. Carries no header that names a
 * program. The same composition gives the same bytes. Transfer full. */
GBytes *rg_compose (const RgComposition *composition);
