/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads what is new in an inbox and lets every invitation be answered. */
#pragma once

#include "watch/office.h"

/* Selects the inbox and goes through all mail above the journal's position, or the account's
 * `since` back where there is none; returns when there is no more. Reads headers first, then
 * of a possible invitation as much body as it needs; marks nothing read. A message that can't
 * be read is told and passed over. Errors: the store's, RG_ERROR_STORAGE, RG_ERROR_CONFIG. */
gboolean rg_inbox_look (const RgOffice *office, GError **error);

/* One message of the office's inbox, which is selected before and after; as above. */
gboolean rg_inbox_look_at (const RgOffice *office, const RgSummary *summary, GError **error);
