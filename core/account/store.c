/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/store.h"

#include "account/credential.h"
#include "base/error.h"

/* One of the two. */
struct _RgStore
{
  RgSession *session;
  RgMaildir *maildir;
  char *selected; /* NULL */
};

RgStore *
rg_store_open_maildir (const RgAccount *account, GError **error)
{
  RgMaildir *maildir = rg_maildir_open (account, error);
  if (!maildir)
    return NULL;
  RgStore *store = g_new0 (RgStore, 1);
  store->maildir = maildir;
  return store;
}

RgStore *
rg_store_new_session (RgSession *session)
{
  RgStore *store = g_new0 (RgStore, 1);
  store->session = session;
  return store;
}

RgStore *
rg_store_open (const RgAccount *account, GError **error)
{
  if (account->maildir)
    return rg_store_open_maildir (account, error);
  g_autoptr (RgCredential) credential = rg_credential_new (account);
  const RgSecret *secret = rg_credential_get (credential, NULL, error);
  g_autoptr (RgSession) session = secret ? rg_session_open (account, NULL, error) : NULL;
  if (!session || !rg_session_login (session, secret, error))
    return NULL;
  return rg_store_new_session (g_steal_pointer (&session));
}

void
rg_store_free (RgStore *store)
{
  if (!store)
    return;
  rg_session_free (store->session);
  rg_maildir_free (store->maildir);
  g_free (store->selected);
  g_free (store);
}

/* ---- mailboxes ---- */

gboolean
rg_store_list (RgStore *store, GPtrArray **mailboxes, GError **error)
{
  return store->maildir ? rg_maildir_list (store->maildir, mailboxes, error)
                        : rg_session_list (store->session, mailboxes, error);
}

gboolean
rg_store_ensure_mailbox (RgStore *store, const GPtrArray *mailboxes, const char *name,
                         GError **error)
{
  return store->maildir ? rg_maildir_ensure_mailbox (store->maildir, name, error)
                        : rg_session_ensure_mailbox (store->session, mailboxes, name, error);
}

gboolean
rg_store_select (RgStore *store, const char *name, RgMailboxState *state, GError **error)
{
  g_clear_pointer (&store->selected, g_free);
  if (store->maildir ? !rg_maildir_select (store->maildir, name, state, error)
                     : !rg_session_select (store->session, name, state, error))
    return FALSE;
  store->selected = g_strdup (name);
  return TRUE;
}

gboolean
rg_store_is_at (const RgStore *store, const char *name)
{
  return g_strcmp0 (store->selected, name) == 0;
}

/* ---- looking ---- */

gboolean
rg_store_search_since (RgStore *store, GDateTime *day, GArray **uids, GError **error)
{
  return store->maildir ? rg_maildir_search_since (store->maildir, day, uids, error)
                        : rg_session_search_since (store->session, day, uids, error);
}

gboolean
rg_store_search_from (RgStore *store, guint32 first_uid, GArray **uids, GError **error)
{
  return store->maildir ? rg_maildir_search_from (store->maildir, first_uid, uids, error)
                        : rg_session_search_from (store->session, first_uid, uids, error);
}

gboolean
rg_store_search_message_id (RgStore *store, const char *message_id, GArray **uids,
                            GError **error)
{
  return store->maildir
             ? rg_maildir_search_message_id (store->maildir, message_id, uids, error)
             : rg_session_search_message_id (store->session, message_id, uids, error);
}

gboolean
rg_store_fetch_summaries (RgStore *store, const GArray *uids, GPtrArray **summaries,
                          GError **error)
{
  return store->maildir ? rg_maildir_fetch_summaries (store->maildir, uids, summaries, error)
                        : rg_session_fetch_summaries (store->session, uids, summaries, error);
}

gboolean
rg_store_fetch_bytes (RgStore *store, guint32 uid, guint32 offset, guint32 length,
                      GBytes **bytes, GError **error)
{
  return store->maildir
             ? rg_maildir_fetch_bytes (store->maildir, uid, offset, length, bytes, error)
             : rg_session_fetch_bytes (store->session, uid, offset, length, bytes, error);
}

/* ---- changing ---- */

gboolean
rg_store_append (RgStore *store, const char *mailbox, const char *flags, GBytes *message,
                 guint32 *uid, GError **error)
{
  return store->maildir
             ? rg_maildir_append (store->maildir, mailbox, flags, message, uid, error)
             : rg_session_append (store->session, mailbox, flags, message, uid, error);
}

gboolean
rg_store_flag (RgStore *store, guint32 uid, GError **error)
{
  return store->maildir ? rg_maildir_flag (store->maildir, uid, error)
                        : rg_session_flag (store->session, uid, error);
}

gboolean
rg_store_expunge (RgStore *store, const GArray *uids, GError **error)
{
  return store->maildir ? rg_maildir_expunge (store->maildir, uids, error)
                        : rg_session_expunge (store->session, uids, error);
}

/* ---- keywords ---- */

static gboolean
refuse_keyword (GError **error)
{
  g_set_error (error, RG_ERROR, RG_ERROR_MAILBOX, "a Maildir keeps no keywords");
  return FALSE;
}

gboolean
rg_store_keeps_keywords (const RgStore *store)
{
  return store->session && rg_session_keeps_keywords (store->session);
}

gboolean
rg_store_mark_done (RgStore *store, guint32 uid, GError **error)
{
  return store->maildir ? refuse_keyword (error)
                        : rg_session_mark_done (store->session, uid, error);
}

gboolean
rg_store_keyword (RgStore *store, guint32 uid, const char *keyword, gboolean is_set,
                  GError **error)
{
  return store->maildir ? refuse_keyword (error)
                        : rg_session_keyword (store->session, uid, keyword, is_set, error);
}

gboolean
rg_store_fetch_keywords (RgStore *store, guint32 uid, GPtrArray **keywords, GError **error)
{
  if (store->session)
    return rg_session_fetch_keywords (store->session, uid, keywords, error);
  *keywords = g_ptr_array_new_with_free_func (g_free);
  return TRUE;
}

/* ---- waiting ---- */

void
rg_store_hurry (RgStore *store)
{
  if (store->session)
    rg_session_hurry (store->session);
}

gboolean
rg_store_rest (RgStore *store, guint milliseconds, GError **error)
{
  return !store->session || rg_session_rest (store->session, milliseconds, error);
}

gboolean
rg_store_poll (RgStore *store, GError **error)
{
  return !store->session || rg_session_poll (store->session, error);
}

gboolean
rg_store_tells_news (const RgStore *store)
{
  return store->maildir || rg_session_has (store->session, "IDLE");
}

gboolean
rg_store_wait_begin (RgStore *store, GError **error)
{
  return !store->session || rg_session_idle_begin (store->session, error);
}

GSource *
rg_store_wait_source (RgStore *store)
{
  return store->maildir ? rg_maildir_news_source (store->maildir)
                        : rg_session_idle_source (store->session);
}

gboolean
rg_store_wait_goes_on (RgStore *store)
{
  return store->session && rg_session_idle_goes_on (store->session);
}

gboolean
rg_store_wait_end (RgStore *store, gboolean *news, GError **error)
{
  g_clear_pointer (&store->selected, g_free);
  if (store->session)
    return rg_session_idle_end (store->session, news, error);
  *news = TRUE;
  return TRUE;
}
