/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each account is in one of four states:
 *
 *     working  --done-->  waiting  --the server speaks, or time is up-->  working
 *     working  --failed-->  backing off  --time is up-->  working
 *     working  --login refused-->  stopped
 *
 * Only the main thread changes a state; a worker thread has the post while it is working. */
#include "watch/watcher.h"

#include "base/error.h"
#include "watch/backoff.h"
#include "watch/post.h"

#include <glib-unix.h>
#include <signal.h>

#define WORKERS      4
#define IDLE_SECONDS (5 * 60) /* IDLE is renewed, and new UIDs looked for, whatever it said */
#define POLL_SECONDS (2 * 60) /* where there is no IDLE */

typedef enum
{
  STATE_WORKING,
  STATE_WAITING,
  STATE_BACKING_OFF,
  STATE_STOPPED,
} State;

typedef struct _Watcher Watcher;

typedef struct
{
  Watcher *watcher;
  const RgAccount *account;
  RgPost *post;
  State state;
  guint failures; /* in a row */
  GError
      *error; /* of the turn that has just ended; passes from the worker to the main thread */
  GSource *timer;
  GSource *source; /* what the server says during IDLE */
} Watch;

struct _Watcher
{
  GMainLoop *loop;
  GThreadPool *workers;
  GCancellable *cancellable;
  GPtrArray *watches;
  gboolean once;
  gboolean stopping;
  guint working;
  guint failed;    /* accounts that were given up */
  int exit_code;   /* the RgError of the gravest failure */
  int exit_status; /* and its exit status */
};

/* ---- waking and waiting ---- */

static void
clear_source (GSource **source)
{
  if (!*source)
    return;
  g_source_destroy (*source);
  g_source_unref (*source);
  *source = NULL;
}

static void
begin_turn (Watch *watch)
{
  clear_source (&watch->timer);
  clear_source (&watch->source);
  if (watch->watcher->stopping || watch->state == STATE_WORKING)
    return;
  watch->state = STATE_WORKING;
  watch->watcher->working++;
  g_thread_pool_push (watch->watcher->workers, watch, NULL);
}

/* The time is up, or the server has said something. */
static gboolean
on_wake (gpointer data)
{
  begin_turn (data);
  return G_SOURCE_REMOVE;
}

static void
set_timer (Watch *watch, guint milliseconds)
{
  watch->timer = g_timeout_source_new (milliseconds);
  g_source_set_callback (watch->timer, on_wake, watch, NULL);
  g_source_attach (watch->timer, NULL);
}

static void
wait_for_mail (Watch *watch)
{
  watch->state = STATE_WAITING;
  watch->failures = 0;
  watch->source = rg_post_create_source (watch->post);
  set_timer (watch, 1000 * (watch->source ? IDLE_SECONDS : POLL_SECONDS));
  if (!watch->source)
    return;
  g_source_set_callback (watch->source, on_wake, watch, NULL);
  g_source_attach (watch->source, NULL);
}

/* ---- failures ---- */

static gboolean
is_final (const GError *error)
{
  return g_error_matches (error, RG_ERROR, RG_ERROR_LOGIN)
         || g_error_matches (error, RG_ERROR, RG_ERROR_CONFIG);
}

static gboolean
is_throttled (const GError *error)
{
  return g_error_matches (error, RG_ERROR, RG_ERROR_TEMPORARY)
         || g_error_matches (error, RG_ERROR, RG_ERROR_MAILBOX);
}

static void
keep_gravest (Watcher *watcher, const GError *error)
{
  watcher->failed++;
  if (rg_error_exit_status (error) <= watcher->exit_status)
    return;
  watcher->exit_status = rg_error_exit_status (error);
  watcher->exit_code = error->domain == RG_ERROR ? error->code : RG_ERROR_INTERNAL;
}

static void
back_off (Watch *watch)
{
  guint delay
      = rg_backoff_delay (++watch->failures, is_throttled (watch->error), g_random_double ());
  watch->state = STATE_BACKING_OFF;
  g_message ("%s; trying again in %u s", watch->error->message, (delay + 999) / 1000);
  set_timer (watch, delay);
}

static void
handle_failure (Watch *watch)
{
  if (!watch->watcher->once && !is_final (watch->error))
    {
      back_off (watch);
      return;
    }
  keep_gravest (watch->watcher, watch->error);
  watch->state = STATE_STOPPED;
  g_message ("%s%s", watch->error->message,
             watch->watcher->once
                 ? ""
                 : "; this account is not watched until regrets is started again");
}

/* ---- a turn ---- */

static gboolean
all_stopped (const Watcher *watcher)
{
  for (guint i = 0; i < watcher->watches->len; i++)
    if (((Watch *) g_ptr_array_index (watcher->watches, i))->state != STATE_STOPPED)
      return FALSE;
  return TRUE;
}

static gboolean
end_turn (gpointer data)
{
  Watch *watch = data;
  Watcher *watcher = watch->watcher;
  watcher->working--;
  if (watch->error && !watcher->stopping)
    handle_failure (watch);
  else if (watcher->once || watcher->stopping)
    watch->state = STATE_STOPPED;
  else
    wait_for_mail (watch);
  g_clear_error (&watch->error);
  if (watcher->working == 0 && (watcher->stopping || all_stopped (watcher)))
    g_main_loop_quit (watcher->loop);
  return G_SOURCE_REMOVE;
}

static void
work (gpointer data, gpointer user_data)
{
  Watch *watch = data;
  rg_post_take_turn (watch->post, !watch->watcher->once, &watch->error);
  g_main_context_invoke (NULL, end_turn, watch);
}

/* ---- the whole ---- */

static gboolean
on_signal (gpointer data)
{
  Watcher *watcher = data;
  watcher->stopping = TRUE;
  g_cancellable_cancel (watcher->cancellable);
  if (watcher->working == 0)
    g_main_loop_quit (watcher->loop);
  return G_SOURCE_CONTINUE;
}

static void
watch_free (gpointer data)
{
  Watch *watch = data;
  clear_source (&watch->timer);
  clear_source (&watch->source);
  rg_post_free (watch->post);
  g_clear_error (&watch->error);
  g_free (watch);
}

static Watch *
watch_new (Watcher *watcher, const RgAccount *account, const RgSetting *setting,
           RgJournal *journal, const char *examples)
{
  Watch *watch = g_new0 (Watch, 1);
  watch->watcher = watcher;
  watch->account = account;
  watch->state = STATE_BACKING_OFF;
  watch->post = rg_post_new (account, setting, journal, examples, watcher->cancellable);
  return watch;
}

static void
run (Watcher *watcher)
{
  guint term = g_unix_signal_add (SIGTERM, on_signal, watcher);
  guint interrupt = g_unix_signal_add (SIGINT, on_signal, watcher);
  for (guint i = 0; i < watcher->watches->len; i++)
    begin_turn (g_ptr_array_index (watcher->watches, i));
  g_main_loop_run (watcher->loop);
  g_source_remove (term);
  g_source_remove (interrupt);
  g_thread_pool_free (watcher->workers, FALSE, TRUE);
}

gboolean
rg_watch (const RgSettings *settings, const RgSetting *setting, RgJournal *journal,
          const char *examples, gboolean once, GError **error)
{
  Watcher watcher = { .once = once };
  watcher.loop = g_main_loop_new (NULL, FALSE);
  watcher.cancellable = g_cancellable_new ();
  watcher.watches = g_ptr_array_new_with_free_func (watch_free);
  watcher.workers = g_thread_pool_new (work, NULL, WORKERS, FALSE, NULL);
  for (guint i = 0; i < settings->accounts->len; i++)
    g_ptr_array_add (watcher.watches,
                     watch_new (&watcher, g_ptr_array_index (settings->accounts, i), setting,
                                journal, examples));
  run (&watcher);
  g_ptr_array_unref (watcher.watches);
  g_object_unref (watcher.cancellable);
  g_main_loop_unref (watcher.loop);
  if (!watcher.failed || (watcher.stopping && !once))
    return TRUE;
  g_set_error (error, RG_ERROR, watcher.exit_code, "%u of %u accounts could not be watched",
               watcher.failed, settings->accounts->len);
  return FALSE;
}
