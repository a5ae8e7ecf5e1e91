/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads reply texts as a proofreader would: in every tone and form of address, whatever is
 * known and whatever is missing. */
#pragma once

#include "reply/templates.h"

/* The most words that a reply may have. */
#define RG_PROOF_WORDS 120

/* What is wrong with a reply as it would be read; NULL if nothing. `language` ("fr") knows
 * what may stand before punctuation. Transfer none. */
const char *rg_proof_read (const char *text, const char *language);

/* Example values with every fact known, for rg_templates_render(). Transfer full. */
GHashTable *rg_proof_samples (void);

/* Renders the text with every subset of the facts that it asks for, in every tone, form of
 * address, stage, mode and reason that it tells apart. NULL where all of them read well, else
 * what is wrong and the first rendering that shows it. At most 14 facts are varied, so that
 * it ends. Transfer full. */
char *rg_proof_template (const RgTemplates *templates, const char *id, guint *renderings);
