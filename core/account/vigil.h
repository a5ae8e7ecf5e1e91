/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sockets that wait, as many as you like: those at rest cost the main loop next to nothing. */
#pragma once

#include <glib.h>

/* Ready when bytes can be read from the socket or it was closed; once, unless its callback, a
 * GSourceFunc, returns G_SOURCE_CONTINUE. Only for the main thread, and to be destroyed before the socket is closed.
 * Transfer full. */
GSource *rg_vigil_create_source (int fd);
