/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which of the times that a mail names is the old one of a talk that it moves. Within this room
 * only. */
#pragma once

#include "facts/reading.h"

/* Where a time stands: bytes of the text. */
typedef struct
{
  gsize start, end;
} RgStretch;

/* How many of the first times are the old ones: those before the sentences that propose a new
 * one. `stretches` are in the order of the text. */
guint rg_moved_count_old (const RgReading *reading, const GArray *stretches);
