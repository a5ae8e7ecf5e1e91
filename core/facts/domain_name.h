/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The name of a firm that its domain tells. */
#pragma once

#include "facts/finders.h"
#include "facts/lexicon.h"

/* "Theater am Wall" of "theater-am-wall"; "Fornobrunetti", and "Forno Brunetti" where the
 * lexicon has the first word (it may be NULL). `label` is that of rg_sender_words(). Transfer
 * full. */
char *rg_domain_name (const RgLexicon *lexicon, const char *label);

/* The words of the mail that the sender's domain is called after, where nothing else names the
 * firm. NULL if there are none, or only who writes. The domain alone names nothing: it may be a
 * provider's. Transfer full. */
char *rg_find_domain_name (const RgSource *source, const RgFacts *facts);
