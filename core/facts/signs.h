/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What speaks for or against a span. */
#pragma once

#include "facts/spans.h"

/* Gets one sign of a span and how strong it is. */
typedef void (*RgSignFunc) (const char *name, double value, gpointer data);

/* Calls `func` with what speaks for or against a span; with NULL for it being none at all. */
void rg_signs_tell (const RgSpans *spans, RgTag tag, const RgSpan *span, RgSignFunc func,
                    gpointer data);
