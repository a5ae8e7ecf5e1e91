/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk.h"

#include <string.h>

static const char profile_text[]
    = "[me]\nname = Sam Rivera\n[goals]\ntitles = C Developer\nminimum_pay = 60000 EUR/year\n"
      "[mobility]\nhome = Lisbon\ntimezone = Europe/Lisbon\ninterview_hours = 09:00-18:00\n"
      "[replies]\nquote = yes\n";

char *
fuzz_shipped (const char *name)
{
  const char *data = g_getenv ("REGRETS_DATADIR");
  return g_build_filename (data ? data : RG_DATADIR, name, NULL);
}

static RgSetting
make_setting (void)
{
  static const char *const addresses[] = { "sam.rivera@example.net", NULL };
  g_autofree char *rules = fuzz_shipped ("rules");
  g_autofree char *wording = fuzz_shipped ("wording.tsv");
  g_autofree char *learned = fuzz_shipped ("learned");
  g_autofree char *words = fuzz_shipped ("words");
  g_autofree char *templates = fuzz_shipped ("templates");
  g_autofree char *languages = fuzz_shipped ("languages.conf");
  const char *rule_dirs[] = { rules, NULL }, *word_dirs[] = { learned, words, NULL },
             *template_dirs[] = { templates, NULL };
  RgSetting setting = {
    .rules = rg_rules_load (rule_dirs, wording, NULL),
    .words = rg_words_load (word_dirs, NULL),
    .templates = rg_templates_load (template_dirs, NULL),
    .languages = rg_languages_load (languages, NULL),
    .profile = rg_profile_parse ("p", profile_text, strlen (profile_text), NULL),
    .addresses = addresses,
    .now = g_date_time_new_utc (2026, 11, 23, 9, 0, 0),
    .recent_interviews = 1,
  };
  if (!setting.rules || !setting.words || !setting.templates || !setting.languages)
    g_error ("set REGRETS_DATADIR to the folder share of the build");
  return setting;
}

const RgSetting *
fuzz_setting (void)
{
  static RgSetting setting;
  if (!setting.rules)
    setting = make_setting ();
  return &setting;
}
