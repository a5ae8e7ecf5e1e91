/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"

#include "account/store.h"
#include "base/error.h"
#include "base/moment.h"
#include "base/translate.h"
#include "cli/reconnecting.h"
#include "cli/terminal.h"
#include "reply/page_words.h"
#include "reply/reconnect.h"

/* ---- who is due ---- */

static void
print_due (const RgEntry *entry, int months, gint64 now)
{
  gint64 due = rg_reconnect_due (entry, months);
  if (due > now)
    return;
  g_autofree char *id = rg_entry_id (entry);
  g_autoptr (GDateTime) since = g_date_time_new_from_unix_local (due);
  g_autofree char *day = g_date_time_format (since, "%Y-%m-%d");
  g_autofree char *line
      = g_strdup_printf (_ ("%s  since %s  %s, %s; declined for: %s\n"), id, day,
                         entry->company ? entry->company : _ ("unknown company"),
                         entry->contact ? entry->contact : entry->reply_to,
                         entry->reason ? rg_page_word (entry->reason) : _ ("unknown"));
  rg_terminal_print (line);
}

static void
list_due (const GPtrArray *entries, int months, gint64 now)
{
  for (guint i = 0; i < entries->len; i++)
    print_due (g_ptr_array_index (entries, i), months, now);
}

/* ---- the draft ---- */

static gboolean
is_there (RgStore *store, const RgDraft *draft, gboolean *found, GError **error)
{
  g_autoptr (GArray) uids = NULL;
  if (!rg_store_search_message_id (store, draft->message_id, &uids, error))
    return FALSE;
  *found = uids->len > 0;
  return TRUE;
}

static gboolean
put_into_drafts (RgStore *store, const RgAccount *account, const RgDraft *draft,
                 gboolean *was_there, GError **error)
{
  g_autoptr (GPtrArray) mailboxes = NULL;
  RgMailboxState state;
  guint32 uid = 0;
  if (!rg_store_list (store, &mailboxes, error))
    return FALSE;
  g_autofree char *drafts = rg_mailboxes_find (mailboxes, RG_MAILBOX_DRAFTS, account->drafts);
  if (!drafts)
    {
      g_set_error (
          error, RG_ERROR, RG_ERROR_MAILBOX,
          "no Drafts folder was found; name it in regrets.conf: [account %s] drafts = ...",
          account->name);
      return FALSE;
    }
  if (!rg_store_select (store, drafts, &state, error)
      || !is_there (store, draft, was_there, error))
    return FALSE;
  return *was_there
         || rg_store_append (store, drafts, "\\Draft \\Seen", draft->bytes, &uid, error);
}

static gboolean
deliver (const RgPlaces *places, const RgEntry *entry, const RgDraft *draft, GError **error)
{
  g_autoptr (RgSettings) settings = rg_places_load_settings (places, error);
  const RgAccount *account = settings ? rg_settings_find (settings, entry->account) : NULL;
  gboolean was_there = FALSE;
  if (settings && !account)
    g_set_error (error, RG_ERROR, RG_ERROR_CONFIG, "regrets.conf has no [account %s] any more",
                 entry->account);
  g_autoptr (RgStore) store = account ? rg_store_open (account, error) : NULL;
  if (!store || !put_into_drafts (store, account, draft, &was_there, error))
    return FALSE;
  g_autofree char *line = g_strdup_printf (
      was_there ? _ ("The message to %s is in Drafts already.\n")
                : _ ("A message to %s waits in Drafts. Read it before you send it.\n"),
      entry->contact ? entry->contact : entry->reply_to);
  rg_terminal_print (line);
  return TRUE;
}

static void
print_draft (const RgDraft *draft)
{
  gsize length = 0;
  const char *bytes = g_bytes_get_data (draft->bytes, &length);
  g_autofree char *text = g_strndup (bytes, length);
  rg_terminal_print (text);
}

static gboolean
write_to (const RgPlaces *places, const RgEntry *entry, gboolean is_printed, GDateTime *now,
          GError **error)
{
  g_autoptr (RgTemplates) templates = rg_places_load_templates (places, error);
  g_autoptr (RgProfile) profile
      = templates ? rg_places_load_profile (places, NULL, error) : NULL;
  g_autoptr (RgDraft) draft
      = profile ? rg_reconnect_write (entry, profile, templates, now, error) : NULL;
  if (!draft)
    return FALSE;
  if (!is_printed)
    return deliver (places, entry, draft, error);
  print_draft (draft);
  return TRUE;
}

static gboolean
run (const RgPlaces *places, int months, const char *id, gboolean is_printed, GDateTime *now,
     GError **error)
{
  g_autoptr (RgJournal) journal = rg_command_open_journal (places, error);
  g_autoptr (GPtrArray) entries = journal ? rg_journal_list (journal, NULL, -1, error) : NULL;
  if (!entries)
    return FALSE;
  rg_reconnect_keep (entries, months);
  if (!id)
    {
      list_due (entries, months, g_date_time_to_unix (now));
      return TRUE;
    }
  const RgEntry *entry = rg_entry_find (entries, id, error);
  return entry && write_to (places, entry, is_printed, now, error);
}

gboolean
rg_command_reconnect (RgPlaces *places, int argc, char **argv, GError **error)
{
  int months = RG_RECONNECT_MONTHS;
  gboolean is_printed = FALSE;
  g_autofree char *clock = NULL;
  const GOptionEntry entries[] = {
    { "months", 0, 0, G_OPTION_ARG_INT, &months, "List declines of so many months ago (6)",
      "NUMBER" },
    { "print", 0, 0, G_OPTION_ARG_NONE, &is_printed,
      "Print the message instead of putting it into Drafts", NULL },
    { "now", 0, 0, G_OPTION_ARG_STRING, &clock,
      "Take TIME (2026-12-03T15:00:00Z) for the present", "TIME" },
    { NULL },
  };
  if (!rg_command_parse (places, "[ID]",
                         "Lists whom to get back in touch with, or drafts a message to one.",
                         entries, &argc, &argv, error)
      || !rg_command_takes_no_more (argc - (argc > 1), argv + (argc > 1), error))
    return FALSE;
  g_autoptr (GDateTime) now
      = clock ? rg_moment_parse_instant (clock, error) : g_date_time_new_now_local ();
  return now
         && run (places, CLAMP (months, 1, 120), argc > 1 ? argv[1] : NULL, is_printed, now,
                 error);
}
