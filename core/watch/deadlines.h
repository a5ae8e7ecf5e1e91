/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drafts that wait for too long. */
#pragma once

#include "watch/office.h"

/* Reminds of an open draft after 24 hours and after 48, each once at most: it is recorded
 * before it is done. One that comes a day late, after a long sleep or a jump of the clock, is
 * left out. After 48 hours, or with the talk less than 24 hours away, the draft is overdue.
 * Leaves any mailbox selected. */
gboolean rg_deadlines_look (const RgOffice *office, GError **error);
