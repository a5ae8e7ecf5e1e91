/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A decision page as people read it: plain text, and simple HTML with the same content. */
#pragma once

#include "reply/page.h"

typedef struct
{
  const char *heading; /* NULL: none */
  GPtrArray *lines;    /* RgPageLine, its name a label; one with an empty name is a sentence */
} RgPageSection;

/* What was decided, what to be careful about, what was found, the six questions: RgPageSection
 * in the order in which they are shown. Transfer full. */
GPtrArray *rg_page_findings (const RgPage *page);

/* Seconds since 1970 in the zone of the page. Transfer full. */
GDateTime *rg_page_time (const RgPage *page, gint64 seconds);

/* Paragraphs, one per line, unwrapped. Transfer full. */
char *rg_page_text (const RgPage *page);

/* Self-contained: no script, nothing fetched, no colour that a dark theme makes unreadable, and
 * a narrow screen has room for it. Transfer full. */
char *rg_page_html (const RgPage *page);
