/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/mail_files.h"

#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define FOLDER_DEPTH 20

static gboolean
refuse (const char *path, const char *why, GError **error)
{
  g_set_error (error, RG_ERROR, RG_ERROR_INPUT, "can't read %s: %s", path, why);
  return FALSE;
}

/* ---- mbox (RFC 4155, the "mboxrd" quoting) ---- */

/* The separator behind that at `at`; `*is_quoted` tells whether any line between may be quoted.
 */
static const char *
next_separator (const char *at, const char *end, gboolean *is_quoted)
{
  *is_quoted = FALSE;
  while (++at < end && (at = memmem (at, (gsize) (end - at), "From ", strlen ("From "))))
    {
      if (at[-1] == '\n')
        return at;
      *is_quoted |= at[-1] == '>';
    }
  return end;
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
      gboolean is_quoted;
      const char *next = next_separator (start, end, &is_quoted);
      const char *line_end = memchr (start, '\n', (gsize) (next - start));
      const char *message = line_end ? line_end + 1 : next;
      gsize message_length = (gsize) (next - message);
      g_autofree char *plain
          = is_quoted ? unquote_from (message, message_length, &message_length) : NULL;
      if (!func (file, plain ? plain : message, message_length, data, error))
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

/* How many bytes there are of no more than `size`; -1 if they can't be read. */
static gssize
read_bytes (int file, char *bytes, gsize size)
{
  gsize length = 0;
  while (length < size)
    {
      gssize got = read (file, bytes + length, size - length);
      if (got < 0 && errno == EINTR)
        continue;
      if (got <= 0)
        return got < 0 ? -1 : (gssize) length;
      length += (gsize) got;
    }
  return (gssize) length;
}

static gboolean
each_of_short_file (const char *path, int file, gsize size, RgMailFunc func, gpointer data,
                    GError **error)
{
  g_autofree char *bytes = g_malloc (size + 1);
  gssize length = read_bytes (file, bytes, size);
  if (length < 0)
    return refuse (path, g_strerror (errno), error);
  return each_of_bytes (path, bytes, (gsize) length, func, data, error);
}

static gboolean
each_of_long_file (const char *path, int file, RgMailFunc func, gpointer data, GError **error)
{
  g_autoptr (GError) inner = NULL;
  g_autoptr (GMappedFile) mapped = g_mapped_file_new_from_fd (file, FALSE, &inner);
  if (!mapped)
    return refuse (path, inner->message, error);
  const char *bytes = g_mapped_file_get_contents (mapped);
  return each_of_bytes (path, bytes ? bytes : "", g_mapped_file_get_length (mapped), func, data,
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
      refuse (path, inner->message, error);
      return NULL;
    }
  for (const char *name; (name = g_dir_read_name (dir));)
    if (*name != '.')
      g_ptr_array_add (paths, g_build_filename (path, name, NULL));
  g_ptr_array_sort (paths, compare_names);
  return g_steal_pointer (&paths);
}

/* A pipe or the like, whose length isn't known before its end. */
static gboolean
each_of_stream (const char *path, int file, RgMailFunc func, gpointer data, GError **error)
{
  g_autoptr (GString) input = g_string_new (NULL);
  g_autofree char *buffer = g_malloc (MOST_READ);
  gssize length;
  while ((length = read_bytes (file, buffer, MOST_READ)) > 0)
    g_string_append_len (input, buffer, length);
  if (length < 0)
    return refuse (path, g_strerror (errno), error);
  return each_of_bytes (path, input->str, input->len, func, data, error);
}

static gboolean
each_of_path (const char *path, int depth, RgMailFunc func, gpointer data, GError **error);

static gboolean
each_of_folder (const char *path, int depth, RgMailFunc func, gpointer data, GError **error)
{
  if (depth == 0) /* a link that leads back up */
    return TRUE;
  g_autoptr (GPtrArray) paths = list_folder (path, error);
  for (guint i = 0; paths && i < paths->len; i++)
    if (!each_of_path (g_ptr_array_index (paths, i), depth - 1, func, data, error))
      return FALSE;
  return paths != NULL;
}

static gboolean
each_of_open (const char *path, int file, int depth, RgMailFunc func, gpointer data,
              GError **error)
{
  struct stat is;
  if (fstat (file, &is) != 0)
    return refuse (path, g_strerror (errno), error);
  if (S_ISDIR (is.st_mode))
    return each_of_folder (path, depth, func, data, error);
  if (S_ISFIFO (is.st_mode))
    return each_of_stream (path, file, func, data, error);
  return S_ISREG (is.st_mode) && is.st_size <= MOST_READ
             ? each_of_short_file (path, file, (gsize) is.st_size, func, data, error)
             : each_of_long_file (path, file, func, data, error);
}

static gboolean
each_of_path (const char *path, int depth, RgMailFunc func, gpointer data, GError **error)
{
  int file = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  if (file < 0)
    return refuse (path, g_strerror (errno), error);
  gboolean is_done = each_of_open (path, file, depth, func, data, error);
  g_close (file, NULL);
  return is_done;
}

gboolean
rg_mail_files_each (const char *path, RgMailFunc func, gpointer data, GError **error)
{
  if (g_str_equal (path, "-"))
    return each_of_stream (path, STDIN_FILENO, func, data, error);
  return each_of_path (path, FOLDER_DEPTH, func, data, error);
}
