/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small helpers on UTF-8 text. All arguments are valid UTF-8 unless said otherwise. */
#pragma once

#include <glib.h>

/* A copy of `bytes` as valid UTF-8: what isn't becomes U+FFFD, NUL too. Transfer full. */
char *rg_text_from_bytes (const char *bytes, gsize length);

/* A copy on one line: control characters, line breaks and runs of white space (no-break
 * spaces too) become one space; ends trimmed; invisible format characters (zero width,
 * bidi overrides) dropped. Transfer full; "" for NULL. */
char *rg_text_one_line (const char *text);

/* As rg_text_one_line(), cut to at most `max` characters, with an ellipsis where cut. */
char *rg_text_excerpt (const char *text, gsize max);

/* The same text without trailing white space on its lines, without runs of more than one
 * empty line, and without empty lines at either end. Transfer full. */
char *rg_text_tidy (const char *text);

/* Whether `text` is NULL or has nothing but white space. */
gboolean rg_text_is_blank (const char *text);

/* Whether `needle` occurs in `haystack` as whole words, letter case ignored. NULL never. */
gboolean rg_text_has_words (const char *haystack, const char *needle);

/* How many columns of a terminal it takes. */
guint rg_text_columns (const char *text);

/* The text with spaces behind it, `width` columns wide at least. Transfer full. */
char *rg_text_pad (const char *text, guint width);

/* Its lines broken between words so that none takes more than `width` columns, but for longer
 * words. Transfer full. */
char *rg_text_wrap (const char *text, guint width);

/* The text, of the same length, with spaces for the ends of lines that a mail program had to
 * break: where the next word wouldn't have fitted into the longest line (RFC 5322, 2.1.1, asks
 * for 78 characters at most), or begins small. Transfer full. */
char *rg_text_unbroken (const char *text);

/* The number of white-space-separated words. */
guint rg_text_count_words (const char *text);

/* NULL for a blank string, else a trimmed copy. Transfer full. */
char *rg_text_or_null (const char *text);
