/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The life of a draft after it was written:
 *
 *     drafted → edited → overdue → sent | answered | discarded | superseded | mistaken
 *
 * each of the first three being passed over at times. What is found is recorded first; then an
 * untouched draft that is done with is removed, and its digest in the entry with it. */
#pragma once

#include "watch/office.h"

/* What the last look has seen of Drafts; zero at first. */
typedef struct
{
  guint32 uidvalidity, uidnext, exists;
} RgLifeMemory;

/* Looks at Sent for replies, and where Drafts has changed since `memory` at every open draft;
 * removes untouched drafts that are done with. Leaves any mailbox selected. */
gboolean rg_life_look (const RgOffice *office, RgLifeMemory *memory, GError **error);

/* A message has come in: where it cancels or moves a talk whose draft is open, that draft is
 * done with. Asks nothing of the server. */
gboolean rg_life_supersede (const RgOffice *office, const RgOutcome *outcome, GError **error);

/* The invitation that the user declined in the thread of `message`, if the answer went out.
 * NULL without error if there is none. Transfer full. */
RgEntry *rg_life_declined (const RgOffice *office, const RgMessage *message, GError **error);
