/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decide/profile.h"

#include "decide/pay.h"

#include <stdio.h>
#include <string.h>

static const RgConfigKey schema[] = {
  { "me", "name", RG_CONFIG_VERBATIM },
  { "me", "language", RG_CONFIG_PLAIN },
  { "me", "headline", RG_CONFIG_VERBATIM },
  { "status", "accepted_offer", RG_CONFIG_PLAIN },
  { "status", "since", RG_CONFIG_PLAIN },
  { "goals", "titles", RG_CONFIG_PLAIN },
  { "goals", "seniority", RG_CONFIG_PLAIN },
  { "goals", "functions", RG_CONFIG_PLAIN },
  { "goals", "industries", RG_CONFIG_PLAIN },
  { "goals", "industries_unwanted", RG_CONFIG_PLAIN },
  { "goals", "target_companies", RG_CONFIG_PLAIN },
  { "goals", "blocked_companies", RG_CONFIG_PLAIN },
  { "goals", "minimum_pay", RG_CONFIG_PLAIN },
  { "goals", "work_model", RG_CONFIG_PLAIN },
  { "goals", "growth", RG_CONFIG_PLAIN },
  { "goals", "non_negotiables", RG_CONFIG_PLAIN },
  { "mobility", "home", RG_CONFIG_PLAIN },
  { "mobility", "timezone", RG_CONFIG_PLAIN },
  { "mobility", "permits", RG_CONFIG_PLAIN },
  { "mobility", "moving", RG_CONFIG_PLAIN },
  { "mobility", "onsite_places", RG_CONFIG_PLAIN },
  { "mobility", "relocate_to", RG_CONFIG_PLAIN },
  { "mobility", "notice_period", RG_CONFIG_PLAIN },
  { "mobility", "interview_hours", RG_CONFIG_PLAIN },
  { "mobility", "quiet_hours", RG_CONFIG_PLAIN },
  { "red-flags", "words", RG_CONFIG_PLAIN },
  { "red-flags", "companies", RG_CONFIG_PLAIN },
  { "bandwidth", "interviews_per_week", RG_CONFIG_PLAIN },
  { "bandwidth", "busy_calendar", RG_CONFIG_VERBATIM },
  { "bandwidth", "away", RG_CONFIG_PLAIN },
  { "relationships", "companies", RG_CONFIG_PLAIN },
  { "relationships", "domains", RG_CONFIG_PLAIN },
  { "relationships", "people", RG_CONFIG_PLAIN },
  { "replies", "tone", RG_CONFIG_PLAIN },
  { "replies", "give_reason", RG_CONFIG_PLAIN },
  { "replies", "answer_thanks", RG_CONFIG_PLAIN },
  { "replies", "answer_reopened", RG_CONFIG_PLAIN },
  { "replies", "referral", RG_CONFIG_VERBATIM },
  { "replies", "referral_consented", RG_CONFIG_PLAIN },
  { "replies", "quote", RG_CONFIG_PLAIN },
  { "replies", "signature", RG_CONFIG_VERBATIM },
  { "replies", "when_unsure", RG_CONFIG_PLAIN },
  { NULL, NULL, 0 },
};

static const char *const tri_names[] = { "no", "yes", NULL };
const char *const rg_tone_names[RG_N_TONES + 1] = { "warm", "formal", "brief", NULL };
static const char *const unsure_names[] = { "ask", "decline", "keep", NULL };
static const char *const reason_names[] = { "never", "brief", NULL };
static const char *const work_models[] = { "remote", "hybrid", "onsite", "any", NULL };

void
rg_profile_free (RgProfile *profile)
{
  if (!profile)
    return;
  char *texts[] = { profile->name,          profile->language, profile->accepted_since,
                    profile->pay_currency,  profile->home,     profile->zone_name,
                    profile->notice_period, profile->referral, profile->signature,
                    profile->headline };
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  GStrv lists[] = { profile->titles,
                    profile->seniority,
                    profile->functions,
                    profile->industries,
                    profile->industries_unwanted,
                    profile->target_companies,
                    profile->blocked_companies,
                    profile->work_models,
                    profile->growth,
                    profile->permits,
                    profile->onsite_places,
                    profile->relocate_to,
                    profile->red_words,
                    profile->red_companies,
                    profile->known_companies,
                    profile->known_domains,
                    profile->known_people };
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    g_strfreev (lists[i]);
  g_clear_pointer (&profile->zone, g_time_zone_unref);
  g_clear_pointer (&profile->tones, g_hash_table_unref);
  g_clear_pointer (&profile->moving, g_array_unref);
  g_clear_pointer (&profile->away, g_array_unref);
  g_clear_pointer (&profile->busy, rg_busy_free);
  g_free (profile->busy_calendar);
  g_free (profile);
}

static gboolean
read_status (RgProfile *profile, const RgConfig *config, GError **error)
{
  int accepted = RG_TRI_UNKNOWN - 1;
  g_autoptr (GArray) since = NULL;
  if (!rg_config_choice (config, "status", "accepted_offer", tri_names, &accepted, error)
      || !rg_config_days (config, "status", "since", &since, error))
    return FALSE;
  profile->accepted_offer = (RgTri) (accepted + 1);
  profile->accepted_since = rg_config_string (config, "status", "since");
  return TRUE;
}

static gboolean
read_pay (RgProfile *profile, const RgConfig *config, GError **error)
{
  g_autofree char *text = rg_config_string (config, "goals", "minimum_pay");
  RgPay pay;
  if (!text)
    return TRUE;
  if (!rg_pay_parse (text, &pay))
    return rg_config_refuse (config, "goals", "minimum_pay", error,
                             "'%s' is not an amount of pay; write it like 60000 EUR/year",
                             text);
  profile->minimum_pay = pay.high;
  profile->pay_currency = g_strdup (pay.currency);
  return TRUE;
}

static gboolean
read_work_models (RgProfile *profile, const RgConfig *config, GError **error)
{
  g_auto (GStrv) names = rg_config_list (config, "goals", "work_model");
  g_autoptr (GStrvBuilder) models = g_strv_builder_new ();
  for (char **name = names; *name; name++)
    {
      if (!g_strv_contains (work_models, *name))
        return rg_config_refuse (config, "goals", "work_model", error,
                                 "'%s' is not one of: remote, hybrid, onsite, any", *name);
      if (!g_str_equal (*name, "any"))
        g_strv_builder_add (models, *name);
    }
  profile->work_models = g_strv_builder_end (models);
  return TRUE;
}

/* What isn't set can't be insisted on. */
static gboolean
read_must_know (RgProfile *profile, const RgConfig *config, GError **error)
{
  static const struct
  {
    const char *name, *key;
    RgMustKnow bit;
  } known[] = { { "pay", "minimum_pay", RG_MUST_KNOW_PAY },
                { "work_model", "work_model", RG_MUST_KNOW_WORK_MODEL },
                { "growth", "growth", RG_MUST_KNOW_GROWTH } };
  g_auto (GStrv) names = rg_config_list (config, "goals", "non_negotiables");
  for (char **name = names; *name; name++)
    {
      gsize i = 0;
      while (i < G_N_ELEMENTS (known) && !g_str_equal (known[i].name, *name))
        i++;
      if (i == G_N_ELEMENTS (known))
        return rg_config_refuse (config, "goals", "non_negotiables", error,
                                 "'%s' is not one of: pay, work_model, growth", *name);
      if (!rg_config_has (config, "goals", known[i].key))
        return rg_config_refuse (config, "goals", "non_negotiables", error,
                                 "'%s' needs %s, which is not set", *name, known[i].key);
      profile->must_know |= known[i].bit;
    }
  return TRUE;
}

/* A name that is both wanted and unwanted can only be a slip. */
static gboolean
check_apart (const RgConfig *config, const char *wanted_key, GStrv wanted,
             const char *unwanted_key, GStrv unwanted, GError **error)
{
  for (char **name = unwanted; *name; name++)
    for (char **other = wanted; *other; other++)
      if (!g_ascii_strcasecmp (*name, *other))
        return rg_config_refuse (config, "goals", unwanted_key, error,
                                 "'%s' stands in %s too; take it out of one of them", *name,
                                 wanted_key);
  return TRUE;
}

static gboolean
read_goals (RgProfile *profile, const RgConfig *config, GError **error)
{
  profile->titles = rg_config_list (config, "goals", "titles");
  profile->seniority = rg_config_list (config, "goals", "seniority");
  profile->functions = rg_config_list (config, "goals", "functions");
  profile->industries = rg_config_list (config, "goals", "industries");
  profile->industries_unwanted = rg_config_list (config, "goals", "industries_unwanted");
  profile->target_companies = rg_config_list (config, "goals", "target_companies");
  profile->blocked_companies = rg_config_list (config, "goals", "blocked_companies");
  profile->growth = rg_config_list (config, "goals", "growth");
  return check_apart (config, "target_companies", profile->target_companies,
                      "blocked_companies", profile->blocked_companies, error)
         && check_apart (config, "industries", profile->industries, "industries_unwanted",
                         profile->industries_unwanted, error)
         && read_pay (profile, config, error) && read_work_models (profile, config, error)
         && read_must_know (profile, config, error);
}

static gboolean
read_zone (RgProfile *profile, const RgConfig *config, GError **error)
{
  profile->zone_name = rg_config_string (config, "mobility", "timezone");
  if (!profile->zone_name)
    return TRUE;
  profile->zone = g_time_zone_new_identifier (profile->zone_name);
  if (profile->zone)
    return TRUE;
  return rg_config_refuse (config, "mobility", "timezone", error,
                           "'%s' is not a time zone; write it like Europe/Lisbon",
                           profile->zone_name);
}

static gboolean
parse_hours (const char *text, int *from, int *to)
{
  int h1, m1, h2, m2, used = 0;
  if (sscanf (text, "%2d:%2d-%2d:%2d%n", &h1, &m1, &h2, &m2, &used) != 4 || text[used])
    return FALSE;
  if (h1 < 0 || h2 > 24 || m1 < 0 || m1 > 59 || m2 < 0 || m2 > 59)
    return FALSE;
  *from = h1 * 60 + m1;
  *to = h2 * 60 + m2;
  return *from != *to && *from < 24 * 60 && *to <= 24 * 60;
}

static gboolean
read_quiet_hours (RgProfile *profile, const RgConfig *config, GError **error)
{
  g_autofree char *text = rg_config_string (config, "mobility", "quiet_hours");
  profile->quiet_from = profile->quiet_to = -1;
  if (!text || parse_hours (text, &profile->quiet_from, &profile->quiet_to))
    return TRUE;
  return rg_config_refuse (config, "mobility", "quiet_hours", error,
                           "'%s' is not a span of hours; write it like 21:00-08:00", text);
}

static gboolean
read_hours (RgProfile *profile, const RgConfig *config, GError **error)
{
  g_autofree char *text = rg_config_string (config, "mobility", "interview_hours");
  profile->hours_from = profile->hours_to = -1;
  if (!text
      || (parse_hours (text, &profile->hours_from, &profile->hours_to)
          && profile->hours_from < profile->hours_to))
    return TRUE;
  return rg_config_refuse (config, "mobility", "interview_hours", error,
                           "'%s' is not a span of hours; write it like 09:00-18:00", text);
}

static gboolean
read_mobility (RgProfile *profile, const RgConfig *config, GError **error)
{
  profile->home = rg_config_string (config, "mobility", "home");
  profile->permits = rg_config_list (config, "mobility", "permits");
  profile->onsite_places = rg_config_list (config, "mobility", "onsite_places");
  profile->relocate_to = rg_config_list (config, "mobility", "relocate_to");
  profile->notice_period = rg_config_string (config, "mobility", "notice_period");
  return read_zone (profile, config, error) && read_hours (profile, config, error)
         && read_quiet_hours (profile, config, error)
         && rg_config_days (config, "mobility", "moving", &profile->moving, error);
}

static gboolean
read_busy (RgProfile *profile, const RgConfig *config, GError **error)
{
  const char *path = profile->busy_calendar
      = rg_config_string (config, "bandwidth", "busy_calendar");
  g_autoptr (GError) inner = NULL;
  profile->busy = rg_busy_new ();
  if (!path || rg_busy_load (profile->busy, path, &inner))
    return TRUE;
  return rg_config_refuse (config, "bandwidth", "busy_calendar", error, "%s", inner->message);
}

static gboolean
read_rest (RgProfile *profile, const RgConfig *config, GError **error)
{
  profile->red_words = rg_config_list (config, "red-flags", "words");
  profile->red_companies = rg_config_list (config, "red-flags", "companies");
  profile->known_companies = rg_config_list (config, "relationships", "companies");
  profile->known_domains = rg_config_list (config, "relationships", "domains");
  profile->known_people = rg_config_list (config, "relationships", "people");
  profile->interviews_per_week = -1;
  return rg_config_integer (config, "bandwidth", "interviews_per_week", 0, 100,
                            &profile->interviews_per_week, error)
         && read_busy (profile, config, error)
         && rg_config_days (config, "bandwidth", "away", &profile->away, error);
}

/* "formal" or, for one language, "de:formal". */
static gboolean
take_tone (RgProfile *profile, const char *item)
{
  const char *colon = strchr (item, ':');
  const char *name = colon ? colon + 1 : item;
  int tone = 0;
  while (rg_tone_names[tone] && !g_str_equal (rg_tone_names[tone], name))
    tone++;
  if (!rg_tone_names[tone] || (colon && colon != item + 2))
    return FALSE;
  if (colon)
    g_hash_table_insert (profile->tones, g_strndup (item, 2), GINT_TO_POINTER (tone));
  else
    profile->tone = (RgTone) tone;
  return TRUE;
}

static gboolean
read_tone (RgProfile *profile, const RgConfig *config, GError **error)
{
  g_auto (GStrv) items = rg_config_list (config, "replies", "tone");
  profile->tones = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (char **item = items; *item; item++)
    if (!take_tone (profile, *item))
      return rg_config_refuse (
          config, "replies", "tone", error,
          "'%s' is not one of: warm, formal, brief; for one language write "
          "it like de:formal",
          *item);
  return TRUE;
}

static gboolean
read_replies (RgProfile *profile, const RgConfig *config, GError **error)
{
  int unsure = RG_UNSURE_ASK, reason = 1;
  profile->referral = rg_config_string (config, "replies", "referral");
  profile->signature = rg_config_string (config, "replies", "signature");
  if (!read_tone (profile, config, error)
      || !rg_config_choice (config, "replies", "give_reason", reason_names, &reason, error)
      || !rg_config_choice (config, "replies", "when_unsure", unsure_names, &unsure, error)
      || !rg_config_boolean (config, "replies", "answer_thanks", &profile->answer_thanks, error)
      || !rg_config_boolean (config, "replies", "answer_reopened", &profile->answer_reopened,
                             error)
      || !rg_config_boolean (config, "replies", "quote", &profile->quote, error)
      || !rg_config_boolean (config, "replies", "referral_consented",
                             &profile->referral_consented, error))
    return FALSE;
  profile->when_unsure = (RgUnsure) unsure;
  profile->give_reason = reason == 1;
  return TRUE;
}

static gboolean
read_profile (RgProfile *profile, const RgConfig *config, GError **error)
{
  profile->name = rg_config_string (config, "me", "name");
  profile->language = rg_config_string (config, "me", "language");
  profile->headline = rg_config_string (config, "me", "headline");
  return read_status (profile, config, error) && read_goals (profile, config, error)
         && read_mobility (profile, config, error) && read_rest (profile, config, error)
         && read_replies (profile, config, error);
}

static RgProfile *
profile_from (RgConfig *config, GError **error)
{
  g_autoptr (RgConfig) owned = config;
  g_autoptr (RgProfile) profile = g_new0 (RgProfile, 1);
  if (!owned || !read_profile (profile, owned, error))
    return NULL;
  return g_steal_pointer (&profile);
}

RgProfile *
rg_profile_load (const char *path, GError **error)
{
  return profile_from (rg_config_load (path, schema, error), error);
}

char *
rg_profile_find_language (const char *path)
{
  g_autoptr (RgConfig) config = rg_config_load (path, schema, NULL);
  return config ? rg_config_string (config, "me", "language") : NULL;
}

RgProfile *
rg_profile_parse (const char *path, const char *text, gsize length, GError **error)
{
  return profile_from (rg_config_parse (path, text, length, schema, error), error);
}

RgProfile *
rg_profile_new_empty (void)
{
  return rg_profile_parse ("no profile", "", 0, NULL);
}

const RgDays *
rg_days_covering (const GArray *days, GDateTime *moment)
{
  int year, month, day;
  g_date_time_get_ymd (moment, &year, &month, &day);
  GDate date;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  for (guint i = 0; i < days->len; i++)
    {
      const RgDays *range = &g_array_index (days, RgDays, i);
      if (g_date_compare (&range->first, &date) <= 0
          && g_date_compare (&date, &range->last) <= 0)
        return range;
    }
  return NULL;
}

RgTone
rg_profile_tone (const RgProfile *profile, const char *language)
{
  gpointer tone = NULL;
  return g_hash_table_lookup_extended (profile->tones, language, NULL, &tone)
             ? (RgTone) GPOINTER_TO_INT (tone)
             : profile->tone;
}

gboolean
rg_profile_is_quiet (const RgProfile *profile, GDateTime *now)
{
  if (profile->quiet_from < 0)
    return FALSE;
  g_autoptr (GDateTime) local
      = profile->zone ? g_date_time_to_timezone (now, profile->zone) : g_date_time_ref (now);
  int minute = g_date_time_get_hour (local) * 60 + g_date_time_get_minute (local);
  gboolean is_after = minute >= profile->quiet_from, is_before = minute < profile->quiet_to;
  return profile->quiet_from < profile->quiet_to ? is_after && is_before
                                                 : is_after || is_before;
}
