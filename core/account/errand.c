/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/errand.h"

struct _RgErrand
{
  GMainContext *context;
  GCancellable *cancellable;
  GCancellable *outer;
  gulong link;
  GSource *timer;
  gboolean timed_out;
  GAsyncResult *result;
};

static gboolean
on_timeout (gpointer data)
{
  RgErrand *errand = data;
  errand->timed_out = TRUE;
  g_cancellable_cancel (errand->cancellable);
  return G_SOURCE_REMOVE;
}

static gboolean
cancel_inner (gpointer inner)
{
  g_cancellable_cancel (inner);
  return G_SOURCE_REMOVE;
}

/* In whatever thread. The inner one is cancelled in the errand's own: GLib 2.74 loses the
 * source of a cancellable that is freed while another thread still cancels it. */
static void
on_outer_cancelled (GCancellable *outer, gpointer data)
{
  RgErrand *errand = data;
  g_autoptr (GSource) source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, cancel_inner, g_object_ref (errand->cancellable),
                         g_object_unref);
  g_source_attach (source, errand->context);
}

RgErrand *
rg_errand_new (guint seconds, GCancellable *outer)
{
  RgErrand *errand = g_new0 (RgErrand, 1);
  errand->context = g_main_context_new ();
  g_main_context_push_thread_default (errand->context);
  errand->cancellable = g_cancellable_new ();
  if (outer)
    {
      errand->outer = g_object_ref (outer);
      errand->link
          = g_cancellable_connect (outer, G_CALLBACK (on_outer_cancelled), errand, NULL);
    }
  errand->timer = g_timeout_source_new_seconds (seconds);
  g_source_set_callback (errand->timer, on_timeout, errand, NULL);
  g_source_attach (errand->timer, errand->context);
  return errand;
}

void
rg_errand_free (RgErrand *errand)
{
  if (errand->outer)
    g_cancellable_disconnect (errand->outer, errand->link);
  g_clear_object (&errand->outer);
  g_source_destroy (errand->timer);
  g_source_unref (errand->timer);
  g_clear_object (&errand->result);
  g_clear_object (&errand->cancellable);
  g_main_context_pop_thread_default (errand->context);
  g_main_context_unref (errand->context);
  g_free (errand);
}

GCancellable *
rg_errand_cancellable (RgErrand *errand)
{
  return errand->cancellable;
}

void
rg_errand_done (GObject *source, GAsyncResult *result, gpointer errand)
{
  ((RgErrand *) errand)->result = g_object_ref (result);
}

GAsyncResult *
rg_errand_wait (RgErrand *errand)
{
  while (!errand->result)
    g_main_context_iteration (errand->context, TRUE);
  return g_steal_pointer (&errand->result);
}

gboolean
rg_errand_timed_out (const RgErrand *errand)
{
  return errand->timed_out;
}
