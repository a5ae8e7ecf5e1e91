/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Goes through what is new in a mailbox, once. */
#pragma once

#include "watch/office.h"

/* Has to leave the same mailbox selected. May be called again for the same message. */
typedef gboolean (*RgScanFunc) (const RgOffice *office, const RgSummary *summary,
                                GError **error);

/* Selects the mailbox and calls `each` for all mail above the journal's position; where there
 * is none, for all mail of the account's `since`, or with `whole` for all mail there is. The
 * position moves on after each batch of 100. Returns when there is no more. */
gboolean rg_scan (const RgOffice *office, const char *mailbox, gboolean whole, RgScanFunc each,
                  GError **error);
