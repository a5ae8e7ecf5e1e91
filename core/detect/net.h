/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small convolutional network that reads a mail word by word. What it knows was learned from
 * labelled mail (scripts/fit-net.py), which also writes its file. */
#pragma once

#include <glib.h>

typedef struct _RgNet RgNet;

/* The file is looked at no further than that it is whole; most of it is read when first asked.
 * Error: RG_ERROR_CONFIG. */
RgNet *rg_net_load (const char *path, GError **error);
void rg_net_free (RgNet *net);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgNet, rg_net_free)

/* The natural logarithm of the odds that the mail, as rg_sequence_of() tells it, invites:
 * 0 where both are as likely. Thread-safe. */
double rg_net_odds (RgNet *net, const GArray *steps);
