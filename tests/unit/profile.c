/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The user's profile: what is read, and what is refused with file and line. */
#include "decide/profile.h"

#include "base/error.h"

#include <string.h>

static void
test_refused (void)
{
  static const struct
  {
    const char *text, *message;
  } cases[] = {
    { "[goals]\nminimum_pay = 60000 XYZ/year\n", "p:2: [goals] minimum_pay: '60000 XYZ/year'" },
    { "[goals]\nminimum_pay = much\n", "p:2: [goals] minimum_pay: 'much' is not an amount" },
    { "[goals]\nwork_model = moon\n", "p:2: [goals] work_model: 'moon' is not one of" },
    { "[goals]\ntarget_companies = Acme\nblocked_companies = acme\n",
      "p:3: [goals] blocked_companies: 'acme' stands in target_companies too" },
    { "[goals]\nindustries = a;b\nindustries_unwanted = b\n",
      "p:3: [goals] industries_unwanted: 'b' stands in industries too" },
    { "[mobility]\nmoving = 2027-04-15..2027-02-01\n", "p:2: [mobility] moving: " },
    { "[mobility]\ninterview_hours = 18:00-09:00\n", "p:2: [mobility] interview_hours: " },
    { "[mobility]\ntimezone = Mars/Olympus\n", "'Mars/Olympus' is not a time zone" },
    { "[bandwidth]\ninterviews_per_week = -1\n", "p:2: [bandwidth] interviews_per_week: " },
    { "[bandwidth]\nbusy_calendar = /nonexistent.ics\n", "p:2: [bandwidth] busy_calendar: " },
    { "[status]\naccepted_offer = perhaps\n", "p:2: [status] accepted_offer: " },
    { "[replies]\ntone = rude\n", "p:2: [replies] tone: " },
    { "[replies]\ntone = warm;de:rude\n", "p:2: [replies] tone: 'de:rude'" },
    { "[replies]\ntone = german:formal\n", "p:2: [replies] tone: 'german:formal'" },
    { "[goals]\nnon_negotiables = fame\n", "p:2: [goals] non_negotiables: 'fame' is not one" },
    { "[goals]\nnon_negotiables = pay\n", "p:2: [goals] non_negotiables: 'pay' needs min" },
    { "[mobility]\nquiet_hours = night\n", "p:2: [mobility] quiet_hours: 'night'" },
    { "[mobility]\nquiet_hours = 24:00-08:00\n", "p:2: [mobility] quiet_hours: '24:00" },
    { "[hobbies]\nsport = chess\n", "p:1: " },
    { "[me]\nnme = Sam\n", "p:2: " },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (RgProfile) profile
          = rg_profile_parse ("p", cases[i].text, strlen (cases[i].text), &error);
      g_assert_null (profile);
      g_assert_error (error, RG_ERROR, RG_ERROR_CONFIG);
      if (!strstr (error->message, cases[i].message))
        g_error ("'%s' is not in '%s'", cases[i].message, error->message);
    }
}

static RgProfile *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  RgProfile *profile = rg_profile_parse ("p", text, strlen (text), &error);
  g_assert_no_error (error);
  return profile;
}

static void
test_tone (void)
{
  g_autoptr (RgProfile) profile = parse ("[replies]\ntone = brief;de:formal\n");
  g_assert_cmpint (rg_profile_tone (profile, "de"), ==, RG_TONE_FORMAL);
  g_assert_cmpint (rg_profile_tone (profile, "en"), ==, RG_TONE_BRIEF);
  g_autoptr (RgProfile) silent = parse ("[replies]\ntone = fr:brief\n");
  g_assert_cmpint (rg_profile_tone (silent, "fr"), ==, RG_TONE_BRIEF);
  g_assert_cmpint (rg_profile_tone (silent, "en"), ==, RG_TONE_WARM);
}

static void
test_quiet_hours (void)
{
  static const struct
  {
    const char *hours, *now; /* Lisbon is at UTC in winter, and at +1 in summer */
    gboolean is_quiet;
  } cases[] = {
    { "21:00-08:00", "2026-11-23T20:59:00Z", FALSE },
    { "21:00-08:00", "2026-11-23T21:00:00Z", TRUE },
    { "21:00-08:00", "2026-11-24T07:59:00Z", TRUE },
    { "21:00-08:00", "2026-11-24T08:00:00Z", FALSE },
    { "21:00-08:00", "2026-07-23T20:00:00Z", TRUE },
    { "12:00-14:00", "2026-11-23T13:00:00Z", TRUE },
    { "12:00-14:00", "2026-11-23T14:00:00Z", FALSE },
    { "", "2026-11-23T03:00:00Z", FALSE },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf (
          "[mobility]\ntimezone = Europe/Lisbon\nquiet_hours = %s\n", cases[i].hours);
      g_autoptr (RgProfile) profile = parse (text);
      g_autoptr (GDateTime) now = g_date_time_new_from_iso8601 (cases[i].now, NULL);
      g_test_message ("case %zu", i);
      g_assert_cmpint (rg_profile_is_quiet (profile, now), ==, cases[i].is_quiet);
    }
}

/* With a name alone everything else is unknown. */
static void
test_name_alone (void)
{
  static const char text[] = "[me]\nname = Sam Rivera\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (RgProfile) profile = rg_profile_parse ("p", text, strlen (text), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (profile->name, ==, "Sam Rivera");
  g_assert_cmpint (profile->accepted_offer, ==, RG_TRI_UNKNOWN);
  g_assert_cmpint (profile->interviews_per_week, ==, -1);
  g_assert_cmpint (profile->hours_from, ==, -1);
  g_assert_false (rg_busy_is_known (profile->busy));
  g_assert_null (profile->zone);
  g_assert_null (profile->titles[0]);
  g_assert_cmpint (profile->when_unsure, ==, RG_UNSURE_ASK);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/profile/tone", test_tone);
  g_test_add_func ("/profile/quiet hours", test_quiet_hours);
  g_test_add_func ("/profile/refused", test_refused);
  g_test_add_func ("/profile/name-alone", test_name_alone);
  return g_test_run ();
}
