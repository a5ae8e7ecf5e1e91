/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/places.h"

#include "base/error.h"

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

/* A folder that was named but isn't there is a mistake; the usual one may be absent. */
static gboolean
check_folder (const char *path, GError **error)
{
  if (!path || g_file_test (path, G_FILE_TEST_IS_DIR))
    return TRUE;
  g_set_error (error, RG_ERROR, RG_ERROR_CONFIG, "%s is not a folder", path);
  return FALSE;
}

RgRules *
rg_places_load_rules (const RgPlaces *places, const char *rules, GError **error)
{
  g_autofree char *shipped = g_build_filename (places->data, "rules", NULL);
  g_autofree char *own = g_build_filename (places->config, "rules.d", NULL);
  const char *dirs[] = { shipped, rules ? rules : own, NULL };
  if (!check_folder (shipped, error) || !check_folder (rules, error))
    return NULL;
  return rg_rules_load (dirs, error);
}

RgTemplates *
rg_places_load_templates (const RgPlaces *places, GError **error)
{
  g_autofree char *shipped = g_build_filename (places->data, "templates", NULL);
  g_autofree char *own = g_build_filename (places->config, "templates", NULL);
  const char *dirs[] = { shipped, own, NULL };
  return check_folder (shipped, error) ? rg_templates_load (dirs, error) : NULL;
}

RgProfile *
rg_places_load_profile (const RgPlaces *places, const char *profile, GError **error)
{
  g_autofree char *usual = g_build_filename (places->config, "profile.conf", NULL);
  if (profile)
    return rg_profile_load (profile, error);
  if (g_file_test (usual, G_FILE_TEST_EXISTS))
    return rg_profile_load (usual, error);
  return rg_profile_new_empty ();
}

static RgWords *
load_words (const RgPlaces *places, GError **error)
{
  g_autofree char *shipped = g_build_filename (places->data, "words", NULL);
  g_autofree char *own = g_build_filename (places->config, "words.d", NULL);
  const char *dirs[] = { shipped, own, NULL };
  return check_folder (shipped, error) ? rg_words_load (dirs, error) : NULL;
}

RgDesk *
rg_desk_load (const RgPlaces *places, const char *profile, const char *rules, GError **error)
{
  g_autoptr (RgDesk) desk = g_new0 (RgDesk, 1);
  g_autofree char *languages = g_build_filename (places->data, "languages.conf", NULL);
  desk->rules = rg_places_load_rules (places, rules, error);
  desk->languages = desk->rules ? rg_languages_load (languages, error) : NULL;
  desk->words = desk->languages ? load_words (places, error) : NULL;
  desk->templates = desk->words ? rg_places_load_templates (places, error) : NULL;
  desk->profile = desk->templates ? rg_places_load_profile (places, profile, error) : NULL;
  return desk->profile ? g_steal_pointer (&desk) : NULL;
}

void
rg_desk_free (RgDesk *desk)
{
  if (!desk)
    return;
  rg_rules_free (desk->rules);
  rg_languages_free (desk->languages);
  rg_words_free (desk->words);
  rg_profile_free (desk->profile);
  rg_templates_free (desk->templates);
  g_free (desk);
}

RgSetting
rg_desk_setting (const RgDesk *desk)
{
  return (RgSetting){
    .rules = desk->rules,
    .languages = desk->languages,
    .words = desk->words,
    .profile = desk->profile,
    .templates = desk->templates,
    .recent_interviews = -1,
  };
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

RgJournal *
rg_places_open_journal (const RgPlaces *places, GError **error)
{
  g_autofree char *path = g_build_filename (places->state, "journal.sqlite", NULL);
  return rg_journal_open (path, error);
}
