/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be known of a mail in a language that there is no vocabulary of. */
#pragma once

#include "facts/facts.h"

/* Leaves of the facts those that are told by headers, addresses and calendar parts: what was
 * read out of such a text, in `language` ("sv"), is a guess. Takes them. Transfer full. */
RgFacts *rg_foreign_facts (RgFacts *facts, const RgMessage *message, const char *language);
