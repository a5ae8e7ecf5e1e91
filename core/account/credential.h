/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an account logs in with: its password, or an access token that is renewed in time. */
#pragma once

#include "account/secret.h"

typedef struct _RgCredential RgCredential;

RgCredential *rg_credential_new (const RgAccount *account); /* borrows the account */
void rg_credential_free (RgCredential *credential);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgCredential, rg_credential_free)

/* Belongs to the credential, until the next call. Errors: as rg_secret_get() and
 * rg_oauth2_refresh(); RG_ERROR_LOGIN where there is still only what was refused. */
const RgSecret *
rg_credential_get (RgCredential *credential, GCancellable *cancellable, GError **error);

/* After a refused login: forgets what was given. TRUE if it was a token that
 * had been given before and may have become old, so that one more try makes sense. */
gboolean rg_credential_reject (RgCredential *credential);

/* Lets what was refused be given again. */
void rg_credential_forgive (RgCredential *credential);
