/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "watch/drafts.h"

#include "base/error.h"
#include "watch/killpoint.h"
#include "watch/parcel.h"

#define DRAFT_BYTES (4u * 1024 * 1024)

static gboolean
has_digest (const RgOffice *office, guint32 uid, const char *digest, gboolean *has,
            GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  if (!rg_store_fetch_bytes (office->store, uid, 0, DRAFT_BYTES, &bytes, error))
    return FALSE;
  g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  *has = g_strcmp0 (sum, digest) == 0;
  return TRUE;
}

/* Divides those that are there into ours, added to `untouched`, and others. */
static gboolean
sort_out (const RgOffice *office, const RgEntry *entry, const GArray *found, GArray *untouched,
          RgFate *fate, GError **error)
{
  *fate = found->len ? RG_FATE_UNTOUCHED : RG_FATE_GONE;
  for (guint i = 0; i < found->len; i++)
    {
      guint32 uid = g_array_index (found, guint32, i);
      gboolean is_ours = FALSE;
      if (!has_digest (office, uid, entry->draft_digest, &is_ours, error))
        return FALSE;
      if (is_ours)
        g_array_append_val (untouched, uid);
      else
        *fate = RG_FATE_EDITED;
    }
  return TRUE;
}

/* ---- a draft that was saved under another Message-ID ---- */

static char *
id_if_answers (const RgSummary *summary, const char *message_id)
{
  gsize length = 0;
  const char *bytes = g_bytes_get_data (summary->header, &length);
  g_autoptr (RgMessage) message = rg_message_read (bytes, length, NULL);
  gboolean answers
      = message && !summary->is_deleted && g_strcmp0 (message->in_reply_to, message_id) == 0;
  return answers ? g_strdup (message->message_id) : NULL;
}

static gboolean
find_successor (const RgOffice *office, const RgEntry *entry, const RgMailboxState *state,
                char **id, GError **error)
{
  gboolean knows_range = entry->drafts_uidvalidity == state->uidvalidity;
  guint32 first = knows_range && entry->drafts_uidnext ? (guint32) entry->drafts_uidnext : 1;
  g_autoptr (GArray) uids = NULL;
  g_autoptr (GPtrArray) summaries = NULL;
  if (!entry->message_id)
    return TRUE;
  if (!rg_store_search_from (office->store, first, &uids, error)
      || !rg_store_fetch_summaries (office->store, uids, &summaries, error))
    return FALSE;
  for (guint i = 0; i < summaries->len && !*id; i++)
    *id = id_if_answers (g_ptr_array_index (summaries, i), entry->message_id);
  return TRUE;
}

static gboolean
follow (const RgOffice *office, RgEntry *entry, const RgMailboxState *state, RgFate *fate,
        GError **error)
{
  g_autofree char *id = NULL;
  if (!find_successor (office, entry, state, &id, error))
    return FALSE;
  if (!id)
    return TRUE;
  *fate = RG_FATE_EDITED;
  g_free (entry->draft_message_id);
  entry->draft_message_id = g_steal_pointer (&id);
  return TRUE;
}

/* ---- the whole ---- */

static gboolean
examine (const RgOffice *office, RgEntry *entry, GArray *untouched, RgFate *fate,
         GError **error)
{
  RgMailboxState state;
  g_autoptr (GArray) found = NULL;
  *fate = RG_FATE_GONE;
  if (!entry->draft_message_id || !office->drafts)
    return TRUE;
  const RgParcel parcel = {
    .mailbox = office->drafts,
    .message_id = entry->draft_message_id,
    .uidvalidity = entry->drafts_uidvalidity,
    .uidnext = entry->drafts_uidnext,
  };
  if (!rg_store_select (office->store, office->drafts, &state, error)
      || !rg_parcel_find (office, &parcel, &state, &found, error)
      || !sort_out (office, entry, found, untouched, fate, error))
    return FALSE;
  return *fate != RG_FATE_GONE || follow (office, entry, &state, fate, error);
}

gboolean
rg_drafts_look (const RgOffice *office, RgEntry *entry, RgFate *fate, GError **error)
{
  g_autoptr (GArray) untouched = g_array_new (FALSE, FALSE, sizeof (guint32));
  return examine (office, entry, untouched, fate, error);
}

gboolean
rg_drafts_remove (const RgOffice *office, RgEntry *entry, GError **error)
{
  RgFate fate;
  g_autoptr (GArray) untouched = g_array_new (FALSE, FALSE, sizeof (guint32));
  if (!examine (office, entry, untouched, &fate, error))
    return FALSE;
  rg_kill_point ("before-draft-removed");
  if (untouched->len && !rg_store_expunge (office->store, untouched, error))
    return FALSE;
  rg_kill_point ("after-draft-removed");
  return TRUE;
}
