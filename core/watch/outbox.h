/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Puts the reply to one invitation into Drafts exactly once, whatever happens in between. */
#pragma once

#include "watch/office.h"

/* Records the decision, and writes the draft if there is one: intent in the journal, look in
 * Drafts and Sent, APPEND, look again, keyword on the invitation, done in the journal. `uid`
 * is the invitation's in the inbox, which is the selected mailbox before and after. `entry`
 * is what the journal has of it: an intent that was not completed, or NULL.
 * Errors as those of the session, or RG_ERROR_STORAGE; in every case it may be called again. */
gboolean rg_outbox_deliver (const RgOffice *office, const RgOutcome *outcome, guint32 uid,
                            const RgEntry *entry, GDateTime *now, GError **error);
