/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom to get back in touch with, and when. */
#pragma once

#include "base/entry.h"

/* Months from the decline on, unless the user says otherwise. */
#define RG_RECONNECT_MONTHS 6

/* When it is time; 0 where it never is: nothing was declined, the reason was a warning sign,
 * the answer was never sent, or nobody is known to write to. Seconds since 1970. */
gint64 rg_reconnect_due (const RgEntry *entry, int months);

/* Drops of `entries` (RgEntry, newest first) those that a later one of the same person and
 * company takes the place of, and those that are never due. */
void rg_reconnect_keep (GPtrArray *entries, int months);

/* What the user names an entry by: the first letters of its key. Transfer full. */
char *rg_entry_id (const RgEntry *entry);

/* The one of `entries` (RgEntry) that `id` begins the key of. Error: RG_ERROR_USAGE. */
RgEntry *rg_entry_find (const GPtrArray *entries, const char *id, GError **error);
