/* SPDX-License-Identifier: GPL-3.0-or-later */
/* By when whoever writes has promised to be heard of: "we will get back to you by Friday". */
#pragma once

#include "base/moment.h"
#include "facts/words.h"

/* The end of that day, the first one named; NULL if none is. `sent` is the mail's Date, NULL:
 * nothing is known. Transfer full. */
RgMoment *rg_promise_find (const char *text, GDateTime *sent, const RgVocabulary *words);
