/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The last steps of a network: from what was found to the odds of an invitation. */
#pragma once

#include "detect/kind.h"

#include <glib.h>

/* What is less than nothing is nothing. */
void rg_cut_at_zero (float *values, gsize count);

/* What `outputs` values the inputs give by the layer, on top of `base`; see
 * rg_table_read_layer(). */
void rg_take_layer (const float *layer, const float *inputs, gsize n_inputs, const float *base,
                    float *outputs, gsize n_outputs);

/* The natural logarithm of the odds that it is an invitation, or a moved one, where `kinds` are
 * those of each kind (RG_N_KINDS), but for what they have in common. */
double rg_odds_of_kinds (const float *kinds);
