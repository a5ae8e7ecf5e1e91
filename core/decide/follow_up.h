/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What to do with mail that comes back after a decline. */
#pragma once

#include "decide/decision.h"

/* So often a decision is looked at again; then it is the user's turn. */
#define RG_FOLLOW_UP_ROUNDS 2

/* Fills an empty decision for mail of a thread in which the user declined (`the_case->thread`):
 *
 * thanks:   nothing, or one line where the profile wants it;
 * asks why: one neutral line;
 * persuades: the six questions again, with what is new. Where that answers what stood in the
 *           way, the door opens; else the no is final; after RG_FOLLOW_UP_ROUNDS the user is
 *           left to answer. */
void rg_decide_follow_up (RgDecision *decision, const RgCase *the_case, RgKind kind);
