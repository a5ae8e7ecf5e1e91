/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is kept of an invitation and of the answer to it: a row of the journal, and the heart
 * of a decision page. Ids, facts and reasons; no text of any mail. */
#pragma once

#include <glib.h>

typedef enum
{
  RG_ENTRY_INTENT,    /* a draft or a page is about to be written, or may have been */
  RG_ENTRY_DRAFTED,   /* the draft is in Drafts, as it was written */
  RG_ENTRY_NOTED,     /* decided, nothing to write */
  RG_ENTRY_EDITED,    /* the user has changed the draft */
  RG_ENTRY_OVERDUE,   /* the draft still waits, two days after the mail or with the talk near */
  RG_ENTRY_SENT,      /* the user sent it */
  RG_ENTRY_ANSWERED,  /* the user wrote an answer without it */
  RG_ENTRY_DISCARDED, /* the user deleted it */
  RG_ENTRY_SUPERSEDED, /* the employer cancelled or moved the talk */
  RG_ENTRY_MISTAKEN,   /* the user says that it is no invitation */
  RG_N_ENTRY_STATES
} RgEntryState;

extern const char *const rg_entry_state_names[]; /* "intent", "drafted", "noted", ... */

/* Texts are NULL and numbers 0 where unknown. Times are seconds since 1970. */
typedef struct
{
  char *account;
  char *key;        /* what makes the invitation the same one again: a hash */
  char *message_id; /* the invitation's */
  char *kind, *outcome, *reason, *channel, *template_id;
  char *company, *position, *stage;
  char *sender; /* addr-spec */
  gint64 received_at;
  gint64 decided_at;
  gint64 answer_by;
  gint64 state;           /* RgEntryState */
  char *draft_message_id; /* NULL where nothing was written */
  char *drafts_mailbox;
  char *language; /* of the invitation, "en" */
  char *source;   /* who wrote: "employer", "agency" or "system" (for applicants) */
  char *contact;  /* name of the person to answer to */
  char *reply_to; /* addr-spec of the same */
  char *identity; /* addr-spec of the user that was written to */
  char *form;     /* of address: "formal" or "informal" */
  gint64 drafts_uidvalidity;
  gint64 drafts_uidnext; /* before APPEND: the draft's UID is not below it */
  char *draft_digest;    /* SHA-256 of the draft's bytes: one that differs was edited */
  gint64 interview_at;   /* the first time that was offered */
  gint64 changed_at;     /* when the state became what it is */
  gint64 reminders;      /* how many of the two were given */
  gint64 revision;       /* of the page; grows with what it tells */
  gint64 page_revision;  /* the one that is in the folder; 0: none */
  char *pages_mailbox;
  gint64 pages_uidvalidity;
  gint64 pages_uidnext; /* before APPEND, as of the draft */
} RgEntry;

void rg_entry_free (RgEntry *entry);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgEntry, rg_entry_free)

/* NULL for NULL. Transfer full. */
RgEntry *rg_entry_copy (const RgEntry *entry);

/* Whether a draft of ours may still be in Drafts. */
gboolean rg_entry_is_open (const RgEntry *entry);

/* Whether it is an invitation, and not an answer that came back after a decline. */
gboolean rg_entry_is_invitation (const RgEntry *entry);

/* "drafted" → RG_ENTRY_DRAFTED; -1 for what is none. */
int rg_entry_state_parse (const char *name);

/* ---- field by field ---- */

typedef enum
{
  RG_FIELD_TEXT,   /* char * */
  RG_FIELD_NUMBER, /* gint64 */
} RgFieldType;

/* `name` is that of the journal's column and of the page's JSON member. */
typedef struct
{
  const char *name;
  RgFieldType type;
  gsize offset;
} RgEntryField;

/* All of them; ends with a NULL name. */
extern const RgEntryField rg_entry_fields[];

/* Where the field is in `entry`. */
char **rg_entry_text (const RgEntry *entry, const RgEntryField *field);
gint64 *rg_entry_number (const RgEntry *entry, const RgEntryField *field);
