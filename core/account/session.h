/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An IMAP session (RFC 3501), libetpan over an RgStream. One thread at a time.
 *
 * Every command has a deadline of 60 s. After an error of RG_ERROR_UNAVAILABLE the session is
 * broken and only rg_session_free() may follow; RG_ERROR_MAILBOX (a tagged NO) and
 * RG_ERROR_TEMPORARY leave it usable, save where a server says BYE as it has too much to do. */
#pragma once

#include "account/mailbox.h"
#include "account/secret.h"
#include "account/summary.h"
#include "base/settings.h"

typedef struct _RgSession RgSession;

/* Connects, greets, upgrades by STARTTLS where the account says so (PREAUTH is refused then),
 * reads the capabilities. */
RgSession *
rg_session_open (const RgAccount *account, GCancellable *cancellable, GError **error);

/* LOGOUT where the session is sound (2 s at most), and closes. */
void rg_session_free (RgSession *session);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgSession, rg_session_free)

/* AUTHENTICATE PLAIN or LOGIN; never on an unprotected connection off loopback. Errors:
 * RG_ERROR_LOGIN (refused for good), RG_ERROR_TEMPORARY (UNAVAILABLE, LIMIT, INUSE, or a NO
 * that doesn't blame the password). */
gboolean rg_session_login (RgSession *session, const RgSecret *secret, GError **error);

gboolean rg_session_has (const RgSession *session, const char *capability); /* "IDLE", ... */

/* All mailboxes. Elements RgMailbox. Transfer full. */
gboolean rg_session_list (RgSession *session, GPtrArray **mailboxes, GError **error);

/* CREATE and SUBSCRIBE where `mailboxes` doesn't have it. */
gboolean rg_session_ensure_mailbox (RgSession *session, const GPtrArray *mailboxes,
                                    const char *name, GError **error);

/* SELECT; `name` in UTF-8. Error: RG_ERROR_MAILBOX where it doesn't exist. */
gboolean
rg_session_select (RgSession *session, const char *name, RgMailboxState *state, GError **error);

/* UIDs of the selected mailbox, ascending, in a GArray of guint32 (transfer full). */
gboolean
rg_session_search_since (RgSession *session, GDateTime *day, GArray **uids, GError **error);
gboolean
rg_session_search_from (RgSession *session, guint32 first_uid, GArray **uids, GError **error);
/* By Message-ID without <>. Servers' answers to SEARCH HEADER may be incomplete: candidates are
 * verified by reading their header. */
gboolean rg_session_search_message_id (RgSession *session, const char *message_id,
                                       GArray **uids, GError **error);

/* UID, size, flags and main header fields of each UID that still exists (BODY.PEEK: nothing is
 * marked read), in batches of 100. Elements RgSummary, ascending by UID. Transfer full. */
gboolean rg_session_fetch_summaries (RgSession *session, const GArray *uids,
                                     GPtrArray **summaries, GError **error);

/* `length` bytes of a message from `offset` (BODY.PEEK[]<offset.length>); shorter at its end.
 * Error: RG_ERROR_INPUT where the message is gone. */
gboolean rg_session_fetch_bytes (RgSession *session, guint32 uid, guint32 offset,
                                 guint32 length, GBytes **bytes, GError **error);

/* APPEND with `flags`, such as "\Draft \Seen". `*uid` becomes the new UID, or 0 where the
 * server has no UIDPLUS (RFC 4315). Errors as above; RG_ERROR_MAILBOX for quota, missing or
 * read-only mailbox. */
gboolean rg_session_append (RgSession *session, const char *mailbox, const char *flags,
                            GBytes *message, guint32 *uid, GError **error);

/* UID STORE +FLAGS.SILENT (RG_KEYWORD_DONE) on a message of the selected mailbox. */
gboolean rg_session_mark_done (RgSession *session, guint32 uid, GError **error);

/* UID STORE +FLAGS.SILENT or -FLAGS.SILENT (`keyword`) on a message of the selected mailbox.
 * Error: RG_ERROR_MAILBOX where it isn't kept. */
gboolean rg_session_keyword (RgSession *session, guint32 uid, const char *keyword,
                             gboolean is_set, GError **error);

/* Whether the selected mailbox keeps keywords. */
gboolean rg_session_keeps_keywords (const RgSession *session);

/* The keywords of a message of the selected mailbox as they are now (NOOP, UID FETCH FLAGS);
 * none where it is gone. Elements char *. Transfer full. */
gboolean rg_session_fetch_keywords (RgSession *session, guint32 uid, GPtrArray **keywords,
                                    GError **error);

/* UID STORE +FLAGS.SILENT (\Flagged) on a message of the selected mailbox. */
gboolean rg_session_flag (RgSession *session, guint32 uid, GError **error);

/* Deletes exactly these messages of the selected mailbox for good (UID STORE \Deleted, UID
 * EXPUNGE). Without UIDPLUS does nothing, successfully. */
gboolean rg_session_expunge (RgSession *session, const GArray *uids, GError **error);

/* The next command is given up after 10 s: the connection may have died unnoticed. */
void rg_session_hurry (RgSession *session);

/* Waits. Error: RG_ERROR_UNAVAILABLE where the session is to end meanwhile. */
gboolean rg_session_rest (RgSession *session, guint milliseconds, GError **error);

/* NOOP. */
gboolean rg_session_poll (RgSession *session, GError **error);

/* IDLE (RFC 2177), spoken past libetpan. Between begin and end only the source may be used:
 * it is ready when the server has said something; its callback is a plain GSourceFunc.
 * Afterwards a mailbox has to be selected anew. */
gboolean rg_session_idle_begin (RgSession *session, GError **error);
GSource *rg_session_idle_source (RgSession *session);
/* When the source was ready: whether the server has only said that it is still there, which is
 * taken. Then its callback may let it go on. */
gboolean rg_session_idle_goes_on (RgSession *session);
/* `*news`: whether the server has told of any change meanwhile. */
gboolean rg_session_idle_end (RgSession *session, gboolean *news, GError **error);
