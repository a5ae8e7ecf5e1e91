/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a file of rules: read, or refused with a reason; what is read is tried on a
 * mail. */
#include "desk.h"

#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length);

static const char mail[]
    = "From: Priya Nair <priya@fernwood.example>\r\nTo: sam.rivera@example.net\r\n"
      "Subject: Interview for the C Developer position\r\n\r\n"
      "Dear Sam,\r\n\r\nwe would like to invite you to an interview on Thursday at 15:00. "
      "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n";

static const char *
folder (void)
{
  static char *made;
  if (!made)
    made = g_dir_make_tmp ("rules-XXXXXX", NULL);
  return made;
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length)
{
  static const char *const addresses[] = { "sam.rivera@example.net", NULL };
  const char *dirs[] = { folder (), NULL };
  g_autofree char *path = g_build_filename (folder (), "fuzz.conf", NULL);
  g_autoptr (GError) error = NULL;
  g_file_set_contents (path, (const char *) bytes, (gssize) length, NULL);
  g_autoptr (RgRules) rules = rg_rules_load (dirs, NULL, &error);
  g_assert_true ((rules == NULL) == (error != NULL));
  if (!rules)
    return 0;
  g_autoptr (RgMessage) message = rg_message_read (mail, strlen (mail), NULL);
  g_autoptr (RgDetection) detection = rg_detect (rules, message, "en", addresses, TRUE);
  return 0;
}
