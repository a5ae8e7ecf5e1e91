/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "named_mail.h"

#include <stdio.h>

void
named_mail_each (NamedMailFunc func, gpointer data)
{
  for (char file[4096]; fgets (file, sizeof file, stdin);)
    {
      g_autofree char *bytes = NULL;
      gsize length;
      g_strchomp (file);
      if (g_file_get_contents (file, &bytes, &length, NULL))
        func (file, bytes, length, data);
    }
}

char *
named_mail_data (const char *name)
{
  const char *data = g_getenv ("REGRETS_DATADIR");
  return g_build_filename (data ? data : RG_DATADIR, name, NULL);
}
