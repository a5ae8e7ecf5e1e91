/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a mail moves a talk, and which of the times that it names is the old one. Within this
 * room only. */
#pragma once

#include "facts/reading.h"

/* Where a time stands: bytes of the text. */
typedef struct
{
  gsize start, end;
} RgStretch;

/* Whether text or subject, which is the first line of `earlier` (or NULL), says that a talk is
 * moved; not where it says what to do if one has to be. */
gboolean rg_moved_is_told (const RgReading *reading, const char *earlier);

/* How many of the first times are the old ones: those before the sentences that propose a new
 * one. `stretches` are in the order of the text. */
guint rg_moved_count_old (const RgReading *reading, const GArray *stretches);
