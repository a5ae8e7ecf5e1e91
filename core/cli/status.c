/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"

#include "base/error.h"
#include "base/translate.h"
#include "cli/terminal.h"
#include "watch/status_socket.h"

#include <json-glib/json-glib.h>

/* NULL where it is null. */
static const char *
text_of (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  return node && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
}

/* "2026-11-23 17:40:05", or "never". Transfer full. */
static char *
time_of (JsonObject *object, const char *name)
{
  const char *text = text_of (object, name);
  g_autoptr (GDateTime) time = text ? g_date_time_new_from_iso8601 (text, NULL) : NULL;
  g_autoptr (GDateTime) local = time ? g_date_time_to_local (time) : NULL;
  return local ? g_date_time_format (local, "%Y-%m-%d %H:%M:%S") : g_strdup (_ ("never"));
}

static char *
describe_state (JsonObject *account)
{
  const char *state = text_of (account, "state");
  g_autofree char *since = time_of (account, "since");
  g_autofree char *next = time_of (account, "next_try");
  if (g_strcmp0 (state, "waiting") == 0)
    return g_strdup (_ ("waiting for mail"));
  if (g_strcmp0 (state, "backing-off") == 0)
    return g_strdup_printf (_ ("trying again at %s"), next);
  if (g_strcmp0 (state, "stopped") == 0)
    return g_strdup_printf (_ ("STOPPED since %s"), since);
  return g_strdup_printf (_ ("working since %s"), since);
}

static void
append_account (GString *text, JsonObject *account)
{
  gulong count = (gulong) json_object_get_int_member (account, "drafts_waiting");
  const char *error = text_of (account, "last_error");
  g_autofree char *state = describe_state (account);
  g_autofree char *contact = time_of (account, "last_contact");
  g_autofree char *last = g_strdup_printf (_ ("last contact %s"), contact);
  g_autofree char *drafts = g_strdup_printf (
      rg_translate_number ("%lu draft in Drafts", "%lu drafts in Drafts", count), count);
  g_string_append_printf (text, "%s: %s; %s; %s\n", text_of (account, "account"), state, last,
                          drafts);
  if (error)
    {
      g_autofree char *when = time_of (account, "last_error_at");
      g_string_append_printf (text, "    %s: %s\n", when, error);
    }
}

static char *
format_text (JsonObject *status)
{
  GString *text = g_string_new (NULL);
  JsonArray *accounts = json_object_get_array_member (status, "accounts");
  const char *fault = text_of (status, "fault");
  for (guint i = 0; i < json_array_get_length (accounts); i++)
    append_account (text, json_array_get_object_element (accounts, i));
  if (fault)
    g_string_append_printf (text, _ ("The configuration as it was is in force: %s\n"), fault);
  return g_string_free (text, FALSE);
}

static gboolean
print_text (const char *answer, GError **error)
{
  g_autoptr (JsonNode) root = json_from_string (answer, NULL);
  if (!root || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error (error, RG_ERROR, RG_ERROR_UNAVAILABLE,
                   "regrets watch runs, but its answer makes no sense; start it again");
      return FALSE;
    }
  g_autofree char *text = format_text (json_node_get_object (root));
  rg_terminal_print (text);
  return TRUE;
}

gboolean
rg_command_status (RgPlaces *places, int argc, char **argv, GError **error)
{
  g_autofree char *format = NULL;
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &format, "text (the default) or json", "FORMAT" },
    { NULL },
  };
  if (!rg_command_parse (places, NULL, "Tells how the accounts are that regrets watch has.",
                         entries, &argc, &argv, error)
      || !rg_command_takes_no_more (argc, argv, error))
    return FALSE;
  gboolean is_json = g_strcmp0 (format, "json") == 0;
  if (format && !is_json && !g_str_equal (format, "text"))
    {
      g_set_error (error, RG_ERROR, RG_ERROR_USAGE, "--format is text or json, not '%s'",
                   format);
      return FALSE;
    }
  g_autofree char *answer = rg_status_socket_ask (places, error);
  if (answer && !is_json)
    return print_text (answer, error);
  if (answer)
    rg_terminal_print (answer);
  return answer != NULL;
}
