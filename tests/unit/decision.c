/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The checklist and what follows from it, as a table: profile and facts → decision. */
#include "decide/decision.h"

#include "base/entry.h"
#include "shipped_words.h"

#include <string.h>

#define NOW "2026-11-23T09:00:00Z"

typedef struct
{
  const char *name;
  const char *profile;
  /* the mail */
  const char *language, *text, *quote, *from, *company, *position, *place, *salary, *time,
      *warning;
  RgMode mode;
  RgStage stage;
  gboolean recruiter;
  /* expected */
  const char *outcome, *reason, *channel, *template_name;
  int broken_promises;
} Row;

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

static GDateTime *
instant (const char *text)
{
  GDateTime *time = g_date_time_new_from_iso8601 (text, NULL);
  g_assert_nonnull (time);
  return time;
}

static RgMessage *
new_message (const Row *row)
{
  RgMessage *message = g_new0 (RgMessage, 1);
  message->text = (char *) (row->text ? row->text : "We invite you to an interview.");
  message->from
      = rg_address_new ("Priya Nair", row->from ? row->from : "priya@fernwood.example");
  message->message_id = (char *) "invite-9@fernwood.example";
  message->date = instant ("2026-11-23T08:00:00Z");
  return message;
}

static void
free_message (RgMessage *message)
{
  rg_address_free (message->from);
  g_date_time_unref (message->date);
  g_free (message);
}

static RgWords *words;

static RgFacts *
new_facts (const Row *row)
{
  RgFacts *facts = rg_facts_new ();
  const char *language = row->language ? row->language : "en";
  facts->company = g_strdup (row->company);
  facts->position = g_strdup (row->position);
  facts->place = g_strdup (row->place);
  facts->salary = g_strdup (row->salary);
  facts->via_recruiter = row->recruiter;
  facts->mode = row->mode;
  facts->stage = row->stage;
  rg_conditions_find (facts->conditions, rg_words_get (words, language),
                      row->text ? row->text : "", row->quote ? row->quote : "", row->position);
  if (row->warning)
    g_ptr_array_add (facts->warnings, g_strdup (row->warning));
  if (row->time)
    {
      g_autoptr (GDateTime) time = instant (row->time);
      g_ptr_array_add (facts->times, rg_moment_new (time, TRUE));
    }
  return facts;
}

static RgDecision *
decide_after (const Row *row, RgKind kind, const RgThread *thread, const GPtrArray *past)
{
  static const char *const addresses[] = { "sam@corp.example", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (RgProfile) profile
      = rg_profile_parse ("p", row->profile, strlen (row->profile), &error);
  g_assert_no_error (error);
  g_autoptr (RgFacts) facts = new_facts (row);
  g_autoptr (GDateTime) now = instant (NOW);
  RgMessage *message = new_message (row);
  RgDetection detection = { .kind = kind };
  RgCase the_case
      = { message, facts, profile, addresses, now, 2, thread, past, row->broken_promises };
  RgDecision *decision = rg_decide (&the_case, &detection);
  free_message (message);
  return decision;
}

static RgDecision *
decide_in (const Row *row, RgKind kind, const RgThread *thread)
{
  return decide_after (row, kind, thread, NULL);
}

static RgDecision *
decide (const Row *row, RgKind kind)
{
  return decide_in (row, kind, NULL);
}

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

/* What comes back after a decline because of mobility, goals or an accepted offer. */
static void
test_after_decline (void)
{
  static const struct
  {
    const char *profile, *reason, *text, *salary;
    RgKind kind;
    int rounds;
    const char *outcome, *template_name; /* NULL: nothing is written */
  } cases[] = {
    { "", "goals", "Thanks.", NULL, RG_KIND_THANKS, 0, "none", NULL },
    { "[replies]\nanswer_thanks = yes\n", "goals", "Thanks.", NULL, RG_KIND_THANKS, 0,
      "decline", "thanks" },
    { "", "goals", "Why?", NULL, RG_KIND_ASKS_WHY, 0, "decline", "asks-why" },
    { "", "mobility", "Please reconsider.", NULL, RG_KIND_PERSUADES, 0, "decline",
      "persuades" },
    { "", "mobility", "It could be fully remote.", NULL, RG_KIND_PERSUADES, 0, "keep", NULL },
    { "[replies]\nanswer_reopened = yes\n", "mobility", "It could be fully remote.", NULL,
      RG_KIND_PERSUADES, 1, "keep", "reopened" },
    { "", "mobility", "Please reconsider.", NULL, RG_KIND_PERSUADES, 2, "keep", NULL },
    { "[status]\naccepted_offer = yes\n", "status", "It could be fully remote.", NULL,
      RG_KIND_PERSUADES, 0, "decline", "persuades" },
    { "[goals]\ntitles = Developer\nminimum_pay = 60000 EUR/year\n", "goals", "We can do more.",
      "EUR 65,000", RG_KIND_PERSUADES, 0, "keep", NULL },
    { "[goals]\ntitles = Developer\nminimum_pay = 60000 EUR/year\n", "goals", "We can do more.",
      "EUR 55,000", RG_KIND_PERSUADES, 0, "decline", "persuades" },
    { "", NULL, "Please reconsider.", NULL, RG_KIND_PERSUADES, 0, "decline", "persuades" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Row row = { .profile = cases[i].profile,
                        .text = cases[i].text,
                        .position = "Developer",
                        .salary = cases[i].salary };
      RgThread thread = { cases[i].reason, NULL, "Developer", cases[i].rounds };
      g_autoptr (RgDecision) decision = decide_in (&row, cases[i].kind, &thread);
      g_test_message ("case %zu", i);
      g_assert_cmpstr (rg_outcome_names[decision->outcome], ==, cases[i].outcome);
      g_assert_cmpstr (decision->template_name, ==, cases[i].template_name);
    }
}

/* An entry of the journal; the first has the key "1". */
typedef struct
{
  const char *kind, *company, *sender, *outcome, *reason;
  RgEntryState state;
  gint64 interview_at;
} Before;

static GPtrArray *
past_of (const Before *before)
{
  GPtrArray *past = g_ptr_array_new_with_free_func ((GDestroyNotify) rg_entry_free);
  for (; before->kind; before++)
    {
      RgEntry *entry = g_new0 (RgEntry, 1);
      entry->key = g_strdup_printf ("%u", past->len + 1);
      entry->kind = g_strdup (before->kind);
      entry->company = g_strdup (before->company);
      entry->sender = g_strdup (before->sender);
      entry->outcome = g_strdup (before->outcome);
      entry->reason = g_strdup (before->reason);
      entry->state = before->state;
      entry->interview_at = before->interview_at;
      entry->decided_at = 1788343200; /* 2 September 2026 */
      g_ptr_array_add (past, entry);
    }
  return past;
}

/* What the journal knows of whoever writes. */
static void
test_past (void)
{
  static const struct
  {
    const char *name;
    Before before[4];
    const char *outcome, *reason, *evidence; /* of the relationship; NULL: says nothing of it */
    int broken_promises;
  } cases[] = {
    { "declined before",
      { { .kind = "invitation",
          .company = "FERNWOOD labs",
          .outcome = "decline",
          .reason = "mobility",
          .state = RG_ENTRY_SENT } },
      "keep",
      NULL,
      "On Wed 2 Sep 2026 you declined an invitation of theirs." },
    { "another company's agency",
      { { .kind = "invitation",
          .company = "Acme",
          .outcome = "decline",
          .sender = "priya@fernwood.example",
          .state = RG_ENTRY_SENT } },
      "keep",
      NULL,
      NULL },
    { "a draft that never went out",
      { { .kind = "invitation",
          .company = "Fernwood Labs",
          .outcome = "decline",
          .state = RG_ENTRY_DISCARDED } },
      "keep",
      NULL,
      NULL },
    { "moved twice",
      { { .kind = "reschedule", .sender = "hr@fernwood.example" },
        { .kind = "reschedule", .sender = "hr@fernwood.example" } },
      "decline",
      "red-flags",
      NULL },
    { "cancelled twice",
      { { .kind = "invitation",
          .state = RG_ENTRY_SUPERSEDED,
          .sender = "priya@fernwood.example" },
        { .kind = "invitation",
          .state = RG_ENTRY_SUPERSEDED,
          .sender = "priya@fernwood.example" } },
      "decline",
      "red-flags",
      NULL },
    { "moved twice, once for the user's sake",
      { { .kind = "reschedule", .sender = "hr@fernwood.example" },
        { .kind = "reschedule", .sender = "hr@fernwood.example" },
        { .kind = "invitation",
          .sender = "hr@fernwood.example",
          .outcome = "reschedule",
          .state = RG_ENTRY_SENT } },
      "keep",
      NULL,
      "you answered" },
    { "moved once, and not heard of as promised",
      { { .kind = "reschedule", .sender = "hr@fernwood.example" } },
      "decline",
      "red-flags",
      NULL,
      1 },
    { "not heard of as promised, twice: it may have been by telephone",
      { { .kind = NULL } },
      "keep",
      NULL,
      NULL,
      2 },
    { "not heard of as promised, three times",
      { { .kind = NULL } },
      "decline",
      "red-flags",
      NULL,
      3 },
    { "moved twice by others behind the same tracking system",
      { { .kind = "reschedule", .company = "Acme", .sender = "no-reply@greenhouse.io" },
        { .kind = "reschedule", .company = "Acme", .sender = "no-reply@greenhouse.io" } },
      "keep",
      NULL,
      NULL },
    { "moved twice by others",
      { { .kind = "reschedule", .sender = "hr@acme.example" },
        { .kind = "reschedule", .sender = "hr@acme.example" } },
      "keep",
      NULL,
      NULL },
  };
  Row row = { .profile = "[goals]\ntitles = Developer\n[relationships]\npeople = Ann\n",
              .company = "Fernwood Labs",
              .position = "Developer",
              .mode = RG_MODE_REMOTE };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) past = past_of (cases[i].before);
      row.broken_promises = cases[i].broken_promises;
      g_autoptr (RgDecision) decision = decide_after (&row, RG_KIND_INVITATION, NULL, past);
      g_test_message ("%s", cases[i].name);
      g_assert_cmpstr (rg_outcome_names[decision->outcome], ==, cases[i].outcome);
      g_assert_cmpstr (decision->reason, ==, cases[i].reason);
      const char *evidence = decision->checklist->answers[RG_QUESTION_RELATIONSHIP].evidence;
      const char *wanted = cases[i].evidence;
      g_assert_true (wanted ? strstr (evidence, wanted) != NULL : !strstr (evidence, " On "));
    }
}

/* The role still isn't named, after the user has asked for it. */
static void
test_asked_in_vain (void)
{
  static const Before asked[2] = { { .kind = "invitation",
                                     .sender = "priya@fernwood.example",
                                     .outcome = "ask",
                                     .reason = "goals",
                                     .state = RG_ENTRY_SENT } };
  g_autoptr (GPtrArray) past = past_of (asked);
  Row row = { .profile = "[goals]\ntitles = Developer\n", .mode = RG_MODE_REMOTE };
  g_autoptr (RgDecision) unnamed = decide_after (&row, RG_KIND_INVITATION, NULL, past);
  g_assert_cmpstr (unnamed->reason, ==, "red-flags");
  row.position = "Developer";
  g_autoptr (RgDecision) named = decide_after (&row, RG_KIND_INVITATION, NULL, past);
  g_assert_cmpint (named->outcome, ==, RG_OUTCOME_KEEP);
}

/* After two talks one doesn't decline by mail alone. */
static void
test_several_talks (void)
{
  static const Before talks[3] = { { .kind = "invitation",
                                     .company = "Fernwood Labs",
                                     .outcome = "keep",
                                     .state = RG_ENTRY_NOTED,
                                     .interview_at = 1788343200 },
                                   { .kind = "invitation",
                                     .company = "Fernwood Labs",
                                     .outcome = "keep",
                                     .state = RG_ENTRY_ANSWERED,
                                     .interview_at = 1789343200 } };
  const Row row = { .profile = "[status]\naccepted_offer = yes\n", .company = "Fernwood Labs" };
  g_autoptr (GPtrArray) past = past_of (talks);
  g_autoptr (RgDecision) after_two = decide_after (&row, RG_KIND_INVITATION, NULL, past);
  g_assert_cmpint (after_two->channel, ==, RG_CHANNEL_PHONE_FIRST);
  g_ptr_array_set_size (past, 1);
  g_autoptr (RgDecision) after_one = decide_after (&row, RG_KIND_INVITATION, NULL, past);
  g_assert_cmpint (after_one->channel, ==, RG_CHANNEL_EMAIL);
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
  g_test_add_func ("/decision/after-decline", test_after_decline);
  g_test_add_func ("/decision/past", test_past);
  g_test_add_func ("/decision/asked in vain", test_asked_in_vain);
  g_test_add_func ("/decision/several talks", test_several_talks);
  g_test_add_func ("/decision/follow-up", test_follow_up);
  g_test_add_func ("/decision/answer-by", test_answer_by);
  int status = g_test_run ();
  rg_words_free (words);
  return status;
}
