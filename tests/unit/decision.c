/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The checklist and what follows from it, as a table: profile and facts → decision. */
#include "decision_case.h"

static const Row rows[] = {
  { "nothing known: ask", "[me]\nname = Sam\n", .outcome = "ask", .reason = "goals",
    .channel = "email", .template_name = "ask" },
  { "nothing known: decline if wanted", "[replies]\nwhen_unsure = decline\n",
    .outcome = "decline", .reason = "goals", .channel = "email", .template_name = "goals" },
  { "nothing known: keep if wanted", "[replies]\nwhen_unsure = keep\n", .outcome = "keep",
    .reason = "goals", .channel = "email" },
  { "an offer is accepted", "[status]\naccepted_offer = yes\n", .position = "C Developer",
    .outcome = "decline", .reason = "status", .channel = "email",
    .template_name = "offer-accepted" },
  { "an offer is never softened",
    "[status]\naccepted_offer = yes\n[relationships]\ncompanies = Fernwood Labs\n",
    .company = "Fernwood Labs", .outcome = "decline", .reason = "status", .channel = "email",
    .template_name = "offer-accepted" },
  { "no reason is given if none is wanted",
    "[status]\naccepted_offer = yes\n[replies]\ngive_reason = never\n", .outcome = "decline",
    .reason = "status", .channel = "email", .template_name = "withdraw" },
  { "title fits", "[goals]\ntitles = C Developer\n", .position = "Senior Embedded C Developer",
    .mode = RG_MODE_REMOTE, .outcome = "keep", .channel = "email" },
  { "title does not fit", "[goals]\ntitles = C Developer\n", .position = "Sales Manager",
    .outcome = "decline", .reason = "goals", .channel = "email", .template_name = "goals" },
  { "function fits", "[goals]\ntitles = C Developer\nfunctions = firmware\n",
    .position = "Firmware Engineer", .mode = RG_MODE_PHONE, .outcome = "keep",
    .channel = "email" },
  { "too junior", "[goals]\ntitles = Developer\nseniority = senior;staff\n",
    .position = "Junior Developer", .outcome = "decline", .reason = "goals", .channel = "email",
    .template_name = "goals" },
  { "a blocked company", "[goals]\ntitles = Developer\nblocked_companies = Acme\n",
    .company = "Acme GmbH", .position = "Developer", .outcome = "decline", .reason = "goals",
    .channel = "email", .template_name = "goals" },
  { "pays too little", "[goals]\nminimum_pay = 60000 EUR/year\ntitles = Developer\n",
    .position = "Developer", .salary = "€45,000–52,000", .outcome = "decline",
    .reason = "goals", .channel = "email", .template_name = "goals" },
  { "pay in another currency says nothing",
    "[goals]\nminimum_pay = 60000 EUR/year\ntitles = Developer\n", .position = "Developer",
    .salary = "USD 45,000", .mode = RG_MODE_REMOTE, .outcome = "keep", .channel = "email" },
  { "an unwanted industry", "[goals]\ntitles = Developer\nindustries_unwanted = gambling\n",
    .text = "We are a gambling platform.", .position = "Developer", .outcome = "decline",
    .reason = "goals", .channel = "email", .template_name = "goals" },
  { "an unwanted work model", "[goals]\ntitles = Developer\nwork_model = remote\n",
    .text = "This is an office-based job.", .position = "Developer", .outcome = "decline",
    .reason = "goals", .channel = "email", .template_name = "goals" },
  { "the pay has to be known",
    "[goals]\ntitles = Developer\nminimum_pay = 60000 EUR/year\nnon_negotiables = pay\n",
    .position = "Developer", .mode = RG_MODE_REMOTE, .outcome = "ask", .reason = "goals",
    .channel = "email", .template_name = "ask" },
  { "the pay has to be known, and is",
    "[goals]\ntitles = Developer\nminimum_pay = 60000 EUR/year\nnon_negotiables = pay\n",
    .position = "Developer", .salary = "EUR 70,000", .mode = RG_MODE_REMOTE, .outcome = "keep",
    .channel = "email" },
  { "the work model has to be known",
    "[goals]\ntitles = Developer\nwork_model = remote\nnon_negotiables = work_model\n",
    .position = "Developer", .mode = RG_MODE_REMOTE, .outcome = "ask", .reason = "goals",
    .channel = "email", .template_name = "ask" },
  { "room to grow has to be known",
    "[goals]\ntitles = Developer\ngrowth = lead a team\nnon_negotiables = growth\n",
    .text = "You would lead a team of three.", .position = "Developer", .mode = RG_MODE_REMOTE,
    .outcome = "keep", .channel = "email" },
  { "what does not fit is not asked about",
    "[goals]\ntitles = Developer\ngrowth = lead a team\nnon_negotiables = growth\n",
    .position = "Sales Manager", .mode = RG_MODE_REMOTE, .outcome = "decline",
    .reason = "goals", .channel = "email", .template_name = "goals" },
  { "growth where no role is named", "[goals]\ntitles = Developer\ngrowth = lead a team\n",
    .text = "You would lead a team of three.", .mode = RG_MODE_REMOTE, .outcome = "keep",
    .channel = "email" },
  { "a stranger's role in a known company: explore",
    "[goals]\ntitles = C Developer\n[relationships]\ncompanies = Fernwood Labs\n",
    .company = "Fernwood Labs", .position = "Sales Manager", .outcome = "explore",
    .reason = "goals", .channel = "email", .template_name = "explore" },
  { "an informational talk with a known person's company: keep",
    "[goals]\ntitles = C Developer\n[relationships]\ncompanies = Fernwood Labs\n",
    .company = "Fernwood Labs", .position = "Sales Manager", .stage = RG_STAGE_INFORMATIONAL,
    .outcome = "keep", .channel = "email" },
  { "an informational talk about no role: keep", "[goals]\ntitles = C Developer\n",
    .company = "Fernwood Labs", .mode = RG_MODE_REMOTE, .stage = RG_STAGE_INFORMATIONAL,
    .outcome = "keep", .channel = "email" },
  { "a target company passes goals",
    "[goals]\ntitles = C Developer\ntarget_companies = Fernwood Labs\n",
    .company = "Fernwood Labs", .position = "Sales Manager", .mode = RG_MODE_REMOTE,
    .outcome = "keep", .channel = "email" },
  { "on site elsewhere", "[goals]\ntitles = Developer\n[mobility]\nhome = Lisbon\n",
    .position = "Developer", .place = "Torstraße 1, Berlin", .mode = RG_MODE_ONSITE,
    .outcome = "decline", .reason = "mobility", .channel = "email",
    .template_name = "mobility" },
  { "on site at home", "[goals]\ntitles = Developer\n[mobility]\nhome = Lisbon\n",
    .position = "Developer", .place = "Rua Augusta 1, Lisbon", .mode = RG_MODE_ONSITE,
    .outcome = "keep", .channel = "email" },
  { "on site where one would move to",
    "[goals]\ntitles = Developer\n[mobility]\nhome = Lisbon\nrelocate_to = Berlin\n",
    .position = "Developer", .place = "Berlin", .mode = RG_MODE_ONSITE, .outcome = "keep",
    .channel = "email" },
  { "on site during the move",
    "[goals]\ntitles = Developer\n[mobility]\nhome = Lisbon\nmoving = 2026-12-01..2026-12-31\n",
    .position = "Developer", .place = "Lisbon", .mode = RG_MODE_ONSITE,
    .time = "2026-12-03T15:00:00Z", .outcome = "decline", .reason = "mobility",
    .channel = "email", .template_name = "mobility" },
  { "remote during the move",
    "[goals]\ntitles = Developer\n[mobility]\nmoving = 2026-12-01..2026-12-31\n",
    .position = "Developer", .mode = RG_MODE_REMOTE, .time = "2026-12-03T15:00:00Z",
    .outcome = "keep", .channel = "email" },
  { "nobody says where, and it matters",
    "[goals]\ntitles = Developer\n[mobility]\nhome = Lisbon\n", .position = "Developer",
    .outcome = "ask", .reason = "mobility", .channel = "email", .template_name = "ask" },
  { "no permit", "[goals]\ntitles = Developer\n[mobility]\npermits = EU\n",
    .text = "You must have the right to work in the UK.", .position = "Developer",
    .mode = RG_MODE_REMOTE, .outcome = "decline", .reason = "mobility", .channel = "email",
    .template_name = "mobility" },
  { "at night",
    "[goals]\ntitles = Developer\n[mobility]\ntimezone = Europe/Lisbon\ninterview_hours = "
    "09:00-18:00\n",
    .position = "Developer", .mode = RG_MODE_REMOTE, .time = "2026-12-03T15:00:00-08:00",
    .outcome = "reschedule", .reason = "mobility", .channel = "email",
    .template_name = "reschedule" },
  { "in hours",
    "[goals]\ntitles = Developer\n[mobility]\ntimezone = Europe/Lisbon\ninterview_hours = "
    "09:00-18:00\n",
    .position = "Developer", .mode = RG_MODE_REMOTE, .time = "2026-12-03T09:00:00-08:00",
    .outcome = "keep", .channel = "email" },
  { "start at once against notice",
    "[goals]\ntitles = Developer\n[mobility]\nnotice_period = 3 months\n",
    .text = "We need an immediate start.", .position = "Developer", .mode = RG_MODE_REMOTE,
    .outcome = "ask", .reason = "mobility", .channel = "email", .template_name = "ask" },
  { "a warning sign", "[goals]\ntitles = Developer\n", .position = "Developer",
    .mode = RG_MODE_REMOTE, .warning = "it asks for a fee", .outcome = "decline",
    .reason = "red-flags", .channel = "email", .template_name = "withdraw" },
  { "a red flag is never softened",
    "[relationships]\ncompanies = Acme\n[goals]\ntitles = Developer\n[red-flags]\nwords = "
    "rockstar\n",
    .text = "We want a rockstar.", .company = "Acme", .position = "Developer",
    .mode = RG_MODE_REMOTE, .outcome = "decline", .reason = "red-flags", .channel = "email",
    .template_name = "withdraw" },
  { "no interviews now", "[goals]\ntitles = Developer\n[bandwidth]\ninterviews_per_week = 0\n",
    .position = "Developer", .mode = RG_MODE_REMOTE, .outcome = "decline",
    .reason = "bandwidth", .channel = "email", .template_name = "circumstances" },
  { "enough this week", "[goals]\ntitles = Developer\n[bandwidth]\ninterviews_per_week = 2\n",
    .position = "Developer", .mode = RG_MODE_REMOTE, .outcome = "decline",
    .reason = "bandwidth", .channel = "email", .template_name = "circumstances" },
  { "away that day", "[goals]\ntitles = Developer\n[bandwidth]\naway = 2026-12-03\n",
    .position = "Developer", .mode = RG_MODE_REMOTE, .time = "2026-12-03T15:00:00Z",
    .outcome = "reschedule", .reason = "bandwidth", .channel = "email",
    .template_name = "reschedule" },
  { "today: call first", "[status]\naccepted_offer = yes\n", .time = "2026-11-23T18:00:00Z",
    .outcome = "decline", .reason = "status", .channel = "phone-first",
    .template_name = "last-minute" },
  { "in a few hours of the next day: call first",
    "[status]\naccepted_offer = yes\n[mobility]\ntimezone = Asia/Tokyo\n",
    .time = "2026-11-23T14:59:00Z", .outcome = "decline", .reason = "status",
    .channel = "phone-first", .template_name = "last-minute" },
  { "over: nothing to hurry for", "[status]\naccepted_offer = yes\n",
    .time = "2026-11-22T18:00:00Z", .outcome = "decline", .reason = "status",
    .channel = "email", .template_name = "offer-accepted" },
  { "through a recruiter", "[status]\naccepted_offer = yes\n", .recruiter = TRUE,
    .outcome = "decline", .reason = "status", .channel = "recruiter-first",
    .template_name = "recruiter" },
  { "a permit in German", "[goals]\ntitles = Entwickler\n[mobility]\npermits = Schweiz\n",
    .language = "de", .text = "Eine gültige Arbeitserlaubnis setzen wir voraus.",
    .position = "Entwickler", .outcome = "decline", .reason = "mobility", .channel = "email",
    .template_name = "mobility" },
  { "a start at once, in French",
    "[goals]\ntitles = Développeur\n[mobility]\nnotice_period = 2 mois\n", .language = "fr",
    .text = "Le poste est à pourvoir, prise de poste immédiate.", .position = "Développeur",
    .mode = RG_MODE_REMOTE, .outcome = "ask", .reason = "mobility", .channel = "email",
    .template_name = "ask" },
  { "work on site alone, in Spanish",
    "[goals]\ntitles = Programador\nwork_model = remote;hybrid\n", .language = "es",
    .text = "El puesto es 100% presencial.", .position = "Programador", .outcome = "decline",
    .reason = "goals", .channel = "email", .template_name = "goals" },
  { "a level in Dutch", "[goals]\ntitles = Verpleegkundige\nseniority = senior\n",
    .language = "nl", .position = "Stagiair Verpleegkundige", .outcome = "decline",
    .reason = "goals", .channel = "email", .template_name = "goals" },
  { "a level in the user's own words", "[goals]\ntitles = Lager\nseniority = Leiter\n",
    .language = "de", .position = "Leiter Lager", .mode = RG_MODE_PHONE, .outcome = "keep",
    .channel = "email" },
  { "a question that nobody may ask, in Italian", "[goals]\ntitles = Cuoco\n", .language = "it",
    .text = "Prima del colloquio ci dica: ha intenzione, prevede figli?", .position = "Cuoco",
    .mode = RG_MODE_REMOTE, .outcome = "decline", .reason = "red-flags", .channel = "email",
    .template_name = "withdraw" },
  { "unpaid work, in Portuguese", "[goals]\ntitles = Cozinheiro\n", .language = "pt",
    .text = "Antes haverá uma semana de teste não remunerada.", .position = "Cozinheiro",
    .mode = RG_MODE_REMOTE, .outcome = "decline", .reason = "red-flags", .channel = "email",
    .template_name = "withdraw" },
  { "on site now, remote in the advertisement", "[goals]\ntitles = Developer\n",
    .text = "This is an office-based job.", .quote = "The job is fully remote.",
    .position = "Developer", .mode = RG_MODE_REMOTE, .outcome = "ask", .reason = "red-flags",
    .channel = "email", .template_name = "ask" },
  { "remote now, on site in the advertisement", "[goals]\ntitles = Developer\n",
    .text = "The job is fully remote.", .quote = "This is an office-based job.",
    .position = "Developer", .mode = RG_MODE_REMOTE, .outcome = "keep", .channel = "email" },
  { "in the own house", "[status]\naccepted_offer = yes\n", .from = "boss@corp.example",
    .outcome = "decline", .reason = "status", .channel = "manager-first",
    .template_name = "internal" },
  { "a person one knows: call first",
    "[status]\naccepted_offer = yes\n[relationships]\npeople = Priya Nair\n",
    .outcome = "decline", .reason = "status", .channel = "phone-first",
    .template_name = "offer-accepted" },
  { "final round", "[status]\naccepted_offer = yes\n", .stage = RG_STAGE_FINAL,
    .outcome = "decline", .reason = "status", .channel = "email",
    .template_name = "later-stage" },
  { "a colleague may be named",
    "[status]\naccepted_offer = yes\n[replies]\nreferral = Ana\nreferral_consented = yes\n",
    .outcome = "decline", .reason = "status", .channel = "email", .template_name = "referral" },
  { "a colleague who has not agreed is not",
    "[status]\naccepted_offer = yes\n[replies]\nreferral = Ana\n", .outcome = "decline",
    .reason = "status", .channel = "email", .template_name = "offer-accepted" },
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (RgDecision) decision = decide (row, RG_KIND_INVITATION);
  g_assert_cmpstr (rg_outcome_names[decision->outcome], ==, row->outcome);
  g_assert_cmpstr (decision->reason, ==, row->reason);
  g_assert_cmpstr (rg_channel_names[decision->channel], ==, row->channel);
  g_assert_cmpstr (decision->template_name, ==, row->template_name);
  for (int i = 0; i < RG_N_QUESTIONS; i++)
    g_assert_true (strlen (decision->checklist->answers[i].evidence) > 10);
}

static void
test_other_kinds (void)
{
  for (int kind = 0; kind < RG_N_KINDS; kind++)
    {
      g_autoptr (RgDecision) decision = decide (&rows[0], (RgKind) kind);
      gboolean invites = kind == RG_KIND_INVITATION || kind == RG_KIND_RESCHEDULE;
      g_assert_cmpint (decision->outcome != RG_OUTCOME_NONE, ==, invites);
      g_assert_cmpint (decision->checklist != NULL, ==, invites);
    }
}

/* What the user's choice of a text makes of a decision. */
static void
test_overrule (void)
{
  static const struct
  {
    const char *template_name, *outcome;
  } cases[] = {
    { "mobility", "decline" }, { "withdraw", "decline" },      { "persuades", "decline" },
    { "explore", "explore" },  { "reschedule", "reschedule" }, { "ask", "ask" },
    { "reopened", "keep" },    { "referral-details", "keep" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RgDecision) decision = decide (&rows[0], RG_KIND_INVITATION);
      rg_decision_overrule (decision, cases[i].template_name);
      g_assert_cmpstr (rg_outcome_names[decision->outcome], ==, cases[i].outcome);
      g_assert_cmpstr (decision->template_name, ==, cases[i].template_name);
      g_autoptr (RgDecision) none = decide (&rows[0], RG_KIND_OTHER);
      rg_decision_overrule (none, cases[i].template_name);
      g_assert_cmpint (none->outcome, ==, RG_OUTCOME_NONE);
      g_assert_null (none->template_name);
    }
}

/* The text for what came back after a decline. */
static void
test_follow_up (void)
{
  static const struct
  {
    RgKind kind;
    gboolean is_solved;
    const char *template_name;
  } cases[] = {
    { RG_KIND_THANKS, FALSE, "thanks" },       { RG_KIND_ASKS_WHY, FALSE, "asks-why" },
    { RG_KIND_PERSUADES, FALSE, "persuades" }, { RG_KIND_PERSUADES, TRUE, "reopened" },
    { RG_KIND_INVITATION, TRUE, NULL },        { RG_KIND_OTHER, FALSE, NULL },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (rg_follow_up_template (cases[i].kind, cases[i].is_solved), ==,
                     cases[i].template_name);
}

static void
assert_answer_by (const Row *row, const char *expected)
{
  g_autoptr (RgDecision) decision = decide (row, RG_KIND_INVITATION);
  g_autofree char *by = rg_moment_format_iso (decision->answer_by);
  g_assert_cmpstr (by, ==, expected);
}

static void
test_answer_by (void)
{
  const Row first = { .profile = "" }, final = { .profile = "", .stage = RG_STAGE_FINAL };
  assert_answer_by (&first, "2026-11-24T08:00:00+00:00");
  assert_answer_by (&final, "2026-11-23T12:00:00+00:00");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  words = shipped_words ("words", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/decision/", rows[i].name, NULL);
      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/decision/other-kinds", test_other_kinds);
  g_test_add_func ("/decision/overrule", test_overrule);
  g_test_add_func ("/decision/follow-up", test_follow_up);
  g_test_add_func ("/decision/answer-by", test_answer_by);
  int status = g_test_run ();
  rg_words_free (words);
  return status;
}
