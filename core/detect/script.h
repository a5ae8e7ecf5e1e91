/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which language a text is in that isn't in Latin letters: its script tells, and of Cyrillic a
 * few letters that others don't have. */
#pragma once

#include <glib.h>

/* NULL where the text is in Latin letters, in another script than those known here, or has
 * hardly a letter. Looks at the first 600 bytes. Transfer none. */
const char *rg_script_language (const char *text);
