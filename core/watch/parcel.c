/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "watch/parcel.h"

#include "watch/killpoint.h"

/* ---- looking ---- */

static gboolean
has_id (const RgSummary *summary, const char *message_id)
{
  gsize length = 0;
  const char *bytes = g_bytes_get_data (summary->header, &length);
  g_autoptr (RgMessage) message = rg_message_read (bytes, length, NULL);
  return message && g_strcmp0 (message->message_id, message_id) == 0;
}

/* Keeps of `uids` those that really carry the Message-ID. */
static gboolean
verify (const RgOffice *office, const GArray *uids, const char *message_id, GArray *found,
        GError **error)
{
  g_autoptr (GPtrArray) summaries = NULL;
  if (!uids->len)
    return TRUE;
  if (!rg_store_fetch_summaries (office->store, uids, &summaries, error))
    return FALSE;
  for (guint i = 0; i < summaries->len; i++)
    {
      const RgSummary *summary = g_ptr_array_index (summaries, i);
      if (!summary->is_deleted && has_id (summary, message_id))
        g_array_append_val (found, summary->uid);
    }
  return TRUE;
}

gboolean
rg_parcel_find (const RgOffice *office, const RgParcel *parcel, const RgMailboxState *state,
                GArray **found, GError **error)
{
  g_autoptr (GArray) uids = NULL;
  g_autoptr (GArray) recent = NULL;
  *found = g_array_new (FALSE, FALSE, sizeof (guint32));
  if (!rg_store_search_message_id (office->store, parcel->message_id, &uids, error)
      || !verify (office, uids, parcel->message_id, *found, error))
    return FALSE;
  gboolean knows_range = parcel->uidnext && parcel->uidvalidity == state->uidvalidity;
  if ((*found)->len || !knows_range || (state->uidnext && state->uidnext <= parcel->uidnext))
    return TRUE;
  return rg_store_search_from (office->store, (guint32) parcel->uidnext, &recent, error)
         && verify (office, recent, parcel->message_id, *found, error);
}

static gboolean
is_elsewhere (const RgOffice *office, const RgParcel *parcel, gboolean *is_there,
              GError **error)
{
  RgMailboxState state;
  g_autoptr (GArray) found = NULL;
  *is_there = FALSE;
  if (!parcel->elsewhere)
    return TRUE;
  if (!rg_store_select (office->store, parcel->elsewhere, &state, error)
      || !rg_parcel_find (office, parcel, &state, &found, error))
    return FALSE;
  *is_there = found->len > 0;
  return TRUE;
}

/* ---- never twice ---- */

static gboolean
is_ours (const RgOffice *office, guint32 uid, GBytes *ours, gboolean *is_it, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  gsize length = g_bytes_get_size (ours);
  if (!rg_store_fetch_bytes (office->store, uid, 0, (guint32) length + 1, &bytes, error))
    return FALSE;
  *is_it = g_bytes_equal (bytes, ours);
  return TRUE;
}

/* Of several copies the lowest UID stays; only copies that nobody has touched go. */
static gboolean
remove_copies (const RgOffice *office, const RgParcel *parcel, const GArray *found,
               GError **error)
{
  g_autoptr (GArray) copies = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint i = 1; i < found->len; i++)
    {
      guint32 uid = g_array_index (found, guint32, i);
      gboolean ours = FALSE;
      if (!is_ours (office, uid, parcel->bytes, &ours, error))
        return FALSE;
      if (ours)
        g_array_append_val (copies, uid);
    }
  return !copies->len || rg_store_expunge (office->store, copies, error);
}

static gboolean
append (const RgOffice *office, const RgParcel *parcel, GError **error)
{
  RgMailboxState state;
  g_autoptr (GArray) found = NULL;
  guint32 uid = 0;
  rg_kill_point ("before-append");
  if (parcel->claim && !rg_claim_check (parcel->claim, error))
    return FALSE;
  if (!rg_store_append (office->store, parcel->mailbox, parcel->flags, parcel->bytes, &uid,
                        error))
    return FALSE;
  rg_kill_point ("after-append");
  if (!rg_store_select (office->store, parcel->mailbox, &state, error)
      || !rg_parcel_find (office, parcel, &state, &found, error))
    return FALSE;
  return remove_copies (office, parcel, found, error);
}

gboolean
rg_parcel_put (const RgOffice *office, const RgParcel *parcel, const RgMailboxState *state,
               GError **error)
{
  g_autoptr (GArray) found = NULL;
  gboolean is_there = FALSE;
  if (!rg_parcel_find (office, parcel, state, &found, error))
    return FALSE;
  if (found->len)
    return remove_copies (office, parcel, found, error);
  if (parcel->was_there)
    return TRUE;
  if (!is_elsewhere (office, parcel, &is_there, error))
    return FALSE;
  return is_there || append (office, parcel, error);
}
