/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/maildir_folder.h"

#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct _RgMaildirFolder
{
  char *path;
  GPtrArray *messages;
  GHashTable *by_base; /* base → RgMaildirMessage, borrowed from `messages` */
  guint32 uidnext;
  RgMaildirMark mark;
};

static const char *const parts[] = { "new", "cur" };

static void
message_free (gpointer data)
{
  RgMaildirMessage *message = data;
  g_free (message->base);
  g_free (message->file);
  g_free (message->message_id);
  g_free (message);
}

RgMaildirFolder *
rg_maildir_folder_new (const char *path)
{
  RgMaildirFolder *folder = g_new0 (RgMaildirFolder, 1);
  folder->path = g_strdup (path);
  folder->messages = g_ptr_array_new_with_free_func (message_free);
  folder->by_base = g_hash_table_new (g_str_hash, g_str_equal);
  folder->uidnext = 1;
  return folder;
}

void
rg_maildir_folder_free (RgMaildirFolder *folder)
{
  if (!folder)
    return;
  g_hash_table_unref (folder->by_base);
  g_ptr_array_unref (folder->messages);
  g_free (folder->path);
  g_free (folder);
}

const char *
rg_maildir_folder_path (const RgMaildirFolder *folder)
{
  return folder->path;
}

const GPtrArray *
rg_maildir_folder_messages (const RgMaildirFolder *folder)
{
  return folder->messages;
}

guint32
rg_maildir_folder_uidnext (const RgMaildirFolder *folder)
{
  return folder->uidnext;
}

RgMaildirMark
rg_maildir_folder_mark (const RgMaildirFolder *folder)
{
  return folder->mark;
}

RgMaildirMark
rg_maildir_mark_of (const char *path)
{
  RgMaildirMark mark = { { 0 } };
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      struct stat status;
      g_autofree char *part = g_build_filename (path, parts[i], NULL);
      if (stat (part, &status) == 0)
        mark.time[i] = (gint64) status.st_mtim.tv_sec * 1000000000 + status.st_mtim.tv_nsec;
    }
  return mark;
}

/* ---- looking ---- */

/* "1795872000.M1P2.host,S=4711:2,RS" and "1795872000.M1P2.host,U=7:2,S" have the same base. */
static char *
base_of (const char *name)
{
  return g_strndup (name, strcspn (name, ",:"));
}

static RgMaildirMessage *
message_new (const char *folder, const char *file, const char *base)
{
  struct stat status;
  g_autofree char *path = g_build_filename (folder, file, NULL);
  if (lstat (path, &status) != 0 || !S_ISREG (status.st_mode))
    return NULL;
  RgMaildirMessage *message = g_new0 (RgMaildirMessage, 1);
  message->base = g_strdup (base);
  message->file = g_strdup (file);
  message->time = status.st_mtim.tv_sec;
  return message;
}

static void
note_file (RgMaildirFolder *folder, const char *part, const char *name, GPtrArray *fresh)
{
  g_autofree char *base = base_of (name);
  g_autofree char *file = g_strconcat (part, "/", name, NULL);
  RgMaildirMessage *message = g_hash_table_lookup (folder->by_base, base);
  if (!message)
    {
      message = message_new (folder->path, file, base);
      if (!message)
        return;
      g_ptr_array_add (fresh, message);
      g_hash_table_insert (folder->by_base, message->base, message);
    }
  message->is_seen = TRUE;
  g_free (message->file);
  message->file = g_steal_pointer (&file);
}

static gboolean
scan_part (RgMaildirFolder *folder, const char *part, GPtrArray *fresh, GError **error)
{
  const char *name;
  g_autoptr (GError) inner = NULL;
  g_autofree char *path = g_build_filename (folder->path, part, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, &inner);
  if (!dir)
    {
      g_set_error (error, RG_ERROR, RG_ERROR_MAILBOX, "can't read the Maildir: %s",
                   inner->message);
      return FALSE;
    }
  while ((name = g_dir_read_name (dir)))
    if (*name != '.')
      note_file (folder, part, name, fresh);
  return TRUE;
}

/* new/ first: a file that is moved to cur/ meanwhile is seen twice, not missed. */
static gboolean
scan (RgMaildirFolder *folder, GPtrArray *fresh, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (!scan_part (folder, parts[i], fresh, error))
      return FALSE;
  return TRUE;
}

static gboolean
any_missing (const RgMaildirFolder *folder)
{
  for (guint i = 0; i < folder->messages->len; i++)
    if (!((RgMaildirMessage *) g_ptr_array_index (folder->messages, i))->is_seen)
      return TRUE;
  return FALSE;
}

static void
forget_missing (RgMaildirFolder *folder)
{
  for (guint i = folder->messages->len; i > 0; i--)
    {
      RgMaildirMessage *message = g_ptr_array_index (folder->messages, i - 1);
      if (message->is_seen)
        continue;
      g_hash_table_remove (folder->by_base, message->base);
      g_ptr_array_remove_index (folder->messages, i - 1);
    }
}

static int
compare_arrivals (gconstpointer a, gconstpointer b)
{
  const RgMaildirMessage *one = *(RgMaildirMessage *const *) a;
  const RgMaildirMessage *other = *(RgMaildirMessage *const *) b;
  if (one->time != other->time)
    return one->time < other->time ? -1 : 1;
  return strcmp (one->base, other->base);
}

static void
take_in (RgMaildirFolder *folder, GPtrArray *fresh)
{
  g_ptr_array_sort (fresh, compare_arrivals);
  for (guint i = 0; i < fresh->len; i++)
    {
      RgMaildirMessage *message = g_ptr_array_index (fresh, i);
      message->uid = folder->uidnext++;
      g_ptr_array_add (folder->messages, message);
    }
}

gboolean
rg_maildir_folder_refresh (RgMaildirFolder *folder, GError **error)
{
  g_autoptr (GPtrArray) fresh = g_ptr_array_new ();
  folder->mark = rg_maildir_mark_of (folder->path);
  for (guint i = 0; i < folder->messages->len; i++)
    ((RgMaildirMessage *) g_ptr_array_index (folder->messages, i))->is_seen = FALSE;
  gboolean fine
      = scan (folder, fresh, error) && (!any_missing (folder) || scan (folder, fresh, error));
  take_in (folder, fresh);
  if (fine)
    forget_missing (folder);
  return fine;
}

/* ---- finding ---- */

static int
compare_uid (gconstpointer key, gconstpointer element)
{
  guint32 uid = *(const guint32 *) key;
  const RgMaildirMessage *message = *(RgMaildirMessage *const *) element;
  return uid < message->uid ? -1 : uid > message->uid;
}

RgMaildirMessage *
rg_maildir_folder_find (const RgMaildirFolder *folder, guint32 uid)
{
  if (!folder->messages->len)
    return NULL;
  RgMaildirMessage **found = bsearch (&uid, folder->messages->pdata, folder->messages->len,
                                      sizeof (gpointer), compare_uid);
  return found ? *found : NULL;
}

RgMaildirMessage *
rg_maildir_folder_find_base (const RgMaildirFolder *folder, const char *base)
{
  return g_hash_table_lookup (folder->by_base, base);
}

gboolean
rg_maildir_message_has (const RgMaildirMessage *message, char flag)
{
  const char *info = strstr (message->file, ":2,");
  return info && strchr (info + 3, flag);
}

/* ---- changing ---- */

typedef int (*FileFunc) (const char *path, const RgMaildirMessage *message, char flag);

/* Calls `func` with where the message is now; once more where it was renamed meanwhile. Below 0
 * with errno where it failed. */
static int
reach (RgMaildirFolder *folder, guint32 uid, FileFunc func, char flag)
{
  int result = -1;
  errno = ENOENT;
  for (int attempt = 0; result < 0 && errno == ENOENT && attempt < 2; attempt++)
    {
      if (attempt && !rg_maildir_folder_refresh (folder, NULL))
        break;
      const RgMaildirMessage *message = rg_maildir_folder_find (folder, uid);
      g_autofree char *path
          = message ? g_build_filename (folder->path, message->file, NULL) : NULL;
      errno = ENOENT;
      result = path ? func (path, message, flag) : -1;
    }
  return result;
}

/* What isn't a file mustn't be waited for. */
static int
open_file (const char *path, const RgMaildirMessage *message, char flag)
{
  struct stat status;
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (fd >= 0 && (fstat (fd, &status) != 0 || !S_ISREG (status.st_mode)))
    {
      close (fd);
      errno = EINVAL;
      return -1;
    }
  return fd;
}

int
rg_maildir_folder_open (RgMaildirFolder *folder, guint32 uid, GError **error)
{
  int fd = reach (folder, uid, open_file, 0);
  if (fd < 0)
    g_set_error (error, RG_ERROR, RG_ERROR_INPUT, "can't read a message in %s: %s",
                 folder->path, g_strerror (errno));
  return fd;
}

static int
compare_letters (gconstpointer a, gconstpointer b)
{
  return *(const char *) a - *(const char *) b;
}

/* The flags stand in the order of their letters. */
static char *
name_with (const RgMaildirMessage *message, char flag)
{
  const char *name = strchr (message->file, '/') + 1;
  const char *info = strstr (name, ":2,");
  gsize length = info ? (gsize) (info - name) : strlen (name);
  g_autofree char *flags = g_strdup_printf ("%s%c", info ? info + 3 : "", flag);
  qsort (flags, strlen (flags), 1, compare_letters);
  return g_strdup_printf ("cur/%.*s:2,%s", (int) length, name, flags);
}

static int
rename_file (const char *path, const RgMaildirMessage *message, char flag)
{
  if (rg_maildir_message_has (message, flag))
    return 0;
  g_autofree char *name = name_with (message, flag);
  g_autofree char *folder = g_strndup (path, strlen (path) - strlen (message->file));
  g_autofree char *target = g_strconcat (folder, name, NULL);
  return rename (path, target);
}

gboolean
rg_maildir_folder_flag (RgMaildirFolder *folder, guint32 uid, char flag, GError **error)
{
  if (reach (folder, uid, rename_file, flag) >= 0)
    return rg_maildir_folder_refresh (folder, error);
  if (errno == ENOENT) /* gone: nothing is to be flagged */
    return TRUE;
  g_set_error (error, RG_ERROR, RG_ERROR_STORAGE, "can't flag a message in %s: %s",
               folder->path, g_strerror (errno));
  return FALSE;
}

static int
remove_file (const char *path, const RgMaildirMessage *message, char flag)
{
  return unlink (path);
}

gboolean
rg_maildir_folder_remove (RgMaildirFolder *folder, guint32 uid, GError **error)
{
  if (reach (folder, uid, remove_file, 0) >= 0 || errno == ENOENT)
    return TRUE;
  g_set_error (error, RG_ERROR, RG_ERROR_STORAGE, "can't remove a message from %s: %s",
               folder->path, g_strerror (errno));
  return FALSE;
}

/* ---- adding ---- */

static char *
unique_base (void)
{
  static gint count;
  gint64 now = g_get_real_time ();
  g_autofree char *host = g_strdelimit (g_strdup (g_get_host_name ()), "/:,\\ ", '-');
  return g_strdup_printf ("%" G_GINT64_FORMAT ".M%06dP%dQ%d.%s", now / G_USEC_PER_SEC,
                          (int) (now % G_USEC_PER_SEC), (int) getpid (),
                          g_atomic_int_add (&count, 1), host);
}

static gboolean
write_all (int fd, const char *bytes, gsize length)
{
  while (length > 0)
    {
      gssize written = write (fd, bytes, length);
      if (written < 0 && errno != EINTR)
        return FALSE;
      bytes += MAX (written, 0);
      length -= (gsize) MAX (written, 0);
    }
  return TRUE;
}

static GString *
with_lf (GBytes *message)
{
  gsize length = 0;
  const char *bytes = g_bytes_get_data (message, &length);
  GString *text = g_string_sized_new (length);
  for (gsize i = 0; i < length; i++)
    if (bytes[i] != '\r' || i + 1 == length || bytes[i + 1] != '\n')
      g_string_append_c (text, bytes[i]);
  return text;
}

static gboolean
write_file (const char *path, const GString *text)
{
  int fd = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0)
    return FALSE;
  gboolean fine = write_all (fd, text->str, text->len) && fsync (fd) == 0;
  int reason = errno;
  fine &= close (fd) == 0;
  if (!fine)
    {
      unlink (path);
      errno = reason;
    }
  return fine;
}

/* So that the name, too, is on the disk. */
static void
sync_folder (const char *path)
{
  int fd = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0)
    return;
  fsync (fd);
  close (fd);
}

static gboolean
deliver (const RgMaildirFolder *folder, const char *base, const char *flags, GBytes *bytes)
{
  g_autoptr (GString) text = with_lf (bytes);
  g_autofree char *draft = g_build_filename (folder->path, "tmp", base, NULL);
  g_autofree char *part = g_build_filename (folder->path, *flags ? "cur" : "new", NULL);
  g_autofree char *target = *flags ? g_strdup_printf ("%s/%s:2,%s", part, base, flags)
                                   : g_build_filename (part, base, NULL);
  if (!write_file (draft, text))
    return FALSE;
  if (rename (draft, target) != 0)
    {
      int reason = errno;
      unlink (draft);
      errno = reason;
      return FALSE;
    }
  sync_folder (part);
  return TRUE;
}

gboolean
rg_maildir_folder_add (RgMaildirFolder *folder, const char *flags, GBytes *bytes, guint32 *uid,
                       GError **error)
{
  g_autofree char *base = unique_base ();
  if (!deliver (folder, base, flags, bytes))
    {
      g_set_error (error, RG_ERROR, RG_ERROR_STORAGE, "can't write a message into %s: %s",
                   folder->path, g_strerror (errno));
      return FALSE;
    }
  if (!rg_maildir_folder_refresh (folder, error))
    return FALSE;
  const RgMaildirMessage *message = rg_maildir_folder_find_base (folder, base);
  *uid = message ? message->uid : 0;
  return TRUE;
}
