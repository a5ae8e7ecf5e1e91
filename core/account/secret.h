/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Passwords: from the keyring (libsecret) or from the user's own command. */
#pragma once

#include "base/settings.h"

#include <gio/gio.h>

/* A password in memory that isn't paged out where the system allows it, wiped when freed. */
typedef struct _RgSecret RgSecret;
RgSecret *rg_secret_new (const char *password);
const char *rg_secret_peek (const RgSecret *secret);
void rg_secret_free (RgSecret *secret);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgSecret, rg_secret_free)

/* The account's password: first line that password_command prints (run without a shell, 30 s
 * at most), else from the keyring. Errors: RG_ERROR_LOGIN (there is none; the message says how
 * to store one), RG_ERROR_CONFIG (the command can't be run), RG_ERROR_TEMPORARY (it failed or
 * took too long; keyring locked or away). */
RgSecret *rg_secret_get (const RgAccount *account, GCancellable *cancellable, GError **error);

/* Stores it in the keyring, in place of an earlier one. Error: RG_ERROR_TEMPORARY. */
gboolean rg_secret_store (const RgAccount *account, const RgSecret *secret, GError **error);
