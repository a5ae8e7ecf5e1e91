/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The texts of a mail that rules look at, by place; each made when a rule first asks. */
#pragma once

#include "detect/rules_private.h"

/* Begin with { message, addresses }; both are borrowed. */
typedef struct
{
  const RgMessage *message;
  const char *const *addresses; /* the user's own */
  char *texts[RG_N_PLACES];
  guint8 *letters[RG_N_PLACES];
  RgGrams *grams[RG_N_PLACES];
} RgTexts;

void rg_texts_clear (RgTexts *texts);

/* Never NULL; belongs to the texts, as the next two. The names of hits have to be put in. */
const char *rg_texts_at (RgTexts *texts, RgPlace place);
const guint8 *rg_texts_letters (RgTexts *texts, RgPlace place); /* see rg_letters_of() */

/* Where `rule` looks. */
const char *rg_texts_of_rule (RgTexts *texts, const RgRule *rule);

/* Whether that has what these needles of the rule ask for. */
gboolean rg_texts_may_have (RgTexts *texts, const RgRule *rule, const RgNeedles *needles);
