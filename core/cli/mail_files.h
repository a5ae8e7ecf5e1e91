/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mail from files: one message, an mbox, a folder or Maildir of them, standard input. */
#pragma once

#include <glib.h>

/* Called for each message with the file that it is in. Returning FALSE with an error ends. */
typedef gboolean (*RgMailFunc) (const char *file, const char *bytes, gsize length,
                                gpointer data, GError **error);

/* Goes through `path` ("-": standard input): folders with what is in them, files by name, dot
 * files left out; a file that begins with "From " is an mbox, whose messages come one by one
 * with ">From " unquoted. Error: RG_ERROR_INPUT where a file can't be read. */
gboolean rg_mail_files_each (const char *path, RgMailFunc func, gpointer data, GError **error);
