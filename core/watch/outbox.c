/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "watch/outbox.h"

#include "base/error.h"
#include "watch/killpoint.h"

#include <string.h>

/* ---- the journal's side ---- */

/* What reports count by and what a message months later needs. */
static void
add_correspondents (RgEntry *entry, const RgOffice *office, const RgOutcome *outcome)
{
  const RgFacts *facts = outcome->facts;
  const RgAddress *from = outcome->message->from;
  gboolean is_system = from && rg_domain_is_ats (rg_address_domain (from));
  entry->language = g_strdup (outcome->detection->language);
  entry->source = g_strdup (facts->via_recruiter ? "agency"
                            : is_system          ? "system"
                                                 : "employer");
  entry->contact = facts->contact ? g_strdup (facts->contact->name) : NULL;
  entry->reply_to = facts->reply_to ? g_strdup (facts->reply_to->address) : NULL;
  entry->identity
      = rg_draft_identity (outcome->message, (const char *const *) office->account->addresses);
  entry->form = g_strdup (facts->informal ? "informal" : "formal");
}

static RgEntry *
new_entry (const RgOffice *office, const RgOutcome *outcome, GDateTime *now)
{
  const RgDecision *decision = outcome->decision;
  const RgFacts *facts = outcome->facts;
  const RgMessage *message = outcome->message;
  RgEntry *entry = g_new0 (RgEntry, 1);
  entry->account = g_strdup (office->account->name);
  entry->key = rg_message_key (message);
  entry->message_id = g_strdup (message->message_id);
  entry->kind = g_strdup (rg_kind_name (outcome->detection->kind));
  entry->outcome = g_strdup (rg_outcome_names[decision->outcome]);
  entry->reason = g_strdup (decision->reason);
  entry->channel = g_strdup (rg_channel_names[decision->channel]);
  entry->company = g_strdup (facts->company);
  entry->position = g_strdup (facts->position);
  entry->stage = g_strdup (rg_stage_names[facts->stage]);
  entry->sender = message->from ? g_strdup (message->from->address) : NULL;
  entry->received_at = message->date ? g_date_time_to_unix (message->date) : 0;
  entry->decided_at = g_date_time_to_unix (now);
  if (decision->answer_by)
    {
      g_autoptr (GDateTime) by
          = rg_moment_to_instant (decision->answer_by, office->setting->profile->zone);
      entry->answer_by = by ? g_date_time_to_unix (by) : 0;
    }
  add_correspondents (entry, office, outcome);
  entry->state = RG_ENTRY_NOTED;
  return entry;
}

static void
add_intent (RgEntry *entry, const RgOffice *office, const RgDraft *draft,
            const RgMailboxState *drafts)
{
  entry->state = RG_ENTRY_INTENT;
  entry->template_id = g_strdup (draft->template_id);
  entry->draft_message_id = g_strdup (draft->message_id);
  entry->drafts_mailbox = g_strdup (office->drafts);
  entry->drafts_uidvalidity = drafts->uidvalidity;
  entry->drafts_uidnext = drafts->uidnext;
}

/* ---- looking for the draft ---- */

static gboolean
is_draft (const RgSummary *summary, const char *message_id)
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
  if (!rg_session_fetch_summaries (office->session, uids, &summaries, error))
    return FALSE;
  for (guint i = 0; i < summaries->len; i++)
    {
      const RgSummary *summary = g_ptr_array_index (summaries, i);
      if (!summary->is_deleted && is_draft (summary, message_id))
        g_array_append_val (found, summary->uid);
    }
  return TRUE;
}

/* The draft in the selected mailbox, by SEARCH, and where that finds nothing among the UIDs
 * since the intent: some servers' SEARCH HEADER doesn't see new mail. Ascending. */
static gboolean
find_draft (const RgOffice *office, const RgEntry *entry, const RgMailboxState *state,
            GArray **found, GError **error)
{
  g_autoptr (GArray) uids = NULL;
  g_autoptr (GArray) recent = NULL;
  *found = g_array_new (FALSE, FALSE, sizeof (guint32));
  if (!rg_session_search_message_id (office->session, entry->draft_message_id, &uids, error)
      || !verify (office, uids, entry->draft_message_id, *found, error))
    return FALSE;
  gboolean knows_range
      = entry->drafts_uidnext && entry->drafts_uidvalidity == state->uidvalidity;
  if ((*found)->len || !knows_range
      || (state->uidnext && state->uidnext <= entry->drafts_uidnext))
    return TRUE;
  return rg_session_search_from (office->session, entry->drafts_uidnext, &recent, error)
         && verify (office, recent, entry->draft_message_id, *found, error);
}

static gboolean
is_in_sent (const RgOffice *office, const RgEntry *entry, gboolean *is_there, GError **error)
{
  RgMailboxState state;
  g_autoptr (GArray) found = NULL;
  *is_there = FALSE;
  if (!office->sent)
    return TRUE;
  if (!rg_session_select (office->session, office->sent, &state, error)
      || !find_draft (office, entry, &state, &found, error))
    return FALSE;
  *is_there = found->len > 0;
  return TRUE;
}

/* ---- never twice ---- */

static gboolean
is_ours (const RgOffice *office, guint32 uid, const RgDraft *draft, gboolean *ours,
         GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  gsize length = g_bytes_get_size (draft->bytes);
  if (!rg_session_fetch_bytes (office->session, uid, 0, (guint32) length + 1, &bytes, error))
    return FALSE;
  *ours = g_bytes_equal (bytes, draft->bytes);
  return TRUE;
}

/* Of several copies the lowest UID stays; only copies that nobody has touched go. */
static gboolean
remove_copies (const RgOffice *office, const RgDraft *draft, const GArray *found,
               GError **error)
{
  g_autoptr (GArray) copies = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint i = 1; i < found->len; i++)
    {
      guint32 uid = g_array_index (found, guint32, i);
      gboolean ours = FALSE;
      if (!is_ours (office, uid, draft, &ours, error))
        return FALSE;
      if (ours)
        g_array_append_val (copies, uid);
    }
  return !copies->len || rg_session_expunge (office->session, copies, error);
}

static gboolean
append (const RgOffice *office, const RgEntry *entry, const RgDraft *draft, GError **error)
{
  RgMailboxState state;
  g_autoptr (GArray) found = NULL;
  guint32 uid = 0;
  rg_kill_point ("before-append");
  if (!rg_session_append_draft (office->session, office->drafts, draft->bytes, &uid, error))
    return FALSE;
  rg_kill_point ("after-append");
  if (!rg_session_select (office->session, office->drafts, &state, error)
      || !find_draft (office, entry, &state, &found, error))
    return FALSE;
  return remove_copies (office, draft, found, error);
}

/* With Drafts selected: the draft is there afterwards, once. */
static gboolean
ensure_draft (const RgOffice *office, const RgEntry *entry, const RgDraft *draft,
              const RgMailboxState *state, GError **error)
{
  g_autoptr (GArray) found = NULL;
  gboolean is_sent = FALSE;
  if (!find_draft (office, entry, state, &found, error))
    return FALSE;
  if (found->len)
    return remove_copies (office, draft, found, error);
  if (!is_in_sent (office, entry, &is_sent, error))
    return FALSE;
  return is_sent || append (office, entry, draft, error);
}

/* ---- the whole ---- */

/* Some servers keep no keywords: then only the journal knows, which is enough for one daemon.
 */
static gboolean
mark (const RgOffice *office, guint32 uid, GError **error)
{
  g_autoptr (GError) inner = NULL;
  if (rg_session_mark_done (office->session, uid, &inner)
      || g_error_matches (inner, RG_ERROR, RG_ERROR_MAILBOX))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&inner));
  return FALSE;
}

static gboolean
select_inbox_and_mark (const RgOffice *office, guint32 uid, gboolean must_select,
                       GError **error)
{
  RgMailboxState state;
  if (must_select
      && !rg_session_select (office->session, office->account->inbox, &state, error))
    return FALSE;
  return mark (office, uid, error);
}

static gboolean
finish (const RgOffice *office, RgEntry *entry, RgEntryState state, guint32 uid,
        gboolean must_select, GError **error)
{
  rg_kill_point ("before-keyword");
  if (!select_inbox_and_mark (office, uid, must_select, error))
    return FALSE;
  rg_kill_point ("after-keyword");
  entry->state = state;
  if (!rg_journal_put (office->journal, entry, error))
    return FALSE;
  rg_kill_point ("after-done");
  return TRUE;
}

static gboolean
write_draft (const RgOffice *office, RgEntry *entry, const RgDraft *draft, gboolean is_resumed,
             GError **error)
{
  RgMailboxState state;
  if (!rg_session_select (office->session, office->drafts, &state, error))
    return FALSE;
  if (!is_resumed)
    {
      add_intent (entry, office, draft, &state);
      rg_kill_point ("before-intent");
      if (!rg_journal_put (office->journal, entry, error))
        return FALSE;
      rg_kill_point ("after-intent");
    }
  return ensure_draft (office, entry, draft, &state, error);
}

static gboolean
require_drafts (const RgOffice *office, GError **error)
{
  if (office->drafts)
    return TRUE;
  g_set_error (error, RG_ERROR, RG_ERROR_MAILBOX,
               "no Drafts folder was found; name it in regrets.conf: [account %s] drafts = ...",
               office->account->name);
  return FALSE;
}

/* The intent that a killed run left behind goes on as it was, or a new entry. */
static RgEntry *
take_entry (const RgOffice *office, const RgOutcome *outcome, const RgEntry *known,
            GDateTime *now)
{
  RgEntry *entry = new_entry (office, outcome, now);
  if (known)
    {
      entry->state = known->state;
      entry->template_id = g_strdup (known->template_id);
      entry->draft_message_id = g_strdup (known->draft_message_id);
      entry->drafts_mailbox = g_strdup (known->drafts_mailbox);
      entry->drafts_uidvalidity = known->drafts_uidvalidity;
      entry->drafts_uidnext = known->drafts_uidnext;
    }
  return entry;
}

gboolean
rg_outbox_deliver (const RgOffice *office, const RgOutcome *outcome, guint32 uid,
                   const RgEntry *known, GDateTime *now, GError **error)
{
  g_autoptr (RgEntry) entry = take_entry (office, outcome, known, now);
  if (!outcome->draft)
    return finish (office, entry, RG_ENTRY_NOTED, uid, FALSE, error);
  if (!require_drafts (office, error)
      || !write_draft (office, entry, outcome->draft, known != NULL, error))
    return FALSE;
  return finish (office, entry, RG_ENTRY_DRAFTED, uid, TRUE, error);
}
