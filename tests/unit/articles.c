/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The article before a firm's name, as the shipped replies write it. */
#include "base/error.h"
#include "reply/articles.h"
#include "reply/templates.h"
#include "reply/values.h"

#include <string.h>

static RgTemplates *
load_shipped (void)
{
  g_autofree char *dir = g_test_build_filename (G_TEST_DIST, "..", "templates", NULL);
  const char *dirs[] = { dir, NULL };
  g_autoptr (GError) error = NULL;
  RgTemplates *templates = rg_templates_load (dirs, &error);
  g_assert_no_error (error);
  return templates;
}

/* What a reply of `language` to a firm says. Transfer full. */
static char *
reply_to (RgTemplates *templates, const char *language, const char *company)
{
  g_autoptr (GHashTable) values = rg_values_new ();
  g_autofree char *id = g_strconcat (language, "/goals", NULL);
  g_autofree char *subject = NULL;
  g_autoptr (GError) error = NULL;
  rg_values_add (values, "company", company);
  rg_values_add (values, "position", "Clerk");
  rg_values_add (values, "tone", "warm");
  char *text = rg_templates_render (templates, id, values, &subject, &error);
  g_assert_no_error (error);
  return text;
}

static void
test_replies (void)
{
  static const struct
  {
    const char *language, *company, *phrase;
  } replies[] = {
    { "en", "Fernwood", " at Fernwood" },
    { "en", "University of Strathtay", " at the University of Strathtay" },
    { "en", "University College", " at University College" },
    { "de", "Fernwood", " bei Fernwood" },
    { "de", "Klinikum Ulm", " beim Klinikum Ulm" },
    { "de", "Löwen-Apotheke Ulm", " bei der Löwen-Apotheke Ulm" },
    { "de", "Stadttheater Lohfeld", " beim Stadttheater Lohfeld" },
    { "de", "Samt & Seide", " bei Samt & Seide" },
    { "fr", "Fernwood", " chez Fernwood" },
    { "fr", "Clinique des Lilas", " à la Clinique des Lilas" },
    { "fr", "BOULANGERIE COTTIN", " à la BOULANGERIE COTTIN" },
    { "fr", "Musée du Sel", " au Musée du Sel" },
    { "fr", "Hôpital Nord", " à l’Hôpital Nord" },
    { "fr", "Imprimerie Carrel", " à l’Imprimerie Carrel" },
    { "fr", "Hopital Nord", " à l’Hopital Nord" },
    { "fr", "Orangerie Rey", " à l’Orangerie Rey" },
    { "fr", "Valerie Martin", " chez Valerie Martin" },
    { "fr", "Éditions La Passerelle", " aux Éditions La Passerelle" },
    { "fr", "Maison Lorelle", " chez Maison Lorelle" },
    { "fr", "Maison de la Culture", " à la Maison de la Culture" },
    { "es", "Fernwood", " en Fernwood" },
    { "es", "Colegio Santa Inés", " en el Colegio Santa Inés" },
    { "es", "Red Bull", " en Red Bull" },
    { "es", "Ferretería Mengual", " en la Ferretería Mengual" },
    { "nl", "Fernwood", " bij Fernwood" },
    { "nl", "gemeente Loosdal", " bij de gemeente Loosdal" },
    { "nl", "ministerie van Ruimte", " bij het ministerie van Ruimte" },
    { "it", "Fernwood", " presso Fernwood" },
    { "it", "Comune di Prato", " presso il Comune di Prato" },
    { "it", "Banca del Verbano", " presso la Banca del Verbano" },
    { "it", "Studio Legale Volpi", " presso lo Studio Legale Volpi" },
    { "it", "Istituto Volta", " presso l’Istituto Volta" },
    { "it", "Argenteria Rossi", " presso l’Argenteria Rossi" },
    { "it", "Libreria Rossi", " presso la Libreria Rossi" },
    { "it", "Scatolificio Rossi", " presso lo Scatolificio Rossi" },
    { "it", "Pastificio Rossi", " presso il Pastificio Rossi" },
    { "it", "Valeria Rossi", " presso Valeria Rossi" },
    { "nl", "Universiteit Delft", " bij Universiteit Delft" },
    { "pt", "Hospital do Sul", " (Hospital do Sul)" },
  };
  g_autoptr (RgTemplates) templates = load_shipped ();
  for (gsize i = 0; i < G_N_ELEMENTS (replies); i++)
    {
      g_autofree char *text = reply_to (templates, replies[i].language, replies[i].company);
      g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
      g_autofree char *line = g_strjoinv (" ", lines);
      if (!strstr (line, replies[i].phrase))
        g_error ("no \"%s\" in: %s", replies[i].phrase, line);
    }
}

static void
test_file (void)
{
  g_autoptr (GError) error = NULL;
  RgArticles *articles = rg_articles_read ("# a comment\n\nthe: university of, *school\n"
                                           "-: highschool\nan: a*school\n",
                                           "articles.txt", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (rg_articles_of (articles, "University of Alba"), ==, "the");
  g_assert_cmpstr (rg_articles_of (articles, "University"), ==, NULL);
  g_assert_cmpstr (rg_articles_of (articles, "Lowschool Nord"), ==, "the");
  g_assert_cmpstr (rg_articles_of (articles, "Artschool Nord"), ==, "an");
  g_assert_cmpstr (rg_articles_of (articles, "Highschool Nord"), ==, NULL);
  g_assert_cmpstr (rg_articles_of (articles, "School Nord"), ==, NULL);
  g_assert_cmpstr (rg_articles_of (articles, ""), ==, NULL);
  rg_articles_free (articles);
  g_assert_null (rg_articles_read ("the: x\nuniversity\n", "articles.txt", &error));
  g_assert_error (error, RG_ERROR, RG_ERROR_CONFIG);
  g_assert_true (g_str_has_prefix (error->message, "articles.txt:2: "));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/articles/replies", test_replies);
  g_test_add_func ("/articles/file", test_file);
  return g_test_run ();
}
