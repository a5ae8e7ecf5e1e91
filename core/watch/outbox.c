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
  RgClaim claim;
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
  if (!rg_store_select (office->store, office->pages, &state, error))
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
  if (!rg_store_select (office->store, office->drafts, &state, error))
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
    .claim = &delivery->claim,
    .was_there = delivery->is_done,
  };
  return rg_store_select (office->store, office->drafts, &state, error)
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
  if (rg_store_mark_done (office->store, uid, &inner)
      || g_error_matches (inner, RG_ERROR, RG_ERROR_MAILBOX))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&inner));
  return FALSE;
}

static gboolean
finish (const RgOffice *office, RgEntry *entry, const RgClaim *claim, guint32 uid,
        gboolean must_select, GError **error)
{
  RgMailboxState state;
  rg_kill_point ("before-keyword");
  if ((must_select && !rg_store_select (office->store, office->inbox, &state, error))
      || !mark (office, uid, error) || !rg_claim_drop (office, claim, error))
    return FALSE;
  rg_kill_point ("after-keyword");
  if (!rg_journal_put (office->journal, entry, error))
    return FALSE;
  rg_kill_point ("after-done");
  return TRUE;
}

/* ---- the whole ---- */

static gboolean
has_effects (const Delivery *delivery)
{
  return delivery->draft || delivery->page;
}

static gboolean
deliver (const RgOffice *office, const Delivery *delivery, guint32 uid, GError **error)
{
  RgEntry *entry = delivery->entry;
  if (has_effects (delivery) && !delivery->is_resumed
      && !write_intent (office, delivery, error))
    return FALSE;
  if ((delivery->draft && !put_draft (office, delivery, error))
      || (delivery->page
          && !rg_pages_put (office, delivery->page, entry, delivery->is_done, error)))
    return FALSE;
  return finish (office, entry, &delivery->claim, uid, has_effects (delivery), error);
}

/* An intent of ours is completed even where another machine has finished meanwhile: there may
 * be a copy to remove, and the journal is to know. */
static gboolean
claim_and_deliver (const RgOffice *office, Delivery *delivery, guint32 uid, gboolean *is_new,
                   GError **error)
{
  if (has_effects (delivery) && !delivery->is_done
      && !rg_claim_take (office, uid, &delivery->claim, &delivery->is_done, error))
    return FALSE;
  *is_new = delivery->is_resumed || !delivery->is_done;
  return !*is_new || deliver (office, delivery, uid, error);
}

gboolean
rg_outbox_deliver (const RgOffice *office, const RgSetting *setting, const RgOutcome *outcome,
                   const RgSummary *summary, const RgEntry *known, gboolean *is_new,
                   GError **error)
{
  g_autoptr (RgEntry) entry = rg_outcome_entry (setting, outcome);
  g_autoptr (RgPage) page = office->pages ? rg_outcome_page (setting, outcome, entry) : NULL;
  Delivery delivery = { .entry = entry,
                        .draft = outcome->draft,
                        .page = page,
                        .is_resumed = known != NULL,
                        .is_done = summary->is_done };
  entry->account = g_strdup (office->account->name);
  if (known)
    resume (entry, known);
  return (!outcome->draft || require_drafts (office, error))
         && claim_and_deliver (office, &delivery, summary->uid, is_new, error);
}
