/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the add-on asks, and what it is answered. JSON, described in README.md. */
#pragma once

#include <glib.h>

/* The answer to one request, one JSON object without a line end. A request that can't be
 * understood is answered by its fault. Never more than 1 MB. Transfer full. */
char *rg_answer_request (const char *request, gsize length);
