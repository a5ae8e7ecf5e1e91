/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "watch/watcher.h"

#include "account/stream.h"
#include "base/error.h"
#include "watch/clock.h"
#include "watch/files.h"
#include "watch/sentry.h"
#include "watch/service.h"
#include "watch/status.h"
#include "watch/status_socket.h"
#include "watch/surroundings.h"

#include <glib-unix.h>
#include <malloc.h>
#include <signal.h>
#include <unistd.h>

#define WORKERS      4
#define TIDY_SECONDS 30
#define HEAPS        2

typedef struct
{
  const RgPlaces *places;
  GMainLoop *loop;
  RgSentryRoom room;
  GPtrArray *sentries;
  RgFiles *files;
  RgSurroundings *surroundings;
  char *fault; /* of the files as they are now; NULL */
  RgStatusSocket *socket;
  gint64 started;
  guint tidy; /* the timer */
  gboolean is_stopping;
} Watcher;

/* ---- telling how it goes ---- */

static void
tell_status (const Watcher *watcher)
{
  static const char *const phrases[] = { [RG_SENTRY_WORKING] = "working",
                                         [RG_SENTRY_WAITING] = "waiting for mail",
                                         [RG_SENTRY_BACKING_OFF] = "trying again soon",
                                         [RG_SENTRY_STOPPED] = "stopped" };
  guint counts[G_N_ELEMENTS (phrases)] = { 0 };
  for (guint i = 0; i < watcher->sentries->len; i++)
    counts[rg_sentry_state (g_ptr_array_index (watcher->sentries, i))]++;
  g_autoptr (GString) status = g_string_new ("STATUS=");
  for (gsize i = 0; i < G_N_ELEMENTS (phrases); i++)
    if (counts[i] > 0)
      g_string_append_printf (status, "%u %s, ", counts[i], phrases[i]);
  g_string_append (status, watcher->fault ? watcher->fault : "configuration in force");
  rg_service_tell (status->str);
}

static char *
describe (gpointer data)
{
  const Watcher *watcher = data;
  const RgStatus status = { .since = watcher->started,
                            .config = watcher->places->config,
                            .fault = watcher->fault,
                            .sentries = watcher->sentries,
                            .journal = watcher->room.journal };
  return rg_status_describe (&status);
}

/* It works as well without. */
static void
open_socket (Watcher *watcher)
{
  g_autoptr (GError) error = NULL;
  watcher->started = rg_clock_now ();
  watcher->socket = rg_status_socket_open (watcher->places, describe, watcher, &error);
  if (!watcher->socket)
    g_message ("regrets status can't ask this program: %s", error->message);
}

/* ---- the end ---- */

static gboolean
is_over (const Watcher *watcher)
{
  if (!watcher->room.once && !watcher->is_stopping)
    return FALSE;
  for (guint i = 0; i < watcher->sentries->len; i++)
    if (rg_sentry_state (g_ptr_array_index (watcher->sentries, i)) == RG_SENTRY_WORKING)
      return FALSE;
  return TRUE;
}

static gboolean
on_stop (gpointer data)
{
  Watcher *watcher = data;
  watcher->is_stopping = TRUE;
  rg_service_tell ("STOPPING=1");
  for (guint i = 0; i < watcher->sentries->len; i++)
    rg_sentry_dismiss (g_ptr_array_index (watcher->sentries, i));
  if (is_over (watcher))
    g_main_loop_quit (watcher->loop);
  return G_SOURCE_CONTINUE;
}

/* ---- the accounts ---- */

static RgSentry *
find_sentry (const Watcher *watcher, const char *name)
{
  for (guint i = 0; i < watcher->sentries->len; i++)
    {
      RgSentry *sentry = g_ptr_array_index (watcher->sentries, i);
      if (g_str_equal (rg_sentry_account (sentry)->name, name))
        return sentry;
    }
  return NULL;
}

static void
assign (Watcher *watcher, const RgSettings *settings, RgDesk *desk)
{
  for (guint i = 0; i < settings->accounts->len; i++)
    {
      const RgAccount *account = g_ptr_array_index (settings->accounts, i);
      RgSentry *sentry = find_sentry (watcher, account->name);
      if (sentry)
        rg_sentry_assign (sentry, account, desk);
      else
        g_ptr_array_add (watcher->sentries, rg_sentry_new (&watcher->room, account, desk));
    }
}

/* A dismissed one goes as soon as it has come to rest. */
static void
let_go (Watcher *watcher)
{
  for (guint i = watcher->sentries->len; i > 0; i--)
    {
      RgSentry *sentry = g_ptr_array_index (watcher->sentries, i - 1);
      if (rg_sentry_is_dismissed (sentry) && rg_sentry_state (sentry) != RG_SENTRY_WORKING)
        g_ptr_array_remove_index (watcher->sentries, i - 1);
    }
}

static void
dismiss_others (Watcher *watcher, const RgSettings *settings)
{
  for (guint i = 0; i < watcher->sentries->len; i++)
    {
      RgSentry *sentry = g_ptr_array_index (watcher->sentries, i);
      if (!rg_settings_find (settings, rg_sentry_account (sentry)->name))
        rg_sentry_dismiss (sentry);
    }
  let_go (watcher);
}

/* What work has needed, the start or new files above all, goes back to the system: the C
 * library keeps it otherwise, in a heap for each worker. */
static gboolean
on_tidy (gpointer data)
{
  Watcher *watcher = data;
  watcher->tidy = 0;
  malloc_trim (0);
  return G_SOURCE_REMOVE;
}

static void
on_rested (RgSentry *sentry, gpointer data)
{
  Watcher *watcher = data;
  if (is_over (watcher))
    g_main_loop_quit (watcher->loop);
  if (watcher->is_stopping)
    return;
  let_go (watcher);
  tell_status (watcher);
  if (!watcher->tidy)
    watcher->tidy = g_timeout_add_seconds (TIDY_SECONDS, on_tidy, watcher);
}

/* ---- the files ---- */

/* A fault is told once, however often the file is written with it. */
static void
keep_old_files (Watcher *watcher, const GError *error)
{
  if (g_strcmp0 (watcher->fault, error->message) == 0)
    return;
  g_free (watcher->fault);
  watcher->fault = g_strdup (error->message);
  rg_error_warn ("%s; goes on with the configuration as it was", error->message);
}

static void
take_new_files (Watcher *watcher)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RgSettings) settings = rg_places_load_settings (watcher->places, &error);
  g_autoptr (RgDesk) desk
      = settings ? rg_desk_load_whole (watcher->places, &error) : NULL;
  if (!desk)
    {
      keep_old_files (watcher, error);
      return;
    }
  g_clear_pointer (&watcher->fault, g_free);
  g_message ("the configuration was read again");
  rg_files_set_calendar (watcher->files, desk->profile->busy_calendar);
  dismiss_others (watcher, settings);
  assign (watcher, settings, desk);
}

static void
reload (gpointer data)
{
  Watcher *watcher = data;
  rg_service_tell_reloading ();
  take_new_files (watcher);
  rg_service_tell ("READY=1");
  tell_status (watcher);
}

static gboolean
on_hangup (gpointer data)
{
  Watcher *watcher = data;
  if (watcher->is_stopping)
    return G_SOURCE_CONTINUE;
  g_clear_pointer (&watcher->fault, g_free);
  for (guint i = 0; i < watcher->sentries->len; i++)
    rg_sentry_forgive (g_ptr_array_index (watcher->sentries, i));
  reload (watcher);
  for (guint i = 0; i < watcher->sentries->len; i++)
    rg_sentry_retry (g_ptr_array_index (watcher->sentries, i));
  return G_SOURCE_CONTINUE;
}

/* ---- the world around ---- */

/* A new password may be among what was written to the keyring; the same one is not tried. */
static void
on_surroundings (RgSurroundingsChange change, gpointer data)
{
  Watcher *watcher = data;
  for (guint i = 0; i < watcher->sentries->len; i++)
    {
      RgSentry *sentry = g_ptr_array_index (watcher->sentries, i);
      if (change == RG_SURROUNDINGS_NETWORK)
        rg_sentry_wake (sentry);
      else if (rg_sentry_state (sentry) == RG_SENTRY_STOPPED)
        rg_sentry_retry (sentry);
    }
}

/* ---- the whole ---- */

/* A SIGHUP from a terminal means that it was closed. */
static void
follow_changes (Watcher *watcher, const RgDesk *desk)
{
  watcher->files = rg_files_new (watcher->places, reload, watcher);
  rg_files_set_calendar (watcher->files, desk->profile->busy_calendar);
  watcher->surroundings = rg_surroundings_new (on_surroundings, watcher);
  if (!isatty (STDERR_FILENO))
    g_unix_signal_add (SIGHUP, on_hangup, watcher);
  open_socket (watcher);
  rg_service_begin_watchdog ();
  rg_service_tell ("READY=1");
  g_message ("watching %u account%s", watcher->sentries->len,
             watcher->sentries->len == 1 ? "" : "s");
}

/* Takes `desk`: when other files are read, none of the old may stay. */
static void
run (Watcher *watcher, RgDesk *desk)
{
  guint term = g_unix_signal_add (SIGTERM, on_stop, watcher);
  guint interrupt = g_unix_signal_add (SIGINT, on_stop, watcher);
  if (!watcher->room.once)
    follow_changes (watcher, desk);
  rg_desk_unref (desk);
  g_main_loop_run (watcher->loop);
  g_source_remove (term);
  g_source_remove (interrupt);
  g_clear_handle_id (&watcher->tidy, g_source_remove);
  rg_files_free (watcher->files);
  rg_surroundings_free (watcher->surroundings);
  rg_status_socket_free (watcher->socket);
  g_thread_pool_free (watcher->room.workers, FALSE, TRUE);
}

static gboolean
tell_gravest (const Watcher *watcher, GError **error)
{
  const GError *gravest = NULL;
  guint failed = 0;
  for (guint i = 0; i < watcher->sentries->len; i++)
    {
      const GError *fault = rg_sentry_error (g_ptr_array_index (watcher->sentries, i));
      failed += fault != NULL;
      if (rg_error_exit_status (fault) > rg_error_exit_status (gravest))
        gravest = fault;
    }
  if (!gravest)
    return TRUE;
  g_set_error (error, RG_ERROR,
               gravest->domain == RG_ERROR ? gravest->code : (int) RG_ERROR_INTERNAL,
               "%u of %u accounts could not be watched", failed, watcher->sentries->len);
  return FALSE;
}

gboolean
rg_watch (const RgPlaces *places, RgSettings *settings, RgDesk *desk, RgJournal *journal,
          gboolean once, GError **error)
{
  g_autofree char *examples = g_build_filename (places->state, "examples", NULL);
  Watcher watcher = { .places = places, .loop = g_main_loop_new (NULL, FALSE) };
  watcher.room = (RgSentryRoom){ .journal = journal,
                                 .examples = examples,
                                 .once = once,
                                 .rested = on_rested,
                                 .data = &watcher };
  mallopt (M_ARENA_MAX, HEAPS); /* else each worker keeps the most that it ever needed */
  rg_stream_prepare ();
  watcher.room.workers
      = g_thread_pool_new (rg_sentry_work, &watcher.room, WORKERS, FALSE, NULL);
  watcher.sentries = g_ptr_array_new_with_free_func ((GDestroyNotify) rg_sentry_free);
  assign (&watcher, settings, desk);
  rg_settings_free (settings);
  run (&watcher, desk);
  gboolean is_fine = !once || tell_gravest (&watcher, error);
  g_ptr_array_unref (watcher.sentries);
  g_main_loop_unref (watcher.loop);
  g_free (watcher.fault);
  return is_fine;
}
