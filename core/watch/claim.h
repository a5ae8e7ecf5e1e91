/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which of several machines at one mailbox answers an invitation: the one whose keyword is the
 * only claim on it. Each machine has two keywords of its own, "$RegretsClaim-", its id, and 'a'
 * or 'b'; where one of them was left by an earlier run the other is taken, so that those who
 * wait see that somebody is at work again.
 *
 * No server lets a claim fence an APPEND. A claim that is older than its lease may be taken
 * away, so its holder looks at the clock again before it appends, and looks for copies
 * afterwards all the same. */
#pragma once

#include "watch/office.h"

typedef struct
{
  guint32 uid;
  char keyword[40]; /* "" where the server keeps none: then there is nothing to hold */
  gint64 taken_at;  /* microseconds of the clock that runs on in a suspend */
} RgClaim;

/* With the inbox selected. Waits while another machine is at work, and takes over from one that
 * hasn't moved for a minute of our own clock. `*is_done`: another has finished, and no claim is
 * held. Errors: those of the store; RG_ERROR_TEMPORARY where others are at work for minutes.
 */
gboolean rg_claim_take (const RgOffice *office, guint32 uid, RgClaim *claim, gboolean *is_done,
                        GError **error);

/* Before an effect: whether nobody can have taken it away. Error: RG_ERROR_UNAVAILABLE, to be
 * tried again. */
gboolean rg_claim_check (const RgClaim *claim, GError **error);

/* With the inbox selected, when all is done. */
gboolean rg_claim_drop (const RgOffice *office, const RgClaim *claim, GError **error);
