/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where in a text regular expressions could begin to match. Most begin with one of a few words:
 * all these words are looked for together, in one pass over the text, and an expression is then
 * tried at the places of its own words alone. */
#pragma once

#include "base/beginnings.h"

typedef struct _RgStarts RgStarts;

RgStarts *rg_starts_new (void);
void rg_starts_free (RgStarts *starts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgStarts, rg_starts_free)

/* Takes in what an expression begins with under the number `id`. */
void rg_starts_add (RgStarts *starts, const RgBeginnings *beginnings, guint id);

/* To be called when all are in, before the first search. */
void rg_starts_finish (RgStarts *starts);

/* Called with a place where the expression `id` could match. */
typedef void (*RgStartsFound) (guint id, gsize offset, gpointer data);

/* Calls `found` for each such place of valid UTF-8 whose letters are `letters`, from the first
 * on. It may be called more than once with the same id and offset. Any place that it isn't
 * called with is none. */
void rg_starts_find (const RgStarts *starts, const char *text, const guint8 *letters,
                     RgStartsFound found, gpointer data);
