/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/credential.h"

#include "account/oauth2.h"
#include "account/token_lock.h"
#include "base/error.h"

/* A token is renewed this long before its end. */
#define MARGIN_SECONDS 60

struct _RgCredential
{
  const RgAccount *account;
  RgSecret *current;
  RgSecret *refresh; /* a new one that the keyring didn't take; NULL */
  RgSecret *refused; /* not to be tried again: too many refusals lock an account */
  gint64 until;      /* on the monotonic clock, in seconds; 0: it doesn't last */
  gboolean is_kept;  /* given before, so it may have become old */
};

RgCredential *
rg_credential_new (const RgAccount *account)
{
  RgCredential *credential = g_new0 (RgCredential, 1);
  credential->account = account;
  return credential;
}

void
rg_credential_free (RgCredential *credential)
{
  if (!credential)
    return;
  rg_secret_free (credential->current);
  rg_secret_free (credential->refresh);
  rg_secret_free (credential->refused);
  g_free (credential);
}

static gint64
now_seconds (void)
{
  return g_get_monotonic_time () / G_USEC_PER_SEC;
}

/* A provider may give a new refresh token with each use, and forget the old one: where the
 * keyring is away it is kept here, and stored with the next. */
static void
keep_refresh_token (RgCredential *credential, RgTokens *tokens)
{
  g_autoptr (GError) error = NULL;
  if (tokens->refresh)
    {
      rg_secret_free (credential->refresh);
      credential->refresh = g_steal_pointer (&tokens->refresh);
    }
  if (!credential->refresh)
    return;
  if (rg_secret_store (credential->account, credential->refresh, &error))
    g_clear_pointer (&credential->refresh, rg_secret_free);
  else
    g_message ("%s; it is tried again", error->message);
}

static void
refuse_from_now_on (RgCredential *credential, RgSecret *secret)
{
  rg_secret_free (credential->refused);
  credential->refused = secret;
}

static gboolean
is_refused (const RgCredential *credential, const RgSecret *secret, GError **error)
{
  if (!credential->refused
      || !g_str_equal (rg_secret_peek (credential->refused), rg_secret_peek (secret)))
    return FALSE;
  g_set_error (error, RG_ERROR, RG_ERROR_LOGIN,
               "what %s logs in with is still what was refused", credential->account->login);
  return TRUE;
}

static gboolean
renew (RgCredential *credential, const RgSecret *refresh, GCancellable *cancellable,
       GError **error)
{
  g_autoptr (RgTokens) tokens
      = rg_oauth2_refresh (credential->account, refresh, cancellable, error);
  if (!tokens)
    {
      if (error && g_error_matches (*error, RG_ERROR, RG_ERROR_LOGIN))
        refuse_from_now_on (credential, rg_secret_new (rg_secret_peek (refresh)));
      return FALSE;
    }
  keep_refresh_token (credential, tokens);
  credential->current = g_steal_pointer (&tokens->access);
  credential->until = now_seconds () + tokens->seconds - MARGIN_SECONDS;
  return TRUE;
}

static gboolean
fetch_token (RgCredential *credential, GCancellable *cancellable, GError **error)
{
  if (credential->refresh)
    return renew (credential, credential->refresh, cancellable, error);
  g_autoptr (RgSecret) secret = rg_secret_get (credential->account, cancellable, error);
  return secret && !is_refused (credential, secret, error)
         && renew (credential, secret, cancellable, error);
}

/* A provider that sees a refresh token twice takes it for stolen and ends the sign-in, so no
 * other program may read it between its use and the storing of the next. */
static gboolean
fetch_token_alone (RgCredential *credential, GCancellable *cancellable, GError **error)
{
  int lock = rg_token_lock_take (credential->account, cancellable);
  gboolean ok = fetch_token (credential, cancellable, error);
  rg_token_lock_release (lock);
  return ok;
}

static gboolean
fetch (RgCredential *credential, GCancellable *cancellable, GError **error)
{
  const RgAccount *account = credential->account;
  if (account->oauth2 && !account->password_command)
    return fetch_token_alone (credential, cancellable, error);
  g_autoptr (RgSecret) secret = rg_secret_get (account, cancellable, error);
  if (!secret || is_refused (credential, secret, error))
    return FALSE;
  credential->current = g_steal_pointer (&secret);
  credential->until = 0;
  return TRUE;
}

const RgSecret *
rg_credential_get (RgCredential *credential, GCancellable *cancellable, GError **error)
{
  credential->is_kept = credential->current && now_seconds () < credential->until;
  if (credential->is_kept)
    return credential->current;
  g_clear_pointer (&credential->current, rg_secret_free);
  return fetch (credential, cancellable, error) ? credential->current : NULL;
}

gboolean
rg_credential_reject (RgCredential *credential)
{
  if (!credential->is_kept && credential->current)
    refuse_from_now_on (credential, g_steal_pointer (&credential->current));
  g_clear_pointer (&credential->current, rg_secret_free);
  return credential->is_kept;
}

void
rg_credential_forgive (RgCredential *credential)
{
  g_clear_pointer (&credential->refused, rg_secret_free);
}
