/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where things are. */
#pragma once

#include "base/settings.h"

typedef struct
{
  char *config; /* folder; --config, else $XDG_CONFIG_HOME/regrets */
  char *state;  /* folder; --state, else $XDG_STATE_HOME/regrets */
  char *data;   /* folder of what is shipped; $REGRETS_DATADIR, else the installed one */
} RgPlaces;

RgPlaces *rg_places_new (void);
void rg_places_free (RgPlaces *places);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgPlaces, rg_places_free)

/* Speaks the user's language from now on, that of the environment; or, where `wanted` is not
 * NULL, that one. Before any thread. */
void rg_places_speak (const RgPlaces *places, const char *wanted);
/* The language in the profile; NULL where there is none to be read. Transfer full. */
char *rg_places_find_language (const RgPlaces *places);

/* Error: RG_ERROR_CONFIG with file and line. */
RgSettings *rg_places_load_settings (const RgPlaces *places, GError **error);
/* The user's addresses, from regrets.conf where there is one. Transfer full. */
GStrv rg_places_load_addresses (const RgPlaces *places, GError **error);
