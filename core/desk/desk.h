/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything that the corridor needs, read from where it is. */
#pragma once

#include "desk/places.h"
#include "pipeline.h"

/* Shared, and never changed: after a change of the files there is a new one. */
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

/* The same with all of the user's own, where nothing is left to be read when a mail first needs
 * it: for who runs so long that the files may be replaced meanwhile. */
RgDesk *rg_desk_load_whole (const RgPlaces *places, GError **error);
RgDesk *rg_desk_ref (RgDesk *desk);
void rg_desk_unref (RgDesk *desk);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgDesk, rg_desk_unref)

/* The parts of the desk alone. */
RgRules *rg_places_load_rules (const RgPlaces *places, const char *rules, GError **error);
RgTemplates *rg_places_load_templates (const RgPlaces *places, GError **error);
RgProfile *rg_places_load_profile (const RgPlaces *places, const char *profile, GError **error);

/* Borrows from the desk; clock, addresses and recent interviews are left open. */
RgSetting rg_desk_setting (const RgDesk *desk);
