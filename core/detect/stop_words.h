/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which language a text is in, told by the words that no text of it does without. */
#pragma once

#include <glib.h>

typedef struct
{
  const char *language; /* of which there are most, at least two; NULL where none leads */
  gboolean is_sure;     /* it leads by so many that nothing else need be asked */
  gboolean is_silent;   /* there is no word of any language in the text */
} RgStopWords;

/* Looks at the first 600 bytes, and up to 2,400 as long as it isn't sure. */
RgStopWords rg_stop_words_count (const char *text);
