/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the talk is held and which one it is, by the wording of the mail; on top of what the
 * phrases find. */
#pragma once

#include "facts/finders.h"

/* What the phrases found, as signs for those who weigh the wording: "found: mode phone".
 * Transfer full. */
GPtrArray *rg_manner_signs (const RgSource *source, RgMode mode, RgStage stage);

/* Sets mode and stage of `facts`, which are as the phrases found them; leaves them so where
 * nothing was learned. */
void rg_find_manner (const RgSource *source, RgFacts *facts);
