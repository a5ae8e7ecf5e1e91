/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drives a session by the words of its command line, for the tests only:
 *   session_probe regrets.conf open login select INBOX from 1 fetch free
 * Prints what came of each step; an error as "error CODE: message", and ends. */
#include "account/secret.h"
#include "account/session.h"
#include "account/stream.h"
#include "base/error.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct
{
  RgSettings *settings;
  const RgAccount *account;
  RgSession *session;
  GPtrArray *mailboxes;
  GArray *uids;
} Probe;

typedef gboolean (*Step) (Probe *probe, char **words, GError **error);

static void
probe_clear (Probe *probe)
{
  g_clear_pointer (&probe->session, rg_session_free);
  g_clear_pointer (&probe->mailboxes, g_ptr_array_unref);
  g_clear_pointer (&probe->uids, g_array_unref);
  g_clear_pointer (&probe->settings, rg_settings_free);
}

static guint32
number (const char *word)
{
  return (guint32) g_ascii_strtoull (word, NULL, 10);
}

static gboolean
step_open (Probe *probe, char **words, GError **error)
{
  probe->session = rg_session_open (probe->account, NULL, error);
  return probe->session != NULL;
}

static gboolean
step_login (Probe *probe, char **words, GError **error)
{
  g_autoptr (RgSecret) secret = rg_secret_get (probe->account, NULL, error);
  return secret && rg_session_login (probe->session, secret, error);
}

static gboolean
step_has (Probe *probe, char **words, GError **error)
{
  printf ("has %s %d\n", words[0], rg_session_has (probe->session, words[0]));
  return TRUE;
}

static gboolean
step_list (Probe *probe, char **words, GError **error)
{
  g_clear_pointer (&probe->mailboxes, g_ptr_array_unref);
  if (!rg_session_list (probe->session, &probe->mailboxes, error))
    return FALSE;
  for (guint i = 0; i < probe->mailboxes->len; i++)
    {
      const RgMailbox *mailbox = g_ptr_array_index (probe->mailboxes, i);
      printf ("mailbox %d %s\n", mailbox->use, mailbox->name);
    }
  return TRUE;
}

static gboolean
step_find (Probe *probe, char **words, GError **error)
{
  g_autofree char *drafts = rg_mailboxes_find (probe->mailboxes, RG_MAILBOX_DRAFTS, NULL);
  g_autofree char *sent = rg_mailboxes_find (probe->mailboxes, RG_MAILBOX_SENT, NULL);
  printf ("drafts %s\nsent %s\n", drafts ? drafts : "-", sent ? sent : "-");
  return TRUE;
}

static gboolean
step_select (Probe *probe, char **words, GError **error)
{
  RgMailboxState state;
  if (!rg_session_select (probe->session, words[0], &state, error))
    return FALSE;
  printf ("selected validity=%d next=%u exists=%u readonly=%d keywords=%d\n",
          state.uidvalidity > 0, state.uidnext, state.exists, state.read_only,
          state.keeps_keywords);
  return TRUE;
}

static void
print_uids (const GArray *uids)
{
  printf ("uids");
  for (guint i = 0; i < uids->len; i++)
    printf (" %u", g_array_index (uids, guint32, i));
  printf ("\n");
}

static gboolean
step_since (Probe *probe, char **words, GError **error)
{
  g_autofree char *midnight = g_strconcat (words[0], "T00:00:00Z", NULL);
  g_autoptr (GDateTime) day = g_date_time_new_from_iso8601 (midnight, NULL);
  g_clear_pointer (&probe->uids, g_array_unref);
  if (!rg_session_search_since (probe->session, day, &probe->uids, error))
    return FALSE;
  print_uids (probe->uids);
  return TRUE;
}

static gboolean
step_from (Probe *probe, char **words, GError **error)
{
  g_clear_pointer (&probe->uids, g_array_unref);
  if (!rg_session_search_from (probe->session, number (words[0]), &probe->uids, error))
    return FALSE;
  print_uids (probe->uids);
  return TRUE;
}

static gboolean
step_id (Probe *probe, char **words, GError **error)
{
  g_clear_pointer (&probe->uids, g_array_unref);
  if (!rg_session_search_message_id (probe->session, words[0], &probe->uids, error))
    return FALSE;
  print_uids (probe->uids);
  return TRUE;
}

static gboolean
step_fetch (Probe *probe, char **words, GError **error)
{
  g_autoptr (GPtrArray) summaries = NULL;
  if (!rg_session_fetch_summaries (probe->session, probe->uids, &summaries, error))
    return FALSE;
  for (guint i = 0; i < summaries->len; i++)
    {
      const RgSummary *summary = g_ptr_array_index (summaries, i);
      printf ("summary uid=%u size=%u answered=%d deleted=%d draft=%d done=%d header=%zu\n",
              summary->uid, summary->size, summary->is_answered, summary->is_deleted,
              summary->is_draft, summary->is_done, g_bytes_get_size (summary->header));
    }
  return TRUE;
}

static gboolean
step_bytes (Probe *probe, char **words, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  if (!rg_session_fetch_bytes (probe->session, number (words[0]), number (words[1]),
                               number (words[2]), &bytes, error))
    return FALSE;
  g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  printf ("bytes %zu %s\n", g_bytes_get_size (bytes), sum);
  return TRUE;
}

static gboolean
step_append (Probe *probe, char **words, GError **error)
{
  char *text = NULL;
  gsize length = 0;
  guint32 uid = 0;
  if (!g_file_get_contents (words[1], &text, &length, error))
    return FALSE;
  g_autoptr (GBytes) message = g_bytes_new_take (text, length);
  if (!rg_session_append (probe->session, words[0], "\\Draft \\Seen", message, &uid, error))
    return FALSE;
  printf ("appended %u\n", uid);
  return TRUE;
}

static gboolean
step_done (Probe *probe, char **words, GError **error)
{
  return rg_session_mark_done (probe->session, number (words[0]), error);
}

static gboolean
step_expunge (Probe *probe, char **words, GError **error)
{
  g_autoptr (GArray) uids = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint32 uid = number (words[0]);
  g_array_append_val (uids, uid);
  return rg_session_expunge (probe->session, uids, error);
}

static gboolean
step_poll (Probe *probe, char **words, GError **error)
{
  return rg_session_poll (probe->session, error);
}

static gboolean
quit (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

/* Waits for news, 20 s at most. */
static gboolean
step_idle (Probe *probe, char **words, GError **error)
{
  if (!rg_session_idle_begin (probe->session, error))
    return FALSE;
  printf ("idling\n");
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GSource) source = rg_session_idle_source (probe->session);
  g_source_set_callback (source, quit, loop, NULL);
  g_source_attach (source, NULL);
  guint timer = g_timeout_add_seconds (20, quit, loop);
  g_main_loop_run (loop);
  gboolean changed = g_source_is_destroyed (source);
  g_source_destroy (source);
  if (changed)
    g_source_remove (timer);
  printf (changed ? "changed\n" : "nothing\n");
  gboolean news = FALSE;
  return rg_session_idle_end (probe->session, &news, error);
}

static gboolean
step_free (Probe *probe, char **words, GError **error)
{
  g_clear_pointer (&probe->session, rg_session_free);
  return TRUE;
}

static const struct
{
  const char *name;
  int words;
  Step step;
} steps[] = {
  { "open", 0, step_open },   { "login", 0, step_login },     { "has", 1, step_has },
  { "list", 0, step_list },   { "find", 0, step_find },       { "select", 1, step_select },
  { "since", 1, step_since }, { "from", 1, step_from },       { "id", 1, step_id },
  { "fetch", 0, step_fetch }, { "bytes", 3, step_bytes },     { "append", 2, step_append },
  { "done", 1, step_done },   { "expunge", 1, step_expunge }, { "poll", 0, step_poll },
  { "idle", 0, step_idle },   { "free", 0, step_free },
};

static int
run (Probe *probe, char ***words, int left, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    if (g_str_equal (steps[i].name, (*words)[0]) && left > steps[i].words)
      {
        char **arguments = *words + 1;
        *words = arguments + steps[i].words;
        return steps[i].step (probe, arguments, error);
      }
  g_set_error (error, RG_ERROR, RG_ERROR_USAGE, "no such step: %s", (*words)[0]);
  return FALSE;
}

static int
report (const GError *error)
{
  static const char *const names[]
      = { "USAGE",   "INPUT",     "UNAVAILABLE", "CERTIFICATE", "INTERNAL",
          "STORAGE", "TEMPORARY", "MAILBOX",     "LOGIN",       "CONFIG" };
  printf ("error %s: %s\n", error->domain == RG_ERROR ? names[error->code] : "FOREIGN",
          error->message);
  return rg_error_exit_status (error);
}

int
main (int argc, char **argv)
{
  const char *seconds = g_getenv ("SESSION_PROBE_SECONDS");
  g_autoptr (GError) error = NULL;
  Probe probe = { 0 };
  setvbuf (stdout, NULL, _IOLBF, 0);
  if (seconds)
    rg_stream_limit_deadlines (number (seconds));
  probe.settings = argc > 1 ? rg_settings_load (argv[1], &error) : NULL;
  if (probe.settings)
    probe.account = g_ptr_array_index (probe.settings->accounts, 0);
  char **words = argv + 2;
  while (probe.account && !error && words < argv + argc)
    run (&probe, &words, (int) (argv + argc - words), &error);
  int status = error ? report (error) : EXIT_SUCCESS;
  probe_clear (&probe);
  return status;
}
