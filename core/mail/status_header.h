/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The header X-Regrets-Status in the bytes of a mail, all else left as it is. */
#pragma once

#include <glib.h>

/* Where the header begins: behind a "From " line (RFC 4155), or 0. */
gsize rg_status_header_start (const char *bytes, gsize length);

/* The mail without any X-Regrets-* field, folded lines and all, and, unless `value` is NULL,
 * with "X-Regrets-Status: value" in front of the other fields. Line ends are those of the
 * mail; a "From " line and the body stay byte for byte. NULL where the mail begins with a
 * folded line, which would become part of the new field. Transfer full. */
GBytes *rg_status_header_put (const char *bytes, gsize length, const char *value);
