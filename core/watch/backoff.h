/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long to wait before trying again. */
#pragma once

#include <glib.h>

/* Milliseconds to wait after `failures` failures in a row (1 for the first): doubling from 1 s
 * to 15 min, each spread by `random` from [0, 1) over half to the whole of it, so that many
 * daemons don't come back at once. Where the server asked for patience (`is_throttled`) it is
 * doubled from 2 min. */
guint rg_backoff_delay (guint failures, gboolean is_throttled, double random);
