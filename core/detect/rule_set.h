/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Those rules that a text of one language is looked at with. */
#pragma once

#include "detect/rules_private.h"

typedef struct
{
  GArray *ids;     /* guint: the numbers of the rules, in their order */
  GArray *at_hits; /* the same: those that look at the names of others */
  RgStarts
      *starts[RG_PLACE_HITS]; /* of the rules with known beginnings; NULL: there are none */
} RgRuleSet;

/* NULL: the language isn't known, and all rules are in the set. Made when first asked for;
 * belongs to the rules. May be called by any thread. */
const RgRuleSet *rg_rules_of_language (const RgRules *rules, const char *language);
