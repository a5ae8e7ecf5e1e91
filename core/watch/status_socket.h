/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The private socket at which the daemon tells how it is: whoever connects gets one text. It is
 * in $XDG_RUNTIME_DIR/regrets, which only its user can enter, has a name of its own for each
 * state folder, and serves that user's programs alone. */
#pragma once

#include "desk/places.h"

typedef struct _RgStatusSocket RgStatusSocket;

/* Serves from the main loop what `describe` returns (transfer full). Errors: RG_ERROR_STORAGE
 * (no place for it), RG_ERROR_TEMPORARY (another daemon has it). */
RgStatusSocket *
rg_status_socket_open (const RgPlaces *places, char *(*describe) (gpointer data), gpointer data,
                       GError **error);
void rg_status_socket_free (RgStatusSocket *socket);

/* What the daemon for this state folder tells. Errors: RG_ERROR_UNAVAILABLE (none runs, or it
 * doesn't answer). Transfer full. */
char *rg_status_socket_ask (const RgPlaces *places, GError **error);
