/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How likely each word of a mail belongs to a fact: a linear-chain conditional random field
 * over the clues of clues.h, whose weights were fitted from mail with known facts and are read
 * from a file. */
#pragma once

#include "facts/clues.h"

/* None, or for each tag: begins it, goes on with it. */
#define RG_N_LABELS           (1 + 2 * RG_N_TAGS)
#define RG_LABEL_BEGINS(tag)  (1 + 2 * (tag))
#define RG_LABEL_GOES_ON(tag) (2 + 2 * (tag))

/* Reads the weights that the file at `path` holds; fields are parted by tabs:
 *
 *   clue NAME LABEL=WEIGHT ...     of a word with that clue
 *   step LABEL LABEL WEIGHT        of one label behind the other
 *   sign TAG NAME WEIGHT           of a span; see spans.h
 *
 * Weights are thousandths. Lines of other kinds and those that begin with '#' are left out.
 * Error: RG_ERROR_CONFIG. Shared by threads once it is loaded; taken apart when it is first
 * needed. */
RgTagger *rg_tagger_load (const char *path, GError **error);
RgTagger *rg_tagger_parse (const char *text);
void rg_tagger_free (RgTagger *tagger);

/* Takes the text apart now. */
void rg_tagger_read (const RgTagger *tagger);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgTagger, rg_tagger_free)

/* The probability of each label for each token, RG_N_LABELS a token. Transfer full. */
double *rg_tagger_weigh (const RgTagger *tagger, RgClues *clues, const RgTokenList *tokens);

/* The weight of a span's sign; 0 where the file says nothing. */
double rg_tagger_sign (const RgTagger *tagger, RgTag tag, const char *name);
