/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Appointments that are moved: mail sent on Monday, 23 November 2026. */
#include "facts/times.h"

#include "shipped_words.h"

static RgWords *words;

/* What is shown as the reason for a time are the new words, not those of the time that was
 * moved. */
static void
test_span_of_moved (void)
{
  g_autoptr (GDateTime) sent = g_date_time_new_from_iso8601 ("2026-11-23T09:00:00Z", NULL);
  g_autoptr (RgTimes) found
      = rg_times_find ("We need to move your interview. Pat will not be back in time for your "
                       "2pm appointment on "
                       "Wednesday. Would Friday 27 November at 10am suit you?",
                       NULL, sent, rg_words_get (words, "en"));
  g_assert_cmpuint (found->times->len, ==, 1);
  g_assert_cmpstr (found->times_span, ==, "Friday 27 November at 10am");
}

/* What a mail says of an appointment that only its subject or its quote tells. */
static void
test_earlier (void)
{
  static const struct
  {
    const char *language, *text, *earlier, *time; /* NULL: none */
  } mails[] = {
    { "en", "Can we shift tomorrow's chat to the same time Monday?",
      "Re: Tuesday\n> Tuesday 24 Nov, 8am at the workshop is fine.", "2026-11-30T08:00:00" },
    { "en", "Argh, something landed on our 10am. Push to 16:30? Same link, sorry",
      "Re: chat\n> Perfect, speak on Thursday at 10 then.", "2026-11-26T16:30:00" },
    { "en", "Wednesday at 3 isn't on. Could you do the same time the week after, Thursday 3rd?",
      "Re: Wednesday", "2026-12-03T15:00:00" },
    { "de", "Am Mittwoch um 9 Uhr fehlt eine Kollegin. Ginge auch Freitag um 13 Uhr?",
      "Termin wird verschoben", "2026-11-27T13:00:00" },
    { "en", "Push to 16:30?", "Re: chat\n> Thursday at 10 or Friday at 10", NULL },
    { "en", "Can we push it to the same time on Friday?",
      "Re: chat\nOn Fri, 20 Nov 2026 at 9:02 PM Sam wrote:\n> Thursday at 10 is fine",
      "2026-11-27T10:00:00" },
    { "fr", "D\303\251calons au mardi 1er d\303\251cembre, \303\240 la m\303\252me heure.",
      "\n> Alors entendu, mardi 24 \303\240 14h.", "2026-12-01T14:00:00" },
    { "pt",
      "Afinal sexta tenho um reboque \303\240s 10. Consegue vir mais cedo, \303\240s 8h30?",
      "\n> Fica ent\303\243o sexta \303\240s 10h na oficina.", "2026-11-27T08:30:00" },
  };
  g_autoptr (GDateTime) sent = g_date_time_new_from_iso8601 ("2026-11-23T09:00:00Z", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (mails); i++)
    {
      g_autoptr (RgTimes) found = rg_times_find (mails[i].text, mails[i].earlier, sent,
                                                 rg_words_get (words, mails[i].language));
      g_test_message ("%s", mails[i].text);
      g_assert_cmpuint (found->times->len, ==, mails[i].time != NULL);
      if (!mails[i].time)
        continue;
      g_autofree char *time = rg_moment_format_iso (g_ptr_array_index (found->times, 0));
      g_assert_cmpstr (time, ==, mails[i].time);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  words = shipped_words ("words", NULL);
  g_test_add_func ("/moved/earlier", test_earlier);
  g_test_add_func ("/moved/span", test_span_of_moved);
  int status = g_test_run ();
  rg_words_free (words);
  return status;
}
