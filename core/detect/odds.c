/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "detect/odds.h"

#include <math.h>
#include <string.h>

void
rg_cut_at_zero (float *values, gsize count)
{
  for (gsize i = 0; i < count; i++)
    values[i] = values[i] > 0 ? values[i] : 0;
}

void
rg_take_layer (const float *layer, const float *inputs, gsize n_inputs, const float *base,
               float *outputs, gsize n_outputs)
{
  memcpy (outputs, base, n_outputs * sizeof *outputs);
  for (gsize i = 0; i < n_inputs; i++)
    for (gsize k = 0; k < n_outputs; k++)
      outputs[k] += inputs[i] * layer[i * n_outputs + k];
}

static gboolean
invites (int kind)
{
  return kind == RG_KIND_INVITATION || kind == RG_KIND_RESCHEDULE;
}

double
rg_odds_of_kinds (const float *kinds)
{
  float most = kinds[0];
  double yes = 0, no = 0;
  for (int kind = 0; kind < RG_N_KINDS; kind++)
    most = MAX (most, kinds[kind]);
  for (int kind = 0; kind < RG_N_KINDS; kind++)
    *(invites (kind) ? &yes : &no) += exp ((double) (kinds[kind] - most));
  return log (yes / no);
}
