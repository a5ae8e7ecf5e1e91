/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rule files, and how rules add up to a kind. */
#include "detect/detection.h"

#include "base/error.h"
#include "detect/traits.h"

#include <glib/gstdio.h>
#include <string.h>

#define MAIL                                                                                   \
  "From: Priya <priya@fernwood.example>\nTo: sam@example.net\nSubject: About "                 \
  "Thursday\nX-Foo: bar\n\n"

static RgRules *
load (const char *text, GError **error)
{
  g_autofree char *dir = g_dir_make_tmp ("rules-XXXXXX", NULL);
  g_autofree char *file = g_build_filename (dir, "x.conf", NULL);
  const char *dirs[] = { "/nonexistent", dir, NULL };
  g_assert_true (g_file_set_contents (file, text, -1, NULL));
  RgRules *rules = rg_rules_load (dirs, NULL, error);
  g_unlink (file);
  g_rmdir (dir);
  return rules;
}

static RgDetection *
detect (const char *rule_text, const char *mail, const char *language)
{
  static const char *const addresses[] = { "sam@example.net", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (RgRules) rules = load (rule_text, &error);
  g_assert_no_error (error);
  g_autoptr (RgMessage) message = rg_message_read (mail, strlen (mail), &error);
  g_assert_no_error (error);
  RgDetection *detection = rg_detect (rules, message, language, addresses, TRUE);
  for (guint i = 0; i < detection->hits->len; i++) /* their names go with the rules */
    ((RgHit *) g_ptr_array_index (detection->hits, i))->rule = NULL;
  return detection;
}

#define RULE(name, place, match, kind, score)                                                  \
  "[rule " name "]\nin = " place "\nmatch = " match "\nkind = " kind "\nscore = " score "\n"

static void
test_places (void)
{
  static const struct
  {
    const char *place, *match;
    gboolean hits;
  } cases[] = {
    { "subject", "^About Thursday$", TRUE },
    { "from", "^Priya <priya@fernwood\\.example>$", TRUE },
    { "sender-domain", "^fernwood\\.example$", TRUE },
    { "header:x-foo", "^bar$", TRUE },
    { "header:x-none", ".", FALSE },
    { "body", "one two\\nthree", TRUE },
    { "body", "don't", TRUE },
    { "links", "^https://cal\\.example/x$", TRUE },
    { "list-id", ".", FALSE },
    { "traits", "\\bbulk\\b", FALSE },
    { "calendar", ".", FALSE },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *rule = g_strdup_printf (RULE ("r", "%s", "%s", "invitation", "5"),
                                               cases[i].place, cases[i].match);
      g_autoptr (RgDetection) detection = detect (
          rule, MAIL "one\ntwo\n\nthree don\xe2\x80\x99t https://cal.example/x\n", NULL);
      g_test_message ("%s ~ %s", cases[i].place, cases[i].match);
      g_assert_cmpint (detection->hits->len == 1, ==, cases[i].hits);
      g_assert_cmpint (detection->kind == RG_KIND_INVITATION, ==, cases[i].hits);
    }
}

static void
test_kinds (void)
{
  static const struct
  {
    const char *rules;
    RgKind kind;
  } cases[] = {
    { RULE ("a", "body", "x", "invitation", "3.9"), RG_KIND_OTHER },
    { RULE ("a", "body", "x", "invitation", "3") RULE ("b", "body", "y", "invitation", "1"),
      RG_KIND_INVITATION },
    { RULE ("a", "body", "x", "invitation", "5") RULE ("b", "body", "y", "invitation", "-2"),
      RG_KIND_OTHER },
    { RULE ("a", "body", "x", "invitation", "9") RULE ("b", "body", "y", "rejection", "4"),
      RG_KIND_INVITATION },
    { RULE ("a", "body", "x", "invitation", "9") RULE ("b", "body", "y", "rejection", "10"),
      RG_KIND_REJECTION },
    { RULE ("a", "body", "x", "invitation", "9")
          RULE ("b", "body", "y", "rejection", "7") "[kind rejection]\nthreshold = 1\n",
      RG_KIND_REJECTION },
    { RULE ("a", "body", "nothing", "invitation", "9"), RG_KIND_OTHER },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RgDetection) detection = detect (cases[i].rules, MAIL "x y\n", NULL);
      g_assert_cmpstr (rg_kind_name (detection->kind), ==, rg_kind_name (cases[i].kind));
    }
}

static void
test_language (void)
{
  const char *rule = RULE ("a", "body", "x", "invitation", "5") "language = de\n";
  g_autoptr (RgDetection) same = detect (rule, MAIL "x\n", "de");
  g_autoptr (RgDetection) other = detect (rule, MAIL "x\n", "en");
  g_assert_cmpint (same->kind, ==, RG_KIND_INVITATION);
  g_assert_cmpint (other->kind, ==, RG_KIND_OTHER);
}

/* Where the language can't be told, that of most hits is taken, and the others don't add to it.
 */
static void
test_unknown_language (void)
{
  const char *rules = RULE ("a", "body", "x", "invitation", "3") "language = de\n" RULE (
      "b", "body", "y", "invitation",
      "3") "language = de\n" RULE ("c", "body", "x", "rejection",
                                   "3") "language = nl\n" RULE ("d", "body", "z", "rejection",
                                                                "3") "language = "
                                                                     "nl\n" RULE ("e", "body",
                                                                                  "x",
                                                                                  "rejectio"
                                                                                  "n",
                                                                                  "3") "lan"
                                                                                       "gua"
                                                                                       "ge "
                                                                                       "= "
                                                                                       "fr"
                                                                                       "\n";
  g_autoptr (RgDetection) german = detect (rules, MAIL "x y\n", NULL);
  g_autoptr (RgDetection) dutch = detect (rules, MAIL "x z\n", NULL);
  g_autoptr (RgDetection) chance = detect (rules, MAIL "x\n", NULL);
  g_assert_cmpstr (german->language, ==, "de");
  g_assert_cmpint (german->kind, ==, RG_KIND_INVITATION);
  g_assert_cmpfloat (german->scores[RG_KIND_REJECTION], ==, 0);
  g_assert_cmpuint (german->hits->len, ==, 2);
  g_assert_cmpstr (dutch->language, ==, "nl");
  g_assert_cmpint (dutch->kind, ==, RG_KIND_REJECTION);
  g_assert_null (chance->language);
  g_assert_cmpint (chance->kind, ==, RG_KIND_OTHER);
}

/* A hostile rule on a hostile text ends by its match limit, and quickly. */
static void
test_match_limit (void)
{
  g_autofree char *many = g_strnfill (30000, 'a');
  g_autofree char *mail = g_strconcat (MAIL, many, "\n", NULL);
  g_autoptr (GTimer) timer = g_timer_new ();
  g_autoptr (RgDetection) detection
      = detect (RULE ("a", "body", "(a+)+b", "invitation", "5"), mail, NULL);
  g_assert_cmpint (detection->kind, ==, RG_KIND_OTHER);
  g_assert_cmpfloat (g_timer_elapsed (timer, NULL), <, 2.0);
}

/* Many such rules cost little more than one, and the text is judged by those that were tried.
 */
static void
test_budget (void)
{
  g_autoptr (GString) mail = g_string_new (MAIL "yes x y zz ");
  while (mail->len < 40000)
    g_string_append (mail, "we would like to invite you abc ");
  g_autoptr (GString) text = g_string_new (RULE ("good", "body", "yes", "invitation", "5"));
  for (int i = 0; i < 1000; i++)
    g_string_append_printf (text,
                            RULE ("bad-%d", "body", "(?=(.*a.*b.*c.*zz))x?y", "other", "5"), i);
  static const char *const addresses[] = { NULL };
  g_autoptr (RgRules) rules = load (text->str, NULL);
  g_autoptr (RgMessage) message = rg_message_read (mail->str, mail->len, NULL);
  g_autoptr (GTimer) timer = g_timer_new ();
  g_autoptr (RgDetection) detection = rg_detect (rules, message, NULL, addresses, TRUE);
  g_test_message ("%.3f s", g_timer_elapsed (timer, NULL));
  g_assert_cmpfloat (g_timer_elapsed (timer, NULL), <, 3.0); /* all of them: a minute */
  g_assert_true (g_str_has_prefix (detection->slow_rule, "bad-"));
  g_assert_cmpint (detection->kind, ==, RG_KIND_INVITATION);
}

static void
test_refused (void)
{
  static const struct
  {
    const char *text, *message;
  } cases[] = {
    { RULE ("a", "body", "a(b", "other", "1"),
      "x.conf:3: [rule a] match: not a regular expression: missing closing parenthesis, at "
      "character 4 of 'a(b'" },
    { "[rule a]\nin = body\nkind = other\nscore = 1\n",
      "x.conf:1: [rule a]: the rule lacks 'match'" },
    { "[rule a]\nin = body\nmatch = x\nkind = other\n",
      "x.conf:1: [rule a]: the rule lacks 'score'" },
    { RULE ("a", "elbow", "x", "other", "1"), "x.conf:2: [rule a] in: 'elbow' is not one of" },
    { RULE ("a", "body", "x", "party", "1"), "x.conf:4: [rule a] kind: 'party' is not one of" },
    { RULE ("a", "body", "x", "other", "1e9"),
      "x.conf:5: [rule a] score: '1e9' is not a number from -100 to 100" },
    { "[kind party]\nthreshold = 1\n",
      "x.conf:1: [kind party]: 'party' is not a kind of message" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (RgRules) rules = load (cases[i].text, &error);
      g_assert_null (rules);
      g_assert_error (error, RG_ERROR, RG_ERROR_CONFIG);
      if (!strstr (error->message, cases[i].message))
        g_error ("'%s' lacks '%s'", error->message, cases[i].message);
    }
}

/* The program takes these as they are. */
static void
test_shipped (void)
{
  g_autofree char *dir = g_build_filename (g_getenv ("REGRETS_DATADIR"), "rules", NULL);
  const char *dirs[] = { dir, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (RgRules) rules = rg_rules_load (dirs, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rg_rules_count (rules), >, 500);
}

typedef struct
{
  const char *language, *mail;
  gboolean hits;
} Case;

/* Whether the shipped rule hits those mails that it should. */
static void
check_hits (const char *rule, const Case *cases, gsize count)
{
  static const char *const own[] = { "sam@home.example", NULL };
  g_autofree char *dir = g_build_filename (g_getenv ("REGRETS_DATADIR"), "rules", NULL);
  const char *dirs[] = { dir, NULL };
  g_autoptr (RgRules) rules = rg_rules_load (dirs, NULL, NULL);
  for (gsize i = 0; i < count; i++)
    {
      g_autoptr (RgMessage) message
          = rg_message_read (cases[i].mail, strlen (cases[i].mail), NULL);
      g_autoptr (RgDetection) detection
          = rg_detect (rules, message, cases[i].language, own, TRUE);
      gboolean found = FALSE;
      for (guint n = 0; n < detection->hits->len; n++)
        found |= g_str_equal (((RgHit *) g_ptr_array_index (detection->hits, n))->rule, rule);
      g_test_message ("%s %s: %zu", rule, cases[i].language, i);
      g_assert_cmpint (found, ==, cases[i].hits);
    }
}

/* Other times for the interview that the user had asked to move, and to nobody else's. */
static void
test_moves_as_asked (void)
{
#define ANSWER(own, theirs, quote)                                                             \
  "From: Kim <kim@fernwood.example>\nTo: sam@home.example\nSubject: Re: Hi\n"                  \
  "In-Reply-To: <1@home.example>\nContent-Type: text/plain; charset=utf-8\n\n" theirs          \
  "\n\nOn 16/11/26 15:37, Sam <" own "> wrote:\n> " quote "\n"
#define MOVED(theirs, quote) ANSWER ("sam@home.example", theirs, quote)
  static const Case cases[] = {
    { "en",
      MOVED ("Tuesday at 10 am?", "I am ill. Could we find another time for the interview?"),
      TRUE },
    { "en",
      ANSWER ("ann@home.example", "Tuesday at 10 am?",
              "I am ill. Could we find another time for the interview?"),
      FALSE },
    { "en", MOVED ("Tuesday at 10 am?", "I look forward to the interview."), FALSE },
    { "de", MOVED ("Dienstag um 10 Uhr?", "Ließe sich unser Gespräch verschieben?"), TRUE },
    { "fr", MOVED ("Mardi à 10 h ?", "Pourrions-nous déplacer l'entretien ?"), TRUE },
    { "es", MOVED ("¿El martes a las 10:00?", "¿Podríamos aplazar la entrevista?"), TRUE },
    { "it", MOVED ("Martedì alle 10:00?", "Potremmo rimandare il colloquio?"), TRUE },
    { "nl", MOVED ("Dinsdag om 10 uur?", "Kunnen we het gesprek verzetten?"), TRUE },
    { "pt", MOVED ("Terça-feira às 10h?", "Podemos adiar a entrevista?"), TRUE },
  };
  check_hits ("together-moves-as-asked", cases, G_N_ELEMENTS (cases));
}

/* A day on which it is found out who gets a job, and others with as much in them. */
static void
test_selects (void)
{
#define LETTER(subject, text)                                                                  \
  "From: Kim <kim@fernwood.example>\nTo: sam@home.example\nSubject: " subject                  \
  "\nContent-Type: text/plain; charset=utf-8\n\n" text "\n"
  static const Case cases[] = {
    { "en",
      LETTER ("Your application", "You're through to our selection day on Tuesday at 9 am."),
      TRUE },
    { "en", LETTER ("Hi", "We'll see how you get on with the boat on Tuesday at 9 am."),
      FALSE },
    { "en", LETTER ("Your application", "We'll tell you of a selection day."), FALSE },
    { "de",
      LETTER ("Ihre Bewerbung", "Wir möchten Sie zum Gespräch bitten, Dienstag um 10 Uhr."),
      TRUE },
    { "fr", LETTER ("Candidature", "Vous êtes admis à la phase d'entretien, mardi à 10 h."),
      TRUE },
    { "es", LETTER ("Candidatura", "El cliente quiere verte el martes a las 10:00."), TRUE },
    { "it", LETTER ("Candidatura", "L'azienda ti vuole vedere martedì alle 10:00."), TRUE },
    { "nl", LETTER ("Sollicitatie", "De opdrachtgever wil je zien, dinsdag om 10 uur."), TRUE },
    { "pt", LETTER ("Candidatura", "Dinâmica de grupo na terça-feira às 10h."), TRUE },
  };
  check_hits ("together-selects", cases, G_N_ELEMENTS (cases));
}

static void
test_override (void)
{
  char *dirs[3]
      = { g_dir_make_tmp ("rules-XXXXXX", NULL), g_dir_make_tmp ("rules-XXXXXX", NULL), NULL };
  const char *const texts[]
      = { RULE ("a", "body", "x", "other", "1") RULE ("b", "body", "y", "other", "1"),
          RULE ("a", "subject", "z", "other", "2") };
  for (int i = 0; i < 2; i++)
    {
      g_autofree char *file = g_build_filename (dirs[i], "x.conf", NULL);
      g_assert_true (g_file_set_contents (file, texts[i], -1, NULL));
    }
  g_autoptr (RgRules) rules = rg_rules_load ((const char *const *) dirs, NULL, NULL);
  g_assert_cmpuint (rg_rules_count (rules), ==, 2);
  g_assert_cmpstr (rg_rules_info (rules, 0).place, ==, "subject");
  g_assert_cmpfloat (rg_rules_info (rules, 0).score, ==, 2);
  for (int i = 0; i < 2; i++)
    {
      g_autofree char *file = g_build_filename (dirs[i], "x.conf", NULL);
      g_unlink (file);
      g_rmdir (dirs[i]);
      g_free (dirs[i]);
    }
}

/* Whose calendar it is, where no mailbox is known for the user's. */
static void
test_own_calendar (void)
{
#define REQUEST(to)                                                                            \
  "From: Sam <sam@home.example>\nTo: " to "\nContent-Type: text/calendar; method=REQUEST\n\n"  \
  "BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:1\nDTSTART:20261203T150000Z\n"           \
  "ORGANIZER:mailto:sam@home.example\nEND:VEVENT\nEND:VCALENDAR\n"
  static const struct
  {
    const char *mail;
    gboolean is_own;
  } cases[] = {
    { REQUEST ("sam@home.example"), TRUE },
    { REQUEST ("kim@home.example"), FALSE },
    { REQUEST ("kim@home.example, sam@home.example"), FALSE }, /* a copy to oneself */
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RgMessage) message
          = rg_message_read (cases[i].mail, strlen (cases[i].mail), NULL);
      g_autofree char *traits = rg_traits_of (message, NULL);
      g_assert_cmpint (strstr (traits, " calendar-own ") != NULL, ==, cases[i].is_own);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rules/places", test_places);
  g_test_add_func ("/rules/kinds", test_kinds);
  g_test_add_func ("/rules/language", test_language);
  g_test_add_func ("/rules/unknown-language", test_unknown_language);
  g_test_add_func ("/rules/match-limit", test_match_limit);
  g_test_add_func ("/rules/budget", test_budget);
  g_test_add_func ("/rules/refused", test_refused);
  g_test_add_func ("/rules/shipped", test_shipped);
  g_test_add_func ("/rules/moves-as-asked", test_moves_as_asked);
  g_test_add_func ("/rules/selects", test_selects);
  g_test_add_func ("/rules/override", test_override);
  g_test_add_func ("/rules/own-calendar", test_own_calendar);
  return g_test_run ();
}
