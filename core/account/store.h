/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where an account's mail is: behind a session with an IMAP server, or in Maildirs on this
 * machine. The functions are those of session.h and maildir.h, where their contracts stand. */
#pragma once

#include "account/maildir.h"
#include "account/session.h"

typedef struct _RgStore RgStore;

/* The account has a `maildir`. */
RgStore *rg_store_open_maildir (const RgAccount *account, GError **error);

/* Takes a session that is logged in. */
RgStore *rg_store_new_session (RgSession *session);

/* Whichever it is; a server is logged in to with its secret. */
RgStore *rg_store_open (const RgAccount *account, GError **error);

void rg_store_free (RgStore *store);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgStore, rg_store_free)

gboolean rg_store_list (RgStore *store, GPtrArray **mailboxes, GError **error);
gboolean rg_store_ensure_mailbox (RgStore *store, const GPtrArray *mailboxes, const char *name,
                                  GError **error);
gboolean
rg_store_select (RgStore *store, const char *name, RgMailboxState *state, GError **error);

/* Whether it is the one that was selected last. */
gboolean rg_store_is_at (const RgStore *store, const char *name);

gboolean rg_store_search_since (RgStore *store, GDateTime *day, GArray **uids, GError **error);
gboolean
rg_store_search_from (RgStore *store, guint32 first_uid, GArray **uids, GError **error);
gboolean rg_store_search_message_id (RgStore *store, const char *message_id, GArray **uids,
                                     GError **error);
gboolean rg_store_fetch_summaries (RgStore *store, const GArray *uids, GPtrArray **summaries,
                                   GError **error);
gboolean rg_store_fetch_bytes (RgStore *store, guint32 uid, guint32 offset, guint32 length,
                               GBytes **bytes, GError **error);

gboolean rg_store_append (RgStore *store, const char *mailbox, const char *flags,
                          GBytes *message, guint32 *uid, GError **error);
gboolean rg_store_flag (RgStore *store, guint32 uid, GError **error);
gboolean rg_store_expunge (RgStore *store, const GArray *uids, GError **error);

/* A Maildir keeps none: setting one is RG_ERROR_MAILBOX then. */
gboolean rg_store_keeps_keywords (const RgStore *store);
gboolean rg_store_mark_done (RgStore *store, guint32 uid, GError **error);
gboolean rg_store_keyword (RgStore *store, guint32 uid, const char *keyword, gboolean is_set,
                           GError **error);
gboolean
rg_store_fetch_keywords (RgStore *store, guint32 uid, GPtrArray **keywords, GError **error);

/* A Maildir never hangs: there it does nothing. */
void rg_store_hurry (RgStore *store);
gboolean rg_store_rest (RgStore *store, guint milliseconds, GError **error);
gboolean rg_store_poll (RgStore *store, GError **error);

/* Whether it tells by itself that the inbox has changed; then it may be waited for. */
gboolean rg_store_tells_news (const RgStore *store);
gboolean rg_store_wait_begin (RgStore *store, GError **error);
GSource *rg_store_wait_source (RgStore *store);
gboolean rg_store_wait_goes_on (RgStore *store);
gboolean rg_store_wait_end (RgStore *store, gboolean *news, GError **error);
