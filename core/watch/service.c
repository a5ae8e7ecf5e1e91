/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "watch/service.h"

#include <gio/gio.h>
#include <gio/gunixsocketaddress.h>
#include <unistd.h>

/* Begins with @ where it isn't in the file system. */
static GSocketAddress *
find_manager (void)
{
  const char *path = g_getenv ("NOTIFY_SOCKET");
  if (path && *path == '/')
    return g_unix_socket_address_new (path);
  if (path && *path == '@')
    return g_unix_socket_address_new_with_type (path + 1, -1, G_UNIX_SOCKET_ADDRESS_ABSTRACT);
  return NULL;
}

void
rg_service_tell (const char *news)
{
  g_autoptr (GSocketAddress) manager = find_manager ();
  if (!manager)
    return;
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_DATAGRAM,
                                             G_SOCKET_PROTOCOL_DEFAULT, NULL);
  if (socket)
    g_socket_send_to (socket, manager, news, strlen (news), NULL, NULL);
}

void
rg_service_tell_reloading (void)
{
  g_autofree char *news = g_strdup_printf ("RELOADING=1\nMONOTONIC_USEC=%" G_GINT64_FORMAT,
                                           g_get_monotonic_time ());
  rg_service_tell (news);
}

static gboolean
on_watchdog (gpointer data)
{
  rg_service_tell ("WATCHDOG=1");
  return G_SOURCE_CONTINUE;
}

void
rg_service_begin_watchdog (void)
{
  const char *span = g_getenv ("WATCHDOG_USEC");
  const char *whom = g_getenv ("WATCHDOG_PID");
  guint64 microseconds = span ? g_ascii_strtoull (span, NULL, 10) : 0;
  gboolean is_meant = !whom || g_ascii_strtoull (whom, NULL, 10) == (guint64) getpid ();
  if (is_meant && microseconds >= 2000)
    g_timeout_add ((guint) MIN (microseconds / 2000, G_MAXUINT), on_watchdog, NULL);
}
