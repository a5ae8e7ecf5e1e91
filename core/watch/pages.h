/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The folder of the decision pages: one page for each invitation, replaced when there is news.
 */
#pragma once

#include "watch/office.h"

/* Puts the first revision of the page there, unless it `was_there` before; the journal has the
 * intent. Then the entry tells
 * that it is there, which the caller has to record. */
gboolean rg_pages_put (const RgOffice *office, RgPage *page, RgEntry *entry, gboolean was_there,
                       GError **error);

/* Brings the page of every entry that has changed up to date: appends the new revision, then
 * removes the old ones that nobody has touched. One that the user deleted isn't written again.
 * May be repeated after any error. Leaves any mailbox selected. */
gboolean rg_pages_refresh (const RgOffice *office, GError **error);

/* Puts the entries of all pages into the journal that it has not or only older. `*count` grows
 * by their number. */
gboolean rg_pages_restore (const RgOffice *office, guint *count, GError **error);

/* Puts a copy of the entry's page into the office's inbox, unread, once for each revision. */
gboolean rg_pages_copy_to_inbox (const RgOffice *office, const RgEntry *entry, GError **error);

/* Records a new state, so that the next refresh tells it. */
gboolean
rg_pages_record (const RgOffice *office, RgEntry *entry, RgEntryState state, GError **error);
