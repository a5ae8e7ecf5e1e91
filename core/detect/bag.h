/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small network over all that a mail has, in whatever order: its terms, its long words whole,
 * signs of its header and of its structure, and what rules say of it. Unlike the points of the
 * wording, which add up, it knows what goes with what. Its file is written by
 * scripts/fit-net.py. */
#pragma once

#include "mail/message.h"

typedef struct _RgBag RgBag;

/* The file is looked at no further than that it is whole; most of it is read when first asked.
 * Error: RG_ERROR_CONFIG. */
RgBag *rg_bag_load (const char *path, GError **error);
void rg_bag_free (RgBag *bag);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgBag, rg_bag_free)

/* What a mail has, as hashes (guint64), each once, lowest first. `steps` are those of
 * rg_sequence_of(), `signs` those of rg_detection_structure(). Transfer full. */
GArray *rg_bag_contents (const RgMessage *message, const GArray *steps, const GPtrArray *signs);

/* The natural logarithm of the odds that such a mail invites: 0 where both are as likely.
 * `points` are those of the rules, of each kind (RG_N_KINDS). Thread-safe. */
double rg_bag_odds (RgBag *bag, const GArray *contents, const double *points);
