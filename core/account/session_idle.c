/* SPDX-License-Identifier: GPL-3.0-or-later */
/* IDLE (RFC 2177). Whatever the server says in it only means: look again. */
#include "account/session_private.h"

#include "base/error.h"

#include <string.h>

/* "OK Still here" only keeps the connection alive. */
#define ALIVE "OK "

static gboolean
tells_nothing (const char *line)
{
  return g_ascii_strncasecmp (line, "* " ALIVE, strlen ("* " ALIVE)) == 0;
}

static void
note_change (const char *text, gpointer data)
{
  *(gboolean *) data |= g_ascii_strncasecmp (text, ALIVE, strlen (ALIVE)) != 0;
}

static gboolean
refuse (RgSession *session, const RgResponse *answer, GError **error)
{
  g_autofree char *sentence = rg_answer_sentence (answer->text);
  g_set_error (error, RG_ERROR, RG_ERROR_TEMPORARY, "%s doesn't take IDLE: %s", session->host,
               sentence);
  return FALSE;
}

gboolean
rg_session_idle_begin (RgSession *session, GError **error)
{
  g_auto (RgResponse) answer = { RG_RESPONSE_UNTAGGED, NULL };
  session->idle_changed = FALSE;
  if (!rg_session_say (session, "IDLE", error)
      || !rg_session_hear_answer (session, note_change, &session->idle_changed, &answer, error))
    return FALSE;
  if (answer.kind != RG_RESPONSE_CONTINUE)
    return refuse (session, &answer, error);
  session->idling = TRUE;
  rg_session_detach (session); /* what waits costs no buffers */
  return TRUE;
}

GSource *
rg_session_idle_source (RgSession *session)
{
  GSource *source = rg_stream_create_source (session->stream);
  if (session->idle_changed)
    g_source_set_ready_time (source, 0);
  return source;
}

gboolean
rg_session_idle_goes_on (RgSession *session)
{
  return !session->idle_changed && rg_stream_forget (session->stream, tells_nothing);
}

gboolean
rg_session_idle_end (RgSession *session, gboolean *news, GError **error)
{
  g_auto (RgResponse) answer = { RG_RESPONSE_UNTAGGED, NULL };
  session->idling = FALSE;
  if (!rg_session_begin (session, error))
    return FALSE;
  if (!rg_stream_write (session->stream, "DONE\r\n", strlen ("DONE\r\n"), error))
    {
      session->broken = TRUE;
      return FALSE;
    }
  if (!rg_session_hear_answer (session, note_change, &session->idle_changed, &answer, error))
    return FALSE;
  *news = session->idle_changed;
  rg_session_attach (session);
  return answer.kind == RG_RESPONSE_OK || refuse (session, &answer, error);
}
