/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the reading share. */
#pragma once

#include "facts/reading.h"

/* No more days and hours than this are read. */
#define RG_READING_TOKENS 200

/* ---- the groups of a match ---- */

gboolean rg_match_has_named (const RgMatch *match, const char *name);

/* "" where it isn't there. Transfer full. */
char *rg_match_get_named (const RgMatch *match, const char *name);

/* Digits or a word such as "seven"; 0 if there is none. */
int rg_reading_number (const RgReading *reading, const RgMatch *match, const char *name);

/* ---- reading ---- */

typedef void (*RgReadingFunc) (RgReading *reading, const RgMatch *match);

/* Calls `func` for each place of each phrase of the kind. */
void rg_reading_scan (RgReading *reading, RgPhraseKind kind, RgReadingFunc func);

void rg_reading_find_days (RgReading *reading);

/* After the days, as figures of a day are no hour. `earlier` as for rg_reading_new(). */
void rg_reading_find_hours (RgReading *reading, const RgHour *earlier);

void rg_reading_find_only_zone (RgReading *reading);
