/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/session_private.h"

#include "account/mailbox_name.h"
#include "base/error.h"

#include <string.h>

#define COMMAND_SECONDS 60
#define HURRY_SECONDS   10
#define LOGOUT_SECONDS  2

RgSession *
rg_session_open (const RgAccount *account, GCancellable *cancellable, GError **error)
{
  g_autoptr (RgSession) session = g_new0 (RgSession, 1);
  session->host = g_strdup (account->host);
  session->login = g_strdup (account->login);
  session->uses_oauth2 = account->oauth2 != NULL;
  session->capabilities = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  session->stream = rg_stream_open (account, cancellable, error);
  if (!session->stream || !rg_session_greet (session, account->security, error)
      || !rg_session_learn (session, error))
    return NULL;
  return g_steal_pointer (&session);
}

/* mailimap_free() would log out by itself, without our deadline. */
static void
log_out (RgSession *session)
{
  g_autofree char *line = g_strdup_printf ("rg%u LOGOUT\r\n", ++session->tag);
  g_autofree char *end = g_strdup_printf ("rg%u ", session->tag);
  rg_stream_set_deadline (session->stream, LOGOUT_SECONDS);
  if (!rg_stream_write (session->stream, line, strlen (line), NULL))
    return;
  for (gboolean ended = FALSE; !ended;)
    {
      g_autofree char *answer = rg_stream_read_line (session->stream, NULL);
      ended = !answer || g_str_has_prefix (answer, end);
    }
}

void
rg_session_free (RgSession *session)
{
  if (!session)
    return;
  if (session->stream && !session->broken && !session->idling)
    log_out (session);
  rg_session_detach (session);
  rg_stream_free (session->stream);
  g_hash_table_unref (session->capabilities);
  g_free (session->host);
  g_free (session->login);
  g_free (session);
}

gboolean
rg_session_has (const RgSession *session, const char *capability)
{
  g_autofree char *upper = g_ascii_strup (capability, -1);
  return g_hash_table_contains (session->capabilities, upper);
}

void
rg_session_attach (RgSession *session)
{
  session->imap = mailimap_new (0, NULL);
  session->imap->imap_stream = rg_stream_new_mailstream (session->stream);
  session->imap->imap_state = MAILIMAP_STATE_AUTHENTICATED;
}

void
rg_session_detach (RgSession *session)
{
  if (!session->imap)
    return;
  mailstream_close (session->imap->imap_stream);
  session->imap->imap_stream = NULL; /* else it would be freed again, and log out */
  mailimap_free (session->imap);
  session->imap = NULL;
}

/* ---- libetpan's commands ---- */

gboolean
rg_session_begin (RgSession *session, GError **error)
{
  if (session->broken || session->idling)
    {
      g_set_error (error, RG_ERROR, RG_ERROR_UNAVAILABLE, "the connection to %s is %s",
                   session->host, session->broken ? "broken" : "idling");
      return FALSE;
    }
  rg_stream_set_deadline (session->stream, session->hurried ? HURRY_SECONDS : COMMAND_SECONDS);
  session->hurried = FALSE;
  return TRUE;
}

void
rg_session_hurry (RgSession *session)
{
  session->hurried = TRUE;
}

/* NO leaves the dialogue in step; after anything else nobody knows where it stands. BAD and a
 * foreign tag look alike to libetpan. */
static gboolean
is_refusal (int code)
{
  return code >= MAILIMAP_ERROR_APPEND && code != MAILIMAP_ERROR_INVAL
         && code != MAILIMAP_ERROR_SASL && code != MAILIMAP_ERROR_SSL
         && code != MAILIMAP_ERROR_NEEDS_MORE_DATA;
}

static gboolean
refuse (RgSession *session, const char *what, GError **error)
{
  struct mailimap_response_info *info = session->imap->imap_response_info;
  g_autofree char *code = info && info->rsp_atom ? g_ascii_strup (info->rsp_atom, -1) : NULL;
  g_autofree char *sentence
      = rg_answer_sentence (session->imap->imap_response ? session->imap->imap_response : "");
  gboolean temporary = rg_answer_is_temporary (code, sentence);
  g_set_error (error, RG_ERROR, temporary ? RG_ERROR_TEMPORARY : RG_ERROR_MAILBOX,
               "can't %s: %s", what, sentence);
  return FALSE;
}

gboolean
rg_session_check (RgSession *session, int code, const char *what, GError **error)
{
  if (code >= MAILIMAP_NO_ERROR && code <= MAILIMAP_NO_ERROR_NON_AUTHENTICATED)
    return TRUE;
  g_autoptr (GError) inner = rg_stream_take_error (session->stream);
  if (!inner && is_refusal (code))
    return refuse (session, what, error);
  session->broken = TRUE;
  g_set_error (error, RG_ERROR, RG_ERROR_UNAVAILABLE, "can't %s: %s", what,
               inner                             ? inner->message
               : code == MAILIMAP_ERROR_FATAL    ? "the server hung up"
               : code == MAILIMAP_ERROR_PROTOCOL ? "the server doesn't take the command"
                                                 : "the server's answer makes no sense");
  return FALSE;
}

gboolean
rg_session_poll (RgSession *session, GError **error)
{
  return rg_session_begin (session, error)
         && rg_session_check (session, mailimap_noop (session->imap), "ask for news", error);
}

gboolean
rg_session_rest (RgSession *session, guint milliseconds, GError **error)
{
  return rg_stream_rest (session->stream, milliseconds, error);
}

/* ---- SELECT ---- */

gboolean
rg_session_keeps_keywords (const RgSession *session)
{
  return session->keeps_keywords;
}

static gboolean
is_keyword (const struct mailimap_flag_perm *flag)
{
  if (flag->fl_type == MAILIMAP_FLAG_PERM_ALL)
    return TRUE;
  return flag->fl_flag && flag->fl_flag->fl_type == MAILIMAP_FLAG_KEYWORD
         && g_ascii_strcasecmp (flag->fl_flag->fl_data.fl_keyword, RG_KEYWORD_DONE) == 0;
}

static gboolean
keeps_keywords (const struct mailimap_selection_info *info)
{
  if (info->sel_perm == MAILIMAP_MAILBOX_READONLY || !info->sel_perm_flags)
    return FALSE;
  for (clistiter *i = clist_begin (info->sel_perm_flags); i; i = clist_next (i))
    if (is_keyword (clist_content (i)))
      return TRUE;
  return FALSE;
}

gboolean
rg_session_select (RgSession *session, const char *name, RgMailboxState *state, GError **error)
{
  g_autofree char *wire = rg_mailbox_name_encode (name);
  g_autofree char *what = g_strdup_printf ("open the mailbox %s", name);
  session->keeps_keywords = FALSE;
  if (!rg_session_begin (session, error)
      || !rg_session_check (session, mailimap_select (session->imap, wire), what, error))
    return FALSE;
  const struct mailimap_selection_info *info = session->imap->imap_selection_info;
  *state = (RgMailboxState){
    .uidvalidity = info->sel_uidvalidity,
    .uidnext = info->sel_uidnext,
    .exists = info->sel_exists,
    .is_empty = info->sel_has_exists && info->sel_exists == 0,
    .read_only = info->sel_perm == MAILIMAP_MAILBOX_READONLY,
    .keeps_keywords = keeps_keywords (info),
  };
  session->keeps_keywords = state->keeps_keywords;
  return TRUE;
}
