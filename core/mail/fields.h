/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Within the mail room only: the fields of a header (RFC 5322, 2.2), as they stand. */
#pragma once

#include <glib.h>

typedef struct
{
  const char *name; /* borrowed, as are all */
  const char *colon;
  const char *end; /* of its last line, whose LF is no part of it */
} RgField;

/* `head` without the empty line behind it. NULL where a line is neither a field nor goes on
 * with one: to mend that is left to the parser. Transfer full. */
GArray *rg_fields_of (const char *head, gsize length);

/* Appends those of the fields that a MIME parser needs, to find whom it is from, whom it is
 * for, and its parts; at least one, so that it is a header. Without the LF behind the last. */
void rg_fields_append_needed (const GArray *fields, GByteArray *head);
