/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The facts of one case as the words that templates use. */
#pragma once

#include "decide/decision.h"

/* Name of a value (rg_template_names) → string; unknown ones are absent. Days are written
 * in `language`. Transfer full. */
GHashTable *
rg_values_of (const RgCase *the_case, const RgDecision *decision, const char *language);

/* Without a case: an empty table, transfer full, and what may be put into it. A NULL or blank
 * value stays absent; `name` is a string constant. */
GHashTable *rg_values_new (void);
void rg_values_add (GHashTable *values, const char *name, const char *value);
/* "Priya Nair" as contact, first_name and last_name; a single word is each of them. */
void rg_values_add_contact (GHashTable *values, const char *full_name);
/* What the user says of themselves: tone, titles, hours, ... */
void rg_values_add_profile (GHashTable *values, const RgProfile *profile, const char *language);
