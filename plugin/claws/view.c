/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "claws/view.h"

#include "base/translate.h"
#include "claws/replying.h"
#include "claws/mailbox.h"
#include "reply/page_words.h"

#include <alertpanel.h>

#define VIEW "regrets-view"

/* Lives as long as its widgets, and as long as something is under way for it. */
typedef struct
{
  MessageView *message_view; /* NULL once its window is closed */
  GtkWidget *bar;            /* NULL: none */
  MsgInfo *info;             /* what is open; NULL: nothing */
  RgReader *reader;
  RgReading *reading; /* NULL: not read yet */
  guint serial;       /* grows with each mail */
  gboolean is_busy;
} View;

/* A mail that is being read on another thread. */
typedef struct
{
  View *view;
  guint serial;
  RgReader *reader;
  RgRequest *request;
} Errand;

static GPtrArray *views; /* View, each with a window */
static RgViewChanged on_changed;

static void act (RgWish wish, gpointer data);

/* ---- a view ---- */

static void
tell_changed (const View *view)
{
  if (on_changed && view->message_view)
    on_changed (view->message_view);
}

/* Nothing is open any more. */
static void
forget (View *view)
{
  view->serial++;
  g_clear_pointer (&view->bar, gtk_widget_destroy);
  g_clear_pointer (&view->reading, rg_reading_unref);
  if (view->info)
    procmsg_msginfo_free (&view->info);
  view->info = NULL;
}

static void
view_clear (gpointer data)
{
  View *view = data;
  forget (view);
  rg_reader_unref (view->reader);
}

static void
view_unref (gpointer data)
{
  g_rc_box_release_full (data, view_clear);
}

/* The widgets are going away. */
static void
on_window_gone (gpointer data)
{
  View *view = data;
  view->message_view = NULL;
  view->bar = NULL;
  forget (view);
  g_ptr_array_remove_fast (views, view);
}

/* Claws Mail empties the lines above a mail when none is open. */
static void
on_headers (GtkLabel *label, GParamSpec *spec, gpointer data)
{
  if (*gtk_label_get_text (label))
    return;
  forget (data);
  tell_changed (data);
}

static View *
view_new (MessageView *message_view, RgReader *reader)
{
  View *view = g_rc_box_new0 (View);
  view->message_view = message_view;
  view->reader = rg_reader_ref (reader);
  if (!views)
    views = g_ptr_array_new_with_free_func (view_unref);
  g_ptr_array_add (views, view);
  g_object_set_data_full (G_OBJECT (message_view->vbox), VIEW, view, on_window_gone);
  if (message_view->headerview)
    g_signal_connect (message_view->headerview->from_body_label, "notify::label",
                      G_CALLBACK (on_headers), view);
  return view;
}

static View *
view_of (MessageView *message_view)
{
  return g_object_get_data (G_OBJECT (message_view->vbox), VIEW);
}

const RgReading *
rg_view_reading (MessageView *message_view)
{
  const View *view = view_of (message_view);
  return view ? view->reading : NULL;
}

void
rg_view_set_changed (RgViewChanged changed)
{
  on_changed = changed;
}

void
rg_view_remove_all (void)
{
  while (views && views->len)
    {
      View *view = g_ptr_array_index (views, 0);
      MessageView *message_view = view->message_view;
      if (message_view->headerview)
        g_signal_handlers_disconnect_by_data (message_view->headerview->from_body_label, view);
      g_clear_pointer (&view->bar, gtk_widget_destroy);
      g_object_set_data (G_OBJECT (message_view->vbox), VIEW, NULL);
    }
  g_clear_pointer (&views, g_ptr_array_unref);
}

/* ---- reading ---- */

static void
errand_free (gpointer data)
{
  Errand *errand = data;
  view_unref (errand->view);
  rg_reader_unref (errand->reader);
  rg_request_free (errand->request);
  g_free (errand);
}

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Errand *errand = data;
  g_task_return_pointer (task, rg_reader_read (errand->reader, errand->request),
                         (GDestroyNotify) rg_reading_unref);
}

static void
put_bar (View *view)
{
  GtkWidget *box = view->message_view->vbox;
  view->bar = rg_bar_new (view->reading, act, view);
  if (!view->bar)
    return;
  gtk_box_pack_start (GTK_BOX (box), view->bar, FALSE, FALSE, 0);
  gtk_box_reorder_child (GTK_BOX (box), view->bar, 1); /* below the headers */
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  const Errand *errand = g_task_get_task_data (G_TASK (result));
  View *view = errand->view;
  gint64 begin = g_get_monotonic_time ();
  g_autoptr (RgReading) reading = g_task_propagate_pointer (G_TASK (result), NULL);
  if (!view->message_view || view->serial != errand->serial)
    return;
  view->reading = g_steal_pointer (&reading);
  put_bar (view);
  tell_changed (view);
  g_debug ("bar: %s, %.2f ms", view->bar ? "shown" : "none",
           (double) (g_get_monotonic_time () - begin) / 1000);
}

static void
begin_to_read (View *view)
{
  Errand *errand = g_new0 (Errand, 1);
  errand->view = g_rc_box_acquire (view);
  errand->serial = view->serial;
  errand->reader = rg_reader_ref (view->reader);
  errand->request = rg_mailbox_request (view->info);
  errand->request->path = procmsg_get_message_file (view->info);
  g_autoptr (GTask) task = g_task_new (NULL, NULL, on_read, NULL);
  g_task_set_task_data (task, errand, errand_free);
  g_task_run_in_thread (task, read_in_thread);
}

void
rg_view_show (MessageView *message_view, RgReader *reader)
{
  gint64 begin = g_get_monotonic_time ();
  View *view = view_of (message_view);
  MsgInfo *info = message_view->msginfo;
  if (!view)
    view = view_new (message_view, reader);
  forget (view);
  if (info && rg_mailbox_is_incoming (info->folder))
    {
      view->info = procmsg_msginfo_new_ref (info);
      begin_to_read (view);
    }
  tell_changed (view);
  g_debug ("mail: begun in %.2f ms", (double) (g_get_monotonic_time () - begin) / 1000);
}

/* ---- what the user wishes ---- */

static GtkWindow *
window_of (const View *view)
{
  GtkWidget *window = gtk_widget_get_toplevel (view->message_view->vbox);
  return GTK_IS_WINDOW (window) ? GTK_WINDOW (window) : NULL;
}

/* With a program that dials, else for the clipboard. */
static char *
call (const View *view)
{
  const char *phone = NULL;
  const GPtrArray *facts = view->reading->page->facts;
  for (guint i = 0; i < facts->len; i++)
    {
      const RgPageLine *line = g_ptr_array_index (facts, i);
      if (g_str_equal (line->name, "phone"))
        phone = line->value;
    }
  g_autoptr (GAppInfo) dialler = g_app_info_get_default_for_uri_scheme ("tel");
  g_autofree char *number = g_uri_escape_string (phone, "+", FALSE);
  g_autofree char *uri = g_strconcat ("tel:", number, NULL);
  if (dialler && gtk_show_uri_on_window (window_of (view), uri, GDK_CURRENT_TIME, NULL))
    return NULL;
  gtk_clipboard_set_text (gtk_clipboard_get (GDK_SELECTION_CLIPBOARD), phone, -1);
  return g_strdup (_ ("The number is in the clipboard."));
}

/* What is left to say; NULL: nothing. Transfer full. */
static char *
fulfil (View *view, RgWish wish)
{
  g_autoptr (RgReplying) replying
      = rg_replying_new (view->info, view->reader, view->reading, window_of (view));
  switch (wish)
    {
    case RG_WISH_DRAFT:
      return rg_replying_draft (replying);
    case RG_WISH_ANOTHER:
      return rg_replying_another (replying);
    case RG_WISH_MISTAKE:
      return rg_replying_file (replying, RG_PAGE_MISTAKES_FOLDER);
    case RG_WISH_MISSED:
      return rg_replying_file (replying, RG_PAGE_MISSED_FOLDER);
    default:
      return call (view);
    }
}

/* Another mail may be open when it is done, or the window be closed. */
static void
act_now (View *view, RgWish wish)
{
  guint serial = view->serial;
  view->is_busy = TRUE;
  if (view->bar)
    gtk_widget_set_sensitive (view->bar, FALSE);
  g_autofree char *said = fulfil (view, wish);
  view->is_busy = FALSE;
  gboolean has_bar = view->bar && view->serial == serial;
  if (has_bar)
    {
      gtk_widget_set_sensitive (view->bar, TRUE);
      rg_bar_tell (view->bar, said);
    }
  else if (said)
    alertpanel_error ("%s", said);
}

typedef struct
{
  View *view;
  guint serial;
  RgWish wish;
} Order;

static gboolean
obey (gpointer data)
{
  Order *order = data;
  View *view = order->view;
  if (view->serial == order->serial && !view->is_busy && view->info
      && rg_wish_is_possible (order->wish, view->reading))
    act_now (view, order->wish);
  return G_SOURCE_REMOVE;
}

static void
order_free (gpointer data)
{
  Order *order = data;
  view_unref (order->view);
  g_free (order);
}

/* Not within the click itself: what follows may run the main loop, and a screen reader that has
 * clicked waits for the click to be over. */
static void
act (RgWish wish, gpointer data)
{
  View *view = data;
  Order *order = g_new (Order, 1);
  *order = (Order){ g_rc_box_acquire (view), view->serial, wish };
  g_idle_add_full (G_PRIORITY_DEFAULT, obey, order, order_free);
}

void
rg_view_act (MessageView *message_view, RgWish wish)
{
  View *view = view_of (message_view);
  if (view)
    act (wish, view);
}
