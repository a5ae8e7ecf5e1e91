/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reply as a message: whole, and harmless whatever the invitation holds. */
#include "mail/compose.h"
#include "mail/message.h"
#include "pipeline.h"

#include <glib/gstdio.h>
#include <string.h>

static char *
compose (const char *text, const char *quote, const char *subject)
{
  static const char *const references[] = { "1@x", "2@x", NULL };
  g_autoptr (RgAddress) from = rg_address_new ("Sam Rivera", "sam@example.net");
  g_autoptr (RgAddress) to
      = rg_address_new ("Nair, Priya\r\nBcc: evil@x", "priya@fernwood.example");
  g_autoptr (GDateTime) date = g_date_time_new_from_iso8601 ("2026-11-23T09:00:00Z", NULL);
  RgComposition composition = { from, to,   subject, "id@example.net", "2@x", references,
                                date, text, quote,   "Priya wrote:" };
  g_autoptr (GBytes) bytes = rg_compose (&composition);
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  return g_strndup (data, length);
}

static void
test_whole (void)
{
  g_autofree char *mail = compose ("Dear Priya,\n\nshort.\n", "one\n\n> two\n", "Re: Hello");
  g_assert_cmpstr (mail, ==,
                   "From: Sam Rivera <sam@example.net>\r\n"
                   "To: \"Nair, Priya Bcc: evil@x\" <priya@fernwood.example>\r\n"
                   "Subject: Re: Hello\r\n"
                   "Date: Mon, 23 Nov 2026 09:00:00 +0000\r\n"
                   "Message-Id: <id@example.net>\r\n"
                   "In-Reply-To: <2@x>\r\n"
                   "References: <1@x> <2@x>\r\n"
                   "MIME-Version: 1.0\r\n"
                   "Content-Type: text/plain; charset=utf-8; format=flowed\r\n"
                   "Content-Transfer-Encoding: 7bit\r\n"
                   "\r\n"
                   "Dear Priya,\r\n\r\nshort.\r\n\r\nPriya wrote:\r\n> one\r\n>\r\n>> two\r\n");
}

static void
test_no_injection (void)
{
  g_autofree char *mail = compose ("x\n", NULL, "Re: a\r\nBcc: evil@x.example\n\nbody");
  const char *end = strstr (mail, "\r\n\r\n");
  g_assert_nonnull (end);
  g_assert_cmpstr (end, ==, "\r\n\r\nx\r\n");
  g_assert_null (strstr (mail, "\nBcc:"));
}

/* What format=flowed breaks must read back as it was. */
static void
test_flowed (void)
{
  static const char *const texts[] = {
    "A long paragraph that goes on and on, well past the seventy-second column of the line, "
    "and is one.\n",
    "From the start\n> looks like a quote\n indented\n",
    "Grüße aus München, wo die Wörter länger sind, als eine Zeile von zweiundsiebzig Zeichen "
    "es erlaubt.\n",
    "averyveryverylongwordwithoutanyspaceinitthatcannotbebrokenanywhereatallandgoesonandonandon"
    "\n",
    "one\n\ntwo\n-- \nSam\n",
  };
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *mail = compose (texts[i], NULL, "Re: x");
      g_autoptr (RgMessage) message = rg_message_read (mail, strlen (mail), NULL);
      g_assert_cmpstr (message->full_text, ==, texts[i]);
    }
}

/* ---- the corridor as a whole ---- */

typedef struct
{
  RgRules *rules;
  RgLanguages *languages;
  RgWords *words;
  RgTemplates *templates;
  RgProfile *profile;
  GDateTime *now;
} Desk;

static void
set_up (Desk *desk, gconstpointer profile)
{
  const char *data = g_getenv ("REGRETS_DATADIR");
  g_autofree char *rules = g_build_filename (data, "rules", NULL);
  g_autofree char *templates = g_build_filename (data, "templates", NULL);
  g_autofree char *words = g_build_filename (data, "words", NULL);
  g_autofree char *languages = g_build_filename (data, "languages.conf", NULL);
  const char *rule_dirs[] = { rules, NULL }, *template_dirs[] = { templates, NULL },
             *word_dirs[] = { words, NULL };
  g_autoptr (GError) error = NULL;
  desk->rules = rg_rules_load (rule_dirs, NULL, &error);
  g_assert_no_error (error);
  desk->words = rg_words_load (word_dirs, &error);
  g_assert_no_error (error);
  desk->templates = rg_templates_load (template_dirs, &error);
  g_assert_no_error (error);
  desk->languages = rg_languages_load (languages, &error);
  g_assert_no_error (error);
  desk->profile = rg_profile_parse ("p", profile, strlen (profile), &error);
  g_assert_no_error (error);
  desk->now = g_date_time_new_from_iso8601 ("2026-11-23T12:00:00Z", NULL);
}

static void
tear_down (Desk *desk, gconstpointer profile)
{
  rg_rules_free (desk->rules);
  rg_templates_free (desk->templates);
  rg_words_free (desk->words);
  rg_languages_free (desk->languages);
  rg_profile_free (desk->profile);
  g_date_time_unref (desk->now);
}

#define SWEDISH(from) SWEDISH_OF (from, "Erik Nordin")
#define SWEDISH_OF(from, name)                                                                   \
  "From: " from "\nTo: sam@example.net\nSubject: Intervju – Backend Developer\n"               \
  "Content-Type: text/plain; charset=utf-8\n\nHej Sam,\n\ntack för att du har sökt tjänsten " \
  "som Backend Developer hos oss på Cloudberry Systems. Vi vill gärna träffa dig för en "    \
  "intervju på vårt kontor den 3.12.2026 kl. 14:00.\n\nMed vänlig hälsning\n" name               \
  "\nCloudberry Systems AB\nTel. +46 8 555 014 20\n"

#define INVITATION(headers)                                                                    \
  "From: Priya Nair <priya@fernwood.example>\nTo: Sam <sam+jobs@example.net>\n" headers        \
  "Date: Mon, 23 Nov 2026 09:00:00 +0000\n\nDear Sam,\n\nthank you for your application for "  \
  "the C Developer role at "                                                                   \
  "Fernwood Labs. We would like to invite you to a first interview by video call on 3 "        \
  "December 2026 at 15:00 GMT.\n\n"                                                            \
  "Kind regards,\nPriya Nair\nFernwood Labs\n"

static RgOutcome *
run_as (Desk *desk, const char *mail, gboolean is_invitation)
{
  static const char *const addresses[] = { "rivera@example.org", "sam@example.net", NULL };
  RgSetting setting = { .rules = desk->rules,
                        .languages = desk->languages,
                        .words = desk->words,
                        .profile = desk->profile,
                        .templates = desk->templates,
                        .addresses = addresses,
                        .now = desk->now,
                        .recent_interviews = -1,
                        .is_invitation = is_invitation };
  g_autoptr (GError) error = NULL;
  RgOutcome *outcome = rg_pipeline_run (&setting, mail, strlen (mail), &error);
  g_assert_no_error (error);
  return outcome;
}

static RgOutcome *
run (Desk *desk, const char *mail)
{
  return run_as (desk, mail, FALSE);
}

/* A mail in a language that regrets has no words of is answered in English, and what it says is
 * not guessed: only the header's names are used. */
static void
test_foreign (Desk *desk, gconstpointer profile)
{
  (void) profile;
  static const struct
  {
    const char *mail, *contact, *company;
  } cases[] = {
    { SWEDISH ("Erik Nordin <erik.nordin@cloudberry.example>"), "Erik Nordin", NULL },
    { SWEDISH ("Rekrytering <jobb@cloudberry.example>"), NULL, NULL },
    { SWEDISH_OF ("Pernilla <pernilla@cloudberry.example>", "Pernilla"), NULL, NULL },
    { SWEDISH ("jobb@cloudberry.example"), NULL, NULL },
    { SWEDISH ("Cloudberry Systems <jobb@cloudberry.example>"), NULL, "Cloudberry Systems" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RgOutcome) outcome = run_as (desk, cases[i].mail, TRUE);
      const RgFacts *facts = outcome->facts;
      g_assert_cmpstr (outcome->detection->language, ==, "sv");
      g_assert_true (g_str_has_prefix (outcome->draft->template_id, "en/"));
      g_assert_cmpstr (facts->position, ==, NULL);
      g_assert_cmpstr (facts->place, ==, NULL);
      g_assert_cmpuint (facts->times->len, ==, 0);
      g_assert_cmpstr (facts->contact ? facts->contact->name : NULL, ==, cases[i].contact);
      g_assert_cmpstr (facts->company, ==, cases[i].company);
      g_assert_nonnull (facts->reply_to);
      g_assert_cmpstr (facts->phone, ==, "+46 8 555 014 20");
    }
}

/* In Hungarian the family's name comes first, so nobody is greeted rather than by that. */
static void
test_family_first (Desk *desk, gconstpointer profile)
{
  (void) profile;
  static const char mail[]
      = "From: Nagy Katalin <nagy.katalin@dunasoft.example>\nTo: sam@example.net\n"
        "Subject: Meghívó\nContent-Type: text/plain; charset=utf-8\n\nHi Sam,\n\n"
        "köszönjük jelentkezését a pozícióra. Szeretnénk meghívni egy személyes interjúra, és "
        "kérjük, jelezzen vissza, hogy megfelel-e az időpont.\n\nBest regards,\nNagy Katalin\n";
  g_autoptr (RgOutcome) outcome = run_as (desk, mail, TRUE);
  g_assert_cmpstr (outcome->detection->language, ==, "hu");
  g_assert_null (outcome->facts->contact);
  g_assert_null (strstr (outcome->draft->text, "Nagy"));
}

/* Facts are found where it is an invitation or nearly one, and not looked for in all the rest.
 */
static void
test_facts_in_doubt (Desk *desk, gconstpointer profile)
{
  (void) profile;
  static const struct
  {
    const char *threshold;
    RgKind kind;
    const char *company;
  } cases[] = {
    { "5", RG_KIND_INVITATION, "Fernwood Labs" },
    { "24", RG_KIND_OTHER, "Fernwood Labs" },
    { "60", RG_KIND_OTHER, NULL },
  };
  g_autofree char *own = g_dir_make_tmp ("rules-XXXXXX", NULL);
  g_autofree char *file = g_build_filename (own, "own.conf", NULL);
  g_autofree char *wording = g_build_filename (own, "wording.tsv", NULL);
  g_autofree char *shipped = g_build_filename (g_getenv ("REGRETS_DATADIR"), "rules", NULL);
  const char *dirs[] = { shipped, own, NULL };
  g_assert_true (g_file_set_contents (wording, "lotter\toth+100\n", -1, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *text = g_strdup_printf (
          "[kind other]\nthreshold = 0.1\n[kind reschedule]\nthreshold = 60\n"
          "[kind invitation]\nthreshold = %s\n",
          cases[i].threshold);
      g_assert_true (g_file_set_contents (file, text, -1, NULL));
      rg_rules_free (desk->rules);
      desk->rules = rg_rules_load (dirs, wording, &error);
      g_assert_no_error (error);
      g_autoptr (RgOutcome) outcome = run (desk, INVITATION ("Subject: Interview\n"));
      g_assert_cmpstr (rg_kind_name (outcome->detection->kind), ==,
                       rg_kind_name (cases[i].kind));
      g_assert_cmpstr (outcome->facts->company, ==, cases[i].company);
      g_assert_true (cases[i].kind == RG_KIND_INVITATION || !outcome->draft);
    }
  g_unlink (file);
  g_unlink (wording);
  g_rmdir (own);
}

static RgMessage *
read_draft (const RgOutcome *outcome)
{
  gsize length;
  g_assert_nonnull (outcome->draft);
  const char *bytes = g_bytes_get_data (outcome->draft->bytes, &length);
  return rg_message_read (bytes, length, NULL);
}

static void
test_identity_and_thread (Desk *desk, gconstpointer profile)
{
  g_autoptr (RgOutcome) outcome = run (
      desk,
      INVITATION ("Subject: AW: Re: Interview\nMessage-ID: <m@x>\nReferences: <a@x> <b@x>\n"));
  g_autoptr (RgMessage) draft = read_draft (outcome);
  g_assert_cmpstr (draft->from->address, ==, "sam@example.net");
  g_assert_cmpstr (draft->from->name, ==, "Sam Rivera");
  g_assert_cmpstr (draft->subject, ==, "Re: Interview");
  g_assert_cmpstr (draft->in_reply_to, ==, "m@x");
  g_assert_cmpuint (g_strv_length (draft->references), ==, 3);
  g_assert_cmpstr (draft->references[2], ==, "m@x");
  g_assert_cmpstr (((RgAddress *) g_ptr_array_index (draft->to, 0))->address, ==,
                   "priya@fernwood.example");
  g_assert_true (g_str_has_suffix (draft->message_id, "@example.net"));
}

static void
test_same_invitation_same_draft (Desk *desk, gconstpointer profile)
{
  g_autoptr (RgOutcome) first
      = run (desk, INVITATION ("Subject: Interview\nMessage-ID: <m@x>\n"));
  g_autoptr (RgOutcome) again = run (desk, "Received: from elsewhere\n" INVITATION (
                                               "Subject: Interview\nMessage-ID: <m@x>\n"));
  g_autoptr (RgOutcome) other
      = run (desk, INVITATION ("Subject: Interview\nMessage-ID: <n@x>\n"));
  g_autoptr (RgOutcome) without = run (desk, INVITATION ("Subject: Interview\n"));
  g_assert_true (g_bytes_equal (first->draft->bytes, again->draft->bytes));
  g_assert_cmpstr (first->draft->message_id, !=, other->draft->message_id);
  g_assert_cmpstr (without->draft->message_id, !=, first->draft->message_id);
}

static void
test_nobody_to_write_to (Desk *desk, gconstpointer profile)
{
  g_autoptr (RgOutcome) outcome
      = run (desk, "From: Fernwood <no-reply@fernwood.example>\nTo: sam@example.net\nSubject: "
                   "Interview\n\nDear Sam,\n\n"
                   "we would like to invite you to an interview for the C Developer role. "
                   "Please choose a time in the portal.\n");
  g_assert_cmpint (outcome->decision->outcome, ==, RG_OUTCOME_DECLINE);
  g_assert_null (outcome->draft);
}

#define INVITED                                                                                \
  "To: sam@example.net\nSubject: Interview\nMessage-ID: <m@x>\n"                               \
  "Date: Mon, 23 Nov 2026 09:00:00 +0000\n\nDear Sam,\n\nthank you for your application for "  \
  "the C Developer role at Fernwood Labs. We would like to invite you to a first interview "   \
  "by "                                                                                        \
  "video call on 3 December 2026 at 15:00 GMT.\n\nKind regards,\nPriya Nair\nFernwood Labs\n"

/* Whom no draft is ever written to, however much the mail looks like an invitation. */
static void
test_never_written_to (Desk *desk, gconstpointer profile)
{
  static const struct
  {
    const char *name, *mail;
    gboolean is_drafted;
  } cases[] = {
    { "a person", "From: Priya Nair <priya@fernwood.example>\n" INVITED, TRUE },
    { "a robot", "From: Fernwood <no-reply@fernwood.example>\n" INVITED, FALSE },
    { "a robot that names a robot",
      "From: Fernwood <no-reply@fernwood.example>\nReply-To: "
      "donotreply@fernwood.example\n" INVITED,
      FALSE },
    { "oneself", "From: Sam <sam@example.net>\n" INVITED, FALSE },
    { "oneself, by another address",
      "From: Priya Nair <no-reply@fernwood.example>\nReply-To: Rivera@example.org\n" INVITED,
      FALSE },
    { "oneself, with a tag",
      "From: Priya Nair <no-reply@fernwood.example>\nReply-To: sam+x@example.net\n" INVITED,
      FALSE },
    { "a list by its Reply-To",
      "From: Priya Nair <priya@fernwood.example>\nReply-To: jobs@lists.example\n"
      "List-Id: <jobs.lists.example>\nList-Post: <mailto:jobs@lists.example>\n" INVITED,
      FALSE },
    { "a list that posts in its own name",
      "From: Jobs <jobs@lists.example>\nList-Post: "
      "<mailto:jobs@lists.example?subject=x>\n" INVITED,
      FALSE },
    { "a list that only tells its name",
      "From: Jobs <jobs@lists.example>\nList-Id: Jobs <jobs.lists.example>\n" INVITED, FALSE },
    { "a mail daemon", "From: Mail Delivery System <MAILER-DAEMON@fernwood.example>\n" INVITED,
      FALSE },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RgOutcome) outcome = run (desk, cases[i].mail);
      g_test_message ("%s", cases[i].name);
      g_assert_cmpint (outcome->draft != NULL, ==, cases[i].is_drafted);
    }
}

/* What is said against the employer, and what is known of other offers, stays here. */
static void
test_never_said (Desk *desk, gconstpointer profile)
{
  static const char *const never[]
      = { "95,000",    "95000",    "120000",   "EUR",         "€",       "fee",
          "passport",  "Grumbold", "red flag", "red-flag",    "warning", "score",
          "checklist", "regrets",  "Lisbon",   "Alex Okafor", NULL };
  static const char *const mails[] = {
    "From: Priya Nair <priya@fernwood.example>\n" INVITED "The pay is 95,000 EUR a year.\n",
    "From: Priya Nair <priya@fernwood.example>\n" INVITED
    "Before it there is an unpaid trial week of five days. How old are you?\n",
  };
  for (gsize i = 0; i < G_N_ELEMENTS (mails); i++)
    {
      g_autoptr (RgOutcome) outcome = run (desk, mails[i]);
      g_autoptr (RgMessage) draft = read_draft (outcome);
      gsize length;
      const char *bytes = g_bytes_get_data (outcome->draft->bytes, &length);
      g_autofree char *whole = g_strndup (bytes, length);
      for (const char *const *word = never; *word; word++)
        if (strstr (draft->full_text, *word) || strstr (whole, *word))
          g_error ("'%s' is in the reply:\n%s", *word, whole);
    }
}

/* A role in one's own house: the manager first, whatever else is the case. */
static void
test_internal_is_manager_first (Desk *desk, gconstpointer profile)
{
  static const char *const mails[] = {
    "From: Boss <boss@example.net>\n" INVITED,
    "From: Boss <boss@example.net>\n" INVITED "Our agency has put you forward to our client.\n",
    "From: Boss <boss@example.net>\nTo: sam@example.net\nSubject: Interview today\n"
    "Date: Mon, 23 Nov 2026 09:00:00 +0000\n\nDear Sam,\n\nwe would like to invite you to an "
    "interview for the C Developer role today, 23 November 2026 at 15:00 GMT.\n\nThe Boss\n",
  };
  for (gsize i = 0; i < G_N_ELEMENTS (mails); i++)
    {
      g_autoptr (RgOutcome) outcome = run (desk, mails[i]);
      g_assert_nonnull (outcome->draft);
      g_assert_cmpstr (rg_channel_names[outcome->decision->channel], ==, "manager-first");
    }
}

static void
test_signature (Desk *desk, gconstpointer profile)
{
  g_autoptr (RgOutcome) outcome
      = run (desk, INVITATION ("Subject: Interview\nMessage-ID: <m@x>\n"));
  g_autoptr (RgMessage) draft = read_draft (outcome);
  g_assert_cmpstr (draft->signature, ==, "--\nSam Rivera\n+351 555 0100\n");
}

#define ACCEPTED "[me]\nname = Sam Rivera\n[status]\naccepted_offer = yes\n"

/* Words that many patterns begin with, without end: every room ends all the same. */
/* Mail need not have any of the headers that everybody writes. */
static void
test_missing_headers (Desk *desk, gconstpointer profile)
{
  static const char *const mails[] = {
    "Subject: x\r\n\r\nWe invite you to an interview for the position of Developer.\r\n",
    "To: sam@example.net\r\n\r\nWe invite you to an interview on Monday at 3 pm.\r\n",
    "Subject: Fwd: Interview\r\n\r\n---------- Forwarded message ----------\r\nFrom: Ana "
    "<ana@y.example>\r\nSubject: Interview\r\n\r\nWe invite you to an interview.\r\n",
    "Reply-To: <>\r\nFrom: \r\nDate: x\r\n\r\nWe invite you to an interview.\r\n",
  };
  for (gsize i = 0; i < G_N_ELEMENTS (mails); i++)
    {
      g_autoptr (RgOutcome) outcome = run (desk, mails[i]);
      g_assert_nonnull (outcome);
    }
}

static void
test_hostile (Desk *desk, gconstpointer profile)
{
  static const char *const units[]
      = { "Fernwood Labs ", "University of ",   "Interview with ", "role of Developer at ",
          "Monday at 3 ",   "Stelle als Koch ", "Bewerbung bei ",  "colloquio di " };
  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    {
      g_autoptr (GString) mail = g_string_new (INVITATION (""));
      while (mail->len < 300000)
        g_string_append (mail, units[i]);
      g_autoptr (GTimer) timer = g_timer_new ();
      g_autoptr (RgOutcome) outcome = run (desk, mail->str);
      g_test_message ("%s: %.3f s", units[i], g_timer_elapsed (timer, NULL));
      g_assert_nonnull (outcome);
      g_assert_cmpfloat (g_timer_elapsed (timer, NULL), <,
                         5.0); /* under sanitizers, on a busy machine */
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/compose/whole", test_whole);
  g_test_add_func ("/compose/no-injection", test_no_injection);
  g_test_add_func ("/compose/flowed", test_flowed);
#define ADD(name, profile, function)                                                           \
  g_test_add ("/draft/" name, Desk, profile, set_up, function, tear_down)
  ADD ("identity-and-thread", ACCEPTED, test_identity_and_thread);
  ADD ("missing-headers", ACCEPTED, test_missing_headers);
  ADD ("hostile", ACCEPTED, test_hostile);
  ADD ("same-invitation-same-draft", ACCEPTED, test_same_invitation_same_draft);
  ADD ("nobody-to-write-to", ACCEPTED, test_nobody_to_write_to);
  ADD ("never-written-to", ACCEPTED, test_never_written_to);
  ADD ("never-said",
       "[me]\nname = Sam Rivera\n[goals]\nminimum_pay = 120000 EUR/year\nblocked_companies = "
       "Grumbold\n[mobility]\nhome = Lisbon\n[replies]\nreferral = Alex Okafor\n"
       "referral_consented = yes\n",
       test_never_said);
  ADD ("foreign", ACCEPTED, test_foreign);
  ADD ("family-first", ACCEPTED, test_family_first);
  ADD ("facts-in-doubt", ACCEPTED, test_facts_in_doubt);
  ADD ("internal-is-manager-first", ACCEPTED, test_internal_is_manager_first);
  ADD ("signature", ACCEPTED "[replies]\nsignature = Sam Rivera\\n+351 555 0100\n",
       test_signature);
  return g_test_run ();
}
