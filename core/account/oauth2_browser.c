/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signing in with a browser on this machine. */
#include "account/oauth2_private.h"

#include "base/error.h"

#include <libsoup/soup.h>
#include <string.h>
#include <sys/random.h>

#define RANDOM_BYTES 32

typedef struct
{
  RgErrand *errand;
  SoupServer *server;
  char *state;    /* so that only our own page is believed */
  char *verifier; /* PKCE */
  char *redirect; /* our port, as the browser is to call it */
  char *code;     /* what the browser brought; NULL until then */
  char *refusal;  /* or the error code why there is none */
  char *words;    /* what the provider says of it; NULL */
} Visit;

static void
visit_clear (Visit *visit)
{
  g_clear_object (&visit->server);
  g_free (visit->state);
  g_free (visit->verifier);
  g_free (visit->redirect);
  g_free (visit->code);
  g_free (visit->refusal);
  g_free (visit->words);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Visit, visit_clear)

/* base64url without padding (RFC 4648 §5). */
static char *
encode_url (const guchar *bytes, gsize length)
{
  char *text = g_base64_encode (bytes, length);
  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  text[strcspn (text, "=")] = '\0';
  return text;
}

static char *
random_text (void)
{
  guchar bytes[RANDOM_BYTES];
  if (getrandom (bytes, sizeof bytes, 0) != (gssize) sizeof bytes)
    g_error ("the system gives no random bytes");
  return encode_url (bytes, sizeof bytes);
}

static char *
challenge_of (const char *verifier)
{
  guint8 digest[32];
  gsize length = sizeof digest;
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_checksum_update (checksum, (const guchar *) verifier, -1);
  g_checksum_get_digest (checksum, digest, &length);
  return encode_url (digest, length);
}

/* ---- the browser comes back ---- */

static void
answer_browser (SoupServerMessage *message, guint status, const char *sentence)
{
  g_autofree char *page = g_strdup_printf (
      "<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\"><title>regrets</title>"
      "<p>%s</p></html>",
      sentence);
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "text/html; charset=utf-8", SOUP_MEMORY_COPY, page,
                                    strlen (page));
}

static void
on_request (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query,
            gpointer data)
{
  Visit *visit = data;
  const char *state = query ? g_hash_table_lookup (query, "state") : NULL;
  (void) server;
  if (!g_str_equal (path, "/") || g_strcmp0 (state, visit->state) != 0)
    {
      answer_browser (message, 404, "There is nothing here.");
      return;
    }
  visit->code = g_strdup (g_hash_table_lookup (query, "code"));
  const char *refusal = g_hash_table_lookup (query, "error");
  visit->words = g_strdup (g_hash_table_lookup (query, "error_description"));
  visit->refusal = g_strdup (refusal ? refusal : "no reason");
  answer_browser (message, 200,
                  visit->code ? "You are signed in. This page can be closed."
                              : "You are not signed in. The terminal says more.");
}

/* Microsoft ignores the port of an address that is registered as http://localhost, but not that
 * of a number; elsewhere it is the number that is safe (RFC 8252, 7.3 and 8.3). */
static char *
name_door (const RgOauth2 *client, int port)
{
  return g_strdup_printf (
      client->calls_localhost ? "http://localhost:%d" : "http://127.0.0.1:%d/", port);
}

static gboolean
open_door (Visit *visit, const RgOauth2 *client, GError **error)
{
  g_autoptr (GError) inner = NULL;
  visit->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (visit->server, NULL, on_request, visit, NULL);
  if (!soup_server_listen_local (visit->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &inner))
    {
      g_set_error (error, RG_ERROR, RG_ERROR_TEMPORARY,
                   "can't wait for the browser on this machine: %s", inner->message);
      return FALSE;
    }
  GSList *uris = soup_server_get_uris (visit->server);
  visit->redirect = name_door (client, g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return TRUE;
}

static char *
page_to_open (const Visit *visit, const RgAccount *account)
{
  const RgOauth2 *client = account->oauth2;
  g_autofree char *challenge = challenge_of (visit->verifier);
  g_autofree char *query = soup_form_encode (
      "response_type", "code", "client_id", client->client_id, "redirect_uri", visit->redirect,
      "scope", client->scope, "state", visit->state, "code_challenge", challenge,
      "code_challenge_method", "S256", "access_type", "offline", "prompt", "consent",
      "login_hint", account->login, NULL);
  return g_strdup_printf ("%s%c%s", client->authorize_url,
                          strchr (client->authorize_url, '?') ? '&' : '?', query);
}

static void
tell_refusal (const Visit *visit, GError **error)
{
  RgError kind = rg_oauth2_grade (visit->refusal, 0) == RG_ERROR_CONFIG ? RG_ERROR_CONFIG
                                                                        : RG_ERROR_LOGIN;
  g_set_error (error, RG_ERROR, kind, "you are not signed in: %s%s%s",
               visit->refusal ? visit->refusal : "the time is over", visit->words ? ": " : "",
               visit->words ? visit->words : "");
}

static gboolean
wait_for_browser (Visit *visit, GError **error)
{
  GMainContext *context = g_main_context_get_thread_default ();
  while (!visit->refusal && !g_cancellable_is_cancelled (rg_errand_cancellable (visit->errand)))
    g_main_context_iteration (context, TRUE);
  while (g_main_context_iteration (context, FALSE)) /* the last page goes out */
    ;
  if (visit->code)
    return TRUE;
  tell_refusal (visit, error);
  return FALSE;
}

static RgTokens *
redeem (const Visit *visit, const RgAccount *account, GError **error)
{
  g_autoptr (GHashTable) form
      = rg_oauth2_form (account->oauth2, "grant_type", "authorization_code");
  g_auto (RgReply) reply = { 0, NULL };
  rg_oauth2_put (form, "code", visit->code);
  rg_oauth2_put (form, "redirect_uri", visit->redirect);
  rg_oauth2_put (form, "code_verifier", visit->verifier);
  return rg_oauth2_ask (account->oauth2->token_url, form, visit->errand, &reply, error)
             ? rg_oauth2_take_tokens (account, &reply, error)
             : NULL;
}

RgTokens *
rg_oauth2_sign_in (const RgAccount *account, RgTellUser tell, GError **error)
{
  g_autoptr (RgErrand) errand = rg_errand_new (RG_SIGN_IN_SECONDS, NULL);
  g_auto (Visit) visit = { .errand = errand };
  visit.state = random_text ();
  visit.verifier = random_text ();
  if (!open_door (&visit, account->oauth2, error))
    return NULL;
  g_autofree char *page = page_to_open (&visit, account);
  tell ("Sign in with your browser and allow access to your mail:", page);
  return wait_for_browser (&visit, error) ? redeem (&visit, account, error) : NULL;
}
