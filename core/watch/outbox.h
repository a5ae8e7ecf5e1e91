/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Puts the reply to one invitation into Drafts, and its page into the pages' folder, exactly
 * once, whatever happens in between. */
#pragma once

#include "watch/office.h"

/* Records the decision, and writes draft and page where there are any: a claim on the
 * invitation; intent in the journal; for each look in its folder, APPEND, look again; keyword
 * on the invitation; done in the journal. `*is_new` becomes FALSE where another machine has
 * done it all. `setting` is that of the outcome. `summary` is the invitation's in the office's
 * inbox, which is the selected mailbox before and after. `entry` is what the journal has of it:
 * an intent that was not completed, or NULL. Errors as those of the store, or
 * RG_ERROR_STORAGE; in every case it may be called again. */
gboolean rg_outbox_deliver (const RgOffice *office, const RgSetting *setting,
                            const RgOutcome *outcome, const RgSummary *summary,
                            const RgEntry *entry, gboolean *is_new, GError **error);
