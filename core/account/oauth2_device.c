/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signing in with a browser on another machine, by a short code. */
#include "account/oauth2_private.h"

#include "base/error.h"

#include <string.h>

#define USUAL_PAUSE 5
#define GRANT_TYPE  "urn:ietf:params:oauth:grant-type:device_code"

static gboolean
ask_code (const RgAccount *account, RgErrand *errand, RgReply *reply, GError **error)
{
  const RgOauth2 *client = account->oauth2;
  g_autoptr (GHashTable) form = rg_oauth2_form (client, "scope", client->scope);
  if (!client->device_url)
    g_set_error (error, RG_ERROR, RG_ERROR_CONFIG,
                 "this provider has no sign-in by code; leave --device out");
  else if (rg_oauth2_ask (client->device_url, form, errand, reply, error))
    {
      if (reply->status == 200 && rg_reply_text (reply, "device_code")
          && rg_reply_text (reply, "user_code"))
        return TRUE;
      rg_tokens_free (rg_oauth2_take_tokens (account, reply, error)); /* for its error */
      if (error && !*error)
        g_set_error (error, RG_ERROR, RG_ERROR_TEMPORARY, "the provider gives no code");
    }
  return FALSE;
}

static void
tell_code (const RgReply *reply, RgTellUser tell)
{
  const char *page = rg_reply_text (reply, "verification_uri");
  g_autofree char *sentence = g_strdup_printf (
      "Open this page anywhere, and enter the code %s:", rg_reply_text (reply, "user_code"));
  tell (sentence, page ? page : rg_reply_text (reply, "verification_url"));
}

static gboolean
on_pause_over (gpointer is_over)
{
  *(gboolean *) is_over = TRUE;
  return G_SOURCE_REMOVE;
}

/* FALSE where the errand's time is over first. */
static gboolean
pause_for (RgErrand *errand, guint seconds)
{
  GMainContext *context = g_main_context_get_thread_default ();
  gboolean is_over = FALSE;
  GSource *timer = g_timeout_source_new_seconds (seconds);
  g_source_set_callback (timer, on_pause_over, &is_over, NULL);
  g_source_attach (timer, context);
  while (!is_over && !g_cancellable_is_cancelled (rg_errand_cancellable (errand)))
    g_main_context_iteration (context, TRUE);
  g_source_destroy (timer);
  g_source_unref (timer);
  return is_over;
}

/* RFC 8628 §3.5: asked until the user has signed in, no faster than the provider wants. */
static RgTokens *
poll (const RgAccount *account, const RgReply *start, RgErrand *errand, GError **error)
{
  g_autoptr (GHashTable) form = rg_oauth2_form (account->oauth2, "grant_type", GRANT_TYPE);
  gint64 pause = rg_reply_number (start, "interval", USUAL_PAUSE);
  rg_oauth2_put (form, "device_code", rg_reply_text (start, "device_code"));
  while (pause_for (errand, (guint) CLAMP (pause, 1, 60)))
    {
      g_auto (RgReply) reply = { 0, NULL };
      if (!rg_oauth2_ask (account->oauth2->token_url, form, errand, &reply, error))
        return NULL;
      const char *code = rg_reply_text (&reply, "error");
      if (!g_strcmp0 (code, "slow_down"))
        pause += USUAL_PAUSE;
      else if (g_strcmp0 (code, "authorization_pending"))
        return rg_oauth2_take_tokens (account, &reply, error);
    }
  g_set_error (error, RG_ERROR, RG_ERROR_LOGIN, "you are not signed in: the time is over");
  return NULL;
}

RgTokens *
rg_oauth2_sign_in_by_code (const RgAccount *account, RgTellUser tell, GError **error)
{
  g_autoptr (RgErrand) errand = rg_errand_new (RG_SIGN_IN_SECONDS, NULL);
  g_auto (RgReply) start = { 0, NULL };
  if (!ask_code (account, errand, &start, error))
    return NULL;
  tell_code (&start, tell);
  return poll (account, &start, errand, error);
}
