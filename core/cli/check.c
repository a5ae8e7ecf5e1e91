/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"

#include "base/error.h"
#include "cli/mail_files.h"
#include "cli/terminal.h"
#include "explain.h"

typedef enum
{
  FORM_TEXT,
  FORM_JSON,
  FORM_DRAFT,
  FORM_PAGE,
} Form;

typedef struct
{
  RgSetting setting;
  Form form;
  guint shown;
  guint unreadable;
} Check;

/* A message as it would stand in its folder; nothing for NULL. */
static void
print_message (GBytes *message)
{
  gsize length = 0;
  const char *bytes = message ? g_bytes_get_data (message, &length) : NULL;
  g_autofree char *text = bytes ? g_strndup (bytes, length) : NULL;
  if (text)
    rg_terminal_print (text);
}

static void
print_page (const RgSetting *setting, const RgOutcome *outcome)
{
  if (!rg_detection_is_invitation (outcome->detection))
    return;
  g_autoptr (RgEntry) entry = rg_outcome_entry (setting, outcome);
  g_autoptr (RgPage) page = rg_outcome_page (setting, outcome, entry);
  if (!page)
    return;
  g_autofree char *id = rg_page_message_id (entry->identity, entry->key, entry->revision);
  g_autoptr (GBytes) message = rg_page_write (page, id);
  print_message (message);
}

static void
print_outcome (Check *check, const RgOutcome *outcome, const char *file)
{
  if (check->form == FORM_DRAFT)
    {
      print_message (outcome->draft ? outcome->draft->bytes : NULL);
      return;
    }
  if (check->form == FORM_PAGE)
    {
      print_page (&check->setting, outcome);
      return;
    }
  g_autofree char *text = check->form == FORM_JSON
                              ? rg_explain_json (outcome, file)
                              : rg_explain_text (&check->setting, outcome, file);
  if (check->shown++ && check->form == FORM_TEXT)
    rg_terminal_print ("\n────────────────────────────────────────\n\n");
  rg_terminal_print (text);
  if (check->form == FORM_JSON)
    rg_terminal_print ("\n");
}

/* One bad message never stops the rest. */
static gboolean
check_message (const char *file, const char *bytes, gsize length, gpointer data, GError **error)
{
  Check *check = data;
  g_autoptr (GError) inner = NULL;
  g_autoptr (RgOutcome) outcome = rg_pipeline_run (&check->setting, bytes, length, &inner);
  if (outcome)
    {
      if (outcome->detection->slow_rule)
        g_printerr ("regrets: %s: the rule %s takes too long, and is taken not to match\n",
                    file, outcome->detection->slow_rule);
      print_outcome (check, outcome, file);
      return TRUE;
    }
  if (!g_error_matches (inner, RG_ERROR, RG_ERROR_INPUT))
    {
      g_propagate_error (error, g_steal_pointer (&inner));
      return FALSE;
    }
  check->unreadable++;
  g_printerr ("regrets: %s is passed over: %s\n", file, inner->message);
  return TRUE;
}

static gboolean
check_paths (Check *check, char **paths, GError **error)
{
  for (; *paths; paths++)
    {
      g_autoptr (GError) inner = NULL;
      if (rg_mail_files_each (*paths, check_message, check, &inner))
        continue;
      if (!g_error_matches (inner, RG_ERROR, RG_ERROR_INPUT))
        {
          g_propagate_error (error, g_steal_pointer (&inner));
          return FALSE;
        }
      check->unreadable++;
      g_printerr ("regrets: %s\n", inner->message);
    }
  if (!check->unreadable)
    return TRUE;
  g_set_error (error, RG_ERROR, RG_ERROR_INPUT, "%u could not be read", check->unreadable);
  return FALSE;
}

static gboolean
parse_form (const char *format, gboolean draft, gboolean page, Form *form, GError **error)
{
  gboolean as_json = g_strcmp0 (format, "json") == 0;
  *form = draft ? FORM_DRAFT : page ? FORM_PAGE : as_json ? FORM_JSON : FORM_TEXT;
  if ((draft && page) || ((draft || page) && format))
    g_set_error (error, RG_ERROR, RG_ERROR_USAGE,
                 "--draft, --page and --format don't go together");
  else if (format && !as_json && !g_str_equal (format, "text"))
    g_set_error (error, RG_ERROR, RG_ERROR_USAGE, "--format is text or json, not '%s'", format);
  else
    return TRUE;
  return FALSE;
}

static gboolean
run (const RgPlaces *places, Check *check, const char *profile, const char *rules, char **paths,
     GError **error)
{
  g_autoptr (RgDesk) desk = rg_desk_load (places, profile, rules, error);
  g_auto (GStrv) addresses = desk ? rg_places_load_addresses (places, error) : NULL;
  if (!addresses)
    return FALSE;
  GDateTime *now = check->setting.now;
  check->setting = rg_desk_setting (desk);
  check->setting.now = now;
  check->setting.addresses = (const char *const *) addresses;
  return check_paths (check, paths, error);
}

gboolean
rg_command_check (RgPlaces *places, int argc, char **argv, GError **error)
{
  g_autofree char *format = NULL, *clock = NULL, *profile = NULL, *rules = NULL;
  gboolean draft = FALSE, page = FALSE;
  Check check = { 0 };
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &format,
      "text (the default) or json, one object a line", "FORMAT" },
    { "draft", 0, 0, G_OPTION_ARG_NONE, &draft,
      "Print the reply alone, as it would stand in Drafts", NULL },
    { "page", 0, 0, G_OPTION_ARG_NONE, &page,
      "Print the decision page alone, as it would stand in its folder", NULL },
    { "now", 0, 0, G_OPTION_ARG_STRING, &clock,
      "Take TIME (2026-12-03T15:00:00Z) for the present", "TIME" },
    { "profile", 0, 0, G_OPTION_ARG_FILENAME, &profile, "Read the profile from FILE", "FILE" },
    { "rules", 0, 0, G_OPTION_ARG_FILENAME, &rules, "Read your own rules from DIR", "DIR" },
    { NULL },
  };
  if (!rg_command_parse (
          places, "FILE|FOLDER|MBOX|-...",
          "Tells what would happen to a mail, and why. Nothing is changed anywhere.", entries,
          &argc, &argv, error)
      || !parse_form (format, draft, page, &check.form, error))
    return FALSE;
  if (argc < 2)
    {
      g_set_error (error, RG_ERROR, RG_ERROR_USAGE,
                   "name a file, a folder, an mbox or -; see regrets check --help");
      return FALSE;
    }
  g_autoptr (GDateTime) now
      = clock ? rg_moment_parse_instant (clock, error) : g_date_time_new_now_local ();
  check.setting.now = now;
  return now && run (places, &check, profile, rules, argv + 1, error);
}
