/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The decision log and the outbox that makes every draft exactly once (SQLite). Holds ids,
 * facts and reasons; no text of any mail. */
#pragma once

#include <glib.h>

typedef struct _RgJournal RgJournal;

/* Opens or creates it, synchronous=FULL, mode 0600, any number of processes. Error:
 * RG_ERROR_STORAGE. */
RgJournal *rg_journal_open (const char *path, GError **error);
void rg_journal_free (RgJournal *journal);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgJournal, rg_journal_free)

/* ---- how far a mailbox has been read ---- */

/* The highest UID that is dealt with under this UIDVALIDITY; 0 if none or if it changed. */
gboolean rg_journal_get_position (RgJournal *journal, const char *account, const char *mailbox,
                                  guint32 uidvalidity, guint32 *uid, GError **error);
gboolean rg_journal_set_position (RgJournal *journal, const char *account, const char *mailbox,
                                  guint32 uidvalidity, guint32 uid, GError **error);

/* ---- decisions ---- */

typedef enum
{
  RG_ENTRY_INTENT,  /* a draft is about to be written, or may have been */
  RG_ENTRY_DRAFTED, /* the draft is in Drafts */
  RG_ENTRY_NOTED,   /* decided, nothing to write */
} RgEntryState;

extern const char *const rg_entry_state_names[]; /* "intent", "drafted", "noted" */

/* One invitation of one account. Texts may be NULL where unknown. */
typedef struct
{
  char *account;
  char *key;        /* what makes the invitation the same one again: a hash */
  char *message_id; /* the invitation's */
  char *kind, *outcome, *reason, *channel, *template_id;
  char *company, *position, *stage;
  char *sender;       /* addr-spec */
  gint64 received_at; /* seconds since 1970, as the next two; 0 if unknown */
  gint64 decided_at;
  gint64 answer_by;
  RgEntryState state;
  char *draft_message_id; /* NULL where nothing was written */
  char *drafts_mailbox;
  char *language; /* of the invitation, "en" */
  char *source;   /* who wrote: "employer", "agency" or "system" (for applicants) */
  char *contact;  /* name of the person to answer to */
  char *reply_to; /* addr-spec of the same */
  char *identity; /* addr-spec of the user that was written to */
  char *form;     /* of address: "formal" or "informal" */
  guint32 drafts_uidvalidity;
  guint32 drafts_uidnext; /* before APPEND: the draft's UID is not below it */
} RgEntry;

void rg_entry_free (RgEntry *entry);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgEntry, rg_entry_free)

/* The entry, or NULL with no error where there is none. Transfer full. */
RgEntry *
rg_journal_find (RgJournal *journal, const char *account, const char *key, GError **error);
/* Inserts or replaces by account and key; durable when it returns. */
gboolean rg_journal_put (RgJournal *journal, const RgEntry *entry, GError **error);
/* Entries, newest decision first; of `account` (NULL: all) and `state` (-1: any). Elements
 * RgEntry. Transfer full. */
GPtrArray *rg_journal_list (RgJournal *journal, const char *account, int state, GError **error);
