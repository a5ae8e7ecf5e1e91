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
  g_test_add_func ("/profile/refused", test_refused);
  g_test_add_func ("/profile/name-alone", test_name_alone);
  return g_test_run ();
}
