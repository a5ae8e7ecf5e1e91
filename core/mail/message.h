/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A received message (RFC 5322), read once, decoded, harmless: everything here is valid UTF-8,
 * headers are on one line, and nothing of it changes after rg_message_read(). It is of use to
 * one thread at a time. */
#pragma once

#include "mail/address.h"
#include "mail/calendar.h"
#include "mail/header.h"

typedef struct
{
  GPtrArray *headers;  /* RgHeader, in order, all of them */
  char *message_id;    /* without <>; NULL if absent or unusable */
  char *in_reply_to;   /* the first msg-id, without <>; NULL if absent */
  GStrv references;    /* msg-ids without <>, oldest first; never NULL */
  char *subject;       /* one line; "" if absent */
  RgAddress *from;     /* the first mailbox of From; NULL if absent */
  RgAddress *author;   /* who wrote the text: of a forward not `from`; NULL if absent */
  RgAddress *sender;   /* NULL if absent */
  GPtrArray *reply_to; /* RgAddress, of a forward its own; never NULL, as the next two */
  GPtrArray *to;
  GPtrArray *cc;
  GStrv delivered_to;     /* Delivered-To, X-Original-To, Envelope-To; never NULL */
  GDateTime *date;        /* Date, with the sender's offset; else of the newest Received;
                             NULL if neither can be read */
  char *text;             /* the sender's own words; "" if none */
  char *quote;            /* what is quoted below them; "" if none */
  char *signature;        /* "" if none */
  char *full_text;        /* the readable body whole, before it was divided */
  GPtrArray *links;       /* char *: http(s) links of the whole body, in order, each once */
  GPtrArray *attachments; /* char *: file names of the parts, in order */
  GPtrArray *calendars;   /* RgCalendar, of text/calendar and .ics parts; never NULL */
  gboolean is_encrypted;  /* multipart/encrypted or an S/MIME envelope: no text to read */
  gboolean is_bulk;       /* List-Id, List-Unsubscribe or Precedence: bulk|list|junk */
  gboolean is_automatic;  /* an automatic answer (RFC 3834), or a DSN/MDN report */
} RgMessage;

/* Reads bytes that may be cut off at the end (a partial fetch). Reads at most 1 MiB and 200
 * parts; more is left out (mail/extent.h). A leading mbox "From " line is skipped. Error:
 * RG_ERROR_INPUT where there is no header at all, so that this isn't mail. */
RgMessage *rg_message_read (const char *bytes, gsize length, GError **error);
void rg_message_free (RgMessage *message);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgMessage, rg_message_free)

/* The first value of a header, name without case; NULL if absent. Transfer none. */
const char *rg_message_header (const RgMessage *message, const char *name);

/* What makes a message the same one again on every machine: a SHA-256 of its Message-ID, or of
 * its headers where it has none. Transfer full. */
char *rg_message_key (const RgMessage *message);

/* The subject without "Re:", "AW:", "FW:" and the like before it. Belongs to the message. */
const char *rg_message_bare_subject (const RgMessage *message);

/* Whether any of the user's `addresses` (NULL-terminated) wrote it. */
gboolean rg_message_is_from (const RgMessage *message, const char *const *addresses);

/* Whether the first `length` of `size` bytes of a message stop inside a part that is worth
 * reading on for (text, calendar, or structure), and not inside an attachment. */
gboolean rg_message_wants_more (const char *bytes, gsize length, gsize size);

/* The decoded content of the first part of this type, such as "application/json"; NULL where
 * there is none. Transfer full. */
char *rg_message_part (const char *bytes, gsize length, const char *type);
