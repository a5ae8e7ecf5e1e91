/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the talk is held and which one it is, by the wording of the mail; on top of what the
 * phrases find. */
#pragma once

#include "facts/facts.h"
#include "facts/words.h"

/* What the phrases find, as signs for those who weigh the wording: "found: mode phone". Transfer
 * full. */
GPtrArray *rg_manner_signs (const RgMessage *message, const RgVocabulary *words);

/* Sets mode and stage of `facts`; leaves them as they are where nothing was learned. */
void rg_find_manner (const RgMessage *message, const RgVocabulary *words, RgFacts *facts);
