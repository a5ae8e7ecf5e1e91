/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A second look at what is an invitation by rules and wording, or nearly one: two small
 * networks, one of which reads how its words follow each other (net.h), the other all that it
 * has (bag.h), may see it otherwise. They make an invitation only of what is a few points
 * behind, though rules speak for it, and if both are for it. */
#pragma once

#include "detect/detection.h"

/* The "rule" of the hit that tells what it says. */
#define RG_SECOND_LOOK_RULE "second-look"

/* How many points an invitation, or a moved one, is ahead of every other kind, each counted
 * from its threshold. What the user's files say isn't counted. */
double rg_second_look_lead (const RgDetection *detection, const RgRules *rules);

/* What the shipped rules say of each kind (RG_N_KINDS), without the wording. */
void rg_second_look_points (const RgDetection *detection, double *points);

/* Takes points from an invitation that they see otherwise, or gives some to what is nearly one;
 * neither where rules of the user's own say the opposite. Whether it took any. */
gboolean
rg_second_look (RgDetection *detection, const RgRules *rules, const RgMessage *message);
