/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/desk.h"

#include "base/error.h"

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
  g_autofree char *wording = g_build_filename (places->data, "wording.tsv", NULL);
  g_autofree char *learned = g_build_filename (places->data, "learned", NULL);
  const char *dirs[] = { shipped, rules ? rules : own, NULL };
  if (!check_folder (shipped, error) || !check_folder (rules, error))
    return NULL;
  g_autoptr (RgRules) loaded = rg_rules_load (dirs, wording, error);
  if (!loaded || !rg_rules_read_nets (loaded, learned, error))
    return NULL;
  return g_steal_pointer (&loaded);
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
  g_autofree char *learned = g_build_filename (places->data, "learned", NULL);
  g_autofree char *shipped = g_build_filename (places->data, "words", NULL);
  g_autofree char *own = g_build_filename (places->config, "words.d", NULL);
  const char *dirs[] = { learned, shipped, own, NULL };
  return check_folder (shipped, error) ? rg_words_load (dirs, error) : NULL;
}

RgDesk *
rg_desk_load (const RgPlaces *places, const char *profile, const char *rules, GError **error)
{
  g_autoptr (RgDesk) desk = g_atomic_rc_box_new0 (RgDesk);
  g_autofree char *languages = g_build_filename (places->data, "languages.conf", NULL);
  desk->rules = rg_places_load_rules (places, rules, error);
  desk->languages = desk->rules ? rg_languages_load (languages, error) : NULL;
  desk->words = desk->languages ? load_words (places, error) : NULL;
  desk->templates = desk->words ? rg_places_load_templates (places, error) : NULL;
  desk->profile = desk->templates ? rg_places_load_profile (places, profile, error) : NULL;
  return desk->profile ? g_steal_pointer (&desk) : NULL;
}

RgDesk *
rg_desk_load_whole (const RgPlaces *places, GError **error)
{
  g_autoptr (RgDesk) desk = rg_desk_load (places, NULL, NULL, error);
  return desk && rg_words_read_all (desk->words, error) ? g_steal_pointer (&desk) : NULL;
}

static void
desk_clear (gpointer data)
{
  RgDesk *desk = data;
  rg_rules_free (desk->rules);
  rg_languages_free (desk->languages);
  rg_words_free (desk->words);
  rg_profile_free (desk->profile);
  rg_templates_free (desk->templates);
}

RgDesk *
rg_desk_ref (RgDesk *desk)
{
  return g_atomic_rc_box_acquire (desk);
}

void
rg_desk_unref (RgDesk *desk)
{
  g_atomic_rc_box_release_full (desk, desk_clear);
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
