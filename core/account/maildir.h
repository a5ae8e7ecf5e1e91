/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mail on this machine: Maildirs below one folder, which somebody else (mbsync, OfflineIMAP, a
 * delivery agent) keeps in step with a server. Both ways to lay them out are read: folders
 * within folders, and Maildir++ (".Sent" beside cur/). One thread at a time.
 *
 * Answers like a session (session.h), so that the work is the same on both. UIDs are given out
 * as messages are seen, and are good as long as the Maildir is open: so each opening has a
 * UIDVALIDITY of its own. There are no keywords. Lines end with CRLF in what is read, and in
 * what is given to be written, as on the wire; the files have LF.
 *
 * Errors: RG_ERROR_MAILBOX where a folder isn't there or can't be read; RG_ERROR_STORAGE where
 * one can't be written. */
#pragma once

#include "account/mailbox.h"
#include "account/summary.h"
#include "base/settings.h"

#include <glib.h>

typedef struct _RgMaildir RgMaildir;

/* The account's `maildir`, which has to have an inbox: itself, or a folder of that name. Error:
 * RG_ERROR_UNAVAILABLE where there is none yet. */
RgMaildir *rg_maildir_open (const RgAccount *account, GError **error);
void rg_maildir_free (RgMaildir *maildir);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgMaildir, rg_maildir_free)

gboolean rg_maildir_list (RgMaildir *maildir, GPtrArray **mailboxes, GError **error);
gboolean rg_maildir_ensure_mailbox (RgMaildir *maildir, const char *name, GError **error);
gboolean
rg_maildir_select (RgMaildir *maildir, const char *name, RgMailboxState *state, GError **error);

/* By the time of the file. */
gboolean
rg_maildir_search_since (RgMaildir *maildir, GDateTime *day, GArray **uids, GError **error);
gboolean
rg_maildir_search_from (RgMaildir *maildir, guint32 first_uid, GArray **uids, GError **error);
gboolean rg_maildir_search_message_id (RgMaildir *maildir, const char *message_id,
                                       GArray **uids, GError **error);

/* The size is an upper bound. */
gboolean rg_maildir_fetch_summaries (RgMaildir *maildir, const GArray *uids,
                                     GPtrArray **summaries, GError **error);
/* Reads on where the call before has ended, at no cost for what was read. */
gboolean rg_maildir_fetch_bytes (RgMaildir *maildir, guint32 uid, guint32 offset,
                                 guint32 length, GBytes **bytes, GError **error);

/* On the disk when it returns. */
gboolean rg_maildir_append (RgMaildir *maildir, const char *mailbox, const char *flags,
                            GBytes *message, guint32 *uid, GError **error);
gboolean rg_maildir_flag (RgMaildir *maildir, guint32 uid, GError **error);
gboolean rg_maildir_expunge (RgMaildir *maildir, const GArray *uids, GError **error);

/* Ready, once, when the inbox isn't what it was when it was last looked at; its callback is a
 * plain GSourceFunc. Only for the main thread, while no other uses the Maildir. Transfer full.
 */
GSource *rg_maildir_news_source (RgMaildir *maildir);
