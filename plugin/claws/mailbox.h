/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folders of Claws Mail, IMAP or on this machine. While it speaks with a server it runs the
 * main loop: whatever is used afterwards has to be held. */
#pragma once

#include "claws/claws.h"
#include "common/reader.h"

/* The account that an answer to this mail is from; NULL if there is none at all. */
PrefsAccount *rg_mailbox_account (MsgInfo *info);

/* Whether others' mail is in this folder, and not the user's own or what is thrown away. */
gboolean rg_mailbox_is_incoming (FolderItem *folder);

/* How to read this mail, its file left open. Transfer full. */
RgRequest *rg_mailbox_request (MsgInfo *info);

/* The mail in `folder` with this Message-ID, else the first that replies to `parent` (a
 * Message-ID or NULL), after a look for new mail there. Free with procmsg_msginfo_free(). */
MsgInfo *rg_mailbox_find (FolderItem *folder, const char *message_id, const char *parent);

/* As it lies in the folder, with LF; NULL if it can't be read. Transfer full. */
GBytes *rg_mailbox_read (MsgInfo *info);

/* Puts the draft there; if another program does so in the same moment the older one stays.
 * Error: RG_ERROR_MAILBOX. Free with procmsg_msginfo_free(). */
MsgInfo *rg_mailbox_add (FolderItem *folder, const RgDraft *draft, GError **error);

/* Moves the mail into PAGES/NAME of its own mailbox, which is made where it isn't there yet.
 * Error: RG_ERROR_MAILBOX. */
gboolean rg_mailbox_move (MsgInfo *info, const char *pages, const char *name, GError **error);
