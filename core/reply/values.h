/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The facts of one case as the words that templates use. */
#pragma once

#include "decide/decision.h"

/* Name of a value (rg_template_names) → string; unknown ones are absent. Days are written
 * in `language`. Transfer full. */
GHashTable *
rg_values_of (const RgCase *the_case, const RgDecision *decision, const char *language);
