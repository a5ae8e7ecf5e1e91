/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report as one web page that needs nothing else. */
#pragma once

#include "cli/figures.h"

/* HTML with its styles and charts (SVG) in it, light and dark as the reader's system is; every
 * bar has its figure beside it. Loads nothing. `entries` (RgEntry) are listed at the end.
 * Transfer full. */
char *rg_report_page (const RgFigures *figures, const GPtrArray *entries);
