/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The JSON part of a decision page. */
#pragma once

#include "reply/page.h"

RgPage *rg_page_new_empty (void);
/* Puts all on one line, and cuts the words. */
RgPageLine *rg_page_line_new (const char *name, const char *value, const char *words);
void rg_page_line_free (RgPageLine *line);

/* Transfer full. */
char *rg_page_data_write (const RgPage *page);

/* NULL where it is none, or incomplete, or of a newer version. Transfer full. */
RgPage *rg_page_data_read (const char *json);
