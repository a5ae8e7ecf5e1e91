/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "claws/mailbox.h"

#include "base/error.h"
#include "base/translate.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

PrefsAccount *
rg_mailbox_account (MsgInfo *info)
{
  PrefsAccount *account = account_get_reply_account (info, TRUE);
  return account ? account : account_get_default ();
}

gboolean
rg_mailbox_is_incoming (FolderItem *folder)
{
  static const SpecialFolderItemType others[] = { F_OUTBOX, F_DRAFT, F_QUEUE, F_TRASH };
  for (gsize i = 0; folder && i < G_N_ELEMENTS (others); i++)
    if (folder_has_parent_of_type (folder, others[i]))
      return FALSE;
  return folder != NULL;
}

RgRequest *
rg_mailbox_request (MsgInfo *info)
{
  PrefsAccount *account = rg_mailbox_account (info);
  RgRequest *request = g_new0 (RgRequest, 1);
  request->folder = g_strdup (info->folder->path);
  request->address = g_strdup (account && account->address ? account->address : "");
  return request;
}

/* ---- looking ---- */

static MsgInfo *
older (MsgInfo *a, MsgInfo *b)
{
  return a && a->msgnum < b->msgnum ? a : b;
}

MsgInfo *
rg_mailbox_find (FolderItem *folder, const char *message_id, const char *parent)
{
  MsgInfo *same = NULL, *reply = NULL;
  folder_item_scan (folder);
  MsgInfoList *list = folder_item_get_msg_list (folder);
  for (MsgInfoList *i = list; i; i = i->next)
    {
      MsgInfo *info = i->data;
      if (MSG_IS_DELETED (info->flags))
        continue;
      if (message_id && g_strcmp0 (info->msgid, message_id) == 0)
        same = older (same, info);
      else if (parent && g_strcmp0 (info->inreplyto, parent) == 0)
        reply = older (reply, info);
    }
  MsgInfo *found = same ? same : reply;
  if (found)
    procmsg_msginfo_new_ref (found);
  procmsg_msg_list_free (list);
  return found;
}

GBytes *
rg_mailbox_read (MsgInfo *info)
{
  g_autofree char *path = procmsg_get_message_file (info);
  char *text = NULL;
  gsize length = 0;
  return path && g_file_get_contents (path, &text, &length, NULL)
             ? g_bytes_new_take (text, length)
             : NULL;
}

/* ---- adding ---- */

/* Claws Mail keeps its files with LF. Drafts are ASCII without a lone CR. */
static char *
write_file (const RgDraft *draft, GError **error)
{
  gsize length = 0;
  const char *bytes = g_bytes_get_data (draft->bytes, &length);
  g_autofree char *text = g_strndup (bytes, length);
  g_auto (GStrv) lines = g_strsplit (text, "\r\n", -1);
  g_autofree char *local = g_strjoinv ("\n", lines);
  g_autofree char *path = NULL;
  int file = g_file_open_tmp ("regrets-XXXXXX", &path, error);
  if (file < 0)
    return NULL;
  close (file);
  if (g_file_set_contents (path, local, -1, error))
    return g_steal_pointer (&path);
  g_unlink (path);
  return NULL;
}

MsgInfo *
rg_mailbox_add (FolderItem *folder, const RgDraft *draft, GError **error)
{
  MsgFlags flags = { 0, MSG_DRAFT };
  g_autofree char *path = write_file (draft, error);
  if (!path)
    return NULL;
  int number = folder_item_add_msg (folder, path, &flags, FALSE);
  g_unlink (path);
  MsgInfo *info = number < 0 ? NULL : rg_mailbox_find (folder, draft->message_id, NULL);
  if (!info)
    g_set_error (error, RG_ERROR, RG_ERROR_MAILBOX, _ ("The draft can't be put into %s."),
                 folder->name);
  else if (number > 0 && info->msgnum < (guint) number)
    folder_item_remove_msg (folder, number);
  return info;
}

/* ---- moving ---- */

static FolderItem *
find_child (FolderItem *parent, const char *name)
{
  for (GNode *i = parent->node->children; i; i = i->next)
    if (g_strcmp0 (FOLDER_ITEM (i->data)->name, name) == 0)
      return i->data;
  return NULL;
}

/* Each level of `path`, made where it isn't there yet. Where the server has it and Claws Mail
 * hasn't seen it, making it only makes it known. */
static FolderItem *
ensure (FolderItem *folder, const char *path)
{
  g_auto (GStrv) names = g_strsplit (path, "/", -1);
  for (char **name = names; folder && *name; name++)
    if (**name)
      {
        FolderItem *child = find_child (folder, *name);
        folder = child ? child : folder_create_folder (folder, *name);
      }
  return folder;
}

gboolean
rg_mailbox_move (MsgInfo *info, const char *pages, const char *name, GError **error)
{
  Folder *mailbox = info->folder->folder;
  g_autofree char *path = g_strconcat (pages, "/", name, NULL);
  FolderItem *place = ensure (FOLDER_ITEM (mailbox->node->data), path);
  if (!place && mailbox->inbox) /* some servers have all folders below the inbox */
    place = ensure (mailbox->inbox, path);
  if (!place)
    {
      g_set_error (error, RG_ERROR, RG_ERROR_MAILBOX, _ ("The folder %s can't be made."), path);
      return FALSE;
    }
  folder_write_list ();
  if (folder_item_move_msg (place, info) >= 0)
    return TRUE;
  g_set_error (error, RG_ERROR, RG_ERROR_MAILBOX, _ ("The mail can't be moved to %s."), path);
  return FALSE;
}
