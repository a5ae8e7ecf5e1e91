/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The choice among the spans of a tag and none. */
#pragma once

#include "facts/spans.h"

/* The best span of a tag by the weights of its signs; NULL where it is likelier that there is
 * none or nearly so. Belongs to the spans. */
const RgSpan *rg_choice_make (const RgSpans *spans, const RgTagger *tagger, RgTag tag);
