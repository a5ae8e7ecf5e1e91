/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the corridor needs, as it is shipped, for the fuzz targets. */
#pragma once

#include "pipeline.h"

/* A setting with the shipped rules, words, texts and languages and a small profile. Lives as
 * long as the process. */
const RgSetting *fuzz_setting (void);

/* The folder `name` below what is shipped. Transfer full. */
char *fuzz_shipped (const char *name);
