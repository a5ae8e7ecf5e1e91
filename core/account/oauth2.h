/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signing in without a password (OAuth 2.0, RFC 6749). The refresh token is kept in the
 * keyring, the access token in memory only. */
#pragma once

#include "account/secret.h"

typedef struct
{
  RgSecret *access;  /* what the server is shown instead of a password */
  RgSecret *refresh; /* NULL where the provider gave no new one */
  gint64 seconds;    /* how long the access token lasts */
} RgTokens;

void rg_tokens_free (RgTokens *tokens);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgTokens, rg_tokens_free)

/* Shows the user a sentence, or a page to open (`url` not NULL). */
typedef void (*RgTellUser) (const char *sentence, const char *url);

/* New tokens for a refresh token (RFC 6749 §6). Errors: RG_ERROR_LOGIN (the sign-in has ended
 * or was taken back), RG_ERROR_CONFIG (the provider doesn't know the client id),
 * RG_ERROR_TEMPORARY (it can't be reached, or answers something else). Transfer full. */
RgTokens *rg_oauth2_refresh (const RgAccount *account, const RgSecret *refresh,
                             GCancellable *cancellable, GError **error);

/* The user signs in with a browser on this machine, which comes back to a port of ours on the
 * loopback address (RFC 8252), with PKCE (RFC 7636). Waits for ten minutes. Transfer full. */
RgTokens *rg_oauth2_sign_in (const RgAccount *account, RgTellUser tell, GError **error);

/* The same with a browser on any machine, by a short code (RFC 8628). Transfer full. */
RgTokens *rg_oauth2_sign_in_by_code (const RgAccount *account, RgTellUser tell, GError **error);
