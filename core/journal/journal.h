/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The decision log and the outbox that makes every draft exactly once (SQLite). Holds ids,
 * facts and reasons; no text of any mail. */
#pragma once

#include "base/entry.h"

typedef struct _RgJournal RgJournal;

/* Opens or creates it, synchronous=FULL, mode 0600, any number of processes. A damaged one is
 * set aside, which is told on the log, and a new one begun. Error:
 * RG_ERROR_STORAGE. */
RgJournal *rg_journal_open (const char *path, GError **error);
void rg_journal_free (RgJournal *journal);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgJournal, rg_journal_free)

/* What tells this journal from those of other machines: eight hexadecimal digits, chosen once.
 * NULL on error. Transfer full. */
char *rg_journal_id (RgJournal *journal, GError **error);

/* ---- how far a mailbox has been read ---- */

/* The highest UID that is dealt with under this UIDVALIDITY; 0 if none or if it changed. */
gboolean rg_journal_get_position (RgJournal *journal, const char *account, const char *mailbox,
                                  guint32 uidvalidity, guint32 *uid, GError **error);
/* Whether any mailbox of the account has been read: not so in a journal that is new to it. */
gboolean
rg_journal_knows (RgJournal *journal, const char *account, gboolean *knows, GError **error);
gboolean rg_journal_set_position (RgJournal *journal, const char *account, const char *mailbox,
                                  guint32 uidvalidity, guint32 uid, GError **error);

/* ---- promises ---- */

/* `writer` (see rg_history_writer) has promised at `made_at` to be heard of by `due_at`, in
 * seconds since 1970. */
gboolean rg_journal_put_promise (RgJournal *journal, const char *account, const char *writer,
                                 gint64 made_at, gint64 due_at, GError **error);
/* A message of `writer` from `when`: what was promised before for then or later is kept, and
 * forgotten; `*broken` counts what was due before in the last year. */
gboolean rg_journal_hear_from (RgJournal *journal, const char *account, const char *writer,
                               gint64 when, int *broken, GError **error);

/* ---- decisions ---- */

/* The entry, or NULL with no error where there is none. Transfer full. */
RgEntry *
rg_journal_find (RgJournal *journal, const char *account, const char *key, GError **error);
/* Inserts or replaces by account and key; durable when it returns. */
gboolean rg_journal_put (RgJournal *journal, const RgEntry *entry, GError **error);
/* Entries, newest decision first; of `account` (NULL: all) and `state` (-1: any). Elements
 * RgEntry. Transfer full. */
GPtrArray *rg_journal_list (RgJournal *journal, const char *account, int state, GError **error);
/* Those of all accounts that were decided since then. */
GPtrArray *rg_journal_list_since (RgJournal *journal, gint64 since, GError **error);

/* The entry that `message_id` belongs to: that of the invitation or of its draft. NULL with no
 * error where there is none. Transfer full. */
RgEntry *rg_journal_find_message (RgJournal *journal, const char *account,
                                  const char *message_id, GError **error);
