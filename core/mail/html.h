/* SPDX-License-Identifier: GPL-3.0-or-later */
/* HTML as a reader sees it, as plain text. */
#pragma once

#include <glib.h>

/* Readable text of `html` (UTF-8): block elements break lines, list items begin with "- ",
 * table cells are apart, style, script, head and hidden elements (display:none, font-size:0,
 * hidden attribute) are left out, quoted blocks (blockquote, gmail_quote, ...) have "> "
 * before each line. `links` gets the href of every a (transfer full strings appended; may be
 * NULL). Linear in the input; stops at 1 MiB of text. Transfer full. */
char *rg_html_to_text (const char *html, gsize length, GPtrArray *links);
