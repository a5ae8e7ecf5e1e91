/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What became of a draft in the Drafts folder. */
#pragma once

#include "watch/office.h"

typedef enum
{
  RG_FATE_UNTOUCHED, /* byte for byte ours */
  RG_FATE_EDITED,
  RG_FATE_GONE,
} RgFate;

/* Where the mail program gave the edited draft another Message-ID the entry takes that over.
 * Leaves Drafts selected, as the next one. */
gboolean rg_drafts_look (const RgOffice *office, RgEntry *entry, RgFate *fate, GError **error);

/* Removes the draft if nobody has touched it. */
gboolean rg_drafts_remove (const RgOffice *office, RgEntry *entry, GError **error);
