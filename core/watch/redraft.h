/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Puts another draft in the place of the one for an invitation, by the user's wish. */
#pragma once

#include "watch/office.h"

/* Reads the invitation of `entry` again, writes a draft with the text `template_name`
 * ("mobility"), then removes the old one if nobody has touched it. The page tells of it. Called
 * again after an error it makes no second one. Errors: RG_ERROR_USAGE (the draft was changed or
 * sent, or the text doesn't suit), RG_ERROR_INPUT (the invitation is gone), as the store. */
gboolean
rg_redraft (const RgOffice *office, RgEntry *entry, const char *template_name, GError **error);
