/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as what a mail server says. The first byte chooses the commands that they are the
 * answer to: of the greeting and all that follows, or of a single one. */
#include "account/guard.h"
#include "account/session_private.h"
#include "account/stream_private.h"

#include <gio/gio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length);

typedef gboolean (*Step) (RgSession *session);

/* ---- a server that has said it all, and hung up ---- */

static GSocketConnection *
connection_that_says (const guint8 *bytes, gsize length)
{
  int ends[2];
  int room = (int) length + 65536;
  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), ==, 0);
  setsockopt (ends[1], SOL_SOCKET, SO_SNDBUF, &room, sizeof room);
  g_assert_cmpint (send (ends[1], bytes, length, 0), ==, (gssize) length);
  shutdown (ends[1], SHUT_WR);
  g_autoptr (GSocket) socket = g_socket_new_from_fd (ends[0], NULL);
  GSocketConnection *connection = g_socket_connection_factory_create_connection (socket);
  int *other = g_new (int, 1);
  *other = ends[1];
  g_object_set_data (G_OBJECT (connection), "other end", other);
  return connection;
}

static RgSession *
session_with (GSocketConnection *connection)
{
  RgSession *session = g_new0 (RgSession, 1);
  session->host = g_strdup ("localhost");
  session->login = g_strdup ("sam");
  session->capabilities = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  session->stream = g_new0 (RgStream, 1);
  session->stream->host = g_strdup ("localhost");
  session->stream->connection = g_object_ref (connection);
  session->stream->io = G_IO_STREAM (connection);
  session->stream->guard = rg_guard_new ();
  session->stream->unread = g_byte_array_new ();
  return session;
}

/* ---- the commands ---- */

static gboolean
step_greet (RgSession *session)
{
  gboolean fine = rg_session_greet (session, RG_SECURITY_NONE, NULL)
                  && rg_session_learn (session, NULL) && rg_session_learn (session, NULL);
  if (fine)
    rg_session_attach (session);
  return fine;
}

static gboolean
step_list (RgSession *session)
{
  g_autoptr (GPtrArray) mailboxes = NULL;
  if (!rg_session_list (session, &mailboxes, NULL))
    return FALSE;
  g_autofree char *drafts = rg_mailboxes_find (mailboxes, RG_MAILBOX_DRAFTS, NULL);
  g_autofree char *pages = rg_mailboxes_place (mailboxes, drafts, "Regrets/Invitations");
  return !pages || rg_session_ensure_mailbox (session, mailboxes, pages, NULL);
}

static gboolean
step_select (RgSession *session)
{
  RgMailboxState state;
  return rg_session_select (session, "INBOX", &state, NULL);
}

static gboolean
step_search (RgSession *session)
{
  g_autoptr (GDateTime) day = g_date_time_new_utc (2026, 11, 9, 0, 0, 0);
  g_autoptr (GArray) since = NULL;
  g_autoptr (GArray) from = NULL;
  g_autoptr (GPtrArray) summaries = NULL;
  return rg_session_search_since (session, day, &since, NULL)
         && rg_session_search_from (session, 1, &from, NULL)
         && (from->len > 1000 || rg_session_fetch_summaries (session, from, &summaries, NULL));
}

static gboolean
step_fetch (RgSession *session)
{
  const guint32 numbers[] = { 1, 2, 3 };
  g_autoptr (GArray) uids = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GPtrArray) summaries = NULL;
  g_array_append_vals (uids, numbers, G_N_ELEMENTS (numbers));
  return rg_session_fetch_summaries (session, uids, &summaries, NULL);
}

static gboolean
step_bytes (RgSession *session)
{
  g_autoptr (GBytes) bytes = NULL;
  gboolean fine = rg_session_fetch_bytes (session, 1, 0, 2000, &bytes, NULL);
  g_assert_true (!fine || g_bytes_get_size (bytes) <= 2000);
  return fine;
}

static gboolean
step_id (RgSession *session)
{
  g_autoptr (GArray) uids = NULL;
  return rg_session_search_message_id (session, "invite-1@fernwood.example", &uids, NULL);
}

static gboolean
step_append (RgSession *session)
{
  static const char text[] = "Subject: x\n\ny\n";
  g_autoptr (GBytes) message = g_bytes_new_static (text, strlen (text));
  guint32 uid = 0;
  return rg_session_append (session, "Drafts", "\\Draft \\Seen", message, &uid, NULL);
}

static gboolean
step_change (RgSession *session)
{
  const guint32 uid = 1;
  g_autoptr (GArray) uids = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_array_append_val (uids, uid);
  session->keeps_keywords = TRUE;
  return rg_session_mark_done (session, uid, NULL) && rg_session_expunge (session, uids, NULL);
}

static gboolean
step_idle (RgSession *session)
{
  if (!rg_session_poll (session, NULL) || !rg_session_idle_begin (session, NULL))
    return FALSE;
  g_autoptr (GSource) source = rg_session_idle_source (session);
  g_source_destroy (source);
  gboolean news = FALSE;
  return rg_session_idle_end (session, &news, NULL);
}

/* The letters of the seeds. */
static const struct
{
  char letter;
  Step step;
} steps[] = {
  { 'G', step_greet },  { 'L', step_list },  { 'S', step_select }, { 'Q', step_search },
  { 'F', step_fetch },  { 'B', step_bytes }, { 'M', step_id },     { 'A', step_append },
  { 'C', step_change }, { 'I', step_idle },
};

/* A letter: its step alone, of a session that is logged in. Anything else: one after the
 * other. */
static void
converse (RgSession *session, char letter)
{
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    if (steps[i].letter == letter)
      {
        if (letter != 'G')
          rg_session_attach (session);
        g_hash_table_add (session->capabilities, g_strdup ("UIDPLUS"));
        steps[i].step (session);
        return;
      }
  for (gsize i = 0; i < G_N_ELEMENTS (steps) && !session->broken; i++)
    if (!steps[i].step (session) && !session->imap)
      return;
}

/* It doesn't matter in what pieces the bytes come. */
static void
guard_in_pieces (const char *bytes, gsize length)
{
  g_autoptr (RgGuard) whole = rg_guard_new ();
  g_autoptr (RgGuard) single = rg_guard_new ();
  gboolean taken = rg_guard_see (whole, bytes, length, NULL);
  gboolean taken_singly = TRUE;
  for (gsize i = 0; i < length && taken_singly; i++)
    taken_singly = rg_guard_see (single, bytes + i, 1, NULL);
  g_assert_cmpint (taken, ==, taken_singly);
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length)
{
  if (length < 2)
    return 0;
  guard_in_pieces ((const char *) bytes + 1, length - 1);
  g_autoptr (GSocketConnection) connection = connection_that_says (bytes + 1, length - 1);
  g_autofree int *other = g_object_steal_data (G_OBJECT (connection), "other end");
  RgSession *session = session_with (connection);
  converse (session, (char) bytes[0]);
  rg_session_free (session);
  close (*other);
  return 0;
}
