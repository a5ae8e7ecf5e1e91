/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "watch/status.h"

#include <json-glib/json-glib.h>
#include <unistd.h>

const char *const rg_sentry_state_names[] = {
  [RG_SENTRY_WORKING] = "working",
  [RG_SENTRY_WAITING] = "waiting",
  [RG_SENTRY_BACKING_OFF] = "backing-off",
  [RG_SENTRY_STOPPED] = "stopped",
};

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
  g_autoptr (GDateTime) time = seconds ? g_date_time_new_from_unix_local (seconds) : NULL;
  g_autofree char *text = time ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%S%:z") : NULL;
  add_text (json, name, text);
}

static void
add_number (JsonBuilder *json, const char *name, gint64 number)
{
  json_builder_set_member_name (json, name);
  json_builder_add_int_value (json, number);
}

/* By account; empty where the journal can't be read. */
static GHashTable *
count_drafts (RgJournal *journal)
{
  GHashTable *counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) entries = rg_journal_list (journal, NULL, -1, NULL);
  for (guint i = 0; entries && i < entries->len; i++)
    {
      const RgEntry *entry = g_ptr_array_index (entries, i);
      gsize count = GPOINTER_TO_SIZE (g_hash_table_lookup (counts, entry->account));
      if (rg_entry_is_open (entry))
        g_hash_table_replace (counts, g_strdup (entry->account), GSIZE_TO_POINTER (count + 1));
    }
  return counts;
}

static void
add_account (JsonBuilder *json, const RgSentry *sentry, GHashTable *drafts)
{
  const char *name = rg_sentry_account (sentry)->name;
  const RgSentryTimes *times = rg_sentry_times (sentry);
  const GError *error = rg_sentry_error (sentry);
  json_builder_begin_object (json);
  add_text (json, "account", name);
  add_text (json, "state", rg_sentry_state_names[rg_sentry_state (sentry)]);
  add_time (json, "since", times->changed);
  add_time (json, "last_contact", times->contact);
  add_text (json, "last_error", error ? error->message : NULL);
  add_time (json, "last_error_at", times->error);
  add_time (json, "next_try", times->next_try);
  add_number (json, "drafts_waiting",
              (gint64) GPOINTER_TO_SIZE (g_hash_table_lookup (drafts, name)));
  json_builder_end_object (json);
}

char *
rg_status_describe (const RgStatus *status)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (GHashTable) drafts = count_drafts (status->journal);
  json_builder_begin_object (json);
  add_number (json, "v", 1);
  add_number (json, "pid", getpid ());
  add_time (json, "since", status->since);
  add_text (json, "config", status->config);
  add_text (json, "fault", status->fault);
  json_builder_set_member_name (json, "accounts");
  json_builder_begin_array (json);
  for (guint i = 0; i < status->sentries->len; i++)
    add_account (json, g_ptr_array_index (status->sentries, i), drafts);
  json_builder_end_array (json);
  json_builder_end_object (json);
  g_autoptr (JsonNode) root = json_builder_get_root (json);
  g_autofree char *text = json_to_string (root, FALSE);
  return g_strconcat (text, "\n", NULL);
}
