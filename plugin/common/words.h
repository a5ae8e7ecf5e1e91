/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the reply texts are about. */
#pragma once

#include <glib.h>

/* "later-stage" → "At a later stage": what a reply text is about; the name itself for a text of
 * the user's own. */
const char *rg_text_label (const char *name);

/* FALSE for the texts that are written at other times: months later, or after a decline. */
gboolean rg_text_answers_invitations (const char *name);
