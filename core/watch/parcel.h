/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A message of ours that is to be in a mailbox exactly once. Before it is put there the journal
 * has to know of it. */
#pragma once

#include "watch/claim.h"

/* Borrowed. */
typedef struct
{
  const char *mailbox;
  const char *elsewhere; /* where it may have gone to instead; NULL: nowhere */
  const char *message_id;
  const char *flags;
  gint64 uidvalidity;   /* of `mailbox` before the message was put there, */
  gint64 uidnext;       /* so that its UID isn't below this; 0: unknown */
  GBytes *bytes;        /* needed for putting alone */
  const RgClaim *claim; /* that it is put under; NULL: none is needed */
  gboolean was_there;   /* it has been put there: where it is gone the user has taken it away */
} RgParcel;

/* UIDs in the selected mailbox whose state is `state`, ascending: by SEARCH, and where that
 * finds nothing among the UIDs since `uidnext`, as some servers' SEARCH doesn't see new mail.
 */
gboolean rg_parcel_find (const RgOffice *office, const RgParcel *parcel,
                         const RgMailboxState *state, GArray **found, GError **error);

/* With its mailbox selected: the message is there afterwards, once, or was in `elsewhere`, or
 * it `was_there` before and isn't put there again. Of several copies the first one stays;
 * others go if they are byte for byte ours. */
gboolean rg_parcel_put (const RgOffice *office, const RgParcel *parcel,
                        const RgMailboxState *state, GError **error);
