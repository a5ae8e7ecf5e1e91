/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Connecting to a server that takes no connections, and how that is broken off. */
#include "account/stream.h"
#include "base/error.h"

#include <arpa/inet.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define CROWD 4

/* Listens, with so many in the queue that it answers nobody else. */
typedef struct
{
  int listener;
  int crowd[CROWD];
  guint16 port;
} Full;

static Full
full_new (void)
{
  Full full = { .listener = socket (AF_INET, SOCK_STREAM, 0) };
  struct sockaddr_in address = { .sin_family = AF_INET };
  socklen_t size = sizeof address;
  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  g_assert_cmpint (bind (full.listener, (struct sockaddr *) &address, size), ==, 0);
  g_assert_cmpint (listen (full.listener, 0), ==, 0);
  g_assert_cmpint (getsockname (full.listener, (struct sockaddr *) &address, &size), ==, 0);
  full.port = ntohs (address.sin_port);
  for (guint i = 0; i < CROWD; i++)
    {
      full.crowd[i] = socket (AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
      (void) !connect (full.crowd[i], (struct sockaddr *) &address, size);
    }
  return full;
}

static void
full_clear (Full *full)
{
  for (guint i = 0; i < CROWD; i++)
    close (full->crowd[i]);
  close (full->listener);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Full, full_clear)

static char *
connect_to (const char *host, guint16 port, GCancellable *cancellable)
{
  char name[] = "127.0.0.1";
  RgAccount account = { .host = host ? (char *) host : name, .port = port };
  g_autoptr (GError) error = NULL;
  g_autoptr (RgStream) stream = rg_stream_open (&account, cancellable, &error);
  g_assert_null (stream);
  g_assert_true (g_error_matches (error, RG_ERROR, RG_ERROR_UNAVAILABLE));
  return g_strdup (error->message);
}

static gpointer
cancel_soon (gpointer cancellable)
{
  g_usleep (100000); /* by then it is connecting; before is as good */
  g_cancellable_cancel (cancellable);
  return NULL;
}

static void
test_cancelled (void)
{
  static const char *const hosts[] = { "127.0.0.1", "localhost" };
  g_auto (Full) full = full_new ();
  for (guint i = 0; i < 2 * G_N_ELEMENTS (hosts); i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);
      gint64 begun = g_get_monotonic_time ();
      g_autofree char *said = connect_to (hosts[i / 2], full.port, cancellable);
      g_assert_cmpint (g_get_monotonic_time () - begun, <, 5 * G_USEC_PER_SEC);
      g_assert_nonnull (strstr (said, "cancelled"));
      g_thread_join (thread);
    }
}

static void
test_cancelled_before (void)
{
  g_auto (Full) full = full_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_cancellable_cancel (cancellable);
  g_autofree char *said = connect_to (NULL, full.port, cancellable);
  g_assert_nonnull (strstr (said, "cancelled"));
}

static void
test_no_answer (void)
{
  g_auto (Full) full = full_new ();
  rg_stream_limit_deadlines (1);
  g_autofree char *said = connect_to (NULL, full.port, NULL);
  g_assert_nonnull (strstr (said, "no answer in time"));
}

static void
test_refused (void)
{
  guint16 port = 0;
  {
    g_auto (Full) full = full_new ();
    port = full.port;
  }
  g_autofree char *said = connect_to (NULL, port, NULL);
  g_assert_nonnull (strstr (said, "can't connect to 127.0.0.1"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/connect/cancelled", test_cancelled);
  g_test_add_func ("/connect/cancelled-before", test_cancelled_before);
  g_test_add_func ("/connect/no-answer", test_no_answer);
  g_test_add_func ("/connect/refused", test_refused);
  return g_test_run ();
}
