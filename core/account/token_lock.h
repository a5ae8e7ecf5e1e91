/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps programs of one user from renewing the same sign-in at once. */
#pragma once

#include "base/settings.h"

#include <gio/gio.h>

/* Waits until no other has it. The descriptor to give back, or -1 where there is no lock to be
 * had in time: who goes on without one risks no more than a new login. */
int rg_token_lock_take (const RgAccount *account, GCancellable *cancellable);
void rg_token_lock_release (int lock);
