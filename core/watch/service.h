/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a service manager is told of the program, in the protocol of sd_notify(3). Where there
 * is none, nothing happens. */
#pragma once

#include <glib.h>

/* "READY=1", "STOPPING=1", "STATUS=...", one a line. */
void rg_service_tell (const char *news);

/* The files are being read again; ends with the next READY=1. */
void rg_service_tell_reloading (void);

/* From now on tells that the main loop turns, twice as often as the service manager wants to
 * hear it. */
void rg_service_begin_watchdog (void);
