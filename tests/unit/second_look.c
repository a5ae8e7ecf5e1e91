/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What two small networks change of the verdict by rules and wording, with all that is shipped.
 */
#include "detect/second_look.h"

#include "base/error.h"

#include <glib/gstdio.h>
#include <string.h>

static const char *
data_dir (const char *name)
{
  static char *path;
  g_free (path);
  return path = g_build_filename (g_getenv ("REGRETS_DATADIR"), name, NULL);
}

/* With a folder of the user's own rules. */
static RgRules *
shipped_rules (const char *own, gboolean with_nets)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *rule_dir = g_strdup (data_dir ("rules"));
  g_autofree char *wording = g_strdup (data_dir ("wording.tsv"));
  const char *dirs[] = { rule_dir, own ? own : "/nonexistent", NULL };
  RgRules *rules = rg_rules_load (dirs, wording, &error);
  g_assert_no_error (error);
  g_assert_true (!with_nets || rg_rules_read_nets (rules, data_dir ("learned"), &error));
  g_assert_no_error (error);
  return rules;
}

static RgDetection *
detect (const RgRules *rules, const char *mail)
{
  static const char *const addresses[] = { "sam@example.net", NULL };
  g_autoptr (RgMessage) message = rg_message_read (mail, strlen (mail), NULL);
  return rg_detect (rules, message, "en", addresses, TRUE);
}

static const RgHit *
find_hit (const RgDetection *detection)
{
  for (guint i = 0; i < detection->hits->len; i++)
    {
      const RgHit *hit = g_ptr_array_index (detection->hits, i);
      if (g_str_equal (hit->rule, RG_SECOND_LOOK_RULE))
        return hit;
    }
  return NULL;
}

#define HEAD "To: Sam Rivera <sam@example.net>\nDate: Wed, 18 Nov 2026 10:40:12 +0000\n"
#define PLAIN_INVITATION                                                                       \
  HEAD "From: Priya Nair <priya.nair@quantile.example>\nSubject: Interview for Data "          \
       "Analyst\n\nDear Sam,\n\nthank you for your application for the role of Data "          \
       "Analyst. We would like to invite you to an interview on 3 December at 15:00.\n\n"      \
       "Kind regards,\nPriya Nair\n"

/* Where they agree nothing is said. */
static void
test_agrees (void)
{
  g_autoptr (RgRules) rules = shipped_rules (NULL, TRUE), alone = shipped_rules (NULL, FALSE);
  g_autoptr (RgDetection) detection = detect (rules, PLAIN_INVITATION);
  g_autoptr (RgDetection) before = detect (alone, PLAIN_INVITATION);
  g_assert_cmpint (detection->kind, ==, RG_KIND_INVITATION);
  g_assert_null (find_hit (detection));
  g_assert_cmpfloat (rg_second_look_lead (detection, rules), >, 0);
  g_assert_cmpfloat (detection->score, ==, before->score);
}

/* The user's own rules have the last word. */
static void
test_own_rules (void)
{
  g_autofree char *dir = g_dir_make_tmp ("second-look-XXXXXX", NULL);
  g_autofree char *file = g_build_filename (dir, "own.conf", NULL);
  const char *rule = "[rule not-from-quantile]\nin = sender-domain\nmatch = quantile\n"
                     "kind = invitation\nscore = -100\n";
  g_assert_true (g_file_set_contents (file, rule, -1, NULL));
  g_autoptr (RgRules) rules = shipped_rules (dir, TRUE);
  g_autoptr (RgDetection) detection = detect (rules, PLAIN_INVITATION);
  g_assert_cmpint (detection->kind, !=, RG_KIND_INVITATION);
  g_assert_null (find_hit (detection));
  g_assert_cmpfloat (rg_second_look_lead (detection, rules), >, 0); /* but for that rule */
  g_unlink (file);
  g_rmdir (dir);
}

static void
test_missing (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RgRules) rules = shipped_rules (NULL, FALSE);
  g_assert_false (rg_rules_read_nets (rules, "/nonexistent", &error));
  g_assert_error (error, RG_ERROR, RG_ERROR_CONFIG);
  g_autoptr (RgDetection) detection = detect (rules, PLAIN_INVITATION);
  g_assert_cmpint (detection->kind, ==, RG_KIND_INVITATION);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/second-look/agrees", test_agrees);
  g_test_add_func ("/second-look/own-rules", test_own_rules);
  g_test_add_func ("/second-look/missing", test_missing);
  return g_test_run ();
}
