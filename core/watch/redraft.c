/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "watch/redraft.h"

#include "base/error.h"
#include "watch/drafts.h"
#include "watch/killpoint.h"
#include "watch/pages.h"
#include "watch/parcel.h"

#define MAIL_BYTES (8u * 1024 * 1024)

static gboolean
refuse (GError **error, int code, const char *why)
{
  g_set_error_literal (error, RG_ERROR, code, why);
  return FALSE;
}

/* What the user wrote or sent is theirs. */
static gboolean
check_old_draft (const RgOffice *office, const RgEntry *entry, GError **error)
{
  RgFate fate = RG_FATE_GONE;
  g_autoptr (RgEntry) copy = rg_entry_copy (entry);
  if (entry->state == RG_ENTRY_SENT || entry->state == RG_ENTRY_ANSWERED)
    return refuse (error, RG_ERROR_USAGE, "this invitation is answered already");
  if (entry->state == RG_ENTRY_INTENT)
    return refuse (error, RG_ERROR_USAGE,
                   "its draft is being written; run regrets watch --once first");
  if (!rg_drafts_look (office, copy, &fate, error))
    return FALSE;
  return fate != RG_FATE_EDITED
         || refuse (error, RG_ERROR_USAGE,
                    "you have changed its draft; delete that one if you want another");
}

static gboolean
fetch_invitation (const RgOffice *office, const RgEntry *entry, GBytes **bytes, GError **error)
{
  RgMailboxState state;
  g_autoptr (GArray) found = NULL;
  const RgParcel invitation = { .mailbox = office->inbox, .message_id = entry->message_id };
  if (!rg_store_select (office->store, office->inbox, &state, error)
      || !rg_parcel_find (office, &invitation, &state, &found, error))
    return FALSE;
  if (!found->len)
    return refuse (error, RG_ERROR_INPUT, "the invitation is not in the inbox any more");
  return rg_store_fetch_bytes (office->store, g_array_index (found, guint32, 0), 0, MAIL_BYTES,
                               bytes, error);
}

/* With the time of the first decision: so that each try makes the same draft. */
static RgOutcome *
decide_again (const RgOffice *office, const RgEntry *entry, const char *template_name,
              GBytes *bytes, GError **error)
{
  gsize length = 0;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (entry->decided_at);
  GTimeZone *zone = office->setting->profile->zone;
  g_autoptr (GDateTime) now
      = zone ? g_date_time_to_timezone (utc, zone) : g_date_time_to_local (utc);
  RgSetting setting = *office->setting;
  setting.addresses = (const char *const *) office->account->addresses;
  setting.now = now;
  setting.is_invitation = TRUE;
  setting.template_name = template_name;
  g_autoptr (RgOutcome) outcome = rg_pipeline_run (&setting, data, length, error);
  if (outcome && !outcome->draft)
    refuse (error, RG_ERROR_USAGE, "nobody is known who would read a reply to it");
  return outcome && outcome->draft ? g_steal_pointer (&outcome) : NULL;
}

static gboolean
put_draft (const RgOffice *office, RgEntry *entry, const RgDraft *draft, GError **error)
{
  RgMailboxState state;
  RgParcel parcel = {
    .mailbox = office->drafts,
    .elsewhere = office->sent,
    .message_id = draft->message_id,
    .flags = "\\Draft \\Seen",
    .bytes = draft->bytes,
  };
  if (!office->drafts)
    return refuse (error, RG_ERROR_MAILBOX,
                   "no Drafts folder was found; name it in regrets.conf: drafts = ...");
  if (!rg_store_select (office->store, office->drafts, &state, error))
    return FALSE;
  parcel.uidvalidity = entry->drafts_uidvalidity = state.uidvalidity;
  parcel.uidnext = entry->drafts_uidnext = state.uidnext;
  return rg_parcel_put (office, &parcel, &state, error);
}

static void
replace (char **field, const char *value)
{
  g_free (*field);
  *field = g_strdup (value);
}

static void
tell_entry (RgEntry *entry, const RgOffice *office, const RgOutcome *outcome)
{
  const RgDraft *draft = outcome->draft;
  replace (&entry->outcome, rg_outcome_names[outcome->decision->outcome]);
  replace (&entry->template_id, draft->template_id);
  replace (&entry->draft_message_id, draft->message_id);
  replace (&entry->drafts_mailbox, office->drafts);
  g_free (entry->draft_digest);
  entry->draft_digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, draft->bytes);
}

gboolean
rg_redraft (const RgOffice *office, RgEntry *entry, const char *template_name, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (RgEntry) old = rg_entry_copy (entry);
  if (!check_old_draft (office, entry, error)
      || !fetch_invitation (office, entry, &bytes, error))
    return FALSE;
  g_autoptr (RgOutcome) outcome = decide_again (office, entry, template_name, bytes, error);
  if (!outcome || !put_draft (office, entry, outcome->draft, error))
    return FALSE;
  rg_kill_point ("after-redraft");
  gboolean is_same = g_strcmp0 (old->draft_message_id, outcome->draft->message_id) == 0;
  tell_entry (entry, office, outcome);
  return rg_pages_record (office, entry, RG_ENTRY_DRAFTED, error)
         && (is_same || rg_drafts_remove (office, old, error))
         && (!office->pages || rg_pages_refresh (office, error));
}
