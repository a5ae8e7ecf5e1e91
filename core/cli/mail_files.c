/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/mail_files.h"

#include "base/error.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#define FOLDER_DEPTH 20

static gboolean
refuse (const char *path, const GError *inner, GError **error)
{
  g_set_error (error, RG_ERROR, RG_ERROR_INPUT, "can't read %s: %s", path, inner->message);
  return FALSE;
}

/* ---- mbox (RFC 4155, the "mboxrd" quoting) ---- */

static const char *
next_separator (const char *p, const char *end)
{
  const char *found = memmem (p, (gsize) (end - p), "\nFrom ", strlen ("\nFrom "));
  return found ? found + 1 : end;
}

/* ">From " → "From ", ">>From " → ">From ". */
static char *
unquote_from (const char *bytes, gsize length, gsize *new_length)
{
  GString *text = g_string_sized_new (length);
  for (const char *p = bytes, *end = bytes + length; p < end;)
    {
      const char *line_end = memchr (p, '\n', (gsize) (end - p));
      gsize line = line_end ? (gsize) (line_end - p) + 1 : (gsize) (end - p);
      gsize quotes = 0;
      while (quotes < line && p[quotes] == '>')
        quotes++;
      gboolean quoted
          = quotes > 0 && line - quotes >= 5 && memcmp (p + quotes, "From ", 5) == 0;
      g_string_append_len (text, p + quoted, (gssize) (line - quoted));
      p += line;
    }
  *new_length = text->len;
  return g_string_free (text, FALSE);
}

static gboolean
each_of_mbox (const char *file, const char *bytes, gsize length, RgMailFunc func, gpointer data,
              GError **error)
{
  const char *end = bytes + length;
  for (const char *start = bytes; start < end;)
    {
      const char *next = next_separator (start, end);
      const char *line_end = memchr (start, '\n', (gsize) (next - start));
      const char *message = line_end ? line_end + 1 : next;
      gsize plain_length = 0;
      g_autofree char *plain = unquote_from (message, (gsize) (next - message), &plain_length);
      if (!func (file, plain, plain_length, data, error))
        return FALSE;
      start = next;
    }
  return TRUE;
}

static gboolean
each_of_bytes (const char *file, const char *bytes, gsize length, RgMailFunc func,
               gpointer data, GError **error)
{
  if (length >= 5 && memcmp (bytes, "From ", 5) == 0)
    return each_of_mbox (file, bytes, length, func, data, error);
  return func (file, bytes, length, data, error);
}

/* ---- files and folders ---- */

/* What is longer is mapped, so that no more of it takes memory than is looked at; for less that
 * would cost more than it saves. */
#define MOST_READ (64 * 1024)

static gboolean
each_of_short_file (const char *path, RgMailFunc func, gpointer data, GError **error)
{
  g_autoptr (GError) inner = NULL;
  g_autofree char *bytes = NULL;
  gsize length = 0;
  if (!g_file_get_contents (path, &bytes, &length, &inner))
    return refuse (path, inner, error);
  return each_of_bytes (path, bytes, length, func, data, error);
}

static gboolean
each_of_long_file (const char *path, RgMailFunc func, gpointer data, GError **error)
{
  g_autoptr (GError) inner = NULL;
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, &inner);
  if (!file)
    return refuse (path, inner, error);
  const char *bytes = g_mapped_file_get_contents (file);
  return each_of_bytes (path, bytes ? bytes : "", g_mapped_file_get_length (file), func, data,
                        error);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static GPtrArray *
list_folder (const char *path, GError **error)
{
  g_autoptr (GError) inner = NULL;
  g_autoptr (GDir) dir = g_dir_open (path, 0, &inner);
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  if (!dir)
    {
      refuse (path, inner, error);
      return NULL;
    }
  for (const char *name; (name = g_dir_read_name (dir));)
    if (*name != '.')
      g_ptr_array_add (paths, g_build_filename (path, name, NULL));
  g_ptr_array_sort (paths, compare_names);
  return g_steal_pointer (&paths);
}

static gboolean
each_of_path (const char *path, int depth, RgMailFunc func, gpointer data, GError **error)
{
  GStatBuf is = { 0 };
  if (g_stat (path, &is) != 0 || !S_ISDIR (is.st_mode))
    return S_ISREG (is.st_mode) && is.st_size <= MOST_READ
               ? each_of_short_file (path, func, data, error)
               : each_of_long_file (path, func, data, error);
  if (depth == 0) /* a link that leads back up */
    return TRUE;
  g_autoptr (GPtrArray) paths = list_folder (path, error);
  for (guint i = 0; paths && i < paths->len; i++)
    if (!each_of_path (g_ptr_array_index (paths, i), depth - 1, func, data, error))
      return FALSE;
  return paths != NULL;
}

static gboolean
each_of_stdin (RgMailFunc func, gpointer data, GError **error)
{
  g_autoptr (GString) input = g_string_new (NULL);
  char buffer[65536];
  for (gsize length; (length = fread (buffer, 1, sizeof buffer, stdin)) > 0;)
    g_string_append_len (input, buffer, (gssize) length);
  if (!ferror (stdin))
    return each_of_bytes ("-", input->str, input->len, func, data, error);
  g_set_error (error, RG_ERROR, RG_ERROR_INPUT, "can't read standard input");
  return FALSE;
}

gboolean
rg_mail_files_each (const char *path, RgMailFunc func, gpointer data, GError **error)
{
  if (g_str_equal (path, "-"))
    return each_of_stdin (func, data, error);
  return each_of_path (path, FOLDER_DEPTH, func, data, error);
}
