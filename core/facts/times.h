/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days and hours in words. */
#pragma once

#include "base/moment.h"
#include "facts/words.h"

typedef struct
{
  GPtrArray *times;   /* RgMoment, earliest first, each once; never NULL */
  RgMoment *reply_by; /* NULL if none */
  RgMoment *promised; /* by when they want to be in touch; NULL if they don't say */
  char *times_span;   /* the words of the first time; NULL */
  char *reply_span;
} RgTimes;

/* `sent` is the mail's Date: relative words count from it; NULL: they stay unknown. `earlier`
 * is its subject and what it quotes, which may tell of an appointment that is moved; NULL. */
RgTimes *rg_times_find (const char *text, const char *earlier, GDateTime *sent,
                        const RgVocabulary *words);
void rg_times_free (RgTimes *times);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgTimes, rg_times_free)
