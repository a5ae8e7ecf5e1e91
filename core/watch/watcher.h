/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Watches every account: the idle ones wait on one thread, those with work get a worker. */
#pragma once

#include "base/settings.h"
#include "journal/journal.h"
#include "pipeline.h"

/* Runs until SIGTERM or SIGINT, or with `once` until every account has been looked through.
 * `setting` lacks only the clock and the addresses; `examples` is the folder for copies of what
 * the user calls an invitation or none. Returns FALSE with an error as grave as that of the
 * worst account, each of which was told on the log; a daemon returns TRUE when it was stopped.
 */
gboolean rg_watch (const RgSettings *settings, const RgSetting *setting, RgJournal *journal,
                   const char *examples, gboolean once, GError **error);
