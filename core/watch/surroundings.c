/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "watch/surroundings.h"

#include <gio/gio.h>

#define SETTLE_MS 1000
#define KINDS     2

typedef struct
{
  RgSurroundings *surroundings;
  RgSurroundingsChange change;
  guint timer;
} Kind;

struct _RgSurroundings
{
  Kind kinds[KINDS];
  RgSurroundingsFunc changed;
  gpointer data;
  GNetworkMonitor *network; /* borrowed: there is one for the whole process */
  gulong handler;
  GCancellable *cancellable;
  GDBusConnection *system, *session; /* NULL where there is none */
  guint sleep, keyring;              /* subscriptions */
};

static gboolean
on_settled (gpointer data)
{
  Kind *kind = data;
  kind->timer = 0;
  kind->surroundings->changed (kind->change, kind->surroundings->data);
  return G_SOURCE_REMOVE;
}

static void
note (RgSurroundings *surroundings, RgSurroundingsChange change)
{
  Kind *kind = &surroundings->kinds[change];
  g_clear_handle_id (&kind->timer, g_source_remove);
  kind->timer = g_timeout_add (SETTLE_MS, on_settled, kind);
}

static void
on_network (GNetworkMonitor *monitor, gboolean is_available, gpointer surroundings)
{
  if (is_available)
    note (surroundings, RG_SURROUNDINGS_NETWORK);
}

/* TRUE before the sleep, FALSE after it. */
static void
on_sleep (GDBusConnection *bus, const char *sender, const char *path, const char *interface,
          const char *name, GVariant *arguments, gpointer surroundings)
{
  gboolean begins = TRUE;
  if (g_variant_is_of_type (arguments, G_VARIANT_TYPE ("(b)")))
    g_variant_get (arguments, "(b)", &begins);
  if (!begins)
    note (surroundings, RG_SURROUNDINGS_NETWORK);
}

static void
on_keyring (GDBusConnection *bus, const char *sender, const char *path, const char *interface,
            const char *name, GVariant *arguments, gpointer surroundings)
{
  note (surroundings, RG_SURROUNDINGS_KEYRING);
}

static void
on_system_bus (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  GDBusConnection *bus = g_bus_get_finish (result, &error);
  if (!bus)
    return; /* perhaps because `data` is gone */
  RgSurroundings *surroundings = data;
  surroundings->system = bus;
  surroundings->sleep = g_dbus_connection_signal_subscribe (
      bus, "org.freedesktop.login1", "org.freedesktop.login1.Manager", "PrepareForSleep",
      "/org/freedesktop/login1", NULL, G_DBUS_SIGNAL_FLAGS_NONE, on_sleep, surroundings, NULL);
}

static void
on_session_bus (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  GDBusConnection *bus = g_bus_get_finish (result, &error);
  if (!bus)
    return;
  RgSurroundings *surroundings = data;
  surroundings->session = bus;
  surroundings->keyring = g_dbus_connection_signal_subscribe (
      bus, "org.freedesktop.secrets", "org.freedesktop.Secret.Collection", NULL, NULL, NULL,
      G_DBUS_SIGNAL_FLAGS_NONE, on_keyring, surroundings, NULL);
}

RgSurroundings *
rg_surroundings_new (RgSurroundingsFunc changed, gpointer data)
{
  RgSurroundings *surroundings = g_new0 (RgSurroundings, 1);
  for (guint i = 0; i < KINDS; i++)
    surroundings->kinds[i]
        = (Kind){ .surroundings = surroundings, .change = (RgSurroundingsChange) i };
  surroundings->changed = changed;
  surroundings->data = data;
  surroundings->cancellable = g_cancellable_new ();
  surroundings->network = g_network_monitor_get_default ();
  surroundings->handler = g_signal_connect (surroundings->network, "network-changed",
                                            G_CALLBACK (on_network), surroundings);
  g_bus_get (G_BUS_TYPE_SYSTEM, surroundings->cancellable, on_system_bus, surroundings);
  g_bus_get (G_BUS_TYPE_SESSION, surroundings->cancellable, on_session_bus, surroundings);
  return surroundings;
}

void
rg_surroundings_free (RgSurroundings *surroundings)
{
  if (!surroundings)
    return;
  g_cancellable_cancel (surroundings->cancellable);
  for (guint i = 0; i < KINDS; i++)
    g_clear_handle_id (&surroundings->kinds[i].timer, g_source_remove);
  g_signal_handler_disconnect (surroundings->network, surroundings->handler);
  if (surroundings->system)
    g_dbus_connection_signal_unsubscribe (surroundings->system, surroundings->sleep);
  if (surroundings->session)
    g_dbus_connection_signal_unsubscribe (surroundings->session, surroundings->keyring);
  g_clear_object (&surroundings->system);
  g_clear_object (&surroundings->session);
  g_clear_object (&surroundings->cancellable);
  g_free (surroundings);
}
