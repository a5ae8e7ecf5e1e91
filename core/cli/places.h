/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where things are, and reading them from there. */
#pragma once

#include "account/settings.h"
#include "journal/journal.h"
#include "pipeline.h"

typedef struct
{
  char *config; /* folder; --config, else $XDG_CONFIG_HOME/regrets */
  char *state;  /* folder; --state, else $XDG_STATE_HOME/regrets */
  char *data;   /* folder of what is shipped; $REGRETS_DATADIR, else the installed one */
} RgPlaces;

RgPlaces *rg_places_new (void);
void rg_places_free (RgPlaces *places);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgPlaces, rg_places_free)

/* Everything that the corridor needs, owned. */
typedef struct
{
  RgRules *rules;
  RgLanguages *languages;
  RgWords *words;
  RgProfile *profile;
  RgTemplates *templates;
} RgDesk;

/* Shipped files, then the user's own: `rules` (NULL: config/rules.d), config/templates, and
 * `profile` (NULL: config/profile.conf, where that is absent a profile that knows nothing).
 * Error: RG_ERROR_CONFIG. Transfer full. */
RgDesk *
rg_desk_load (const RgPlaces *places, const char *profile, const char *rules, GError **error);
void rg_desk_free (RgDesk *desk);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgDesk, rg_desk_free)

/* The parts of the desk alone. */
RgRules *rg_places_load_rules (const RgPlaces *places, const char *rules, GError **error);
RgTemplates *rg_places_load_templates (const RgPlaces *places, GError **error);
RgProfile *rg_places_load_profile (const RgPlaces *places, const char *profile, GError **error);

RgSettings *rg_places_load_settings (const RgPlaces *places, GError **error);
/* The user's addresses, from regrets.conf where there is one. Transfer full. */
GStrv rg_places_load_addresses (const RgPlaces *places, GError **error);
RgJournal *rg_places_open_journal (const RgPlaces *places, GError **error);

/* Borrows from the desk; clock, addresses and recent interviews are left open. */
RgSetting rg_desk_setting (const RgDesk *desk);
