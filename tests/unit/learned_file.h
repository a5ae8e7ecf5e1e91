/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes files such as data/learned/net.bin, for tests. */
#pragma once

#include <glib.h>

/* What it is (16 bytes), and the words that it knows, NULL-terminated. Transfer full. */
GByteArray *learned_file_new (const char *magic, const char *const *words);
void learned_file_add_number (GByteArray *file, guint32 number);
void learned_file_add_float (GByteArray *file, float value);

/* Rows that are taken as they are. */
void learned_file_add_table (GByteArray *file, const gint8 *numbers, gsize rows, gsize columns);

/* Loads the first `length` bytes of it, from a file of that name, with a function such as
 * rg_net_load(). */
typedef gpointer (*LearnedFileLoad) (const char *path, GError **error);
gpointer learned_file_load (const GByteArray *file, gsize length, const char *name,
                            LearnedFileLoad load, GError **error);

/* That none is loaded of it where it is missing, cut off, longer, or says that it has more
 * words than any. */
void learned_file_assert_refused (GByteArray *file, const char *name, LearnedFileLoad load);
