/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/places.h"

#include "base/translate.h"
#include "decide/profile.h"

RgPlaces *
rg_places_new (void)
{
  RgPlaces *places = g_new0 (RgPlaces, 1);
  const char *data = g_getenv ("REGRETS_DATADIR");
  places->config = g_build_filename (g_get_user_config_dir (), "regrets", NULL);
  places->state = g_build_filename (g_get_user_state_dir (), "regrets", NULL);
  places->data = g_strdup (data && *data ? data : RG_DATADIR);
  return places;
}

void
rg_places_free (RgPlaces *places)
{
  if (!places)
    return;
  g_free (places->config);
  g_free (places->state);
  g_free (places->data);
  g_free (places);
}

void
rg_places_speak (const RgPlaces *places, const char *wanted)
{
  gboolean is_installed = g_str_equal (places->data, RG_DATADIR);
  g_autofree char *beside = g_build_filename (places->data, "locale", NULL);
  rg_translate_begin (is_installed ? RG_LOCALEDIR : beside);
  rg_translate_prefer (wanted);
}

/* What is wrong with the profile is told when it is really read. */
char *
rg_places_find_language (const RgPlaces *places)
{
  g_autofree char *path = g_build_filename (places->config, "profile.conf", NULL);
  /* A pipe could keep waiting whom only the language is told to. */
  return g_file_test (path, G_FILE_TEST_IS_REGULAR) ? rg_profile_find_language (path) : NULL;
}

RgSettings *
rg_places_load_settings (const RgPlaces *places, GError **error)
{
  g_autofree char *path = g_build_filename (places->config, "regrets.conf", NULL);
  return rg_settings_load (path, error);
}

GStrv
rg_places_load_addresses (const RgPlaces *places, GError **error)
{
  g_autofree char *path = g_build_filename (places->config, "regrets.conf", NULL);
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return g_new0 (char *, 1);
  g_autoptr (RgSettings) settings = rg_settings_load (path, error);
  return settings ? rg_settings_addresses (settings) : NULL;
}
