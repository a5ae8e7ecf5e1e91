/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the talk is held, which one it is and who writes, by the wording of the mail; on top of
 * what the phrases find. */
#pragma once

#include "facts/finders.h"

/* What the phrases found, as signs for those who weigh the wording: "found: mode phone".
 * Transfer full. */
GPtrArray *rg_manner_signs (const RgSource *source, RgMode mode, RgStage stage);

/* The same of who writes. */
GPtrArray *rg_writer_signs (RgWriter writer);

/* Whether an agency or headhunter writes, and not the employer. */
gboolean rg_is_via_recruiter (const RgSource *source);

/* Sets mode and stage of `facts`, which are as the phrases found them; leaves them so where
 * nothing was learned. */
void rg_find_manner (const RgSource *source, RgFacts *facts);
