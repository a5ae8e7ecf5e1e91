/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learned_file.h"

#include "base/error.h"
#include "base/index.h"

#include <glib/gstdio.h>
#include <string.h>

#define MAGIC_BYTES 16

GByteArray *
learned_file_new (const char *magic, const char *const *words)
{
  GByteArray *file = g_byte_array_new ();
  g_byte_array_append (file, (const guint8 *) magic, MAGIC_BYTES);
  learned_file_add_number (file, g_strv_length ((char **) words));
  for (; *words; words++)
    {
      guint64 hash = GUINT64_TO_LE (rg_hash_text (RG_HASH_START, *words));
      g_byte_array_append (file, (const guint8 *) &hash, sizeof hash);
    }
  return file;
}

void
learned_file_add_number (GByteArray *file, guint32 number)
{
  number = GUINT32_TO_LE (number);
  g_byte_array_append (file, (const guint8 *) &number, sizeof number);
}

void
learned_file_add_float (GByteArray *file, float value)
{
  guint32 bits;
  memcpy (&bits, &value, sizeof bits);
  learned_file_add_number (file, bits);
}

void
learned_file_add_table (GByteArray *file, const gint8 *numbers, gsize rows, gsize columns)
{
  for (gsize row = 0; row < rows; row++)
    learned_file_add_float (file, 1);
  g_byte_array_append (file, (const guint8 *) numbers, (guint) (rows * columns));
}

gpointer
learned_file_load (const GByteArray *file, gsize length, const char *name, LearnedFileLoad load,
                   GError **error)
{
  g_autofree char *dir = g_dir_make_tmp ("learned-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, name, NULL);
  g_assert_true (g_file_set_contents (path, (const char *) file->data, (gssize) length, NULL));
  gpointer loaded = load (path, error);
  g_unlink (path);
  g_rmdir (dir);
  return loaded;
}

static void
assert_refused (const GByteArray *file, gsize length, const char *name, LearnedFileLoad load)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *says = g_strconcat (name, " is cut off, or of another version;", NULL);
  g_assert_null (learned_file_load (file, length, name, load, &error));
  g_assert_error (error, RG_ERROR, RG_ERROR_CONFIG);
  g_assert_nonnull (strstr (error->message, says));
}

void
learned_file_assert_refused (GByteArray *file, const char *name, LearnedFileLoad load)
{
  gsize lengths[] = { 1, 10, 16, 20, 30, file->len / 2, file->len - 1 };
  g_autoptr (GError) error = NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++)
    assert_refused (file, lengths[i], name, load);
  g_assert_null (load ("/nonexistent/learned.bin", &error));
  g_assert_error (error, RG_ERROR, RG_ERROR_CONFIG);
  g_assert_nonnull (strstr (error->message, "learned.bin is missing"));
  learned_file_add_number (file, 1);
  assert_refused (file, file->len, name, load);
  file->data[0] ^= 1;
  assert_refused (file, file->len - 4, name, load);
  file->data[0] ^= 1;
  memset (file->data + MAGIC_BYTES, 0xFF, 4);
  assert_refused (file, file->len - 4, name, load);
}
