/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "claws/replying.h"

#include "base/translate.h"
#include "claws/chooser.h"
#include "claws/mailbox.h"
#include "common/words.h"
#include "mail/message.h"
#include "reply/page_words.h"

#include <string.h>

struct _RgReplying
{
  MsgInfo *info;
  RgReader *reader;
  RgReading *reading;
  GtkWindow *window;
};

RgReplying *
rg_replying_new (MsgInfo *info, RgReader *reader, RgReading *reading, GtkWindow *window)
{
  RgReplying *replying = g_new0 (RgReplying, 1);
  replying->info = procmsg_msginfo_new_ref (info);
  replying->reader = rg_reader_ref (reader);
  replying->reading = rg_reading_ref (reading);
  replying->window = window;
  return replying;
}

void
rg_replying_free (RgReplying *replying)
{
  procmsg_msginfo_free (&replying->info);
  rg_reader_unref (replying->reader);
  rg_reading_unref (replying->reading);
  g_free (replying);
}

/* The same mail with another text or at another time. */
static RgReading *
read_again (const RgReplying *replying, const char *template_name, GDateTime *now)
{
  g_autoptr (RgRequest) request = rg_mailbox_request (replying->info);
  request->mail = g_bytes_ref (replying->reading->mail);
  request->template_name = g_strdup (template_name);
  request->now = now ? g_date_time_ref (now) : NULL;
  return rg_reader_read (replying->reader, request);
}

static FolderItem *
find_folder (const RgReplying *replying, SpecialFolderItemType type)
{
  PrefsAccount *account = rg_mailbox_account (replying->info);
  return account ? account_get_special_folder (account, type) : NULL;
}

/* ---- a draft of ours ---- */

static gboolean
is_same (GBytes *draft, GBytes *ours)
{
  gsize length = 0;
  const char *bytes = g_bytes_get_data (ours, &length);
  g_autoptr (GString) local = g_string_new_len (bytes, (gssize) length);
  g_string_replace (local, "\r\n", "\n", 0);
  return g_bytes_get_size (draft) == local->len
         && memcmp (g_bytes_get_data (draft, NULL), local->str, local->len) == 0;
}

/* With this text (NULL: as decided) written at its time it would be the same, byte for byte. */
static gboolean
is_written_by (const RgReplying *replying, GBytes *draft, GDateTime *date,
               const char *template_name)
{
  g_autoptr (RgReading) again = read_again (replying, template_name, date);
  return again->draft && is_same (draft, again->draft->bytes);
}

/* Whether nobody has changed the draft. */
static gboolean
is_untouched (const RgReplying *replying, MsgInfo *info)
{
  g_autoptr (GBytes) bytes = rg_mailbox_read (info);
  gsize length = 0;
  const char *data = bytes ? g_bytes_get_data (bytes, &length) : NULL;
  g_autoptr (RgMessage) draft = data ? rg_message_read (data, length, NULL) : NULL;
  g_auto (GStrv) names = rg_reader_texts (replying->reader, replying->reading->language);
  if (!draft || !draft->date)
    return FALSE;
  if (is_written_by (replying, bytes, draft->date, NULL))
    return TRUE;
  for (char **name = names; *name; name++)
    if (is_written_by (replying, bytes, draft->date, *name))
      return TRUE;
  return FALSE;
}

static MsgInfo *
find_draft (const RgReplying *replying, FolderItem *drafts, const RgDraft *draft)
{
  return rg_mailbox_find (drafts, draft ? draft->message_id : NULL, replying->info->msgid);
}

/* ---- writing it ---- */

static gboolean
is_sent (const RgReplying *replying, const RgDraft *draft)
{
  FolderItem *sent = find_folder (replying, F_OUTBOX);
  MsgInfo *info = sent ? rg_mailbox_find (sent, draft->message_id, NULL) : NULL;
  if (!info)
    return FALSE;
  procmsg_msginfo_free (&info);
  return TRUE;
}

static char *
open_draft (MsgInfo *info)
{
  compose_reedit (info, FALSE);
  procmsg_msginfo_free (&info);
  return NULL;
}

static char *
write_draft (const RgReplying *replying, FolderItem *drafts, const RgDraft *draft)
{
  g_autoptr (GError) error = NULL;
  if (is_sent (replying, draft))
    return g_strdup (_ ("You have sent this reply already."));
  MsgInfo *info = rg_mailbox_add (drafts, draft, &error);
  return info ? open_draft (info) : g_strdup (error->message);
}

char *
rg_replying_draft (RgReplying *replying)
{
  const RgDraft *draft = replying->reading->draft;
  FolderItem *drafts = find_folder (replying, F_DRAFT);
  if (!drafts)
    return g_strdup (_ ("This account has no folder for drafts."));
  MsgInfo *info = find_draft (replying, drafts, draft);
  return info ? open_draft (info) : write_draft (replying, drafts, draft);
}

/* ---- another one ---- */

/* NULL where the text can't be used here. Transfer full. */
static RgChoice *
make_choice (const RgReplying *replying, const char *name)
{
  g_autoptr (RgReading) reading = read_again (replying, name, NULL);
  return reading->draft ? rg_choice_new (name, reading->outcome, reading->draft->text) : NULL;
}

static GPtrArray *
make_choices (const RgReplying *replying)
{
  g_auto (GStrv) names = rg_reader_texts (replying->reader, replying->reading->language);
  GPtrArray *choices = g_ptr_array_new_with_free_func ((GDestroyNotify) rg_choice_free);
  for (char **name = names; *name; name++)
    {
      RgChoice *choice
          = rg_text_answers_invitations (*name) ? make_choice (replying, *name) : NULL;
      if (choice)
        g_ptr_array_add (choices, choice);
    }
  return choices;
}

/* "en/mobility" → "mobility"; NULL for none. */
static const char *
current_text (const RgReplying *replying)
{
  const RgDraft *draft = replying->reading->draft;
  const char *slash = draft ? strchr (draft->template_id, '/') : NULL;
  return slash ? slash + 1 : NULL;
}

/* An old draft of ours gives way; one that the user has changed stays. */
static char *
replace_draft (const RgReplying *replying, FolderItem *drafts, const RgDraft *draft)
{
  MsgInfo *old = find_draft (replying, drafts, replying->reading->draft);
  if (old && g_strcmp0 (old->msgid, draft->message_id) == 0)
    return open_draft (old);
  if (old && !is_untouched (replying, old))
    {
      procmsg_msginfo_free (&old);
      return g_strdup (_ ("You have changed its draft. Delete that one if you want another."));
    }
  char *said = write_draft (replying, drafts, draft);
  if (!old)
    return said;
  if (!said)
    folder_item_remove_msg (drafts, (int) old->msgnum);
  procmsg_msginfo_free (&old);
  return said;
}

char *
rg_replying_another (RgReplying *replying)
{
  FolderItem *drafts = find_folder (replying, F_DRAFT);
  g_autoptr (GPtrArray) choices = make_choices (replying);
  if (!drafts)
    return g_strdup (_ ("This account has no folder for drafts."));
  if (!choices->len)
    return g_strdup (_ ("There is no text for this mail."));
  const RgChoice *choice = rg_chooser_run (replying->window, choices, current_text (replying));
  if (!choice)
    return NULL;
  if (g_strcmp0 (choice->name, current_text (replying)) == 0)
    return rg_replying_draft (replying);
  g_autoptr (RgReading) reading = read_again (replying, choice->name, NULL);
  return reading->draft ? replace_draft (replying, drafts, reading->draft) : NULL;
}

/* ---- correcting ---- */

static void
remove_untouched (const RgReplying *replying)
{
  FolderItem *drafts = find_folder (replying, F_DRAFT);
  MsgInfo *info = drafts ? find_draft (replying, drafts, replying->reading->draft) : NULL;
  if (info && is_untouched (replying, info))
    folder_item_remove_msg (drafts, (int) info->msgnum);
  if (info)
    procmsg_msginfo_free (&info);
}

char *
rg_replying_file (RgReplying *replying, const char *folder)
{
  g_autoptr (GError) error = NULL;
  if (g_str_equal (folder, RG_PAGE_MISTAKES_FOLDER))
    remove_untouched (replying);
  return rg_mailbox_move (replying->info, replying->reading->pages, folder, &error)
             ? NULL
             : g_strdup (error->message);
}
