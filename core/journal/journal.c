/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "journal/journal.h"

#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

#define BUSY_MILLISECONDS 10000

const char *const rg_entry_state_names[] = { "intent", "drafted", "noted", NULL };

struct _RgJournal
{
  sqlite3 *db;
  GMutex lock; /* one statement at a time; accounts work on several threads */
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
};

typedef sqlite3_stmt Statement;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Statement, sqlite3_finalize)

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
  g_autoptr (Statement) statement = NULL;
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

RgJournal *
rg_journal_open (const char *path, GError **error)
{
  g_autoptr (RgJournal) journal = g_new0 (RgJournal, 1);
  g_mutex_init (&journal->lock);
  if (!make_private_file (path, error))
    return NULL;
  if (sqlite3_open_v2 (path, &journal->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW, NULL)
      != SQLITE_OK)
    {
      fail (journal, "open", error);
      return NULL;
    }
  sqlite3_busy_timeout (journal->db, BUSY_MILLISECONDS);
  if (!run (journal, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;", "open", error)
      || !migrate (journal, error))
    return NULL;
  return g_steal_pointer (&journal);
}

void
rg_journal_free (RgJournal *journal)
{
  if (!journal)
    return;
  sqlite3_close (journal->db);
  g_mutex_clear (&journal->lock);
  g_free (journal);
}

/* ---- statements ---- */

static Statement *
prepare (RgJournal *journal, const char *sql, GError **error)
{
  Statement *statement = NULL;
  if (sqlite3_prepare_v2 (journal->db, sql, -1, &statement, NULL) != SQLITE_OK)
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

/* ---- entries ---- */

#define ENTRY_COLUMNS                                                                          \
  "account, key, message_id, kind, outcome, reason, channel, template_id, company, position,"  \
  " stage, sender, draft_message_id, drafts_mailbox, language, source, contact, reply_to,"     \
  " identity, form,"                                                                           \
  " received_at, decided_at, answer_by, state, drafts_uidvalidity, drafts_uidnext"

#define N_TEXT_COLUMNS 20

/* The text columns in the order of ENTRY_COLUMNS. */
static void
entry_texts (RgEntry *entry, char **fields[N_TEXT_COLUMNS])
{
  char **in_order[N_TEXT_COLUMNS] = { &entry->account,
                                      &entry->key,
                                      &entry->message_id,
                                      &entry->kind,
                                      &entry->outcome,
                                      &entry->reason,
                                      &entry->channel,
                                      &entry->template_id,
                                      &entry->company,
                                      &entry->position,
                                      &entry->stage,
                                      &entry->sender,
                                      &entry->draft_message_id,
                                      &entry->drafts_mailbox,
                                      &entry->language,
                                      &entry->source,
                                      &entry->contact,
                                      &entry->reply_to,
                                      &entry->identity,
                                      &entry->form };
  memcpy (fields, in_order, sizeof in_order);
}

void
rg_entry_free (RgEntry *entry)
{
  char **fields[N_TEXT_COLUMNS];
  if (!entry)
    return;
  entry_texts (entry, fields);
  for (int i = 0; i < N_TEXT_COLUMNS; i++)
    g_free (*fields[i]);
  g_free (entry);
}

static RgEntry *
read_entry (Statement *statement)
{
  RgEntry *entry = g_new0 (RgEntry, 1);
  char **fields[N_TEXT_COLUMNS];
  entry_texts (entry, fields);
  for (int i = 0; i < N_TEXT_COLUMNS; i++)
    *fields[i] = text_column (statement, i);
  const int first = N_TEXT_COLUMNS;
  entry->received_at = sqlite3_column_int64 (statement, first);
  entry->decided_at = sqlite3_column_int64 (statement, first + 1);
  entry->answer_by = sqlite3_column_int64 (statement, first + 2);
  int state = sqlite3_column_int (statement, first + 3);
  entry->state = (RgEntryState) CLAMP (state, 0, RG_ENTRY_NOTED);
  entry->drafts_uidvalidity = (guint32) sqlite3_column_int64 (statement, first + 4);
  entry->drafts_uidnext = (guint32) sqlite3_column_int64 (statement, first + 5);
  return entry;
}

RgEntry *
rg_journal_find (RgJournal *journal, const char *account, const char *key, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&journal->lock);
  g_autoptr (Statement) statement = prepare (
      journal, "SELECT " ENTRY_COLUMNS " FROM entry WHERE account = ? AND key = ?", error);
  if (!statement)
    return NULL;
  bind_text (statement, 1, account);
  bind_text (statement, 2, key);
  int step = sqlite3_step (statement);
  if (step == SQLITE_ROW)
    return read_entry (statement);
  if (step != SQLITE_DONE)
    fail (journal, "read", error);
  return NULL;
}

gboolean
rg_journal_put (RgJournal *journal, const RgEntry *entry, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&journal->lock);
  g_autoptr (Statement) statement
      = prepare (journal,
                 "INSERT OR REPLACE INTO entry (" ENTRY_COLUMNS
                 ") VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                 error);
  if (!statement)
    return FALSE;
  char **fields[N_TEXT_COLUMNS];
  entry_texts ((RgEntry *) entry, fields);
  for (int i = 0; i < N_TEXT_COLUMNS; i++)
    bind_text (statement, i + 1, *fields[i]);
  const gint64 numbers[]
      = { entry->received_at, entry->decided_at,         entry->answer_by,
          entry->state,       entry->drafts_uidvalidity, entry->drafts_uidnext };
  for (int i = 0; i < (int) G_N_ELEMENTS (numbers); i++)
    sqlite3_bind_int64 (statement, N_TEXT_COLUMNS + i + 1, numbers[i]);
  return finish (journal, statement, error);
}

GPtrArray *
rg_journal_list (RgJournal *journal, const char *account, int state, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&journal->lock);
  g_autoptr (Statement) statement
      = prepare (journal,
                 "SELECT " ENTRY_COLUMNS " FROM entry WHERE (?1 IS NULL OR account = ?1)"
                 " AND (?2 < 0 OR state = ?2) ORDER BY decided_at DESC, key",
                 error);
  if (!statement)
    return NULL;
  bind_text (statement, 1, account);
  sqlite3_bind_int (statement, 2, state);
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
