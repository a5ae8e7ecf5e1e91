/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "watch/sentry.h"

#include "base/error.h"
#include "watch/backoff.h"
#include "watch/clock.h"
#include "watch/post.h"

#define IDLE_SECONDS (5 * 60) /* IDLE is renewed, and new UIDs looked for, whatever it said */
#define POLL_SECONDS (2 * 60) /* where there is no IDLE */

struct _RgSentry
{
  const RgSentryRoom *room;
  RgAccount *account;
  RgDesk *desk;
  RgPost *post;              /* of `account`; while it works perhaps of the settings before */
  GCancellable *cancellable; /* of the post */
  RgSentryState state;
  RgSentryTimes times;
  gboolean is_dismissed;
  guint failures;  /* in a row */
  GError *outcome; /* of the turn that has just ended; from the worker to the main thread */
  GError *error;   /* why it is not waiting */
  GSource *timer;
  GSource *source; /* what the server says during IDLE */
};

static void
set_state (RgSentry *sentry, RgSentryState state)
{
  sentry->state = state;
  sentry->times.changed = rg_clock_now ();
  sentry->times.next_try = 0;
}

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

static gboolean
is_stale (const RgSentry *sentry)
{
  return !sentry->post || rg_post_account (sentry->post) != sentry->account;
}

static void
take_post (RgSentry *sentry)
{
  if (!is_stale (sentry))
    {
      rg_post_set_desk (sentry->post, sentry->desk);
      return;
    }
  g_clear_pointer (&sentry->post, rg_post_free);
  g_clear_object (&sentry->cancellable);
  sentry->cancellable = g_cancellable_new ();
  sentry->post = rg_post_new (sentry->account, sentry->desk, sentry->room->journal,
                              sentry->room->examples, sentry->cancellable);
}

static void
begin_turn (RgSentry *sentry)
{
  if (sentry->is_dismissed || sentry->state == RG_SENTRY_WORKING)
    return;
  clear_source (&sentry->timer);
  clear_source (&sentry->source);
  take_post (sentry);
  set_state (sentry, RG_SENTRY_WORKING);
  g_thread_pool_push (sentry->room->workers, sentry, NULL);
}

/* The time is up. */
static gboolean
on_wake (gpointer data)
{
  begin_turn (data);
  return G_SOURCE_REMOVE;
}

/* The server has said something. Dovecot says every two minutes that it is still there, which
 * is worth no turn. */
static gboolean
on_news (gpointer data)
{
  RgSentry *sentry = data;
  if (sentry->state != RG_SENTRY_WAITING || !rg_post_goes_on_waiting (sentry->post))
    {
      begin_turn (sentry);
      return G_SOURCE_REMOVE;
    }
  sentry->times.contact = rg_clock_now ();
  return G_SOURCE_CONTINUE;
}

static void
listen_to_server (RgSentry *sentry)
{
  sentry->source = rg_post_create_source (sentry->post);
  if (!sentry->source)
    return;
  g_source_set_callback (sentry->source, on_news, sentry, NULL);
  g_source_attach (sentry->source, NULL);
}

static void
set_timer (RgSentry *sentry, guint milliseconds)
{
  sentry->timer = g_timeout_source_new (rg_clock_pause (milliseconds));
  g_source_set_callback (sentry->timer, on_wake, sentry, NULL);
  g_source_attach (sentry->timer, NULL);
}

static void
wait_for_mail (RgSentry *sentry)
{
  set_state (sentry, RG_SENTRY_WAITING);
  sentry->failures = 0;
  sentry->times.contact = sentry->times.changed;
  sentry->times.error = 0;
  g_clear_error (&sentry->error);
  listen_to_server (sentry);
  set_timer (sentry, 1000 * (sentry->source ? IDLE_SECONDS : POLL_SECONDS));
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
back_off (RgSentry *sentry)
{
  guint delay
      = rg_backoff_delay (++sentry->failures, is_throttled (sentry->error), g_random_double ());
  set_state (sentry, RG_SENTRY_BACKING_OFF);
  g_message ("%s; trying again in %u s", sentry->error->message, (delay + 999) / 1000);
  sentry->times.next_try = sentry->times.changed + (delay + 999) / 1000;
  set_timer (sentry, delay);
}

/* Told once, however often it is tried. */
static void
stop (RgSentry *sentry, const GError *before)
{
  set_state (sentry, RG_SENTRY_STOPPED);
  if (before && g_str_equal (before->message, sentry->error->message))
    return;
  rg_error_warn ("%s%s", sentry->error->message,
                 sentry->room->once ? "" : "; it is tried again when that has changed");
}

static void
handle_failure (RgSentry *sentry)
{
  g_autoptr (GError) before = g_steal_pointer (&sentry->error);
  sentry->error = g_steal_pointer (&sentry->outcome);
  sentry->times.error = rg_clock_now ();
  if (sentry->room->once || is_final (sentry->error))
    stop (sentry, before);
  else
    back_off (sentry);
}

/* ---- a turn ---- */

static gboolean
end_turn (gpointer data)
{
  RgSentry *sentry = data;
  set_state (sentry, RG_SENTRY_STOPPED);
  if (sentry->is_dismissed || is_stale (sentry))
    g_clear_error (&sentry->outcome);
  else if (sentry->outcome)
    handle_failure (sentry);
  else if (!sentry->room->once)
    wait_for_mail (sentry);
  if (is_stale (sentry))
    begin_turn (sentry);
  sentry->room->rested (sentry, sentry->room->data);
  return G_SOURCE_REMOVE;
}

void
rg_sentry_work (gpointer data, gpointer room)
{
  RgSentry *sentry = data;
  rg_post_take_turn (sentry->post, !sentry->room->once, &sentry->outcome);
  g_main_context_invoke (NULL, end_turn, sentry);
}

/* ---- orders ---- */

RgSentry *
rg_sentry_new (const RgSentryRoom *room, const RgAccount *account, RgDesk *desk)
{
  RgSentry *sentry = g_new0 (RgSentry, 1);
  sentry->room = room;
  sentry->account = rg_account_ref (account);
  sentry->desk = rg_desk_ref (desk);
  set_state (sentry, RG_SENTRY_STOPPED);
  begin_turn (sentry);
  return sentry;
}

void
rg_sentry_free (RgSentry *sentry)
{
  clear_source (&sentry->timer);
  clear_source (&sentry->source);
  rg_post_free (sentry->post);
  g_clear_object (&sentry->cancellable);
  g_clear_error (&sentry->outcome);
  g_clear_error (&sentry->error);
  rg_desk_unref (sentry->desk);
  rg_account_unref (sentry->account);
  g_free (sentry);
}

static void
change_account (RgSentry *sentry, const RgAccount *account)
{
  RgAccount *before = sentry->account;
  sentry->account = rg_account_ref (account);
  sentry->failures = 0;
  g_cancellable_cancel (sentry->cancellable);
  begin_turn (sentry);
  rg_account_unref (before);
}

void
rg_sentry_assign (RgSentry *sentry, const RgAccount *account, RgDesk *desk)
{
  RgDesk *before = sentry->desk;
  sentry->desk = rg_desk_ref (desk);
  rg_desk_unref (before);
  if (sentry->post && sentry->state != RG_SENTRY_WORKING)
    rg_post_set_desk (sentry->post, desk); /* so that nobody keeps the old one for long */
  gboolean was_dismissed = sentry->is_dismissed;
  sentry->is_dismissed = FALSE;
  if (was_dismissed || !rg_account_equal (sentry->account, account))
    change_account (sentry, account);
  else if (sentry->state == RG_SENTRY_STOPPED)
    begin_turn (sentry);
}

void
rg_sentry_wake (RgSentry *sentry)
{
  if (sentry->state == RG_SENTRY_BACKING_OFF && !is_throttled (sentry->error))
    {
      sentry->failures = 0;
      begin_turn (sentry);
    }
  else if (sentry->state == RG_SENTRY_WAITING)
    {
      rg_post_hurry (sentry->post);
      begin_turn (sentry);
    }
}

void
rg_sentry_retry (RgSentry *sentry)
{
  if (sentry->state == RG_SENTRY_STOPPED || sentry->state == RG_SENTRY_BACKING_OFF)
    begin_turn (sentry);
}

void
rg_sentry_forgive (RgSentry *sentry)
{
  if (sentry->state != RG_SENTRY_STOPPED)
    return;
  rg_post_forgive (sentry->post);
  g_clear_error (&sentry->error);
}

void
rg_sentry_dismiss (RgSentry *sentry)
{
  sentry->is_dismissed = TRUE;
  g_cancellable_cancel (sentry->cancellable);
  clear_source (&sentry->timer);
  clear_source (&sentry->source);
}

gboolean
rg_sentry_is_dismissed (const RgSentry *sentry)
{
  return sentry->is_dismissed;
}

RgSentryState
rg_sentry_state (const RgSentry *sentry)
{
  return sentry->state;
}

const RgAccount *
rg_sentry_account (const RgSentry *sentry)
{
  return sentry->account;
}

const GError *
rg_sentry_error (const RgSentry *sentry)
{
  return sentry->error;
}

const RgSentryTimes *
rg_sentry_times (const RgSentry *sentry)
{
  return &sentry->times;
}
