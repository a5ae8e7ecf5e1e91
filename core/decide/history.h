/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the journal tells of an employer or recruiter who writes again. */
#pragma once

#include "base/entry.h"
#include "decide/checklist.h"

/* What tells whoever writes from all others: the domain where only one employer or agency writes
 * from it, else the whole address, in small letters; NULL where a tracking system writes for
 * everybody. Transfer full. */
char *rg_history_writer (const char *address);

/* The user's latest answer to this employer: an entry that was sent or answered. NULL if there
 * is none or the past isn't known. Borrowed from the case. */
const RgEntry *rg_history_last_answer (const RgCase *the_case);

/* How many agreed times whoever writes has moved or cancelled before this message, without the
 * user having asked for another. */
int rg_history_count_moves (const RgCase *the_case);

/* How many talks with this employer the user has agreed to before. */
int rg_history_count_talks (const RgCase *the_case);

/* Whether the user has asked this employer which role it is, in a mail that was sent. */
gboolean rg_history_asked_for_role (const RgCase *the_case);
