/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What came before: a decline, earlier talks, questions and promises → decision. */
#include "decision_case.h"

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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  words = shipped_words ("words", NULL);
  g_test_add_func ("/decision/after-decline", test_after_decline);
  g_test_add_func ("/decision/past", test_past);
  g_test_add_func ("/decision/asked in vain", test_asked_in_vain);
  g_test_add_func ("/decision/several talks", test_several_talks);
  int status = g_test_run ();
  rg_words_free (words);
  return status;
}
