/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "watch/pages.h"

#include "base/error.h"
#include "watch/clock.h"
#include "watch/killpoint.h"
#include "watch/parcel.h"

#define PAGE_BYTES (256u * 1024)

/* ---- one revision ---- */

static char *
id_of (const RgOffice *office, const RgEntry *entry, gint64 revision)
{
  return rg_page_message_id (office->account->addresses[0], entry->key, revision);
}

static RgParcel
parcel_of (const RgOffice *office, const RgEntry *entry, const char *message_id, GBytes *bytes)
{
  return (RgParcel){
    .mailbox = office->pages,
    .message_id = message_id,
    .flags = "\\Seen",
    .uidvalidity = entry->pages_uidvalidity,
    .uidnext = entry->pages_uidnext,
    .bytes = bytes,
  };
}

/* The revision of the entry, with the pages' mailbox selected. The page takes over what the
 * entry tells now. */
static gboolean
put_revision (const RgOffice *office, RgPage *page, RgEntry *entry, const RgMailboxState *state,
              gboolean was_there, GError **error)
{
  g_autofree char *id = id_of (office, entry, entry->revision);
  rg_entry_free (page->entry);
  page->entry = rg_entry_copy (entry);
  g_autoptr (GBytes) bytes = rg_page_write (page, id);
  RgParcel parcel = parcel_of (office, entry, id, bytes);
  parcel.was_there = was_there;
  return rg_parcel_put (office, &parcel, state, error);
}

gboolean
rg_pages_put (const RgOffice *office, RgPage *page, RgEntry *entry, gboolean was_there,
              GError **error)
{
  RgMailboxState state;
  if (!rg_store_select (office->store, office->pages, &state, error)
      || !put_revision (office, page, entry, &state, was_there, error))
    return FALSE;
  entry->page_revision = entry->revision;
  return TRUE;
}

/* ---- the revisions before ---- */

/* What is there of earlier revisions. */
typedef struct
{
  RgPage *page;  /* the newest; NULL if none */
  GArray *stale; /* UIDs of those that nobody has touched */
} Past;

static void
past_clear (Past *past)
{
  g_clear_pointer (&past->page, rg_page_free);
  g_clear_pointer (&past->stale, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Past, past_clear)

static gboolean
read_copy (const RgOffice *office, guint32 uid, Past *past, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  if (!rg_store_fetch_bytes (office->store, uid, 0, PAGE_BYTES, &bytes, error))
    return FALSE;
  g_autoptr (RgPage) page = rg_page_read (bytes);
  if (!page)
    return TRUE;
  if (rg_page_is_untouched (bytes))
    g_array_append_val (past->stale, uid);
  g_clear_pointer (&past->page, rg_page_free);
  past->page = g_steal_pointer (&page);
  return TRUE;
}

/* Mostly there is one; more where a run was killed between two changes. */
static gboolean
read_past (const RgOffice *office, const RgEntry *entry, const RgMailboxState *state,
           Past *past, GError **error)
{
  past->stale = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (gint64 revision = entry->page_revision; revision < entry->revision; revision++)
    {
      g_autofree char *id = id_of (office, entry, revision);
      g_autoptr (GArray) found = NULL;
      const RgParcel parcel = parcel_of (office, entry, id, NULL);
      if (!rg_parcel_find (office, &parcel, state, &found, error))
        return FALSE;
      for (guint i = 0; i < found->len; i++)
        if (!read_copy (office, g_array_index (found, guint32, i), past, error))
          return FALSE;
    }
  return TRUE;
}

/* ---- bringing up to date ---- */

static gboolean
replace (const RgOffice *office, RgEntry *entry, const RgMailboxState *state, GError **error)
{
  g_auto (Past) past = { NULL, NULL };
  if (!read_past (office, entry, state, &past, error))
    return FALSE;
  if (past.page && !put_revision (office, past.page, entry, state, FALSE, error))
    return FALSE;
  rg_kill_point ("page-appended");
  if (past.stale->len && !rg_store_expunge (office->store, past.stale, error))
    return FALSE;
  rg_kill_point ("page-removed");
  entry->page_revision = entry->revision;
  if (!rg_journal_put (office->journal, entry, error))
    return FALSE;
  rg_kill_point ("page-done");
  return TRUE;
}

static gboolean
is_stale (const RgEntry *entry)
{
  return entry->page_revision > 0 && entry->revision > entry->page_revision
         && entry->state != RG_ENTRY_INTENT;
}

gboolean
rg_pages_refresh (const RgOffice *office, GError **error)
{
  RgMailboxState state;
  gboolean is_selected = FALSE;
  if (!office->pages)
    return TRUE;
  g_autoptr (GPtrArray) entries
      = rg_journal_list (office->journal, office->account->name, -1, error);
  for (guint i = 0; entries && i < entries->len; i++)
    {
      RgEntry *entry = g_ptr_array_index (entries, i);
      if (!is_stale (entry))
        continue;
      if (!is_selected && !rg_store_select (office->store, office->pages, &state, error))
        return FALSE;
      is_selected = TRUE;
      if (!replace (office, entry, &state, error))
        return FALSE;
    }
  return entries != NULL;
}

gboolean
rg_pages_record (const RgOffice *office, RgEntry *entry, RgEntryState state, GError **error)
{
  entry->state = state;
  entry->changed_at = rg_clock_now ();
  entry->revision++;
  rg_kill_point ("before-record");
  if (!rg_journal_put (office->journal, entry, error))
    return FALSE;
  rg_kill_point ("after-record");
  return TRUE;
}

/* ---- a copy in the inbox ---- */

/* The page in the folder; NULL without error where the user has deleted it. */
static gboolean
fetch_page (const RgOffice *office, const RgEntry *entry, const char *id, RgPage **page,
            GError **error)
{
  RgMailboxState state;
  g_autoptr (GArray) found = NULL;
  g_autoptr (GBytes) bytes = NULL;
  const RgParcel parcel = parcel_of (office, entry, id, NULL);
  if (!rg_store_select (office->store, office->pages, &state, error)
      || !rg_parcel_find (office, &parcel, &state, &found, error))
    return FALSE;
  if (!found->len)
    return TRUE;
  if (!rg_store_fetch_bytes (office->store, g_array_index (found, guint32, 0), 0, PAGE_BYTES,
                             &bytes, error))
    return FALSE;
  *page = rg_page_read (bytes);
  return TRUE;
}

gboolean
rg_pages_copy_to_inbox (const RgOffice *office, const RgEntry *entry, GError **error)
{
  RgMailboxState state;
  g_autoptr (RgPage) page = NULL;
  g_autofree char *id = id_of (office, entry, entry->revision);
  if (!office->pages)
    return TRUE;
  if (!fetch_page (office, entry, id, &page, error))
    return FALSE;
  if (!page)
    return TRUE;
  g_autofree char *copy_id = g_strconcat ("reminder.", id, NULL); /* some servers keep one */
  g_autoptr (GBytes) bytes = rg_page_write (page, copy_id);
  const RgParcel copy
      = { .mailbox = office->inbox, .message_id = copy_id, .flags = "", .bytes = bytes };
  return rg_store_select (office->store, office->inbox, &state, error)
         && rg_parcel_put (office, &copy, &state, error);
}

/* ---- the journal from the pages ---- */

/* A page of this account, and not a message that only looks like one. */
static gboolean
is_own (const RgOffice *office, const RgEntry *entry, const char *message_id)
{
  g_autofree char *id = id_of (office, entry, entry->revision);
  return g_strcmp0 (id, message_id) == 0;
}

static gboolean
is_news (const RgOffice *office, const RgEntry *entry, gboolean *news, GError **error)
{
  g_autoptr (GError) inner = NULL;
  g_autoptr (RgEntry) known
      = rg_journal_find (office->journal, office->account->name, entry->key, &inner);
  *news = !known || known->revision < entry->revision;
  if (!inner)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&inner));
  return FALSE;
}

static gboolean
restore (const RgOffice *office, guint32 uid, const RgMailboxState *state, guint *count,
         GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) inner = NULL;
  gboolean news = FALSE;
  if (!rg_store_fetch_bytes (office->store, uid, 0, PAGE_BYTES, &bytes, &inner))
    {
      if (g_error_matches (inner, RG_ERROR, RG_ERROR_INPUT)) /* gone since the search */
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&inner));
      return FALSE;
    }
  gsize length = 0;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autoptr (RgMessage) message = rg_message_read (data, length, NULL);
  g_autoptr (RgPage) page = message ? rg_page_read (bytes) : NULL;
  if (!page || !is_own (office, page->entry, message->message_id))
    return TRUE;
  RgEntry *entry = page->entry;
  if (!is_news (office, entry, &news, error))
    return FALSE;
  if (!news)
    return TRUE;
  entry->account = g_strdup (office->account->name);
  entry->page_revision = entry->revision;
  entry->pages_mailbox = g_strdup (office->pages);
  entry->pages_uidvalidity = state->uidvalidity;
  entry->pages_uidnext = uid;
  *count += 1;
  return rg_journal_put (office->journal, entry, error);
}

gboolean
rg_pages_restore (const RgOffice *office, guint *count, GError **error)
{
  RgMailboxState state;
  g_autoptr (GArray) uids = NULL;
  if (!office->pages)
    return TRUE;
  if (!rg_store_select (office->store, office->pages, &state, error)
      || !rg_store_search_from (office->store, 1, &uids, error))
    return FALSE;
  for (guint i = 0; i < uids->len; i++)
    if (!restore (office, g_array_index (uids, guint32, i), &state, count, error))
      return FALSE;
  return TRUE;
}
