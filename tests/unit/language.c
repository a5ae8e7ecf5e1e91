/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which language a text is in. */
#include "detect/language.h"

#include <string.h>

static RgLanguages *
shipped_languages (void)
{
  g_autofree char *path
      = g_build_filename (g_getenv ("REGRETS_DATADIR"), "languages.conf", NULL);
  g_autoptr (GError) error = NULL;
  RgLanguages *languages = rg_languages_load (path, &error);
  g_assert_no_error (error);
  return languages;
}

static const struct
{
  const char *text, *language;
} texts[] = {
  { "Thank you for your application. We would like to talk to you on Tuesday.", "en" },
  { "Vielen Dank für Ihre Bewerbung. Wir würden Sie gern am Dienstag sprechen.", "de" },
  { "Merci de votre candidature. Nous aimerions vous parler mardi dans nos bureaux.", "fr" },
  { "Gracias por su candidatura. Nos gustaría hablar con usted el martes.", "es" },
  { "Grazie della sua candidatura. Ci piacerebbe parlare con lei martedì alle tre.", "it" },
  { "Dank je voor je sollicitatie. We willen je graag spreken op dinsdag.", "nl" },
  { "Obrigada pela sua candidatura. Gostaríamos de falar com você na terça-feira.", "pt" },
  { "ICH DANKE IHNEN FÜR DAS GESPRÄCH UND MELDE MICH BEI IHNEN", "de" },
  { "NOS! À NOS? À", "pt" },
  /* Where a language has few of such words more than others, they don't tell: not by number, */
  { "Passt scho, Sam. Lieber a ehrlichs Naa als a halberts Ja. De andern ham sich net amoi "
    "gmeldt. Mach's guad, und wenns d'amoi an Dachstuhl brauchst, woaßt ja, wo ma san.",
    "de" },
  /* and not in proportion. */
  { "Cargo: Técnico(a) de señalización ferroviaria\nResultado: NO CONTINÚA\nNo acredita los 24 "
    "meses de experiencia relacionada exigidos. Por lo anterior, no será citado(a) a prueba de "
    "conocimientos ni a entrevista. Contra esta decisión procede reclamación dentro de los dos "
    "(2) días hábiles siguientes en la plataforma.",
    "es" },
  { "", NULL },
  { "12:30 - 14:00\n+44 20 7946 0000\n", NULL },
};

static void
test_texts (void)
{
  g_autoptr (RgLanguages) languages = shipped_languages ();
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *language = rg_languages_guess (languages, texts[i].text);
      g_assert_cmpstr (language, ==, texts[i].language);
    }
}

/* Where a text begins with a table, a list of links or a quotation of code, its words come
 * later.
 */
static void
test_late_words (void)
{
  static const guint told[] = { 2, 5, 6 };
  g_autoptr (RgLanguages) languages = shipped_languages ();
  g_autofree char *table = g_strnfill (1200, '7');
  for (gsize i = 0; i < G_N_ELEMENTS (told); i++)
    {
      g_autofree char *text = g_strconcat (table, "\n", texts[told[i]].text, NULL);
      g_autofree char *language = rg_languages_guess (languages, text);
      g_assert_cmpstr (language, ==, texts[told[i]].language);
    }
}

/* "com" is a word of Portuguese, but not in the name of a domain. */
static void
test_domains (void)
{
  g_autoptr (RgLanguages) languages = shipped_languages ();
  g_autoptr (GString) text = g_string_new (NULL);
  for (int i = 0; i < 20; i++)
    g_string_append_printf (text, "xq%d@zzk.com wvv.qqx%d.com\n", i, i);
  g_autofree char *language = rg_languages_guess (languages, text->str);
  g_assert_cmpstr (language, !=, "pt");
}

/* A word without an end costs no more than others. */
static void
test_long_word (void)
{
  g_autoptr (RgLanguages) languages = shipped_languages ();
  g_autofree char *blob = g_strnfill (200000, 'A');
  g_autofree char *both = g_strconcat (texts[0].text, " ", blob, NULL);
  g_autofree char *told = rg_languages_guess (languages, both);
  g_assert_cmpstr (told, ==, "en");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/language/texts", test_texts);
  g_test_add_func ("/language/late-words", test_late_words);
  g_test_add_func ("/language/domains", test_domains);
  g_test_add_func ("/language/long-word", test_long_word);
  return g_test_run ();
}
