/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "watch/deadlines.h"

#include "watch/clock.h"
#include "watch/killpoint.h"
#include "watch/notify.h"
#include "watch/pages.h"

#define HOUR           G_GINT64_CONSTANT (3600)
#define REMINDER_HOURS 24 /* between two, and before the first */
#define N_REMINDERS    2
#define STALE_HOURS    24 /* one that is so late is no help */
#define NEAR_HOURS     24 /* before the talk */
#define BREATH_HOURS   1  /* that even an urgent draft is given */

/* ---- what is due ---- */

static gint64
reminders_due (const RgEntry *entry, gint64 now)
{
  gint64 due = (now - entry->decided_at) / (REMINDER_HOURS * HOUR);
  return CLAMP (due, 0, N_REMINDERS);
}

static gboolean
is_fresh (const RgEntry *entry, gint64 reminder, gint64 now)
{
  return now - entry->decided_at < (reminder * REMINDER_HOURS + STALE_HOURS) * HOUR;
}

static gboolean
is_near (const RgEntry *entry, gint64 now)
{
  return entry->interview_at > entry->decided_at
         && now >= entry->interview_at - NEAR_HOURS * HOUR
         && now >= entry->decided_at + BREATH_HOURS * HOUR;
}

static gboolean
note (const RgOffice *office, RgEntry *entry, GPtrArray *fresh, GError **error)
{
  gint64 now = rg_clock_now ();
  gint64 due = reminders_due (entry, now);
  gboolean is_new = due > entry->reminders;
  gboolean is_overdue = due == N_REMINDERS || is_near (entry, now);
  if (!is_new && (!is_overdue || entry->state == RG_ENTRY_OVERDUE))
    return TRUE;
  entry->reminders = MAX (due, entry->reminders);
  if (!rg_pages_record (office, entry, is_overdue ? RG_ENTRY_OVERDUE : entry->state, error))
    return FALSE;
  if (is_new && is_fresh (entry, due, now))
    g_ptr_array_add (fresh, entry);
  return TRUE;
}

/* ---- reminding ---- */

static gboolean
flag (const RgOffice *office, const RgEntry *entry, GError **error)
{
  RgMailboxState state;
  g_autoptr (GArray) uids = NULL;
  if (!entry->message_id)
    return TRUE;
  if (!rg_store_select (office->store, office->inbox, &state, error)
      || !rg_store_search_message_id (office->store, entry->message_id, &uids, error))
    return FALSE;
  for (guint i = 0; i < uids->len; i++)
    if (!rg_store_flag (office->store, g_array_index (uids, guint32, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
remind (const RgOffice *office, const RgEntry *entry, GError **error)
{
  switch (office->account->reminder)
    {
    case RG_REMINDER_FLAG:
      return flag (office, entry, error);
    case RG_REMINDER_PAGE:
      return rg_pages_copy_to_inbox (office, entry, error);
    case RG_REMINDER_NOTIFY:
      rg_notify_draft_waits (entry);
      return TRUE;
    case RG_REMINDER_NONE:
    default:
      return TRUE;
    }
}

/* What falls into quiet hours waits until they are over. */
static gboolean
is_quiet (const RgOffice *office)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (rg_clock_now ());
  g_autoptr (GDateTime) now = g_date_time_to_local (utc);
  return rg_profile_is_quiet (office->setting->profile, now);
}

gboolean
rg_deadlines_look (const RgOffice *office, GError **error)
{
  if (is_quiet (office))
    return TRUE;
  g_autoptr (GPtrArray) fresh = g_ptr_array_new ();
  g_autoptr (GPtrArray) entries
      = rg_journal_list (office->journal, office->account->name, -1, error);
  for (guint i = 0; entries && i < entries->len; i++)
    {
      RgEntry *entry = g_ptr_array_index (entries, i);
      if (rg_entry_is_open (entry) && !note (office, entry, fresh, error))
        return FALSE;
    }
  if (!entries || (fresh->len && !rg_pages_refresh (office, error)))
    return FALSE;
  for (guint i = 0; i < fresh->len; i++)
    {
      rg_kill_point ("before-reminder");
      if (!remind (office, g_ptr_array_index (fresh, i), error))
        return FALSE;
      rg_kill_point ("after-reminder");
    }
  return TRUE;
}
