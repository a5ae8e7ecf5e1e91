/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For scripts/fit-net.py: prints a line for each mail named on standard input, with its file,
 * how far an invitation is ahead by rules and wording, and its steps, "HASH,HEAD,TAIL,PLACE".
 */
#include "detect/bag.h"
#include "detect/detection.h"
#include "detect/language.h"
#include "detect/second_look.h"
#include "detect/sequence.h"

#include <stdio.h>

static void
print_mail (const RgRules *rules, RgLanguages *languages, const char *file, const char *bytes,
            gsize length)
{
  static const char *const addresses[] = { NULL };
  g_autoptr (RgMessage) message = rg_message_read (bytes, length, NULL);
  if (!message)
    return;
  g_autofree char *language = rg_languages_guess (languages, message->text);
  g_autoptr (RgDetection) detection = rg_detect (rules, message, language, addresses, TRUE);
  g_autoptr (GArray) steps = rg_sequence_of (message);
  printf ("%s\t%.2f\t", file, rg_second_look_lead (detection, rules));
  for (guint i = 0; i < steps->len; i++)
    {
      const RgStep *step = &g_array_index (steps, RgStep, i);
      printf ("%s%" G_GUINT64_FORMAT ",%u,%u,%u", i ? " " : "", step->hash, step->head,
              step->tail, step->place);
    }
  g_autoptr (GPtrArray) signs = rg_detection_structure (detection);
  g_autoptr (GArray) contents = rg_bag_contents (message, steps, signs);
  for (guint i = 0; i < contents->len; i++)
    printf ("%c%" G_GUINT64_FORMAT, i ? ' ' : '\t', g_array_index (contents, guint64, i));
  double points[RG_N_KINDS];
  rg_second_look_points (detection, points);
  for (int kind = 0; kind < RG_N_KINDS; kind++)
    printf ("%c%.2f", kind ? ' ' : '\t', points[kind]);
  printf ("\n");
}

int
main (void)
{
  g_autoptr (GError) error = NULL;
  const char *data = g_getenv ("REGRETS_DATADIR");
  g_autofree char *rule_dir = g_build_filename (data ? data : RG_DATADIR, "rules", NULL);
  g_autofree char *list = g_build_filename (data ? data : RG_DATADIR, "languages.conf", NULL);
  g_autofree char *wording = g_build_filename (data ? data : RG_DATADIR, "wording.tsv", NULL);
  const char *dirs[] = { rule_dir, "/nonexistent", NULL };
  g_autoptr (RgRules) rules = rg_rules_load (dirs, wording, &error);
  g_autoptr (RgLanguages) languages = rules ? rg_languages_load (list, &error) : NULL;
  if (!languages)
    g_error ("%s", error->message);
  for (char file[4096]; fgets (file, sizeof file, stdin);)
    {
      g_autofree char *bytes = NULL;
      gsize length;
      g_strchomp (file);
      if (g_file_get_contents (file, &bytes, &length, NULL))
        print_mail (rules, languages, file, bytes, length);
    }
  return 0;
}
