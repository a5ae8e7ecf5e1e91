/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For scripts/fit-net.py: prints a line for each mail named on standard input, with its file,
 * how far an invitation is ahead by rules and wording, and its steps, "HASH,HEAD,TAIL,PLACE".
 */
#include "detect/bag.h"
#include "detect/detection.h"
#include "detect/language.h"
#include "detect/second_look.h"
#include "detect/sequence.h"
#include "named_mail.h"

#include <stdio.h>

typedef struct
{
  RgRules *rules;
  RgLanguages *languages;
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
  g_autoptr (GArray) steps = rg_sequence_of (message);
  printf ("%s\t%.2f\t", file, rg_second_look_lead (detection, means->rules));
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
  g_autofree char *rule_dir = named_mail_data ("rules"),
                  *list = named_mail_data ("languages.conf");
  g_autofree char *wording = named_mail_data ("wording.tsv");
  const char *dirs[]
      = { rule_dir, "/nonexistent", NULL }; /* the last would be the user's own */
  g_autoptr (RgRules) rules = rg_rules_load (dirs, wording, &error);
  g_autoptr (RgLanguages) languages = rules ? rg_languages_load (list, &error) : NULL;
  if (!languages)
    g_error ("%s", error->message);
  named_mail_each (print_mail, &(Means){ rules, languages });
  return 0;
}
