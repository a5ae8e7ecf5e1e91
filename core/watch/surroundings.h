/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happens around the program that makes it worth while to try again at once. */
#pragma once

#include <glib.h>

typedef enum
{
  RG_SURROUNDINGS_NETWORK, /* another network, or the machine has slept */
  RG_SURROUNDINGS_KEYRING, /* something in it was written */
} RgSurroundingsChange;

typedef void (*RgSurroundingsFunc) (RgSurroundingsChange change, gpointer data);

typedef struct _RgSurroundings RgSurroundings;

/* Calls `changed` on the main loop, a second after the last of several changes of a kind. Where
 * there is no D-Bus it does without. */
RgSurroundings *rg_surroundings_new (RgSurroundingsFunc changed, gpointer data);
void rg_surroundings_free (RgSurroundings *surroundings);
