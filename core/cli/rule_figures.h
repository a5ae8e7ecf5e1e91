/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How well rules tell invitations from other mail: counted over two sets of mail. */
#pragma once

#include "detect/detection.h"

typedef struct _RgRuleFigures RgRuleFigures;

/* `rules` is borrowed. */
RgRuleFigures *rg_rule_figures_new (const RgRules *rules);
void rg_rule_figures_free (RgRuleFigures *figures);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgRuleFigures, rg_rule_figures_free)

/* Counts one message of the set of invitations, or of the others. */
void rg_rule_figures_add (RgRuleFigures *figures, const RgDetection *detection,
                          gboolean is_invitation);

/* Precision and recall as they are; the same for other thresholds; and for each rule that hit
 * the shares of both sets, S/O (1: only invitations, 0: only others) and the rule that hits
 * with it most often. Transfer full. */
char *rg_rule_figures_report (const RgRuleFigures *figures);

/* For each rule that speaks for an invitation the score that its hits would give it. Transfer
 * full. */
char *rg_rule_figures_suggest (const RgRuleFigures *figures);
