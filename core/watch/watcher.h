/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Watches every account: the idle ones wait on one thread, those with work get a worker. */
#pragma once

#include "desk/desk.h"
#include "journal/journal.h"

/* Runs until SIGTERM or SIGINT, or with `once` until every account has been looked through.
 * `settings` and `desk`, which it takes, are what was read from `places`; unless `once` they
 * are read again when a file changes and on SIGHUP, and where that fails the last good ones
 * stay. Returns FALSE with an error as grave as that of the worst account, each of which was
 * told on the log; a daemon returns TRUE when it was stopped. */
gboolean rg_watch (const RgPlaces *places, RgSettings *settings, RgDesk *desk,
                   RgJournal *journal, gboolean once, GError **error);
