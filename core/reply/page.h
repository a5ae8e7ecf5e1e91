/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The decision page: a message to the user about one invitation, readable in any mail program.
 * It holds the journal's entry as JSON, so it can be read back, changed and written again. */
#pragma once

#include "base/entry.h"
#include "decide/decision.h"
#include "reply/draft.h"

/* A line of the page: what was found or asked, and the words behind it. */
typedef struct
{
  char *name;  /* "company"; "status" */
  char *value; /* "Fernwood Labs"; "pass" */
  char *words; /* the span of the mail; the evidence; NULL if none */
} RgPageLine;

typedef struct
{
  RgEntry *entry;  /* its `identity` is never NULL: the page is from and to it */
  char *user_name; /* NULL if unknown */
  char *zone;      /* in which the page tells times; an identifier of GTimeZone */
  GStrv references;
  GPtrArray *facts;    /* RgPageLine */
  GPtrArray *answers;  /* RgPageLine: the six questions */
  GPtrArray *warnings; /* char *: signs of fraud */
} RgPage;

/* The row of the journal for a decision; what depends on the mailbox (account, state, folders)
 * is left open. `draft` may be NULL. Pure. Transfer full. */
RgEntry *rg_page_entry (const RgCase *the_case, const RgDetection *detection,
                        const RgDecision *decision, const RgDraft *draft);

/* Pure; copies `entry`. NULL where the mail doesn't tell who the user is. Transfer full. */
RgPage *rg_page_new (const RgCase *the_case, const RgDecision *decision, const RgEntry *entry);
void rg_page_free (RgPage *page);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgPage, rg_page_free)

/* The Message-ID of the page about the invitation with this key, without <>: different in each
 * revision, the same on every machine. `owner` is the user's first address. Transfer full. */
char *rg_page_message_id (const char *owner, const char *key, gint64 revision);

/* The message, RFC 5322 with CRLF: text, HTML and JSON, under the Message-ID `message_id`; its
 * first line is a digest of the rest. The same page gives the same bytes. Transfer full. */
GBytes *rg_page_write (const RgPage *page, const char *message_id);

/* Whether these are the bytes that rg_page_write() made, of this version or another. */
gboolean rg_page_is_untouched (GBytes *bytes);

/* The page in a message; NULL where it holds none, or one of a newer version. Transfer full. */
RgPage *rg_page_read (GBytes *bytes);
