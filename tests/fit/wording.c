/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For scripts/fit-wording.py: prints a line for each mail named on standard input, with its
 * file, the points of the rules alone by kind, and its terms, all with tabs between. */
#include "detect/detection.h"
#include "detect/language.h"
#include "detect/terms.h"
#include "facts/manner.h"
#include "named_mail.h"

#include <stdio.h>
#include <string.h>

static void
print_term (gpointer term)
{
  printf ("\t%s", (char *) term);
}

static void
collect (const RgTerm *term, gpointer data)
{
  GHashTable *seen = data;
  g_autofree char *text = rg_term_text (term);
  if (g_hash_table_add (seen, g_strdup (text)))
    print_term (text);
}

static void
print_signs (GPtrArray *signs)
{
  for (guint i = 0; i < signs->len; i++)
    print_term (g_ptr_array_index (signs, i));
  g_ptr_array_unref (signs);
}

typedef struct
{
  RgRules *rules;
  RgLanguages *languages;
  RgWords *words;
} Means;

static void
print_mail (const char *file, const char *bytes, gsize length, gpointer data)
{
  const Means *means = data;
  static const char *const addresses[] = { NULL };
  g_autoptr (RgMessage) message = rg_message_read (bytes, length, NULL);
  if (!message)
    return;
  g_autofree char *language = rg_languages_of_message (means->languages, message);
  g_autoptr (RgDetection) detection
      = rg_detect (means->rules, message, language, addresses, TRUE);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  printf ("%s\t", file);
  for (int kind = 0; kind < RG_N_KINDS; kind++)
    printf ("%s%.2f", kind ? "," : "", detection->scores[kind]);
  rg_terms_each (message, collect, seen);
  print_signs (rg_detection_structure (detection));
  RgSource source
      = rg_source_of (message, rg_words_get (means->words, detection->language), addresses);
  g_autofree char *mode = NULL, *stage = NULL;
  print_signs (rg_manner_signs (&source, rg_find_mode (&source, &mode),
                                rg_find_stage (&source, &stage)));
  print_signs (
      rg_writer_signs (rg_find_recruiter (&source) ? RG_WRITER_AGENCY : RG_WRITER_EMPLOYER));
  printf ("\n");
}

int
main (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *rule_dir = named_mail_data ("rules"), *word_dir = named_mail_data ("words");
  g_autofree char *list = named_mail_data ("languages.conf");
  const char *dirs[] = { rule_dir, NULL }, *word_dirs[] = { word_dir, NULL };
  g_autoptr (RgRules) rules = rg_rules_load (dirs, NULL, &error);
  g_autoptr (RgLanguages) languages = rules ? rg_languages_load (list, &error) : NULL;
  g_autoptr (RgWords) words = languages ? rg_words_load (word_dirs, &error) : NULL;
  if (!words)
    g_error ("%s", error->message);
  named_mail_each (print_mail, &(Means){ rules, languages, words });
  return 0;
}
