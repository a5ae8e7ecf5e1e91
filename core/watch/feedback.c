/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "watch/feedback.h"

#include "base/error.h"
#include "watch/inbox.h"
#include "watch/killpoint.h"
#include "watch/pages.h"
#include "watch/scan.h"

#include <errno.h>

#define EXAMPLE_BYTES (8u * 1024 * 1024)

/* ---- copies ---- */

static gboolean
write_example (const char *folder, const char *key, GBytes *bytes, GError **error)
{
  gsize length = 0;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autofree char *name = g_strconcat (key, ".eml", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) inner = NULL;
  if (g_mkdir_with_parents (folder, 0700) == 0
      && g_file_set_contents_full (path, data ? data : "", (gssize) length,
                                   G_FILE_SET_CONTENTS_CONSISTENT, 0600, &inner))
    return TRUE;
  g_set_error (error, RG_ERROR, RG_ERROR_STORAGE, "can't keep the example %s: %s", path,
               inner ? inner->message : g_strerror (errno));
  return FALSE;
}

static gboolean
keep_example (const RgOffice *office, const RgSummary *summary, const char *key,
              const char *kind, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *folder = g_build_filename (office->examples, kind, NULL);
  if (!rg_store_fetch_bytes (office->store, summary->uid, 0, MIN (summary->size, EXAMPLE_BYTES),
                             &bytes, error))
    return FALSE;
  return write_example (folder, key, bytes, error);
}

static char *
key_of (const RgSummary *summary)
{
  gsize length = 0;
  const char *bytes = g_bytes_get_data (summary->header, &length);
  g_autoptr (RgMessage) header = rg_message_read (bytes, length, NULL);
  return header ? rg_message_key (header) : NULL;
}

/* ---- the two folders ---- */

static gboolean
note_mistake (const RgOffice *office, const RgSummary *summary, GError **error)
{
  g_autofree char *key = key_of (summary);
  g_autoptr (GError) inner = NULL;
  if (!key)
    return TRUE;
  if (!keep_example (office, summary, key, "others", error))
    return FALSE;
  rg_kill_point ("example-kept");
  g_autoptr (RgEntry) entry
      = rg_journal_find (office->journal, office->account->name, key, &inner);
  if (!inner && (!entry || entry->state == RG_ENTRY_MISTAKEN))
    return TRUE;
  if (!inner && rg_pages_record (office, entry, RG_ENTRY_MISTAKEN, &inner))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&inner));
  return FALSE;
}

static gboolean
note_missed (const RgOffice *office, const RgSummary *summary, GError **error)
{
  g_autofree char *key = key_of (summary);
  if (!key)
    return TRUE;
  if (!keep_example (office, summary, key, "invitations", error))
    return FALSE;
  rg_kill_point ("example-kept");
  return rg_inbox_look_at (office, summary, error);
}

gboolean
rg_feedback_look (const RgOffice *office, GError **error)
{
  RgOffice missed = *office;
  missed.inbox = office->missed;
  missed.takes_all = TRUE;
  if (office->mistakes && !rg_scan (office, office->mistakes, TRUE, note_mistake, error))
    return FALSE;
  return !office->missed || rg_scan (&missed, office->missed, TRUE, note_missed, error);
}
