/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "watch/outbox.h"

#include "base/error.h"
#include "watch/killpoint.h"
#include "watch/pages.h"
#include "watch/parcel.h"

/* What is on its way. The page is NULL where none is wanted. */
typedef struct
{
  RgEntry *entry;
  const RgDraft *draft;
  RgPage *page;
  gboolean is_resumed;
  gboolean is_done; /* as the keyword says: there is nothing to do but to tidy up */
} Delivery;

/* ---- the intent ---- */

/* The intent that a killed run left behind goes on as it was. */
static void
resume (RgEntry *entry, const RgEntry *known)
{
  entry->drafts_mailbox = g_strdup (known->drafts_mailbox);
  entry->drafts_uidvalidity = known->drafts_uidvalidity;
  entry->drafts_uidnext = known->drafts_uidnext;
  entry->pages_mailbox = g_strdup (known->pages_mailbox);
  entry->pages_uidvalidity = known->pages_uidvalidity;
  entry->pages_uidnext = known->pages_uidnext;
}

static gboolean
note_pages (const RgOffice *office, RgEntry *entry, GError **error)
{
  RgMailboxState state;
  if (!rg_session_select (office->session, office->pages, &state, error))
    return FALSE;
  entry->pages_mailbox = g_strdup (office->pages);
  entry->pages_uidvalidity = state.uidvalidity;
  entry->pages_uidnext = state.uidnext;
  return TRUE;
}

static gboolean
note_drafts (const RgOffice *office, RgEntry *entry, GError **error)
{
  RgMailboxState state;
  if (!rg_session_select (office->session, office->drafts, &state, error))
    return FALSE;
  entry->drafts_mailbox = g_strdup (office->drafts);
  entry->drafts_uidvalidity = state.uidvalidity;
  entry->drafts_uidnext = state.uidnext;
  return TRUE;
}

static gboolean
write_intent (const RgOffice *office, const Delivery *delivery, GError **error)
{
  RgEntry *entry = delivery->entry;
  gint64 state = entry->state;
  if ((delivery->page && !note_pages (office, entry, error))
      || (delivery->draft && !note_drafts (office, entry, error)))
    return FALSE;
  entry->state = RG_ENTRY_INTENT;
  rg_kill_point ("before-intent");
  gboolean is_written = rg_journal_put (office->journal, entry, error);
  rg_kill_point ("after-intent");
  entry->state = state;
  return is_written;
}

/* ---- the effects ---- */

static gboolean
put_draft (const RgOffice *office, const Delivery *delivery, GError **error)
{
  const RgEntry *entry = delivery->entry;
  RgMailboxState state;
  const RgParcel parcel = {
    .mailbox = office->drafts,
    .elsewhere = office->sent,
    .message_id = entry->draft_message_id,
    .flags = "\\Draft \\Seen",
    .uidvalidity = entry->drafts_uidvalidity,
    .uidnext = entry->drafts_uidnext,
    .bytes = delivery->draft->bytes,
    .was_there = delivery->is_done,
  };
  return rg_session_select (office->session, office->drafts, &state, error)
         && rg_parcel_put (office, &parcel, &state, error);
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

/* ---- the completion ---- */

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
finish (const RgOffice *office, RgEntry *entry, guint32 uid, gboolean must_select,
        GError **error)
{
  RgMailboxState state;
  rg_kill_point ("before-keyword");
  if ((must_select && !rg_session_select (office->session, office->inbox, &state, error))
      || !mark (office, uid, error))
    return FALSE;
  rg_kill_point ("after-keyword");
  if (!rg_journal_put (office->journal, entry, error))
    return FALSE;
  rg_kill_point ("after-done");
  return TRUE;
}

static gboolean
deliver (const RgOffice *office, const Delivery *delivery, guint32 uid, GError **error)
{
  RgEntry *entry = delivery->entry;
  gboolean is_empty = !delivery->draft && !delivery->page;
  if (!is_empty && !delivery->is_resumed && !write_intent (office, delivery, error))
    return FALSE;
  if ((delivery->draft && !put_draft (office, delivery, error))
      || (delivery->page
          && !rg_pages_put (office, delivery->page, entry, delivery->is_done, error)))
    return FALSE;
  return finish (office, entry, uid, !is_empty, error);
}

gboolean
rg_outbox_deliver (const RgOffice *office, const RgSetting *setting, const RgOutcome *outcome,
                   const RgSummary *summary, const RgEntry *known, GError **error)
{
  g_autoptr (RgEntry) entry = rg_outcome_entry (setting, outcome);
  g_autoptr (RgPage) page = office->pages ? rg_outcome_page (setting, outcome, entry) : NULL;
  const Delivery delivery = { .entry = entry,
                              .draft = outcome->draft,
                              .page = page,
                              .is_resumed = known != NULL,
                              .is_done = summary->is_done };
  entry->account = g_strdup (office->account->name);
  if (known)
    resume (entry, known);
  return (!outcome->draft || require_drafts (office, error))
         && deliver (office, &delivery, summary->uid, error);
}
