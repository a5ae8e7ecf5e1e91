/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Logging in: AUTHENTICATE PLAIN (RFC 4616) or LOGIN, with a token XOAUTH2. No error ever holds
 * the password. */
#include "account/session_private.h"

#include "base/error.h"

#include <string.h>

typedef struct
{
  char *bytes;
  gsize length;
} Wiped;

static void
wiped_clear (Wiped *wiped)
{
  if (wiped->bytes)
    explicit_bzero (wiped->bytes, wiped->length);
  g_clear_pointer (&wiped->bytes, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Wiped, wiped_clear)

/* base64 of "NUL login NUL password", with CRLF. */
static Wiped
plain_response (const char *login, const char *password)
{
  gsize login_size = strlen (login);
  gsize password_size = strlen (password);
  g_auto (Wiped) plain = { NULL, login_size + password_size + 2 };
  plain.bytes = g_malloc0 (plain.length);
  memcpy (plain.bytes + 1, login, login_size);
  memcpy (plain.bytes + login_size + 2, password, password_size);
  g_auto (Wiped) base64 = { NULL, 0 };
  base64.bytes = g_base64_encode ((const guchar *) plain.bytes, plain.length);
  base64.length = strlen (base64.bytes);
  Wiped response = { g_malloc (base64.length + 3), base64.length + 2 };
  memcpy (response.bytes, base64.bytes, base64.length);
  memcpy (response.bytes + base64.length, "\r\n", 3);
  return response;
}

/* base64 of what Google and Microsoft call XOAUTH2, with CRLF. */
static Wiped
token_response (const char *login, const char *token)
{
  g_auto (Wiped) plain = { NULL, 0 };
  plain.bytes = g_strdup_printf ("user=%s\001auth=Bearer %s\001\001", login, token);
  plain.length = strlen (plain.bytes);
  g_auto (Wiped) base64 = { NULL, 0 };
  base64.bytes = g_base64_encode ((const guchar *) plain.bytes, plain.length);
  base64.length = strlen (base64.bytes);
  Wiped response = { g_strconcat (base64.bytes, "\r\n", NULL), base64.length + 2 };
  return response;
}

static char *
append_quoted (char *end, const char *text)
{
  *end++ = '"';
  for (; *text; text++)
    {
      if (*text == '"' || *text == '\\')
        *end++ = '\\';
      *end++ = *text;
    }
  *end++ = '"';
  return end;
}

/* `"login" "password"`, with CRLF. */
static Wiped
login_arguments (const char *login, const char *password)
{
  gsize room = 2 * (strlen (login) + strlen (password)) + 8;
  Wiped arguments = { g_malloc0 (room), 0 };
  char *end = append_quoted (arguments.bytes, login);
  *end++ = ' ';
  end = append_quoted (end, password);
  *end++ = '\r';
  *end++ = '\n';
  arguments.length = (gsize) (end - arguments.bytes);
  return arguments;
}

static gboolean
write_wiped (RgSession *session, const Wiped *secret, GError **error)
{
  if (rg_stream_write (session->stream, secret->bytes, secret->length, error))
    return TRUE;
  session->broken = TRUE;
  return FALSE;
}

static gboolean
authenticate (RgSession *session, const char *command, const Wiped *response,
              RgResponse *answer, GError **error)
{
  if (!rg_session_say (session, command, error)
      || !rg_session_hear_answer (session, NULL, NULL, answer, error))
    return FALSE;
  if (answer->kind != RG_RESPONSE_CONTINUE)
    return TRUE;
  return write_wiped (session, response, error)
         && rg_session_hear_answer (session, NULL, NULL, answer, error);
}

static gboolean
authenticate_plainly (RgSession *session, const char *password, RgResponse *answer,
                      GError **error)
{
  g_auto (Wiped) response = plain_response (session->login, password);
  return authenticate (session, "AUTHENTICATE PLAIN", &response, answer, error);
}

/* A refusal comes in two steps: the reason as a challenge, which wants an empty answer, and
 * then NO. */
static gboolean
authenticate_by_token (RgSession *session, const char *token, RgResponse *answer,
                       GError **error)
{
  static char line_end[] = "\r\n";
  const Wiped nothing = { line_end, 2 };
  g_auto (Wiped) response = token_response (session->login, token);
  if (!authenticate (session, "AUTHENTICATE XOAUTH2", &response, answer, error))
    return FALSE;
  if (answer->kind != RG_RESPONSE_CONTINUE)
    return TRUE;
  return write_wiped (session, &nothing, error)
         && rg_session_hear_answer (session, NULL, NULL, answer, error);
}

static gboolean
log_in_plainly (RgSession *session, const char *password, RgResponse *answer, GError **error)
{
  g_auto (Wiped) arguments = login_arguments (session->login, password);
  g_autofree char *command = g_strdup_printf ("rg%u LOGIN ", ++session->tag);
  if (!rg_session_begin (session, error))
    return FALSE;
  if (!rg_stream_write (session->stream, command, strlen (command), error))
    {
      session->broken = TRUE;
      return FALSE;
    }
  return write_wiped (session, &arguments, error)
         && rg_session_hear_answer (session, NULL, NULL, answer, error);
}

/* ---- the answer ---- */

/* Servers echo commands now and then: words that hold the password aren't shown. */
static gboolean
tells_password (const RgSession *session, const char *text, const char *password)
{
  g_auto (Wiped) response = session->uses_oauth2 ? token_response (session->login, password)
                                                 : plain_response (session->login, password);
  response.bytes[response.length - 2] = '\0';
  return (*password && strstr (text, password)) || strstr (text, response.bytes);
}

static gboolean
blames_password (const char *code, const char *sentence)
{
  static const char *const surely[]
      = { "AUTHENTICATIONFAILED", "AUTHORIZATIONFAILED", "EXPIRED", "PRIVACYREQUIRED", NULL };
  static const char *const maybe[] = { "ALERT", "WEBALERT", NULL };
  if (code && g_strv_contains (surely, code))
    return TRUE;
  return !rg_answer_is_temporary (code, sentence) && (!code || g_strv_contains (maybe, code));
}

static gboolean
refuse_login (RgSession *session, const RgResponse *answer, GError **error)
{
  g_autofree char *code = rg_answer_code (answer->text);
  g_autofree char *sentence = rg_answer_sentence (answer->text);
  gboolean blamed = answer->kind == RG_RESPONSE_NO && blames_password (code, sentence);
  session->broken = answer->kind == RG_RESPONSE_CONTINUE;
  g_set_error (error, RG_ERROR, blamed ? RG_ERROR_LOGIN : RG_ERROR_TEMPORARY,
               "login of %s at %s is refused: %s", session->login, session->host, sentence);
  return FALSE;
}

static gboolean
refuse (const RgSession *session, GError **error, const char *why)
{
  g_set_error (error, RG_ERROR, RG_ERROR_LOGIN, "can't log in as %s at %s: %s", session->login,
               session->host, why);
  return FALSE;
}

static gboolean
may_log_in (const RgSession *session, const char *password, GError **error)
{
  if (!rg_stream_is_private (session->stream))
    return refuse (session, error, "the connection is not protected");
  if (strpbrk (session->login, "\r\n") || strpbrk (password, "\r\n"))
    return refuse (session, error, "login or password has a line break in it");
  if (session->uses_oauth2 && !rg_session_has (session, "AUTH=XOAUTH2"))
    return refuse (session, error, "the server takes no OAuth2 tokens; take auth = oauth2 out");
  if (!session->uses_oauth2 && !rg_session_has (session, "AUTH=PLAIN")
      && rg_session_has (session, "LOGINDISABLED"))
    return refuse (session, error, "the server takes no passwords on this connection");
  return TRUE;
}

static gboolean
log_in (RgSession *session, const char *password, GError **error)
{
  g_auto (RgResponse) answer = { RG_RESPONSE_OK, NULL };
  gboolean heard = session->uses_oauth2
                       ? authenticate_by_token (session, password, &answer, error)
                   : rg_session_has (session, "AUTH=PLAIN")
                       ? authenticate_plainly (session, password, &answer, error)
                       : log_in_plainly (session, password, &answer, error);
  session->authenticated = heard && answer.kind == RG_RESPONSE_OK;
  return session->authenticated || (heard && refuse_login (session, &answer, error));
}

gboolean
rg_session_login (RgSession *session, const RgSecret *secret, GError **error)
{
  const char *password = rg_secret_peek (secret);
  g_autoptr (GError) inner = NULL;
  if (!session->authenticated && !may_log_in (session, password, error))
    return FALSE;
  if (!session->authenticated && !log_in (session, password, &inner))
    {
      if (tells_password (session, inner->message, password))
        g_set_error (error, RG_ERROR, inner->code,
                     "login of %s at %s is refused; the server's words would tell the password",
                     session->login, session->host);
      else
        g_propagate_error (error, g_steal_pointer (&inner));
      return FALSE;
    }
  if (!rg_session_learn (session, error))
    return FALSE;
  rg_session_attach (session);
  return TRUE;
}
