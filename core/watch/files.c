/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "watch/files.h"

#include <gio/gio.h>

#define SETTLE_MS 1000

struct _RgFiles
{
  const RgPlaces *places;
  GPtrArray *monitors; /* GFileMonitor, one for each place there is */
  char *calendar;
  guint timer;
  void (*changed) (gpointer data);
  gpointer data;
};

static void look_for_places (RgFiles *files);

/* Folders may have come or gone. */
static gboolean
on_settled (gpointer data)
{
  RgFiles *files = data;
  files->timer = 0;
  look_for_places (files);
  files->changed (files->data);
  return G_SOURCE_REMOVE;
}

/* What editors put beside a file while it is open is none of ours. */
static gboolean
is_read (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);
  gboolean is_folder = g_str_has_suffix (name, ".d") || !strchr (name, '.');
  return *name != '.'
         && (is_folder || g_str_has_suffix (name, ".conf") || g_str_has_suffix (name, ".txt")
             || g_str_has_suffix (name, ".ics"));
}

static void
on_change (GFileMonitor *monitor, GFile *file, GFile *other, GFileMonitorEvent event,
           gpointer data)
{
  RgFiles *files = data;
  if (event == G_FILE_MONITOR_EVENT_ATTRIBUTE_CHANGED
      || (!is_read (file) && !(other && is_read (other))))
    return;
  g_clear_handle_id (&files->timer, g_source_remove);
  files->timer = g_timeout_add (SETTLE_MS, on_settled, files);
}

static void
watch_place (RgFiles *files, const char *path)
{
  if (!path || !g_file_test (path, G_FILE_TEST_EXISTS))
    return;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) place = g_file_new_for_path (path);
  GFileMonitor *monitor = g_file_monitor (place, G_FILE_MONITOR_WATCH_MOVES, NULL, &error);
  if (!monitor)
    {
      g_message ("changes in %s are only seen after a SIGHUP: %s", path, error->message);
      return;
    }
  g_signal_connect (monitor, "changed", G_CALLBACK (on_change), files);
  g_ptr_array_add (files->monitors, monitor);
}

/* One for each language. */
static void
watch_templates (RgFiles *files, const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  for (const char *name = NULL; folder && (name = g_dir_read_name (folder));)
    {
      g_autofree char *below = g_build_filename (path, name, NULL);
      watch_place (files, below);
    }
}

static void
look_for_places (RgFiles *files)
{
  const char *config = files->places->config;
  g_autofree char *rules = g_build_filename (config, "rules.d", NULL);
  g_autofree char *words = g_build_filename (config, "words.d", NULL);
  g_autofree char *templates = g_build_filename (config, "templates", NULL);
  g_ptr_array_set_size (files->monitors, 0);
  watch_place (files, config);
  watch_place (files, rules);
  watch_place (files, words);
  watch_place (files, templates);
  watch_templates (files, templates);
  watch_place (files, files->calendar);
}

RgFiles *
rg_files_new (const RgPlaces *places, void (*changed) (gpointer data), gpointer data)
{
  RgFiles *files = g_new0 (RgFiles, 1);
  files->places = places;
  files->changed = changed;
  files->data = data;
  files->monitors = g_ptr_array_new_with_free_func (g_object_unref);
  look_for_places (files);
  return files;
}

void
rg_files_free (RgFiles *files)
{
  if (!files)
    return;
  g_clear_handle_id (&files->timer, g_source_remove);
  g_ptr_array_unref (files->monitors);
  g_free (files->calendar);
  g_free (files);
}

void
rg_files_set_calendar (RgFiles *files, const char *path)
{
  if (g_strcmp0 (files->calendar, path) == 0)
    return;
  g_free (files->calendar);
  files->calendar = g_strdup (path);
  look_for_places (files);
}
