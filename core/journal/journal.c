/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "journal/journal.h"

#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <unistd.h>

#define BUSY_MILLISECONDS 10000
#define YEAR_SECONDS      (G_GINT64_CONSTANT (365) * 24 * 3600)

struct _RgJournal
{
  sqlite3 *db;
  GMutex lock;            /* one function at a time; accounts work on several threads */
  GHashTable *statements; /* by their SQL: parsing it costs more than running it */
};

/* The user_version of the file says which of these it has seen. */
static const char *const migrations[] = {
  "CREATE TABLE position ("
  " account TEXT NOT NULL, mailbox TEXT NOT NULL, uidvalidity INTEGER NOT NULL,"
  " uid INTEGER NOT NULL, PRIMARY KEY (account, mailbox)) STRICT;"
  "CREATE TABLE entry ("
  " account TEXT NOT NULL, key TEXT NOT NULL, message_id TEXT, kind TEXT, outcome TEXT,"
  " reason TEXT, channel TEXT, template_id TEXT, company TEXT, position TEXT, stage TEXT,"
  " sender TEXT, received_at INTEGER NOT NULL, decided_at INTEGER NOT NULL,"
  " answer_by INTEGER NOT NULL, state INTEGER NOT NULL, draft_message_id TEXT,"
  " drafts_mailbox TEXT, drafts_uidvalidity INTEGER NOT NULL, drafts_uidnext INTEGER NOT NULL,"
  " PRIMARY KEY (account, key)) STRICT;"
  "CREATE INDEX entry_by_time ON entry (decided_at);",
  "ALTER TABLE entry ADD COLUMN language TEXT; ALTER TABLE entry ADD COLUMN source TEXT;"
  "ALTER TABLE entry ADD COLUMN contact TEXT; ALTER TABLE entry ADD COLUMN reply_to TEXT;"
  "ALTER TABLE entry ADD COLUMN identity TEXT; ALTER TABLE entry ADD COLUMN form TEXT;",
  /* The life of a draft, and its page. */
  "ALTER TABLE entry ADD COLUMN draft_digest TEXT;"
  "ALTER TABLE entry ADD COLUMN interview_at INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE entry ADD COLUMN changed_at INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE entry ADD COLUMN reminders INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE entry ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE entry ADD COLUMN page_revision INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE entry ADD COLUMN pages_mailbox TEXT;"
  "ALTER TABLE entry ADD COLUMN pages_uidvalidity INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE entry ADD COLUMN pages_uidnext INTEGER NOT NULL DEFAULT 0;"
  "CREATE INDEX entry_by_message ON entry (account, message_id);"
  "CREATE INDEX entry_by_draft ON entry (account, draft_message_id);",
  /* By when somebody wanted to be heard of. */
  "CREATE TABLE promise ("
  " account TEXT NOT NULL, writer TEXT NOT NULL, made_at INTEGER NOT NULL,"
  " due_at INTEGER NOT NULL, PRIMARY KEY (account, writer, due_at)) STRICT;",
  /* Which of several machines at one mailbox this is. */
  "CREATE TABLE self (one INTEGER PRIMARY KEY CHECK (one = 1), id TEXT NOT NULL) STRICT;",
};

typedef sqlite3_stmt Statement;
static void
release (Statement *statement)
{
  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Statement, release)

/* One that is asked once. */
typedef sqlite3_stmt Question;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, sqlite3_finalize)

static gboolean
fail (RgJournal *journal, const char *attempt, GError **error)
{
  g_set_error (error, RG_ERROR, RG_ERROR_STORAGE, "can't %s the journal: %s", attempt,
               sqlite3_errmsg (journal->db));
  return FALSE;
}

static gboolean
run (RgJournal *journal, const char *sql, const char *attempt, GError **error)
{
  return sqlite3_exec (journal->db, sql, NULL, NULL, NULL) == SQLITE_OK
         || fail (journal, attempt, error);
}

/* ---- opening ---- */

static int
read_version (RgJournal *journal)
{
  g_autoptr (Question) statement = NULL;
  if (sqlite3_prepare_v2 (journal->db, "PRAGMA user_version", -1, &statement, NULL) != SQLITE_OK
      || sqlite3_step (statement) != SQLITE_ROW)
    return -1;
  return sqlite3_column_int (statement, 0);
}

static gboolean
migrate_in_transaction (RgJournal *journal, GError **error)
{
  int version = read_version (journal);
  if (version < 0)
    return fail (journal, "read", error);
  if (version > (int) G_N_ELEMENTS (migrations))
    {
      g_set_error (error, RG_ERROR, RG_ERROR_STORAGE,
                   "the journal was written by a newer version of regrets; update regrets");
      return FALSE;
    }
  for (; version < (int) G_N_ELEMENTS (migrations); version++)
    {
      g_autofree char *mark = g_strdup_printf ("PRAGMA user_version = %d", version + 1);
      if (!run (journal, migrations[version], "set up", error)
          || !run (journal, mark, "set up", error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
migrate (RgJournal *journal, GError **error)
{
  if (!run (journal, "BEGIN IMMEDIATE", "lock", error))
    return FALSE;
  if (migrate_in_transaction (journal, error))
    return run (journal, "COMMIT", "set up", error);
  sqlite3_exec (journal->db, "ROLLBACK", NULL, NULL, NULL);
  return FALSE;
}

/* Made by us and not by SQLite, so that nobody else can read it even for a moment. */
static gboolean
make_private_file (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = g_mkdir_with_parents (folder, 0700) == 0
               ? open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600)
               : -1;
  if (fd >= 0)
    {
      close (fd);
      return TRUE;
    }
  g_set_error (error, RG_ERROR, RG_ERROR_STORAGE, "can't create the journal %s: %s", path,
               g_strerror (errno));
  return FALSE;
}

static gboolean
passes_check (RgJournal *journal)
{
  g_autoptr (Question) statement = NULL;
  return sqlite3_prepare_v2 (journal->db, "PRAGMA quick_check(1)", -1, &statement, NULL)
             == SQLITE_OK
         && sqlite3_step (statement) == SQLITE_ROW
         && g_strcmp0 ((const char *) sqlite3_column_text (statement, 0), "ok") == 0;
}

static gboolean
is_damaged (RgJournal *journal)
{
  int code = sqlite3_errcode (journal->db) & 0xff;
  return code == SQLITE_NOTADB || code == SQLITE_CORRUPT;
}

static void
finalize (gpointer statement)
{
  sqlite3_finalize (statement);
}

/* What is tried again in the meantime. */
#define RETRY_MICROSECONDS 5000

/* Of several that begin a new journal together, each wants to be the one that gives it its
 * write-ahead log. SQLite tells all but one at once that it is locked, whatever the busy
 * timeout, as they would wait for each other for ever; for the one that has it there is nothing
 * to wait for. */
static gboolean
set_modes (RgJournal *journal, GError **error)
{
  static const char *const modes = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;";
  gint64 end = g_get_monotonic_time () + BUSY_MILLISECONDS * 1000;
  while (sqlite3_exec (journal->db, modes, NULL, NULL, NULL) != SQLITE_OK)
    {
      if ((sqlite3_errcode (journal->db) & 0xff) != SQLITE_BUSY
          || g_get_monotonic_time () > end)
        return fail (journal, "open", error);
      g_usleep (RETRY_MICROSECONDS);
    }
  return TRUE;
}

/* `*damaged` tells a file that is no journal any more from other faults. */
static RgJournal *
open_file (const char *path, gboolean *damaged, GError **error)
{
  g_autoptr (RgJournal) journal = g_new0 (RgJournal, 1);
  g_mutex_init (&journal->lock);
  journal->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, finalize);
  if (!make_private_file (path, error))
    return NULL;
  if (sqlite3_open_v2 (path, &journal->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW, NULL)
      != SQLITE_OK)
    {
      fail (journal, "open", error);
      return NULL;
    }
  sqlite3_busy_timeout (journal->db, BUSY_MILLISECONDS);
  if (set_modes (journal, error) && migrate (journal, error)
      && (passes_check (journal) || fail (journal, "read all of", error)))
    return g_steal_pointer (&journal);
  *damaged = is_damaged (journal);
  return NULL;
}

/* With the files that SQLite keeps beside it, which would spoil the next journal. */
static gboolean
set_aside (const char *path, const char *aside, GError **error)
{
  static const char *const suffixes[] = { "-wal", "-shm" };
  if (g_rename (path, aside) != 0)
    {
      g_set_error (error, RG_ERROR, RG_ERROR_STORAGE,
                   "the journal %s is damaged and can't be set aside: %s", path,
                   g_strerror (errno));
      return FALSE;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *from = g_strconcat (path, suffixes[i], NULL);
      g_autofree char *to = g_strconcat (aside, suffixes[i], NULL);
      g_rename (from, to); /* there may be none */
    }
  return TRUE;
}

RgJournal *
rg_journal_open (const char *path, GError **error)
{
  g_autoptr (GError) inner = NULL;
  gboolean damaged = FALSE;
  RgJournal *journal = open_file (path, &damaged, &inner);
  if (journal || !damaged)
    {
      if (!journal)
        g_propagate_error (error, g_steal_pointer (&inner));
      return journal;
    }
  g_autofree char *aside
      = g_strdup_printf ("%s.damaged-%" G_GINT64_FORMAT, path, g_get_real_time ());
  if (!set_aside (path, aside, error))
    return NULL;
  g_message ("the journal was damaged (%s); it is kept as %s, and a new one begun; "
             "regrets watch and regrets rebuild fill it from the decision pages",
             inner->message, aside);
  return open_file (path, &damaged, error);
}

void
rg_journal_free (RgJournal *journal)
{
  if (!journal)
    return;
  g_hash_table_unref (journal->statements);
  sqlite3_close (journal->db);
  g_mutex_clear (&journal->lock);
  g_free (journal);
}

/* ---- statements ---- */

/* It is kept; the caller only releases it, and has the lock as long as that. */
static Statement *
prepare (RgJournal *journal, const char *sql, GError **error)
{
  Statement *statement = g_hash_table_lookup (journal->statements, sql);
  if (statement)
    return statement;
  if (sqlite3_prepare_v3 (journal->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL)
      == SQLITE_OK)
    g_hash_table_insert (journal->statements, g_strdup (sql), statement);
  else
    fail (journal, "use", error);
  return statement;
}

static void
bind_text (Statement *statement, int index, const char *value)
{
  sqlite3_bind_text (statement, index, value, -1, SQLITE_TRANSIENT);
}

static gboolean
finish (RgJournal *journal, Statement *statement, GError **error)
{
  return sqlite3_step (statement) == SQLITE_DONE || fail (journal, "write to", error);
}

static char *
text_column (Statement *statement, int column)
{
  return g_strdup ((const char *) sqlite3_column_text (statement, column));
}

/* ---- who it is ---- */

char *
rg_journal_id (RgJournal *journal, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&journal->lock);
  g_autofree char *fresh = g_strdup_printf ("%08x", g_random_int ());
  g_autoptr (Statement) insert
      = prepare (journal, "INSERT OR IGNORE INTO self (one, id) VALUES (1, ?)", error);
  if (!insert)
    return NULL;
  bind_text (insert, 1, fresh);
  if (!finish (journal, insert, error))
    return NULL;
  g_autoptr (Statement) select = prepare (journal, "SELECT id FROM self", error);
  if (!select)
    return NULL;
  if (sqlite3_step (select) == SQLITE_ROW)
    return text_column (select, 0);
  fail (journal, "read", error);
  return NULL;
}

/* ---- positions ---- */

gboolean
rg_journal_get_position (RgJournal *journal, const char *account, const char *mailbox,
                         guint32 uidvalidity, guint32 *uid, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&journal->lock);
  g_autoptr (Statement) statement = prepare (
      journal, "SELECT uid FROM position WHERE account = ? AND mailbox = ? AND uidvalidity = ?",
      error);
  *uid = 0;
  if (!statement)
    return FALSE;
  bind_text (statement, 1, account);
  bind_text (statement, 2, mailbox);
  sqlite3_bind_int64 (statement, 3, uidvalidity);
  int step = sqlite3_step (statement);
  if (step == SQLITE_ROW)
    *uid = (guint32) sqlite3_column_int64 (statement, 0);
  return step == SQLITE_ROW || step == SQLITE_DONE || fail (journal, "read", error);
}

gboolean
rg_journal_knows (RgJournal *journal, const char *account, gboolean *knows, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&journal->lock);
  g_autoptr (Statement) statement
      = prepare (journal, "SELECT 1 FROM position WHERE account = ? LIMIT 1", error);
  if (!statement)
    return FALSE;
  bind_text (statement, 1, account);
  int step = sqlite3_step (statement);
  *knows = step == SQLITE_ROW;
  return *knows || step == SQLITE_DONE || fail (journal, "read", error);
}

gboolean
rg_journal_set_position (RgJournal *journal, const char *account, const char *mailbox,
                         guint32 uidvalidity, guint32 uid, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&journal->lock);
  g_autoptr (Statement) statement = prepare (
      journal,
      "INSERT OR REPLACE INTO position (account, mailbox, uidvalidity, uid) VALUES (?,?,?,?)",
      error);
  if (!statement)
    return FALSE;
  bind_text (statement, 1, account);
  bind_text (statement, 2, mailbox);
  sqlite3_bind_int64 (statement, 3, uidvalidity);
  sqlite3_bind_int64 (statement, 4, uid);
  return finish (journal, statement, error);
}

/* ---- promises ---- */

gboolean
rg_journal_put_promise (RgJournal *journal, const char *account, const char *writer,
                        gint64 made_at, gint64 due_at, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&journal->lock);
  g_autoptr (Statement) statement = prepare (
      journal,
      "INSERT OR REPLACE INTO promise (account, writer, made_at, due_at) VALUES (?,?,?,?)",
      error);
  if (!statement)
    return FALSE;
  bind_text (statement, 1, account);
  bind_text (statement, 2, writer);
  sqlite3_bind_int64 (statement, 3, made_at);
  sqlite3_bind_int64 (statement, 4, due_at);
  return finish (journal, statement, error);
}

static Statement *
prepare_promise (RgJournal *journal, const char *sql, const char *account, const char *writer,
                 gint64 when, GError **error)
{
  Statement *statement = prepare (journal, sql, error);
  if (!statement)
    return NULL;
  bind_text (statement, 1, account);
  bind_text (statement, 2, writer);
  sqlite3_bind_int64 (statement, 3, when);
  sqlite3_bind_int64 (statement, 4, when - YEAR_SECONDS);
  return statement;
}

gboolean
rg_journal_hear_from (RgJournal *journal, const char *account, const char *writer, gint64 when,
                      int *broken, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&journal->lock);
  g_autoptr (Statement) keep
      = prepare_promise (journal,
                         "DELETE FROM promise WHERE account = ?1 AND writer = ?2"
                         " AND (made_at < ?3 AND due_at >= ?3 OR due_at < ?4)",
                         account, writer, when, error);
  if (!keep || !finish (journal, keep, error))
    return FALSE;
  g_autoptr (Statement) count
      = prepare_promise (journal,
                         "SELECT count(*) FROM promise WHERE account = ?1 AND writer = ?2"
                         " AND due_at BETWEEN ?4 AND ?3",
                         account, writer, when, error);
  if (!count)
    return FALSE;
  if (sqlite3_step (count) != SQLITE_ROW)
    return fail (journal, "read", error);
  *broken = sqlite3_column_int (count, 0);
  return TRUE;
}

/* ---- entries ---- */

/* "account, key, ..." the names of the columns, or as many "?". */
static char *
columns (gboolean as_marks)
{
  GString *list = g_string_new (NULL);
  for (const RgEntryField *field = rg_entry_fields; field->name; field++)
    g_string_append_printf (list, "%s%s", list->len ? ", " : "", as_marks ? "?" : field->name);
  return g_string_free (list, FALSE);
}

static Statement *
prepare_query (RgJournal *journal, const char *condition, GError **error)
{
  g_autofree char *names = columns (FALSE);
  g_autofree char *sql = g_strconcat ("SELECT ", names, " FROM entry WHERE ", condition, NULL);
  return prepare (journal, sql, error);
}

static RgEntry *
read_entry (Statement *statement)
{
  RgEntry *entry = g_new0 (RgEntry, 1);
  for (int i = 0; rg_entry_fields[i].name; i++)
    if (rg_entry_fields[i].type == RG_FIELD_TEXT)
      *rg_entry_text (entry, &rg_entry_fields[i]) = text_column (statement, i);
    else
      *rg_entry_number (entry, &rg_entry_fields[i]) = sqlite3_column_int64 (statement, i);
  entry->state = CLAMP (entry->state, 0, RG_N_ENTRY_STATES - 1);
  return entry;
}

/* The one entry that a statement with two texts finds. */
static RgEntry *
find_one (RgJournal *journal, const char *condition, const char *first, const char *second,
          GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&journal->lock);
  g_autoptr (Statement) statement = prepare_query (journal, condition, error);
  if (!statement)
    return NULL;
  bind_text (statement, 1, first);
  bind_text (statement, 2, second);
  int step = sqlite3_step (statement);
  if (step == SQLITE_ROW)
    return read_entry (statement);
  if (step != SQLITE_DONE)
    fail (journal, "read", error);
  return NULL;
}

RgEntry *
rg_journal_find (RgJournal *journal, const char *account, const char *key, GError **error)
{
  return find_one (journal, "account = ?1 AND key = ?2", account, key, error);
}

RgEntry *
rg_journal_find_message (RgJournal *journal, const char *account, const char *message_id,
                         GError **error)
{
  return find_one (journal,
                   "account = ?1 AND (message_id = ?2 OR draft_message_id = ?2)"
                   " ORDER BY decided_at DESC LIMIT 1",
                   account, message_id, error);
}

gboolean
rg_journal_put (RgJournal *journal, const RgEntry *entry, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&journal->lock);
  g_autofree char *names = columns (FALSE);
  g_autofree char *marks = columns (TRUE);
  g_autofree char *sql
      = g_strconcat ("INSERT OR REPLACE INTO entry (", names, ") VALUES (", marks, ")", NULL);
  g_autoptr (Statement) statement = prepare (journal, sql, error);
  if (!statement)
    return FALSE;
  for (int i = 0; rg_entry_fields[i].name; i++)
    if (rg_entry_fields[i].type == RG_FIELD_TEXT)
      bind_text (statement, i + 1, *rg_entry_text (entry, &rg_entry_fields[i]));
    else
      sqlite3_bind_int64 (statement, i + 1, *rg_entry_number (entry, &rg_entry_fields[i]));
  return finish (journal, statement, error);
}

static GPtrArray *
read_entries (RgJournal *journal, Statement *statement, GError **error)
{
  g_autoptr (GPtrArray) entries
      = g_ptr_array_new_with_free_func ((GDestroyNotify) rg_entry_free);
  int step;
  while ((step = sqlite3_step (statement)) == SQLITE_ROW)
    g_ptr_array_add (entries, read_entry (statement));
  if (step == SQLITE_DONE)
    return g_steal_pointer (&entries);
  fail (journal, "read", error);
  return NULL;
}

/* An index is only used where the account stands by itself. */
GPtrArray *
rg_journal_list (RgJournal *journal, const char *account, int state, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&journal->lock);
  g_autoptr (Statement) statement = prepare_query (
      journal,
      account ? "account = ?1 AND (?2 < 0 OR state = ?2) ORDER BY decided_at DESC, key"
              : "(?2 < 0 OR state = ?2) ORDER BY decided_at DESC, key",
      error);
  if (!statement)
    return NULL;
  if (account)
    bind_text (statement, 1, account);
  sqlite3_bind_int (statement, 2, state);
  return read_entries (journal, statement, error);
}

GPtrArray *
rg_journal_list_since (RgJournal *journal, gint64 since, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&journal->lock);
  g_autoptr (Statement) statement
      = prepare_query (journal, "decided_at >= ?1 ORDER BY decided_at DESC, key", error);
  if (!statement)
    return NULL;
  sqlite3_bind_int64 (statement, 1, since);
  return read_entries (journal, statement, error);
}
