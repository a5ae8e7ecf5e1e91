/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What comes into the inbox. */
#include "account/maildir_private.h"

#include <gio/gio.h>
#include <string.h>

#define PAUSE_MS 300 /* several files come and go at a time */

typedef struct
{
  GSource source;
  GFileMonitor *monitors[2];
} News;

static gboolean
news_dispatch (GSource *source, GSourceFunc callback, gpointer data)
{
  g_source_set_ready_time (source, -1);
  return callback ? callback (data) : G_SOURCE_REMOVE;
}

static void
news_finalize (GSource *source)
{
  News *news = (News *) source;
  for (gsize i = 0; i < G_N_ELEMENTS (news->monitors); i++)
    if (news->monitors[i])
      {
        g_signal_handlers_disconnect_by_data (news->monitors[i], source);
        g_file_monitor_cancel (news->monitors[i]);
        g_object_unref (news->monitors[i]);
      }
}

static void
on_changed (GFileMonitor *monitor, GFile *file, GFile *other, GFileMonitorEvent event,
            gpointer data)
{
  GSource *source = data;
  if (g_source_get_ready_time (source) < 0)
    g_source_set_ready_time (source, g_get_monotonic_time () + PAUSE_MS * 1000);
}

static GFileMonitor *
watch (const char *path, const char *part, GSource *source)
{
  g_autofree char *name = g_build_filename (path, part, NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (name);
  GFileMonitor *monitor = g_file_monitor_directory (folder, G_FILE_MONITOR_NONE, NULL, NULL);
  if (monitor)
    g_signal_connect (monitor, "changed", G_CALLBACK (on_changed), source);
  return monitor;
}

GSource *
rg_maildir_news_source (RgMaildir *maildir)
{
  static GSourceFuncs functions = { .dispatch = news_dispatch, .finalize = news_finalize };
  GSource *source = g_source_new (&functions, sizeof (News));
  News *news = (News *) source;
  const char *path = rg_maildir_folder_path (maildir->folder);
  news->monitors[0] = watch (path, "new", source);
  news->monitors[1] = watch (path, "cur", source);
  RgMaildirMark seen = rg_maildir_folder_mark (maildir->folder);
  RgMaildirMark now = rg_maildir_mark_of (path);
  if (memcmp (&seen, &now, sizeof now) != 0) /* it came before anybody watched */
    g_source_set_ready_time (source, 0);
  return source;
}
