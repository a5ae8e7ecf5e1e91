/* SPDX-License-Identifier: GPL-3.0-or-later */
/* By when an employer says that they will answer: mail sent on Monday, 23 November 2026. */
#include "facts/times.h"

#include "shipped_words.h"

static RgWords *words;

static void
test_promises (void)
{
  static const struct
  {
    const char *language, *text, *due;
  } promises[] = {
    { "en", "Thanks for coming in. We will get back to you by Friday.", "2026-11-27T23:59:00" },
    { "en", "You'll hear from us before 4 December, whatever we decide.",
      "2026-12-04T23:59:00" },
    { "en", "Please let us know by Friday whether you can come.", NULL },
    { "en", "We will call you on Thursday at 10:00.", NULL },
    { "en", "We will be in touch soon. The office is closed on Friday.", NULL },
    { "en", "You said that you will get back to us by Friday.", NULL },
    { "de", "Wir melden uns bis Freitag bei Ihnen.", "2026-11-27T23:59:00" },
    { "de", "Bis zum 4. Dezember erhalten Sie eine Antwort von uns.", "2026-12-04T23:59:00" },
    { "de", "Bitte melden Sie sich bis Freitag bei uns.", NULL },
    { "fr", "Nous reviendrons vers vous avant le 4 décembre.", "2026-12-04T23:59:00" },
    { "fr", "Merci de revenir vers nous avant vendredi.", NULL },
    { "es", "Le daremos una respuesta antes del viernes.", "2026-11-27T23:59:00" },
    { "es", "Respóndanos antes del viernes, por favor.", NULL },
    { "it", "Le faremo sapere entro venerdì.", "2026-11-27T23:59:00" },
    { "it", "Ci faccia sapere entro venerdì.", NULL },
    { "nl", "Je hoort uiterlijk vrijdag van ons.", "2026-11-27T23:59:00" },
    { "nl", "Laat je het ons voor vrijdag weten?", NULL },
    { "pt", "Entraremos em contato até sexta-feira.", "2026-11-27T23:59:00" },
    { "pt", "Responda até sexta-feira, por favor.", NULL },
  };
  g_autoptr (GDateTime) sent = g_date_time_new_from_iso8601 ("2026-11-23T09:00:00Z", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (promises); i++)
    {
      g_autoptr (RgTimes) found = rg_times_find (promises[i].text, NULL, sent,
                                                 rg_words_get (words, promises[i].language));
      const RgMoment *due = found->promised;
      g_autofree char *iso = due ? rg_moment_format_iso (due) : NULL;
      g_test_message ("%s", promises[i].text);
      g_assert_cmpstr (iso, ==, promises[i].due);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  words = shipped_words ("words", NULL);
  g_test_add_func ("/promise/find", test_promises);
  int status = g_test_run ();
  rg_words_free (words);
  return status;
}
