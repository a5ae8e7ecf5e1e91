/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "common/words.h"

#include "base/translate.h"

static const struct
{
  const char *name, *label;
} texts[] = {
  { "ask", N_ ("Ask what isn't known yet") },
  { "circumstances", N_ ("My circumstances") },
  { "explore", N_ ("A short talk first") },
  { "goals", N_ ("Not what I look for") },
  { "internal", N_ ("A role in my own company") },
  { "last-minute", N_ ("At the last minute") },
  { "later-stage", N_ ("At a later stage") },
  { "mobility", N_ ("Where and how the work is done") },
  { "offer-accepted", N_ ("I have accepted another offer") },
  { "recruiter", N_ ("To a recruiter") },
  { "referral", N_ ("Somebody else may be interested") },
  { "reschedule", N_ ("Another time") },
  { "withdraw", N_ ("Without a reason") },
};

const char *
rg_text_label (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (g_str_equal (texts[i].name, name))
      return _ (texts[i].label);
  return name;
}

gboolean
rg_text_answers_invitations (const char *name)
{
  static const char *const others[] = {
    "asks-why", "persuades", "reconnect", "referral-details", "reopened", "thanks", NULL
  };
  return !g_strv_contains (others, name);
}
