/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "journal/journal.h"

#include "base/error.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>

typedef struct
{
  char *dir, *path;
} Fixture;

/* What several threads wait at, to open one file. */
typedef struct
{
  const char *path;
  GMutex lock;
  GCond opened;
  gboolean is_open;
} Gate;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->dir = g_dir_make_tmp ("journal-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->dir, "deeper", "journal.sqlite", NULL);
}

static void
remove_files (const char *path)
{
  static const char *const suffixes[] = { "", "-wal", "-shm" };
  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *file = g_strconcat (path, suffixes[i], NULL);
      g_unlink (file);
    }
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  remove_files (fixture->path);
  g_rmdir (folder);
  g_rmdir (fixture->dir);
  g_free (fixture->dir);
  g_free (fixture->path);
}

static RgJournal *
open_journal (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  RgJournal *journal = rg_journal_open (fixture->path, &error);
  g_assert_no_error (error);
  return journal;
}

static void
put (RgJournal *journal, const char *account, const char *key, gint64 when, RgEntryState state)
{
  RgEntry entry = { .account = (char *) account,
                    .key = (char *) key,
                    .message_id = (char *) "id@x",
                    .outcome = (char *) "decline",
                    .company = (char *) "Ünï'; DROP TABLE entry",
                    .decided_at = when,
                    .state = state,
                    .drafts_uidvalidity = G_MAXUINT32,
                    .drafts_uidnext = 7 };
  g_autoptr (GError) error = NULL;
  g_assert_true (rg_journal_put (journal, &entry, &error));
  g_assert_no_error (error);
}

static void
test_entry_survives (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RgJournal) first = open_journal (fixture);
  put (first, "a", "k", 5, RG_ENTRY_INTENT);
  g_clear_pointer (&first, rg_journal_free);
  g_autoptr (RgJournal) second = open_journal (fixture);
  g_autoptr (RgEntry) entry = rg_journal_find (second, "a", "k", NULL);
  g_assert_nonnull (entry);
  g_assert_cmpstr (entry->company, ==, "Ünï'; DROP TABLE entry");
  g_assert_null (entry->position);
  g_assert_cmpint (entry->state, ==, RG_ENTRY_INTENT);
  g_assert_cmpuint (entry->drafts_uidvalidity, ==, G_MAXUINT32);
  g_assert_cmpuint (entry->drafts_uidnext, ==, 7);
}

/* As the first version made it, with one entry in it. */
#define FIRST_SCHEMA                                                                           \
  "CREATE TABLE position (account TEXT NOT NULL, mailbox TEXT NOT NULL,"                       \
  " uidvalidity INTEGER NOT NULL, uid INTEGER NOT NULL, PRIMARY KEY (account, mailbox))"       \
  " STRICT;"                                                                                   \
  "CREATE TABLE entry ("                                                                       \
  " account TEXT NOT NULL, key TEXT NOT NULL, message_id TEXT, kind TEXT, outcome TEXT,"       \
  " reason TEXT, channel TEXT, template_id TEXT, company TEXT, position TEXT, stage TEXT,"     \
  " sender TEXT, received_at INTEGER NOT NULL, decided_at INTEGER NOT NULL,"                   \
  " answer_by INTEGER NOT NULL, state INTEGER NOT NULL, draft_message_id TEXT,"                \
  " drafts_mailbox TEXT, drafts_uidvalidity INTEGER NOT NULL,"                                 \
  " drafts_uidnext INTEGER NOT NULL, PRIMARY KEY (account, key)) STRICT;"                      \
  "CREATE INDEX entry_by_time ON entry (decided_at); PRAGMA user_version = 1;"                 \
  "INSERT INTO entry VALUES ('a', 'k', 'id@x', 'invitation', 'decline', 'goals', 'email',"     \
  " 'en/goals', 'Fernwood', NULL, 'first', 'p@x', 1, 2, 3, 1, 'd@x', 'Drafts', 4, 5);"

static void
test_upgrade (Fixture *fixture, gconstpointer data)
{
  sqlite3 *db = NULL;
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, FIRST_SCHEMA, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
  g_autoptr (RgJournal) journal = open_journal (fixture);
  g_autoptr (RgEntry) entry = rg_journal_find (journal, "a", "k", NULL);
  g_assert_cmpstr (entry->company, ==, "Fernwood");
  g_assert_null (entry->language);
  g_assert_cmpint (entry->answer_by, ==, 3);
  entry->language = g_strdup ("de");
  entry->contact = g_strdup ("Priya Nair");
  g_assert_true (rg_journal_put (journal, entry, NULL));
  g_autoptr (RgEntry) again = rg_journal_find (journal, "a", "k", NULL);
  g_assert_cmpstr (again->language, ==, "de");
  g_assert_cmpstr (again->contact, ==, "Priya Nair");
  g_assert_cmpuint (again->drafts_uidnext, ==, 5);
}

static void
test_put_replaces (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RgJournal) journal = open_journal (fixture);
  put (journal, "a", "k", 5, RG_ENTRY_INTENT);
  put (journal, "a", "k", 5, RG_ENTRY_DRAFTED);
  put (journal, "b", "k", 6, RG_ENTRY_NOTED);
  g_autoptr (GPtrArray) all = rg_journal_list (journal, NULL, -1, NULL);
  g_autoptr (GPtrArray) of_a = rg_journal_list (journal, "a", -1, NULL);
  g_autoptr (GPtrArray) intents = rg_journal_list (journal, NULL, RG_ENTRY_INTENT, NULL);
  g_assert_cmpuint (all->len, ==, 2);
  g_assert_cmpstr (((RgEntry *) g_ptr_array_index (all, 0))->account, ==,
                   "b"); /* newest first */
  g_assert_cmpuint (of_a->len, ==, 1);
  g_assert_cmpuint (intents->len, ==, 0);
}

/* The statement of the first question is used again, and knows nothing of it. */
static void
test_list_since (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RgJournal) journal = open_journal (fixture);
  put (journal, "a", "k", 5, RG_ENTRY_NOTED);
  put (journal, "b", "k", 6, RG_ENTRY_NOTED);
  for (gint64 since = 5; since <= 7; since++)
    {
      g_autoptr (GPtrArray) list = rg_journal_list_since (journal, since, NULL);
      g_assert_cmpuint (list->len, ==, 7 - since);
    }
}

static void
test_unknown_entry (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RgJournal) journal = open_journal (fixture);
  g_autoptr (GError) error = NULL;
  g_assert_null (rg_journal_find (journal, "a", "k", &error));
  g_assert_no_error (error);
}

static void
test_position (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RgJournal) journal = open_journal (fixture);
  guint32 uid = 99;
  g_assert_true (rg_journal_get_position (journal, "a", "INBOX", 1, &uid, NULL));
  g_assert_cmpuint (uid, ==, 0);
  g_assert_true (rg_journal_set_position (journal, "a", "INBOX", 1, G_MAXUINT32, NULL));
  g_assert_true (rg_journal_get_position (journal, "a", "INBOX", 1, &uid, NULL));
  g_assert_cmpuint (uid, ==, G_MAXUINT32);
  g_assert_true (
      rg_journal_get_position (journal, "a", "INBOX", 2, &uid, NULL)); /* new UIDVALIDITY */
  g_assert_cmpuint (uid, ==, 0);
}

static void
test_private (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RgJournal) journal = open_journal (fixture);
  struct stat file;
  g_assert_cmpint (g_stat (fixture->path, &file), ==, 0);
  g_assert_cmpint (file.st_mode & 0777, ==, 0600);
}

static void
assert_refused (Fixture *fixture, const char *message)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (rg_journal_open (fixture->path, &error));
  g_assert_error (error, RG_ERROR, RG_ERROR_STORAGE);
  g_assert_nonnull (strstr (error->message, message));
}

/* Removes what was set aside; how many there were. */
static guint
count_aside (const char *folder)
{
  guint count = 0;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  for (const char *name; (name = g_dir_read_name (dir));)
    if (strstr (name, ".damaged-"))
      {
        g_autofree char *file = g_build_filename (folder, name, NULL);
        g_unlink (file);
        count++;
      }
  return count;
}

static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  g_mkdir (folder, 0700);
  g_assert_true (g_file_set_contents (
      fixture->path, "this is no database, but long enough to look at", -1, NULL));
  g_test_expect_message ("regrets", G_LOG_LEVEL_MESSAGE, "*damaged*regrets rebuild*");
  g_autoptr (RgJournal) journal = open_journal (fixture);
  g_test_assert_expected_messages ();
  put (journal, "a", "k", 5, RG_ENTRY_SENT);
  g_assert_cmpuint (count_aside (folder), ==, 1);
}

static void
test_by_message (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RgJournal) journal = open_journal (fixture);
  put (journal, "a", "k", 5, RG_ENTRY_DRAFTED);
  g_autoptr (RgEntry) entry = rg_journal_find_message (journal, "a", "id@x", NULL);
  g_assert_cmpstr (entry->key, ==, "k");
  g_assert_cmpint (entry->revision, ==, 0);
  g_assert_null (rg_journal_find_message (journal, "b", "id@x", NULL));
}

static void
test_folder_is_a_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  g_assert_true (g_file_set_contents (folder, "", -1, NULL));
  assert_refused (fixture, "can't create the journal");
  g_unlink (folder);
}

static int
hear (RgJournal *journal, const char *writer, gint64 when)
{
  g_autoptr (GError) error = NULL;
  int broken = -1;
  g_assert_true (rg_journal_hear_from (journal, "a", writer, when, &broken, &error));
  g_assert_no_error (error);
  return broken;
}

static void
test_promises (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RgJournal) journal = open_journal (fixture);
  const gint64 day = 24 * 3600;
  for (int n = 0; n < 3; n++) /* the last one is made while the one before is open */
    g_assert_true (rg_journal_put_promise (journal, "a", "fern.example", n * day,
                                           n * day + 5 * day, NULL));
  g_assert_true (rg_journal_put_promise (journal, "b", "fern.example", 0, day, NULL));
  g_assert_cmpint (hear (journal, "fern.example", 0), ==, 0); /* the same message again */
  g_assert_cmpint (hear (journal, "other.example", 20 * day), ==, 0);
  g_assert_cmpint (hear (journal, "fern.example", 6 * day), ==,
                   1); /* keeps what is due later */
  g_assert_cmpint (hear (journal, "fern.example", 20 * day), ==, 1);
  g_assert_cmpint (hear (journal, "fern.example", 400 * day), ==, 0); /* long ago */
}

#define AT_ONCE 4
#define ROUNDS  25

/* As two programs do that are started together. */
static gpointer
open_at_gate (gpointer data)
{
  Gate *gate = data;
  g_autoptr (GError) error = NULL;
  g_mutex_lock (&gate->lock);
  while (!gate->is_open)
    g_cond_wait (&gate->opened, &gate->lock);
  g_mutex_unlock (&gate->lock);
  RgJournal *journal = rg_journal_open (gate->path, &error);
  g_assert_no_error (error);
  rg_journal_free (journal);
  return NULL;
}

static void
open_gate (Gate *gate)
{
  g_mutex_lock (&gate->lock);
  gate->is_open = TRUE;
  g_cond_broadcast (&gate->opened);
  g_mutex_unlock (&gate->lock);
}

/* None of those that begin a new journal together is told that it is locked. */
static void
test_at_once (Fixture *fixture, gconstpointer data)
{
  for (int round = 0; round < ROUNDS; round++)
    {
      Gate gate = { .path = fixture->path };
      GThread *threads[AT_ONCE];
      remove_files (fixture->path);
      for (int i = 0; i < AT_ONCE; i++)
        threads[i] = g_thread_new ("opens", open_at_gate, &gate);
      open_gate (&gate);
      for (int i = 0; i < AT_ONCE; i++)
        g_thread_join (threads[i]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                    \
  g_test_add ("/journal/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("entry-survives", test_entry_survives);
  ADD ("upgrade", test_upgrade);
  ADD ("put-replaces", test_put_replaces);
  ADD ("list-since", test_list_since);
  ADD ("unknown-entry", test_unknown_entry);
  ADD ("position", test_position);
  ADD ("promises", test_promises);
  ADD ("private", test_private);
  ADD ("damaged", test_damaged);
  ADD ("by-message", test_by_message);
  ADD ("folder-is-a-file", test_folder_is_a_file);
  ADD ("at-once", test_at_once);
  return g_test_run ();
}
