/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The verdict in one line. */
#include "explain.h"

#include <string.h>

#define MAIL(from) "From: " from "\r\nSubject: s\r\nMessage-ID: <1@x.example>\r\n\r\nHello.\r\n"
#define PRIYA      MAIL ("Priya Nair <priya@fernwood.example>")
#define LONG       "An Employer Whose Name Is So Long That It Would Fill The Whole Width Of A Window"

static void
test_verdicts (void)
{
  static const struct
  {
    const char *mail, *company;
    RgKind kind;
    RgOutcomeKind outcome;
    int reason; /* -1: none */
    const char *verdict;
  } cases[] = {
    { PRIYA, "Fernwood Labs", RG_KIND_INVITATION, RG_OUTCOME_DECLINE, RG_QUESTION_MOBILITY,
      "Interview invitation from Fernwood Labs · would decline: mobility" },
    { PRIYA, "%s%n", RG_KIND_INVITATION, RG_OUTCOME_DECLINE, RG_QUESTION_RED_FLAGS,
      "Interview invitation from %s%n · would decline: warning signs" },
    { PRIYA, LONG, RG_KIND_INVITATION, RG_OUTCOME_KEEP, -1,
      "Interview invitation from An Employer Whose Name Is So Long That It Would Fill The "
      "Wh… · yours to answer" },
    { PRIYA, NULL, RG_KIND_INVITATION, RG_OUTCOME_ASK, -1,
      "Interview invitation from Priya Nair · would ask about what isn't known yet" },
    { MAIL ("priya@fernwood.example"), NULL, RG_KIND_RESCHEDULE, RG_OUTCOME_RESCHEDULE,
      RG_QUESTION_BANDWIDTH,
      "New interview time from priya@fernwood.example · would ask for another time: "
      "bandwidth" },
    { MAIL (""), NULL, RG_KIND_INVITATION, RG_OUTCOME_EXPLORE, RG_QUESTION_GOALS,
      "Interview invitation · would propose a short talk instead: goals" },
    { PRIYA, "Fernwood Labs", RG_KIND_OTHER, RG_OUTCOME_NONE, -1, NULL },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      int reason = cases[i].reason;
      RgDetection detection = { .kind = cases[i].kind };
      RgDecision decision = { .outcome = cases[i].outcome,
                              .reason = reason < 0 ? NULL : rg_question_names[reason] };
      g_autoptr (RgMessage) message
          = rg_message_read (cases[i].mail, strlen (cases[i].mail), NULL);
      g_autoptr (RgFacts) facts = rg_facts_new ();
      facts->company = g_strdup (cases[i].company);
      RgOutcome outcome = { message, &detection, facts, &decision, NULL };
      g_autofree char *verdict = rg_explain_verdict (&outcome);
      g_assert_cmpstr (verdict, ==, cases[i].verdict);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/explain/verdicts", test_verdicts);
  return g_test_run ();
}
