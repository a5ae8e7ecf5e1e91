/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/oauth2_private.h"

#include "base/error.h"

#include <libsoup/soup.h>
#include <string.h>

#define REFRESH_SECONDS 30
#define ANSWER_BYTES    65536

/* Where a provider doesn't say how long a token lasts. */
#define USUAL_SECONDS 3600

void
rg_tokens_free (RgTokens *tokens)
{
  if (!tokens)
    return;
  rg_secret_free (tokens->access);
  rg_secret_free (tokens->refresh);
  g_free (tokens);
}

/* ---- asking the provider ---- */

void
rg_reply_clear (RgReply *reply)
{
  g_clear_object (&reply->json);
}

static JsonObject *
root_of (const RgReply *reply)
{
  return json_node_get_object (json_parser_get_root (reply->json));
}

const char *
rg_reply_text (const RgReply *reply, const char *name)
{
  JsonNode *node = json_object_get_member (root_of (reply), name);
  return node && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node)
                                                                  : NULL;
}

gint64
rg_reply_number (const RgReply *reply, const char *name, gint64 otherwise)
{
  JsonNode *node = json_object_get_member (root_of (reply), name);
  return node && json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node)
                                                                 : otherwise;
}

/* At most ANSWER_BYTES of it; what is longer is no answer to us. */
static gboolean
read_body (GInputStream *body, RgErrand *errand, char *bytes, gsize *length, GError **error)
{
  g_input_stream_read_all_async (body, bytes, ANSWER_BYTES, G_PRIORITY_DEFAULT,
                                 rg_errand_cancellable (errand), rg_errand_done, errand);
  g_autoptr (GAsyncResult) result = rg_errand_wait (errand);
  return g_input_stream_read_all_finish (body, result, length, error);
}

static GInputStream *
send_message (SoupMessage *message, RgErrand *errand, GError **error)
{
  g_autoptr (SoupSession) session = soup_session_new ();
  soup_session_send_async (session, message, G_PRIORITY_DEFAULT, rg_errand_cancellable (errand),
                           rg_errand_done, errand);
  g_autoptr (GAsyncResult) result = rg_errand_wait (errand);
  return soup_session_send_finish (session, result, error);
}

static gboolean
parse_reply (RgReply *reply, const char *bytes, gsize length, GError **error)
{
  reply->json = json_parser_new ();
  if (!json_parser_load_from_data (reply->json, bytes, (gssize) length, error))
    return FALSE;
  JsonNode *root = json_parser_get_root (reply->json);
  if (root && JSON_NODE_HOLDS_OBJECT (root))
    return TRUE;
  g_set_error (error, RG_ERROR, RG_ERROR_TEMPORARY, "it is no JSON object");
  return FALSE;
}

static gboolean
exchange (SoupMessage *message, RgErrand *errand, RgReply *reply, GError **error)
{
  g_autofree char *bytes = g_malloc0 (ANSWER_BYTES);
  gsize length = 0;
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  g_autoptr (GInputStream) body = send_message (message, errand, error);
  gboolean ok = body && read_body (body, errand, bytes, &length, error)
                && parse_reply (reply, bytes, length, error);
  reply->status = soup_message_get_status (message);
  explicit_bzero (bytes, ANSWER_BYTES);
  return ok;
}

gboolean
rg_oauth2_ask (const char *url, GHashTable *form, RgErrand *errand, RgReply *reply,
               GError **error)
{
  g_autoptr (GError) inner = NULL;
  g_autoptr (SoupMessage) message = soup_message_new_from_encoded_form (
      SOUP_METHOD_POST, url, soup_form_encode_hash (form));
  if (message && exchange (message, errand, reply, &inner))
    return TRUE;
  g_set_error (error, RG_ERROR, RG_ERROR_TEMPORARY, "can't ask %s: %s", url,
               rg_errand_timed_out (errand) ? "it took too long"
               : inner                      ? inner->message
                                            : "the address makes no sense");
  return FALSE;
}

void
rg_oauth2_put (GHashTable *form, const char *name, const char *value)
{
  if (value)
    g_hash_table_insert (form, (gpointer) name, (gpointer) value);
}

GHashTable *
rg_oauth2_form (const RgOauth2 *client, const char *name, const char *value)
{
  GHashTable *form = g_hash_table_new (g_str_hash, g_str_equal);
  rg_oauth2_put (form, "client_id", client->client_id);
  rg_oauth2_put (form, "client_secret", client->client_secret);
  rg_oauth2_put (form, name, value);
  return form;
}

/* ---- tokens ---- */

static RgSecret *
take_secret (const RgReply *reply, const char *name)
{
  const char *text = rg_reply_text (reply, name);
  if (!text || !*text)
    return NULL;
  RgSecret *secret = rg_secret_new (text);
  explicit_bzero ((char *) text, strlen (text));
  return secret;
}

RgError
rg_oauth2_grade (const char *code, guint status)
{
  static const char *const ended[]
      = { "invalid_grant", "access_denied", "expired_token", NULL };
  static const char *const wrong[]
      = { "invalid_client",         "unauthorized_client", "invalid_scope",
          "unsupported_grant_type", "invalid_request",     NULL };
  if (code && g_strv_contains (ended, code))
    return RG_ERROR_LOGIN;
  if (code && g_strv_contains (wrong, code))
    return RG_ERROR_CONFIG;
  return status == 401 ? RG_ERROR_LOGIN : RG_ERROR_TEMPORARY;
}

static RgTokens *
refuse_tokens (const RgAccount *account, const RgReply *reply, GError **error)
{
  const char *code = rg_reply_text (reply, "error");
  const char *words = rg_reply_text (reply, "error_description");
  RgError kind = rg_oauth2_grade (code, reply->status);
  g_autofree char *line = words ? g_strndup (words, strcspn (words, "\r\n")) : NULL;
  g_autofree char *advice = kind == RG_ERROR_LOGIN
                                ? g_strdup_printf ("; run `regrets login %s`", account->name)
                                : g_strdup ("");
  g_set_error (error, RG_ERROR, kind, "the provider gives account %s no access: %s (%s)%s",
               account->name, line ? line : "it doesn't say why", code ? code : "no reason",
               advice);
  return NULL;
}

RgTokens *
rg_oauth2_take_tokens (const RgAccount *account, RgReply *reply, GError **error)
{
  if (reply->status != 200 || !rg_reply_text (reply, "access_token"))
    return refuse_tokens (account, reply, error);
  RgTokens *tokens = g_new0 (RgTokens, 1);
  tokens->access = take_secret (reply, "access_token");
  tokens->refresh = take_secret (reply, "refresh_token");
  tokens->seconds = rg_reply_number (reply, "expires_in", USUAL_SECONDS);
  if (tokens->access)
    return tokens;
  rg_tokens_free (tokens);
  return refuse_tokens (account, reply, error);
}

RgTokens *
rg_oauth2_refresh (const RgAccount *account, const RgSecret *refresh, GCancellable *cancellable,
                   GError **error)
{
  const RgOauth2 *client = account->oauth2;
  g_autoptr (RgErrand) errand = rg_errand_new (REFRESH_SECONDS, cancellable);
  g_autoptr (GHashTable) form = rg_oauth2_form (client, "grant_type", "refresh_token");
  g_auto (RgReply) reply = { 0, NULL };
  /* No scope: that is what was given, which may be less than was asked for (RFC 6749 §6). */
  rg_oauth2_put (form, "refresh_token", rg_secret_peek (refresh));
  return rg_oauth2_ask (client->token_url, form, errand, &reply, error)
             ? rg_oauth2_take_tokens (account, &reply, error)
             : NULL;
}
