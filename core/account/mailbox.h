/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A mailbox (RFC 3501), and finding one by its use. */
#pragma once

#include <glib.h>

typedef enum
{
  RG_MAILBOX_PLAIN,
  RG_MAILBOX_DRAFTS,   /* \Drafts (RFC 6154) */
  RG_MAILBOX_SENT,     /* \Sent */
  RG_MAILBOX_NOSELECT, /* can't be opened */
} RgMailboxUse;

typedef struct
{
  char *name; /* UTF-8 */
  RgMailboxUse use;
  char separator; /* of the hierarchy; 0 where there is none */
} RgMailbox;

void rg_mailbox_free (RgMailbox *mailbox);

/* The Drafts (or Sent) mailbox: the one in `configured`, else by special use, else by a table
 * of names in many languages ("Entwürfe", "INBOX.Drafts", "[Gmail]/Brouillons"). NULL if none.
 * Transfer full. */
char *rg_mailboxes_find (const GPtrArray *mailboxes, RgMailboxUse use, const char *configured);

/* What a mailbox of our own is called on this server: `name`, with "/" for its hierarchy, below
 * the same root as `sibling` (NULL: none). NULL for a child where the server has no hierarchy.
 * Transfer full. */
char *rg_mailboxes_place (const GPtrArray *mailboxes, const char *sibling, const char *name);

typedef struct
{
  guint32 uidvalidity;
  guint32 uidnext; /* 0 if the server doesn't tell */
  guint32 exists;
  gboolean is_empty; /* for certain */
  gboolean read_only;
  gboolean keeps_keywords; /* PERMANENTFLAGS has \* or the keyword itself */
} RgMailboxState;
