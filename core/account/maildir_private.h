/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the Maildir share. */
#pragma once

#include "account/maildir.h"
#include "account/maildir_folder.h"
#include "account/maildir_reader.h"

struct _RgMaildir
{
  char *root;
  char separator;          /* '.' in Maildir++, '/' in folders within folders */
  guint32 uidvalidity;     /* of this opening */
  GHashTable *paths;       /* mailbox name → path */
  GHashTable *folders;     /* path → RgMaildirFolder that was opened */
  RgMaildirFolder *folder; /* the selected one; borrowed */
  RgMaildirReader *reader; /* NULL where nothing is being read */
};
