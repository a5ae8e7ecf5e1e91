/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"

#include "base/error.h"
#include "cli/terminal.h"

#include <json-glib/json-glib.h>

static char *
format_time (gint64 seconds, const char *format)
{
  g_autoptr (GDateTime) time = seconds ? g_date_time_new_from_unix_local (seconds) : NULL;
  return time ? g_date_time_format (time, format) : NULL;
}

/* ---- JSON ---- */

static void
add_text (JsonBuilder *json, const char *name, const char *value)
{
  json_builder_set_member_name (json, name);
  if (value)
    json_builder_add_string_value (json, value);
  else
    json_builder_add_null_value (json);
}

static void
add_time (JsonBuilder *json, const char *name, gint64 seconds)
{
  g_autofree char *time = format_time (seconds, "%Y-%m-%dT%H:%M:%S%:z");
  add_text (json, name, time);
}

static char *
entry_json (const RgEntry *entry)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  json_builder_begin_object (json);
  add_time (json, "decided", entry->decided_at);
  add_text (json, "account", entry->account);
  add_text (json, "message_id", entry->message_id);
  add_time (json, "received", entry->received_at);
  add_text (json, "sender", entry->sender);
  add_text (json, "kind", entry->kind);
  add_text (json, "company", entry->company);
  add_text (json, "position", entry->position);
  add_text (json, "stage", entry->stage);
  add_text (json, "language", entry->language);
  add_text (json, "source", entry->source);
  add_text (json, "outcome", entry->outcome);
  add_text (json, "reason", entry->reason);
  add_text (json, "channel", entry->channel);
  add_time (json, "answer_by", entry->answer_by);
  add_text (json, "template", entry->template_id);
  add_text (json, "state", rg_entry_state_names[entry->state]);
  add_text (json, "draft_message_id", entry->draft_message_id);
  json_builder_end_object (json);
  g_autoptr (JsonNode) root = json_builder_get_root (json);
  return json_to_string (root, FALSE);
}

/* ---- text ---- */

static char *
entry_line (const RgEntry *entry)
{
  static const char *const states[RG_N_ENTRY_STATES] = {
    [RG_ENTRY_INTENT] = "draft begun",    [RG_ENTRY_DRAFTED] = "draft in Drafts",
    [RG_ENTRY_NOTED] = "no draft",        [RG_ENTRY_EDITED] = "draft edited",
    [RG_ENTRY_OVERDUE] = "draft overdue", [RG_ENTRY_SENT] = "sent",
    [RG_ENTRY_ANSWERED] = "answered",     [RG_ENTRY_DISCARDED] = "draft deleted",
    [RG_ENTRY_SUPERSEDED] = "superseded", [RG_ENTRY_MISTAKEN] = "no invitation",
  };
  g_autofree char *when = format_time (entry->decided_at, "%Y-%m-%d %H:%M");
  g_autofree char *outcome = entry->reason
                                 ? g_strdup_printf ("%s (%s)", entry->outcome, entry->reason)
                                 : g_strdup (entry->outcome);
  return g_strdup_printf ("%s  %-20s  %-15s  %s, %s", when, outcome, states[entry->state],
                          entry->company  ? entry->company
                          : entry->sender ? entry->sender
                                          : "unknown sender",
                          entry->position ? entry->position : "role unknown");
}

gboolean
rg_command_log (RgPlaces *places, int argc, char **argv, GError **error)
{
  g_autofree char *account = NULL;
  g_autofree char *format = NULL;
  const GOptionEntry entries[] = {
    { "account", 0, 0, G_OPTION_ARG_STRING, &account, "Only decisions of account NAME",
      "NAME" },
    { "format", 0, 0, G_OPTION_ARG_STRING, &format,
      "text (the default) or json, one object a line", "FORMAT" },
    { NULL },
  };
  if (!rg_command_parse (places, NULL, "Shows the decisions so far, newest first.", entries,
                         &argc, &argv, error)
      || !rg_command_takes_no_more (argc, argv, error))
    return FALSE;
  gboolean as_json = g_strcmp0 (format, "json") == 0;
  if (format && !as_json && !g_str_equal (format, "text"))
    {
      g_set_error (error, RG_ERROR, RG_ERROR_USAGE, "--format is text or json, not '%s'",
                   format);
      return FALSE;
    }
  g_autoptr (RgJournal) journal = rg_places_open_journal (places, error);
  g_autoptr (GPtrArray) list = journal ? rg_journal_list (journal, account, -1, error) : NULL;
  for (guint i = 0; list && i < list->len; i++)
    {
      const RgEntry *entry = g_ptr_array_index (list, i);
      g_autofree char *line = as_json ? entry_json (entry) : entry_line (entry);
      rg_terminal_print (line);
      rg_terminal_print ("\n");
    }
  return list != NULL;
}
