/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The name of a firm that its domain tells. */
#pragma once

#include "facts/finders.h"
#include "facts/lexicon.h"
#include "facts/tokens.h"
#include "facts/words.h"

/* "Theater am Wall" of "theater-am-wall"; "Fornobrunetti", and "Forno Brunetti" where the
 * lexicon has the first word (it may be NULL). `label` is that of rg_sender_words(). Transfer
 * full. */
char *rg_domain_name (const RgLexicon *lexicon, const char *label);

/* The share of the letters of `label` (of rg_sender_label()) that beginnings of the tokens from
 * `first` up to before `end` make up, one after the other: "Hallesche Kältetechnik" makes up
 * all of hallesche-kaelte, "Volksbank Heidmark" most of voba-heidmark. 0 to 1. */
double rg_domain_cover (const char *label, const RgTokenList *tokens, guint first, guint end);

/* What the sender's domain is called after where nothing else names the firm: words of the
 * mail, or the domain itself where who writes has a mailbox there by first name alone, as
 * nobody has with a provider. NULL if it tells nothing, or only who writes. Transfer full. */
char *rg_find_domain_name (const RgSource *source, const RgFacts *facts);
