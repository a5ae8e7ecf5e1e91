/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/reconnecting.h"

#include "base/error.h"
#include "decide/checklist.h"
#include "decide/decision.h"

#define ID_LETTERS 8

gint64
rg_reconnect_due (const RgEntry *entry, int months)
{
  gboolean is_answered = entry->state == RG_ENTRY_SENT || entry->state == RG_ENTRY_ANSWERED;
  if (g_strcmp0 (entry->outcome, rg_outcome_names[RG_OUTCOME_DECLINE]) != 0 || !is_answered
      || !entry->reply_to || !entry->identity
      || g_strcmp0 (entry->reason, rg_question_names[RG_QUESTION_RED_FLAGS]) == 0)
    return 0;
  g_autoptr (GDateTime) declined = g_date_time_new_from_unix_local (
      entry->changed_at ? entry->changed_at : entry->decided_at);
  g_autoptr (GDateTime) due = declined ? g_date_time_add_months (declined, months) : NULL;
  return due ? g_date_time_to_unix (due) : 0;
}

static gboolean
is_later_one (const GPtrArray *entries, guint end, const RgEntry *entry)
{
  for (guint i = 0; i < end; i++)
    {
      const RgEntry *later = g_ptr_array_index (entries, i);
      if (g_strcmp0 (later->reply_to, entry->reply_to) == 0
          && g_strcmp0 (later->company, entry->company) == 0)
        return TRUE;
    }
  return FALSE;
}

void
rg_reconnect_keep (GPtrArray *entries, int months)
{
  for (guint i = entries->len; i > 0; i--)
    {
      const RgEntry *entry = g_ptr_array_index (entries, i - 1);
      if (!rg_reconnect_due (entry, months) || is_later_one (entries, i - 1, entry))
        g_ptr_array_remove_index (entries, i - 1);
    }
}

char *
rg_entry_id (const RgEntry *entry)
{
  return g_strndup (entry->key, ID_LETTERS);
}

RgEntry *
rg_entry_find (const GPtrArray *entries, const char *id, GError **error)
{
  RgEntry *found = NULL;
  guint n = 0;
  for (guint i = 0; i < entries->len; i++)
    {
      RgEntry *entry = g_ptr_array_index (entries, i);
      if (!g_str_has_prefix (entry->key, id))
        continue;
      found = entry;
      n++;
    }
  if (n == 1)
    return found;
  g_set_error (error, RG_ERROR, RG_ERROR_USAGE,
               n ? "'%s' stands for more than one; give more of its letters"
                 : "nothing is called '%s' here; leave it out for a list",
               id);
  return NULL;
}
