/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the readers and writers of mail share of gmime: its start, and decoding that always
 * ends in valid UTF-8. */
#pragma once

#include "mail/gmime_cleanups.h"

/* Starts gmime once, from any thread. */
void rg_mime_start (void);

/* Options under which broken headers are read as far as they go: raw bytes are UTF-8, else
 * windows-1252. Transfer none. */
GMimeParserOptions *rg_mime_options (void);

/* Bytes in `charset` (NULL or a wrong name: UTF-8, else windows-1252) as UTF-8 without NUL
 * and with "\n" line ends. Transfer full. */
char *rg_mime_decode_text (const char *bytes, gsize length, const char *charset);

/* A raw header value on one line: unfolded, RFC 2047 decoded. Transfer full. */
char *rg_mime_decode_header (const char *raw);

/* The decoded content of a part in UTF-8; "" if it has none. Transfer full. */
char *rg_mime_part_text (GMimePart *part);
