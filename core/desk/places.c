/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/places.h"

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
