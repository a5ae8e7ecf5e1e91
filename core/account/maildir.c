/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/maildir_private.h"

#include "account/mailbox_name.h"
#include "base/error.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#define INBOX         "INBOX"
#define DEEPEST       8
#define MOST_FOLDERS  5000
#define MOST_ENTRIES  50000 /* files that are no mail may lie there too */
#define HEADER_BYTES  65536
#define MESSAGE_BYTES (64u * 1024 * 1024)

/* ---- the folders ---- */

static gboolean
is_maildir (const char *path)
{
  g_autofree char *cur = g_build_filename (path, "cur", NULL);
  g_autofree char *fresh = g_build_filename (path, "new", NULL);
  return g_file_test (cur, G_FILE_TEST_IS_DIR) && g_file_test (fresh, G_FILE_TEST_IS_DIR);
}

static gboolean
is_inside (const char *name)
{
  return g_str_equal (name, "cur") || g_str_equal (name, "new") || g_str_equal (name, "tmp");
}

/* A folder's name on the disk is as on the wire, or plain UTF-8; NULL where it is neither. */
static void
note_folder (RgMaildir *maildir, const char *name, const char *path)
{
  char *decoded = rg_mailbox_name_decode (name);
  if (decoded && g_hash_table_size (maildir->paths) < MOST_FOLDERS)
    g_hash_table_insert (maildir->paths, decoded, g_strdup (path));
  else
    g_free (decoded);
}

/* A linked folder may hold mail, but nothing is looked for below it: it may lead in a circle.
 */
static void
find_within (RgMaildir *maildir, const char *path, const char *above, guint depth, guint *seen)
{
  const char *entry;
  g_autoptr (GDir) dir = depth <= DEEPEST ? g_dir_open (path, 0, NULL) : NULL;
  while (dir && (entry = g_dir_read_name (dir)) && ++*seen < MOST_ENTRIES)
    {
      g_autofree char *inner = g_build_filename (path, entry, NULL);
      if (*entry == '.' || is_inside (entry) || !g_file_test (inner, G_FILE_TEST_IS_DIR))
        continue;
      g_autofree char *name = above ? g_strconcat (above, "/", entry, NULL) : g_strdup (entry);
      if (is_maildir (inner))
        note_folder (maildir, name, inner);
      if (!g_file_test (inner, G_FILE_TEST_IS_SYMLINK))
        find_within (maildir, inner, name, depth + 1, seen);
    }
}

/* Maildir++: ".Archive.2026" lies beside cur/. */
static void
find_beside (RgMaildir *maildir)
{
  const char *entry;
  g_autoptr (GDir) dir = g_dir_open (maildir->root, 0, NULL);
  while (dir && (entry = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (maildir->root, entry, NULL);
      if (*entry == '.' && entry[1] && entry[1] != '.' && is_maildir (path))
        note_folder (maildir, entry + 1, path);
    }
}

static void
find_inbox (RgMaildir *maildir)
{
  static const char *const names[] = { "INBOX", "Inbox", "inbox" };
  if (is_maildir (maildir->root))
    note_folder (maildir, INBOX, maildir->root);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *path = g_hash_table_lookup (maildir->paths, names[i]);
      if (path && !g_hash_table_contains (maildir->paths, INBOX))
        note_folder (maildir, INBOX, path);
    }
}

/* Where there is nothing but an inbox it is the folder itself that tells. */
static void
find_folders (RgMaildir *maildir)
{
  guint seen = 0;
  g_hash_table_remove_all (maildir->paths);
  find_beside (maildir);
  gboolean has_beside = g_hash_table_size (maildir->paths) > 0;
  find_within (maildir, maildir->root, NULL, 0, &seen);
  gboolean has_within = !has_beside && g_hash_table_size (maildir->paths) > 0;
  maildir->separator = has_beside || (is_maildir (maildir->root) && !has_within) ? '.' : '/';
  find_inbox (maildir);
}

RgMaildir *
rg_maildir_open (const RgAccount *account, GError **error)
{
  g_autoptr (RgMaildir) maildir = g_new0 (RgMaildir, 1);
  maildir->root = g_strdup (account->maildir);
  maildir->uidvalidity = MAX (g_random_int (), 1);
  maildir->paths = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  maildir->folders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                            (GDestroyNotify) rg_maildir_folder_free);
  find_folders (maildir);
  if (g_hash_table_contains (maildir->paths, INBOX))
    return g_steal_pointer (&maildir);
  g_set_error (error, RG_ERROR, RG_ERROR_UNAVAILABLE,
               "there is no Maildir at %s: neither it nor its INBOX has cur and new in it",
               maildir->root);
  return NULL;
}

static void
stop_reading (RgMaildir *maildir)
{
  g_clear_pointer (&maildir->reader, rg_maildir_reader_free);
}

void
rg_maildir_free (RgMaildir *maildir)
{
  if (!maildir)
    return;
  stop_reading (maildir);
  g_hash_table_unref (maildir->folders);
  g_hash_table_unref (maildir->paths);
  g_free (maildir->root);
  g_free (maildir);
}

static int
compare_mailboxes (gconstpointer a, gconstpointer b)
{
  const RgMailbox *one = *(RgMailbox *const *) a, *other = *(RgMailbox *const *) b;
  return strcmp (one->name, other->name);
}

gboolean
rg_maildir_list (RgMaildir *maildir, GPtrArray **mailboxes, GError **error)
{
  gpointer name;
  GHashTableIter iter;
  find_folders (maildir);
  *mailboxes = g_ptr_array_new_with_free_func ((GDestroyNotify) rg_mailbox_free);
  g_hash_table_iter_init (&iter, maildir->paths);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      RgMailbox *mailbox = g_new0 (RgMailbox, 1);
      mailbox->name = g_strdup (name);
      mailbox->separator = maildir->separator;
      g_ptr_array_add (*mailboxes, mailbox);
    }
  g_ptr_array_sort (*mailboxes, compare_mailboxes);
  return TRUE;
}

/* ---- making one ---- */

static gboolean
make_folders (const char *path)
{
  static const char *const within[] = { "tmp", "new", "cur" };
  for (gsize i = 0; i < G_N_ELEMENTS (within); i++)
    {
      g_autofree char *part = g_build_filename (path, within[i], NULL);
      if (g_mkdir_with_parents (part, 0700) != 0)
        return FALSE;
    }
  return TRUE;
}

static char *
path_of_new (const RgMaildir *maildir, const char *name)
{
  g_autofree char *wire = rg_mailbox_name_encode (name);
  if (maildir->separator == '/')
    return g_build_filename (maildir->root, wire, NULL);
  return g_strdup_printf ("%s/.%s", maildir->root, wire);
}

gboolean
rg_maildir_ensure_mailbox (RgMaildir *maildir, const char *name, GError **error)
{
  if (g_hash_table_contains (maildir->paths, name))
    return TRUE;
  g_autofree char *path = path_of_new (maildir, name);
  if (!make_folders (path))
    {
      g_set_error (error, RG_ERROR, RG_ERROR_STORAGE, "can't make the Maildir %s: %s", path,
                   g_strerror (errno));
      return FALSE;
    }
  g_hash_table_insert (maildir->paths, g_strdup (name), g_steal_pointer (&path));
  return TRUE;
}

/* ---- looking into one ---- */

static RgMaildirFolder *
find_folder (RgMaildir *maildir, const char *name, GError **error)
{
  const char *path = g_hash_table_lookup (maildir->paths, name);
  if (!path)
    {
      g_set_error (error, RG_ERROR, RG_ERROR_MAILBOX, "%s has no folder %s", maildir->root,
                   name);
      return NULL;
    }
  RgMaildirFolder *folder = g_hash_table_lookup (maildir->folders, path);
  if (!folder)
    {
      folder = rg_maildir_folder_new (path);
      g_hash_table_insert (maildir->folders, g_strdup (path), folder);
    }
  return rg_maildir_folder_refresh (folder, error) ? folder : NULL;
}

gboolean
rg_maildir_select (RgMaildir *maildir, const char *name, RgMailboxState *state, GError **error)
{
  stop_reading (maildir);
  maildir->folder = find_folder (maildir, name, error);
  if (!maildir->folder)
    return FALSE;
  *state = (RgMailboxState){
    .uidvalidity = maildir->uidvalidity,
    .uidnext = rg_maildir_folder_uidnext (maildir->folder),
    .exists = rg_maildir_folder_messages (maildir->folder)->len,
    .is_empty = rg_maildir_folder_messages (maildir->folder)->len == 0,
  };
  return TRUE;
}

static gboolean
look (RgMaildir *maildir, GError **error)
{
  if (maildir->folder)
    return rg_maildir_folder_refresh (maildir->folder, error);
  g_set_error (error, RG_ERROR, RG_ERROR_MAILBOX, "no folder is open");
  return FALSE;
}

static gboolean
is_from (RgMaildir *maildir, RgMaildirMessage *message, gconstpointer first_uid)
{
  return message->uid >= *(const guint32 *) first_uid;
}

static gboolean
is_since (RgMaildir *maildir, RgMaildirMessage *message, gconstpointer time)
{
  return message->time >= *(const gint64 *) time;
}

static GArray *
filter (RgMaildir *maildir,
        gboolean (*takes) (RgMaildir *maildir, RgMaildirMessage *message, gconstpointer wanted),
        gconstpointer wanted)
{
  const GPtrArray *messages = rg_maildir_folder_messages (maildir->folder);
  GArray *uids = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint i = 0; i < messages->len; i++)
    {
      RgMaildirMessage *message = g_ptr_array_index (messages, i);
      if (takes (maildir, message, wanted))
        g_array_append_val (uids, message->uid);
    }
  return uids;
}

gboolean
rg_maildir_search_since (RgMaildir *maildir, GDateTime *day, GArray **uids, GError **error)
{
  gint64 time = g_date_time_to_unix (day);
  if (!look (maildir, error))
    return FALSE;
  *uids = filter (maildir, is_since, &time);
  return TRUE;
}

gboolean
rg_maildir_search_from (RgMaildir *maildir, guint32 first_uid, GArray **uids, GError **error)
{
  if (!look (maildir, error))
    return FALSE;
  *uids = filter (maildir, is_from, &first_uid);
  return TRUE;
}

/* ---- reading ---- */

static RgMaildirReader *
start_reading (RgMaildir *maildir, guint32 uid, GError **error)
{
  int fd = rg_maildir_folder_open (maildir->folder, uid, error);
  return fd < 0 ? NULL : rg_maildir_reader_new (uid, fd);
}

static GBytes *
read_header (RgMaildir *maildir, guint32 uid)
{
  RgMaildirReader *reader = start_reading (maildir, uid, NULL);
  if (!reader)
    return NULL;
  GByteArray *header = rg_maildir_reader_read_header (reader, HEADER_BYTES);
  rg_maildir_reader_free (reader);
  return g_byte_array_free_to_bytes (header);
}

/* What stands between < and > in the field, which may be folded; "" where there is none. */
static char *
id_in (GBytes *header)
{
  static const char name[] = "\nmessage-id:";
  gsize length = 0;
  const char *bytes = g_bytes_get_data (header, &length);
  g_autofree char *text = g_strdup_printf ("\n%.*s", (int) length, bytes);
  g_autofree char *lower = g_ascii_strdown (text, -1);
  const char *field = strstr (lower, name);
  const char *value = field ? text + (field - lower) + strlen (name) : "";
  value += strspn (value, " \t\r\n");
  return *value == '<' ? g_strndup (value + 1, strcspn (value + 1, "> \t\r\n")) : g_strdup ("");
}

static gboolean
has_id (RgMaildir *maildir, RgMaildirMessage *message, gconstpointer message_id)
{
  if (!message->message_id)
    {
      g_autoptr (GBytes) header = read_header (maildir, message->uid);
      if (!header)
        return FALSE;
      message->message_id = id_in (header);
    }
  return g_str_equal (message->message_id, message_id);
}

/* Reading a header may find that the file was renamed, and then looks at the folder again: so
 * what is gone through is a list of UIDs. */
gboolean
rg_maildir_search_message_id (RgMaildir *maildir, const char *message_id, GArray **uids,
                              GError **error)
{
  guint32 first = 1;
  g_autoptr (GArray) all = NULL;
  if (!rg_maildir_search_from (maildir, first, &all, error))
    return FALSE;
  *uids = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint i = 0; i < all->len; i++)
    {
      guint32 uid = g_array_index (all, guint32, i);
      RgMaildirMessage *message = rg_maildir_folder_find (maildir->folder, uid);
      if (message && has_id (maildir, message, message_id))
        g_array_append_val (*uids, uid);
    }
  return TRUE;
}

static guint32
size_of (const RgMaildir *maildir, const RgMaildirMessage *message)
{
  GStatBuf status;
  g_autofree char *path
      = g_build_filename (rg_maildir_folder_path (maildir->folder), message->file, NULL);
  if (g_stat (path, &status) != 0)
    return 0;
  return (guint32) CLAMP (2 * (gint64) status.st_size, 0, G_MAXUINT32);
}

static RgSummary *
summarize (RgMaildir *maildir, guint32 uid)
{
  GBytes *header = read_header (maildir, uid);
  const RgMaildirMessage *message
      = header ? rg_maildir_folder_find (maildir->folder, uid) : NULL;
  if (!message)
    {
      g_clear_pointer (&header, g_bytes_unref);
      return NULL;
    }
  RgSummary *summary = g_new0 (RgSummary, 1);
  summary->uid = uid;
  summary->size = size_of (maildir, message);
  summary->is_answered = rg_maildir_message_has (message, 'R');
  summary->is_deleted = rg_maildir_message_has (message, 'T');
  summary->is_draft = rg_maildir_message_has (message, 'D');
  summary->header = header;
  return summary;
}

gboolean
rg_maildir_fetch_summaries (RgMaildir *maildir, const GArray *uids, GPtrArray **summaries,
                            GError **error)
{
  *summaries = g_ptr_array_new_with_free_func ((GDestroyNotify) rg_summary_free);
  for (guint i = 0; i < uids->len; i++)
    {
      RgSummary *summary = summarize (maildir, g_array_index (uids, guint32, i));
      if (summary)
        g_ptr_array_add (*summaries, summary);
    }
  return TRUE;
}

static gboolean
reads_on (const RgMaildir *maildir, guint32 uid, guint32 offset)
{
  return maildir->reader && rg_maildir_reader_uid (maildir->reader) == uid
         && rg_maildir_reader_offset (maildir->reader) == offset;
}

gboolean
rg_maildir_fetch_bytes (RgMaildir *maildir, guint32 uid, guint32 offset, guint32 length,
                        GBytes **bytes, GError **error)
{
  if (!reads_on (maildir, uid, offset))
    {
      stop_reading (maildir);
      maildir->reader = start_reading (maildir, uid, error);
      if (!maildir->reader)
        return FALSE;
      g_byte_array_unref (
          rg_maildir_reader_read (maildir->reader, MIN (offset, MESSAGE_BYTES)));
    }
  *bytes = g_byte_array_free_to_bytes (
      rg_maildir_reader_read (maildir->reader, MIN (length, MESSAGE_BYTES)));
  return TRUE;
}

/* ---- writing ---- */

static char *
letters_of (const char *flags)
{
  static const struct
  {
    const char *flag;
    char letter; /* in their order */
  } known[]
      = { { "\\Draft", 'D' }, { "\\Flagged", 'F' }, { "\\Answered", 'R' }, { "\\Seen", 'S' } };
  GString *letters = g_string_new (NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    if (strstr (flags, known[i].flag))
      g_string_append_c (letters, known[i].letter);
  return g_string_free (letters, FALSE);
}

gboolean
rg_maildir_append (RgMaildir *maildir, const char *mailbox, const char *flags, GBytes *message,
                   guint32 *uid, GError **error)
{
  g_autofree char *letters = letters_of (flags);
  RgMaildirFolder *folder = find_folder (maildir, mailbox, error);
  return folder && rg_maildir_folder_add (folder, letters, message, uid, error);
}

gboolean
rg_maildir_flag (RgMaildir *maildir, guint32 uid, GError **error)
{
  return rg_maildir_folder_flag (maildir->folder, uid, 'F', error);
}

gboolean
rg_maildir_expunge (RgMaildir *maildir, const GArray *uids, GError **error)
{
  stop_reading (maildir);
  for (guint i = 0; i < uids->len; i++)
    if (!rg_maildir_folder_remove (maildir->folder, g_array_index (uids, guint32, i), error))
      return FALSE;
  return look (maildir, error);
}
