/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "watch/scan.h"

#include "watch/clock.h"
#include "watch/killpoint.h"

#define BATCH_UIDS 100
#define ROUNDS     50 /* for what comes meanwhile; a server could always tell of more */

typedef struct
{
  const RgOffice *office;
  const char *mailbox;
  gboolean whole;
  RgScanFunc each;
  RgMailboxState state;
} Scan;

static gboolean
set_position (const Scan *scan, guint32 uid, GError **error)
{
  const RgOffice *office = scan->office;
  rg_kill_point ("before-position");
  return rg_journal_set_position (office->journal, office->account->name, scan->mailbox,
                                  scan->state.uidvalidity, uid, error);
}

static GArray *
slice (const GArray *uids, guint start)
{
  GArray *part = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint count = MIN (BATCH_UIDS, uids->len - start);
  g_array_append_vals (part, &g_array_index (uids, guint32, start), count);
  return part;
}

static gboolean
look_at_batch (const Scan *scan, const GArray *uids, GError **error)
{
  g_autoptr (GPtrArray) summaries = NULL;
  if (!rg_store_fetch_summaries (scan->office->store, uids, &summaries, error))
    return FALSE;
  for (guint i = 0; i < summaries->len; i++)
    if (!scan->each (scan->office, g_ptr_array_index (summaries, i), error))
      return FALSE;
  return set_position (scan, g_array_index (uids, guint32, uids->len - 1), error);
}

static gboolean
find_new (const Scan *scan, guint32 position, GArray **uids, GError **error)
{
  const RgOffice *office = scan->office;
  if (scan->state.is_empty || position == G_MAXUINT32) /* no UID is greater */
    {
      *uids = g_array_new (FALSE, FALSE, sizeof (guint32));
      return TRUE;
    }
  if (position || scan->whole)
    return rg_store_search_from (office->store, position + 1, uids, error);
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (rg_clock_now ());
  g_autoptr (GDateTime) since = g_date_time_add_seconds (now, -(double) office->account->since);
  return rg_store_search_since (office->store, since, uids, error);
}

/* Nothing in the window: from here on everything is new. */
static gboolean
begin_at_end (const Scan *scan, GError **error)
{
  guint32 uidnext = scan->state.uidnext;
  return uidnext < 2 || set_position (scan, uidnext - 1, error);
}

static gboolean
look_once (const Scan *scan, gboolean *found, GError **error)
{
  const RgOffice *office = scan->office;
  guint32 position = 0;
  g_autoptr (GArray) uids = NULL;
  *found = FALSE;
  if (!rg_journal_get_position (office->journal, office->account->name, scan->mailbox,
                                scan->state.uidvalidity, &position, error)
      || !find_new (scan, position, &uids, error))
    return FALSE;
  for (guint start = 0; start < uids->len; start += BATCH_UIDS)
    {
      g_autoptr (GArray) batch = slice (uids, start);
      if (!look_at_batch (scan, batch, error))
        return FALSE;
    }
  *found = uids->len > 0;
  return position || *found || begin_at_end (scan, error);
}

gboolean
rg_scan (const RgOffice *office, const char *mailbox, gboolean whole, RgScanFunc each,
         GError **error)
{
  Scan scan = { .office = office, .mailbox = mailbox, .whole = whole, .each = each };
  gboolean found = TRUE;
  if (!rg_store_select (office->store, mailbox, &scan.state, error))
    return FALSE;
  for (guint round = 0; found && round < ROUNDS; round++)
    if (!look_once (&scan, &found, error))
      return FALSE;
  return TRUE;
}
