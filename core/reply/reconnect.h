/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A message that gets back in touch, months after a decline. */
#pragma once

#include "base/entry.h"
#include "decide/profile.h"
#include "reply/draft.h"

/* To whom the decline went, as whom it was sent, in its language and form of address, below the
 * invitation's thread; with the subject of the text itself. Made twice in one month it has the
 * same Message-ID. NULL without error where nobody is known to write to. Pure. Error:
 * RG_ERROR_CONFIG (template). Transfer full. */
RgDraft *rg_reconnect_write (const RgEntry *entry, const RgProfile *profile,
                             const RgTemplates *templates, GDateTime *now, GError **error);
