/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "watch/status_socket.h"

#include "base/error.h"

#include <errno.h>
#include <gio/gio.h>
#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define ANSWER_SECONDS 5
#define NAME_CHARS     8

struct _RgStatusSocket
{
  char *path;
  GSocketService *service;
  char *(*describe) (gpointer data);
  gpointer data;
};

static char *
find_folder (void)
{
  return g_build_filename (g_get_user_runtime_dir (), "regrets", NULL);
}

/* A path in the state folder itself could be too long for a socket. */
static char *
find_path (const RgPlaces *places)
{
  g_autofree char *folder = find_folder ();
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, places->state, -1);
  g_autofree char *name = g_strdup_printf ("watch-%.*s.socket", NAME_CHARS, sum);
  return g_build_filename (folder, name, NULL);
}

static gboolean
is_own_user (GSocketConnection *connection)
{
  GSocket *socket = g_socket_connection_get_socket (connection);
  g_autoptr (GCredentials) peer = g_socket_get_credentials (socket, NULL);
  return peer && g_credentials_get_unix_user (peer, NULL) == geteuid ();
}

static GSocketConnection *
connect_to (const char *path)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  g_socket_client_set_timeout (client, ANSWER_SECONDS);
  g_autoptr (GSocketConnection) connection
      = g_socket_client_connect (client, G_SOCKET_CONNECTABLE (address), NULL, NULL);
  return connection && is_own_user (connection) ? g_steal_pointer (&connection) : NULL;
}

/* ---- serving ---- */

static void
on_written (GObject *output, GAsyncResult *result, gpointer connection)
{
  g_output_stream_write_all_finish (G_OUTPUT_STREAM (output), result, NULL, NULL);
  g_io_stream_close_async (G_IO_STREAM (connection), G_PRIORITY_DEFAULT, NULL, NULL, NULL);
  g_object_unref (connection);
}

static gboolean
on_incoming (GSocketService *service, GSocketConnection *connection, GObject *source,
             gpointer data)
{
  RgStatusSocket *socket = data;
  if (!is_own_user (connection))
    return TRUE;
  char *text = socket->describe (socket->data);
  g_socket_set_timeout (g_socket_connection_get_socket (connection), ANSWER_SECONDS);
  g_object_set_data_full (G_OBJECT (connection), "answer", text, g_free);
  g_output_stream_write_all_async (g_io_stream_get_output_stream (G_IO_STREAM (connection)),
                                   text, strlen (text), G_PRIORITY_DEFAULT, NULL, on_written,
                                   g_object_ref (connection));
  return TRUE;
}

static gboolean
make_folder (GError **error)
{
  g_autofree char *folder = find_folder ();
  GStatBuf is = { 0 };
  if (g_mkdir_with_parents (folder, S_IRWXU) == 0 && g_lstat (folder, &is) == 0
      && S_ISDIR (is.st_mode) && is.st_uid == geteuid () && g_chmod (folder, S_IRWXU) == 0)
    return TRUE;
  g_set_error (error, RG_ERROR, RG_ERROR_STORAGE, "%s is no folder of yours", folder);
  return FALSE;
}

static GSocket *
listen_at (const char *path, GError **error)
{
  g_autoptr (GError) inner = NULL;
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM,
                                             G_SOCKET_PROTOCOL_DEFAULT, &inner);
  if (socket && fchmod (g_socket_get_fd (socket), S_IRUSR | S_IWUSR) == 0
      && g_socket_bind (socket, address, FALSE, &inner) && g_socket_listen (socket, &inner))
    return g_steal_pointer (&socket);
  g_set_error (error, RG_ERROR, RG_ERROR_STORAGE, "can't listen at %s: %s", path,
               inner ? inner->message : g_strerror (errno));
  return NULL;
}

/* One that was left behind by a crash is in the way. */
static gboolean
clear_place (const char *path, GError **error)
{
  g_autoptr (GSocketConnection) other = connect_to (path);
  if (other)
    g_set_error (error, RG_ERROR, RG_ERROR_TEMPORARY, "another regrets watches already");
  else
    g_unlink (path);
  return !other;
}

RgStatusSocket *
rg_status_socket_open (const RgPlaces *places, char *(*describe) (gpointer data), gpointer data,
                       GError **error)
{
  g_autofree char *path = find_path (places);
  if (!make_folder (error) || !clear_place (path, error))
    return NULL;
  g_autoptr (GSocket) listener = listen_at (path, error);
  if (!listener)
    return NULL;
  RgStatusSocket *socket = g_new0 (RgStatusSocket, 1);
  socket->path = g_steal_pointer (&path);
  socket->describe = describe;
  socket->data = data;
  socket->service = g_socket_service_new ();
  g_signal_connect (socket->service, "incoming", G_CALLBACK (on_incoming), socket);
  g_socket_listener_add_socket (G_SOCKET_LISTENER (socket->service), listener, NULL, NULL);
  return socket;
}

void
rg_status_socket_free (RgStatusSocket *socket)
{
  if (!socket)
    return;
  g_unlink (socket->path);
  g_socket_service_stop (socket->service);
  g_signal_handlers_disconnect_by_data (socket->service, socket);
  g_socket_listener_close (G_SOCKET_LISTENER (socket->service));
  g_object_unref (socket->service);
  g_free (socket->path);
  g_free (socket);
}

/* ---- asking ---- */

char *
rg_status_socket_ask (const RgPlaces *places, GError **error)
{
  g_autofree char *path = find_path (places);
  g_autoptr (GSocketConnection) connection = connect_to (path);
  if (!connection)
    {
      g_set_error (error, RG_ERROR, RG_ERROR_UNAVAILABLE,
                   "no regrets watch runs with the state folder %s; start one with: "
                   "systemctl --user start regrets",
                   places->state);
      return NULL;
    }
  g_autoptr (GError) inner = NULL;
  g_autoptr (GOutputStream) answer = g_memory_output_stream_new_resizable ();
  if (g_output_stream_splice (answer, g_io_stream_get_input_stream (G_IO_STREAM (connection)),
                              G_OUTPUT_STREAM_SPLICE_NONE, NULL, &inner)
      < 0)
    {
      g_set_error (error, RG_ERROR, RG_ERROR_UNAVAILABLE,
                   "regrets watch runs, but doesn't answer: %s", inner->message);
      return NULL;
    }
  g_output_stream_write (answer, "", 1, NULL, NULL);
  g_output_stream_close (answer, NULL, NULL);
  return g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (answer));
}
