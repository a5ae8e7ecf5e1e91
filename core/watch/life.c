/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "watch/life.h"

#include "watch/drafts.h"
#include "watch/pages.h"
#include "watch/scan.h"

/* ---- whom a message belongs to ---- */

/* The entry of the thread that a message stands in: the nearest of its ancestors that is an
 * invitation or a draft of ours. NULL without error if none is. */
static RgEntry *
find_thread (const RgOffice *office, const RgMessage *message, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GError) inner = NULL;
  RgEntry *entry = NULL;
  if (message->message_id)
    g_ptr_array_add (ids, message->message_id);
  if (message->in_reply_to)
    g_ptr_array_add (ids, message->in_reply_to);
  for (guint i = g_strv_length (message->references); i > 0; i--)
    g_ptr_array_add (ids, message->references[i - 1]);
  for (guint i = 0; i < ids->len && !entry && !inner; i++)
    entry = rg_journal_find_message (office->journal, office->account->name,
                                     g_ptr_array_index (ids, i), &inner);
  if (inner)
    g_propagate_error (error, g_steal_pointer (&inner));
  return entry;
}

static void
tell (const RgOffice *office, const RgEntry *entry)
{
  g_message ("%s: draft for <%s> is now %s", office->account->name,
             entry->message_id ? entry->message_id : "without Message-ID",
             rg_entry_state_names[entry->state]);
}

static gboolean
record (const RgOffice *office, RgEntry *entry, RgEntryState state, GError **error)
{
  if (!rg_pages_record (office, entry, state, error))
    return FALSE;
  tell (office, entry);
  return TRUE;
}

/* ---- Sent ---- */

static gboolean
waits_for_reply (const RgEntry *entry)
{
  return rg_entry_is_open (entry) || entry->state == RG_ENTRY_NOTED
         || entry->state == RG_ENTRY_DISCARDED;
}

/* With our draft still there the user has written without it, unless it bears the same id. */
static gboolean
note_reply (const RgOffice *office, const RgMessage *message, RgEntry *entry, GError **error)
{
  RgFate fate = RG_FATE_GONE;
  gboolean is_draft = g_strcmp0 (message->message_id, entry->draft_message_id) == 0;
  if (!rg_drafts_look (office, entry, &fate, error))
    return FALSE;
  gboolean is_own = !entry->draft_message_id || (!is_draft && fate != RG_FATE_GONE)
                    || entry->state == RG_ENTRY_DISCARDED;
  return record (office, entry, is_own && !is_draft ? RG_ENTRY_ANSWERED : RG_ENTRY_SENT, error);
}

static gboolean
look_at_sent (const RgOffice *office, const RgSummary *summary, GError **error)
{
  RgMailboxState state;
  gsize length = 0;
  const char *bytes = g_bytes_get_data (summary->header, &length);
  g_autoptr (RgMessage) message = rg_message_read (bytes, length, NULL);
  g_autoptr (GError) inner = NULL;
  g_autoptr (RgEntry) entry = message ? find_thread (office, message, &inner) : NULL;
  if (!inner && (!entry || !waits_for_reply (entry)))
    return TRUE;
  if (!inner && note_reply (office, message, entry, &inner))
    return rg_store_select (office->store, office->sent, &state, error);
  g_propagate_error (error, g_steal_pointer (&inner));
  return FALSE;
}

/* ---- Drafts ---- */

static gboolean
look_at_draft (const RgOffice *office, RgEntry *entry, GError **error)
{
  RgFate fate = RG_FATE_UNTOUCHED;
  if (!rg_drafts_look (office, entry, &fate, error))
    return FALSE;
  if (fate == RG_FATE_GONE)
    return record (office, entry, RG_ENTRY_DISCARDED, error);
  return fate == RG_FATE_UNTOUCHED || entry->state != RG_ENTRY_DRAFTED
         || record (office, entry, RG_ENTRY_EDITED, error);
}

static gboolean
has_changed (const RgOffice *office, RgLifeMemory *memory, gboolean *changed, GError **error)
{
  RgMailboxState state;
  if (!rg_store_select (office->store, office->drafts, &state, error))
    return FALSE;
  *changed = !state.uidnext || state.uidvalidity != memory->uidvalidity
             || state.uidnext != memory->uidnext || state.exists != memory->exists;
  *memory = (RgLifeMemory){ state.uidvalidity, state.uidnext, state.exists };
  return TRUE;
}

static gboolean
any_open (const GPtrArray *entries)
{
  for (guint i = 0; i < entries->len; i++)
    if (rg_entry_is_open (g_ptr_array_index (entries, i)))
      return TRUE;
  return FALSE;
}

static gboolean
look_at_drafts (const RgOffice *office, const GPtrArray *entries, RgLifeMemory *memory,
                GError **error)
{
  RgLifeMemory seen = *memory;
  gboolean changed = FALSE;
  if (!office->drafts || !any_open (entries))
    return TRUE;
  if (!has_changed (office, &seen, &changed, error))
    return FALSE;
  for (guint i = 0; changed && i < entries->len; i++)
    {
      RgEntry *entry = g_ptr_array_index (entries, i);
      if (rg_entry_is_open (entry) && !look_at_draft (office, entry, error))
        return FALSE;
    }
  *memory = seen; /* only now: after an error all is looked at again */
  return TRUE;
}

/* ---- drafts that nobody needs any more ---- */

/* The digest goes with the draft, so as long as there is one it has to be looked for. */
static gboolean
is_leftover (const RgEntry *entry)
{
  return entry->draft_digest && !rg_entry_is_open (entry) && entry->state != RG_ENTRY_INTENT
         && entry->state != RG_ENTRY_DISCARDED;
}

static gboolean
clear_away (const RgOffice *office, const GPtrArray *entries, GError **error)
{
  for (guint i = 0; i < entries->len; i++)
    {
      RgEntry *entry = g_ptr_array_index (entries, i);
      if (!is_leftover (entry))
        continue;
      if (!rg_drafts_remove (office, entry, error))
        return FALSE;
      g_clear_pointer (&entry->draft_digest, g_free);
      if (!rg_journal_put (office->journal, entry, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
rg_life_look (const RgOffice *office, RgLifeMemory *memory, GError **error)
{
  const char *account = office->account->name;
  g_autoptr (GPtrArray) entries = rg_journal_list (office->journal, account, -1, error);
  if (!entries || entries->len == 0)
    return entries != NULL;
  if (office->sent && !rg_scan (office, office->sent, FALSE, look_at_sent, error))
    return FALSE;
  g_clear_pointer (&entries, g_ptr_array_unref); /* Sent may have changed some */
  entries = rg_journal_list (office->journal, account, -1, error);
  return entries && look_at_drafts (office, entries, memory, error)
         && clear_away (office, entries, error);
}

/* ---- the employer ---- */

gboolean
rg_life_supersede (const RgOffice *office, const RgOutcome *outcome, GError **error)
{
  RgKind kind = outcome->detection->kind;
  g_autoptr (GError) inner = NULL;
  if (kind != RG_KIND_CANCELLATION && kind != RG_KIND_RESCHEDULE)
    return TRUE;
  g_autoptr (RgEntry) entry = find_thread (office, outcome->message, &inner);
  if (inner)
    {
      g_propagate_error (error, g_steal_pointer (&inner));
      return FALSE;
    }
  g_autofree char *key = rg_message_key (outcome->message);
  return !entry || !rg_entry_is_open (entry) || g_str_equal (entry->key, key)
         || record (office, entry, RG_ENTRY_SUPERSEDED, error);
}

RgEntry *
rg_life_declined (const RgOffice *office, const RgMessage *message, GError **error)
{
  if (!message->in_reply_to && !*message->references)
    return NULL;
  g_autoptr (RgEntry) entry = find_thread (office, message, error);
  gboolean is_out
      = entry && (entry->state == RG_ENTRY_SENT || entry->state == RG_ENTRY_ANSWERED);
  return is_out && !g_strcmp0 (entry->outcome, "decline") ? g_steal_pointer (&entry) : NULL;
}
