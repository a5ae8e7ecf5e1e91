/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said around a time: the words beside it, no further than its sentence. */
#pragma once

#include "facts/reading.h"

/* The words before the byte `start`, at most `reach` bytes; valid UTF-8. Transfer full. */
char *rg_clause_before (const RgReading *reading, gsize start, gsize reach);

/* The words from the byte `start` on, at most `reach` bytes; valid UTF-8. Transfer full. */
char *rg_clause_behind (const RgReading *reading, gsize start, gsize reach);

/* The bytes from `from` to before `to`, as valid UTF-8. Transfer full. */
char *rg_clause_part (const RgReading *reading, gsize from, gsize to);

/* Whether there is but " or ", a comma and the like between two places, as in "Tuesday or
 * Thursday". */
gboolean rg_clause_is_joint (const RgReading *reading, gsize from, gsize to);
