/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What changes a mailbox: APPEND, STORE, EXPUNGE. */
#include "account/mailbox_name.h"
#include "account/session_private.h"

#include "base/error.h"

#include <string.h>

#define EXPUNGE_BATCH 100

/* ---- APPEND ---- */

/* Mail travels with CRLF, however the message was put together. */
static GByteArray *
with_crlf (GBytes *message)
{
  gsize size = 0;
  const char *bytes = g_bytes_get_data (message, &size);
  GByteArray *out = g_byte_array_sized_new ((guint) (size + size / 32 + 2));
  for (gsize i = 0; i < size; i++)
    {
      gboolean is_bare = bytes[i] == '\n' && (i == 0 || bytes[i - 1] != '\r');
      g_byte_array_append (out, (const guint8 *) (is_bare ? "\r\n" : bytes + i),
                           is_bare ? 2 : 1);
    }
  return out;
}

static char *
quote (const char *mailbox)
{
  g_autofree char *wire = rg_mailbox_name_encode (mailbox);
  GString *quoted = g_string_new ("\"");
  for (const char *p = wire; *p; p++)
    {
      if (*p == '"' || *p == '\\')
        g_string_append_c (quoted, '\\');
      g_string_append_c (quoted, *p);
    }
  g_string_append_c (quoted, '"');
  return g_string_free (quoted, FALSE);
}

static char *
append_command (const char *mailbox, const char *flags, gsize size)
{
  g_autofree char *quoted = quote (mailbox);
  return g_strdup_printf ("APPEND %s (%s) {%" G_GSIZE_FORMAT "}", quoted, flags, size);
}

/* [APPENDUID uidvalidity uid] (RFC 4315 §3). */
static guint32
appended_uid (const char *text)
{
  guint64 uid = 0;
  g_autofree char *code = rg_answer_code (text);
  if (!code || !g_str_equal (code, "APPENDUID"))
    return 0;
  g_auto (GStrv) words = g_strsplit_set (text, " ]", 5);
  return g_strv_length (words) >= 4
                 && g_ascii_string_to_unsigned (words[2], 10, 1, G_MAXUINT32, &uid, NULL)
             ? (guint32) uid
             : 0;
}

static gboolean
write_message (RgSession *session, const GByteArray *bytes, GError **error)
{
  if (rg_stream_write (session->stream, (const char *) bytes->data, bytes->len, error)
      && rg_stream_write (session->stream, "\r\n", 2, error))
    return TRUE;
  session->broken = TRUE;
  return FALSE;
}

gboolean
rg_session_append (RgSession *session, const char *mailbox, const char *flags, GBytes *message,
                   guint32 *uid, GError **error)
{
  g_autoptr (GByteArray) bytes = with_crlf (message);
  g_autofree char *command = append_command (mailbox, flags, bytes->len);
  g_autofree char *what = g_strdup_printf ("put a message into %s", mailbox);
  g_auto (RgResponse) answer = { RG_RESPONSE_UNTAGGED, NULL };
  if (!rg_session_say (session, command, error)
      || !rg_session_hear_answer (session, NULL, NULL, &answer, error))
    return FALSE;
  if (answer.kind != RG_RESPONSE_CONTINUE)
    return rg_session_refuse (session, &answer, what, error);
  if (!write_message (session, bytes, error)
      || !rg_session_hear_answer (session, NULL, NULL, &answer, error))
    return FALSE;
  if (answer.kind != RG_RESPONSE_OK)
    return rg_session_refuse (session, &answer, what, error);
  *uid = appended_uid (answer.text);
  return TRUE;
}

/* ---- STORE, EXPUNGE ---- */

gboolean
rg_session_keyword (RgSession *session, guint32 uid, const char *keyword, gboolean is_set,
                    GError **error)
{
  g_autofree char *command
      = g_strdup_printf ("UID STORE %u %cFLAGS.SILENT (%s)", uid, is_set ? '+' : '-', keyword);
  return rg_session_command (session, command, "mark the message", error);
}

gboolean
rg_session_mark_done (RgSession *session, guint32 uid, GError **error)
{
  if (!session->keeps_keywords)
    {
      g_set_error (error, RG_ERROR, RG_ERROR_MAILBOX,
                   "can't mark the message as done: the mailbox keeps no keywords");
      return FALSE;
    }
  return rg_session_keyword (session, uid, RG_KEYWORD_DONE, TRUE, error);
}

gboolean
rg_session_flag (RgSession *session, guint32 uid, GError **error)
{
  g_autofree char *command = g_strdup_printf ("UID STORE %u +FLAGS.SILENT (\\Flagged)", uid);
  return rg_session_command (session, command, "flag the message", error);
}

gboolean
rg_session_expunge (RgSession *session, const GArray *uids, GError **error)
{
  if (!rg_session_has (session, "UIDPLUS"))
    return TRUE;
  for (guint first = 0; first < uids->len; first += EXPUNGE_BATCH)
    {
      g_autofree char *set = rg_uids_format (uids, first, EXPUNGE_BATCH);
      g_autofree char *store = g_strdup_printf ("UID STORE %s +FLAGS.SILENT (\\Deleted)", set);
      g_autofree char *expunge = g_strdup_printf ("UID EXPUNGE %s", set);
      if (!rg_session_command (session, store, "mark messages as deleted", error)
          || !rg_session_command (session, expunge, "delete messages", error))
        return FALSE;
    }
  return TRUE;
}

/* ---- CREATE ---- */

static gboolean
has_mailbox (const GPtrArray *mailboxes, const char *name)
{
  for (guint i = 0; i < mailboxes->len; i++)
    if (g_str_equal (((RgMailbox *) g_ptr_array_index (mailboxes, i))->name, name))
      return TRUE;
  return FALSE;
}

/* Another machine may have made it a moment ago: CREATE may be refused. */
gboolean
rg_session_ensure_mailbox (RgSession *session, const GPtrArray *mailboxes, const char *name,
                           GError **error)
{
  if (has_mailbox (mailboxes, name))
    return TRUE;
  g_autofree char *quoted = quote (name);
  g_autofree char *create = g_strdup_printf ("CREATE %s", quoted);
  g_autofree char *subscribe = g_strdup_printf ("SUBSCRIBE %s", quoted);
  g_autofree char *what = g_strdup_printf ("create the mailbox %s", name);
  g_autoptr (GError) inner = NULL;
  if (!rg_session_command (session, create, what, &inner)
      && !g_error_matches (inner, RG_ERROR, RG_ERROR_MAILBOX))
    {
      g_propagate_error (error, g_steal_pointer (&inner));
      return FALSE;
    }
  return rg_session_command (session, subscribe, what, error);
}
