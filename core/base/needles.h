/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words that a text must have for a regular expression to match it at all. Most expressions
 * match few texts, and to look for their words first is far cheaper than to try them. */
#pragma once

#include "base/expression.h"

/* The needles of one expression. */
typedef struct _RgNeedles RgNeedles;

/* NULL where no such words are known, so that the expression has to be tried. Transfer full. */
RgNeedles *rg_needles_new (const RgExpression *expression);

/* One of the parts (RgNeedles) must be there; NULL for none. Takes the array, made to free
 * them. */
RgNeedles *rg_needles_any (GPtrArray *parts);
void rg_needles_free (RgNeedles *needles);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgNeedles, rg_needles_free)

/* Which two, three and four letters stand side by side in a text. */
typedef struct _RgGrams RgGrams;

RgGrams *rg_grams_new (const guint8 *letters); /* of a text; see rg_letters_of() */
void rg_grams_free (RgGrams *grams);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgGrams, rg_grams_free)

/* FALSE only where the expression can't match the text. */
gboolean rg_needles_may_match (const RgNeedles *needles, const RgGrams *grams);
