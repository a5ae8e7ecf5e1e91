/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"

#include "base/error.h"
#include "cli/mail_files.h"
#include "cli/rule_figures.h"
#include "cli/terminal.h"
#include "detect/second_look.h"

typedef struct
{
  const RgDesk *desk;
  const char *const *addresses;
  RgRuleFigures *figures; /* for test */
  gboolean is_invitation; /* for test: the set that is read */
} Bench;

/* ---- list ---- */

static gboolean
list_rules (const Bench *bench)
{
  for (guint i = 0; i < rg_rules_count (bench->desk->rules); i++)
    {
      RgRuleInfo rule = rg_rules_info (bench->desk->rules, i);
      g_autofree char *line = g_strdup_printf ("%+5.1f  %-15s %-16s %-3s %-32s %s\n",
                                               rule.score, rg_kind_names[rule.kind], rule.place,
                                               rule.language ? rule.language : "", rule.name,
                                               rule.describe ? rule.describe : "");
      rg_terminal_print (line);
    }
  return TRUE;
}

/* ---- explain ---- */

static const RgHit *
find_hit (const RgDetection *detection, const char *rule)
{
  for (guint i = 0; i < detection->hits->len; i++)
    {
      const RgHit *hit = g_ptr_array_index (detection->hits, i);
      if (g_str_equal (hit->rule, rule))
        return hit;
    }
  return NULL;
}

static void
explain_rule (const RgDetection *detection, const RgRuleInfo *rule)
{
  const RgHit *hit = find_hit (detection, rule->name);
  gboolean is_asked = !rule->language || !g_strcmp0 (rule->language, detection->language);
  const char *answer = hit ? "hit" : is_asked ? "-" : "other language";
  g_autofree char *where = hit ? g_strdup_printf (": \"%s\"", hit->text) : g_strdup ("");
  g_autofree char *line
      = g_strdup_printf ("%-14s %+5.1f  %-15s %-32s in %s%s\n", answer, rule->score,
                         rg_kind_names[rule->kind], rule->name, rule->place, where);
  rg_terminal_print (line);
}

/* What is told like a rule, and is none. */
static void
explain_hit (const RgDetection *detection, const char *name)
{
  const RgHit *hit = find_hit (detection, name);
  if (!hit)
    return;
  g_autofree char *where = *hit->text ? g_strdup_printf (": \"%s\"", hit->text) : g_strdup ("");
  g_autofree char *line
      = g_strdup_printf ("%-14s %+5.1f  %-15s %-32s in %s%s\n", "hit", hit->score,
                         rg_kind_names[hit->kind], hit->rule, hit->place, where);
  rg_terminal_print (line);
}

static RgDetection *
detect (const Bench *bench, const char *bytes, gsize length, GError **error)
{
  g_autoptr (RgMessage) message = rg_message_read (bytes, length, error);
  if (!message)
    return NULL;
  g_autofree char *language = rg_languages_of_message (bench->desk->languages, message);
  return rg_detect (bench->desk->rules, message, language, bench->addresses, TRUE);
}

static gboolean
explain_message (const char *file, const char *bytes, gsize length, gpointer data,
                 GError **error)
{
  const Bench *bench = data;
  g_autoptr (RgDetection) detection = detect (bench, bytes, length, error);
  if (!detection)
    return FALSE;
  g_autofree char *head = g_strdup_printf (
      "%s: %s (score %.1f, language %s)\n", file, rg_kind_names[detection->kind],
      detection->score, detection->language ? detection->language : "unknown");
  rg_terminal_print (head);
  explain_hit (detection, RG_WORDING_RULE);
  explain_hit (detection, RG_SECOND_LOOK_RULE);
  for (guint i = 0; i < rg_rules_count (bench->desk->rules); i++)
    {
      RgRuleInfo rule = rg_rules_info (bench->desk->rules, i);
      explain_rule (detection, &rule);
    }
  return TRUE;
}

static gboolean
explain_files (Bench *bench, int argc, char **argv, GError **error)
{
  if (argc < 3)
    {
      g_set_error (error, RG_ERROR, RG_ERROR_USAGE,
                   "name a file to explain; see regrets rules --help");
      return FALSE;
    }
  for (int i = 2; i < argc; i++)
    if (!rg_mail_files_each (argv[i], explain_message, bench, error))
      return FALSE;
  return TRUE;
}

/* ---- test ---- */

/* What is no mail is told and passed over. */
static gboolean
count_message (const char *file, const char *bytes, gsize length, gpointer data, GError **error)
{
  const Bench *bench = data;
  g_autoptr (GError) inner = NULL;
  g_autoptr (RgDetection) detection = detect (bench, bytes, length, &inner);
  if (detection)
    rg_rule_figures_add (bench->figures, detection, bench->is_invitation);
  else
    g_printerr ("regrets: %s is passed over: %s\n", file, inner->message);
  return TRUE;
}

static gboolean
count_set (Bench *bench, const char *path, gboolean is_invitation, GError **error)
{
  bench->is_invitation = is_invitation;
  return rg_mail_files_each (path, count_message, bench, error);
}

static gboolean
test_rules (Bench *bench, const char *invitations, const char *others, gboolean suggest,
            GError **error)
{
  if (!invitations || !others)
    {
      g_set_error (error, RG_ERROR, RG_ERROR_USAGE,
                   "rules test needs --invitations and --others; see regrets rules --help");
      return FALSE;
    }
  g_autoptr (RgRuleFigures) figures = rg_rule_figures_new (bench->desk->rules);
  bench->figures = figures;
  if (!count_set (bench, invitations, TRUE, error) || !count_set (bench, others, FALSE, error))
    return FALSE;
  g_autofree char *report = rg_rule_figures_report (figures);
  g_autofree char *scores = suggest ? rg_rule_figures_suggest (figures) : g_strdup ("");
  rg_terminal_print (report);
  rg_terminal_print (scores);
  return TRUE;
}

gboolean
rg_command_rules (RgPlaces *places, int argc, char **argv, GError **error)
{
  g_autofree char *rules = NULL, *invitations = NULL, *others = NULL;
  gboolean suggest = FALSE;
  const GOptionEntry entries[] = {
    { "rules", 0, 0, G_OPTION_ARG_FILENAME, &rules, "Read your own rules from DIR", "DIR" },
    { "invitations", 0, 0, G_OPTION_ARG_FILENAME, &invitations,
      "test: mail that is an invitation", "PATH" },
    { "others", 0, 0, G_OPTION_ARG_FILENAME, &others, "test: mail that is none", "PATH" },
    { "suggest", 0, 0, G_OPTION_ARG_NONE, &suggest, "test: propose scores", NULL },
    { NULL },
  };
  if (!rg_command_parse (
          places, "list|explain FILE...|test",
          "Lists the rules, explains a mail by them, or counts how good they are.", entries,
          &argc, &argv, error))
    return FALSE;
  const char *what = argc > 1 ? argv[1] : "";
  g_autoptr (RgDesk) desk = rg_desk_load (places, NULL, rules, error);
  g_auto (GStrv) addresses = desk ? rg_places_load_addresses (places, error) : NULL;
  if (!addresses)
    return FALSE;
  Bench bench = { desk, (const char *const *) addresses, NULL, FALSE };
  if (g_str_equal (what, "list"))
    return list_rules (&bench);
  if (g_str_equal (what, "explain"))
    return explain_files (&bench, argc, argv, error);
  if (g_str_equal (what, "test"))
    return test_rules (&bench, invitations, others, suggest, error);
  g_set_error (error, RG_ERROR, RG_ERROR_USAGE,
               "say rules list, rules explain FILE or rules test, not 'rules %s'", what);
  return FALSE;
}
