/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The appointment that a mail only refers to: its subject and what it quotes tell it. Within
 * this room only. */
#pragma once

#include "facts/reading.h"

typedef struct
{
  RgDay day;   /* year 0: unknown */
  RgHour hour; /* only if has_hour */
  gboolean has_hour;
} RgEarlier;

/* Day and hour are known only where `text` (NULL: none) names just one of each. */
RgEarlier rg_earlier_find (const char *text, GDateTime *sent, const RgVocabulary *words);
