/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One Maildir: the files in its new/ and cur/, each with a UID while the folder is open. */
#pragma once

#include <glib.h>

typedef struct
{
  guint32 uid;
  char *base;       /* the file's name up to its flags, and to what mbsync and Dovecot note */
  char *file;       /* "cur/1795872000.M1P2.host:2,S"; changes with the flags */
  char *message_id; /* "" where there is none; NULL: not looked for yet */
  gint64 time;      /* of the file, in seconds */
  gboolean is_seen; /* in the present scan */
} RgMaildirMessage;

/* What changes whenever a file comes or goes. */
typedef struct
{
  gint64 time[2]; /* nanoseconds */
} RgMaildirMark;

typedef struct _RgMaildirFolder RgMaildirFolder;

/* Transfer full. */
RgMaildirFolder *rg_maildir_folder_new (const char *path);
void rg_maildir_folder_free (RgMaildirFolder *folder);

const char *rg_maildir_folder_path (const RgMaildirFolder *folder);

/* Looks what is there now. A message counts as gone only where two looks in a row don't see it:
 * a file that is renamed meanwhile may be missed by one. */
gboolean rg_maildir_folder_refresh (RgMaildirFolder *folder, GError **error);

/* Those of the last look. RgMaildirMessage, ascending by UID. */
const GPtrArray *rg_maildir_folder_messages (const RgMaildirFolder *folder);
RgMaildirMessage *rg_maildir_folder_find (const RgMaildirFolder *folder, guint32 uid);
RgMaildirMessage *rg_maildir_folder_find_base (const RgMaildirFolder *folder, const char *base);
guint32 rg_maildir_folder_uidnext (const RgMaildirFolder *folder);

/* How the folder was when the last look began, and how the one at `path` is. */
RgMaildirMark rg_maildir_folder_mark (const RgMaildirFolder *folder);
RgMaildirMark rg_maildir_mark_of (const char *path);

/* Whether the flag ('S' seen, 'R' replied, 'T' trashed, 'D' draft, 'F' flagged) is in its name.
 */
gboolean rg_maildir_message_has (const RgMaildirMessage *message, char flag);

/* The descriptor of a message's file; looks again where it was renamed. -1 and RG_ERROR_INPUT
 * where it is gone, or is no file. */
int rg_maildir_folder_open (RgMaildirFolder *folder, guint32 uid, GError **error);

/* Adds a flag; RG_ERROR_STORAGE. */
gboolean
rg_maildir_folder_flag (RgMaildirFolder *folder, guint32 uid, char flag, GError **error);

gboolean rg_maildir_folder_remove (RgMaildirFolder *folder, guint32 uid, GError **error);

/* Writes a message with these flags ("DS"; none: it is new), and gives its UID. It is on the
 * disk then. */
gboolean rg_maildir_folder_add (RgMaildirFolder *folder, const char *flags, GBytes *bytes,
                                guint32 *uid, GError **error);
