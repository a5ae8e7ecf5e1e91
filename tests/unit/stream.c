/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a stream takes without being asked. */
#include "account/stream_private.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

typedef struct
{
  RgStream *stream;
  int server;
} Line;

static void
line_open (Line *line, const char *said)
{
  int ends[2];
  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM, 0, ends), ==, 0);
  g_assert_cmpint (send (ends[1], said, strlen (said), 0), ==, (gssize) strlen (said));
  g_autoptr (GSocket) socket = g_socket_new_from_fd (ends[0], NULL);
  RgStream *stream = g_new0 (RgStream, 1);
  stream->host = g_strdup ("localhost");
  stream->connection = g_socket_connection_factory_create_connection (socket);
  stream->io = G_IO_STREAM (stream->connection);
  stream->guard = rg_guard_new ();
  stream->unread = g_byte_array_new ();
  *line = (Line){ stream, ends[1] };
}

static void
line_close (Line *line)
{
  rg_stream_free (line->stream);
  close (line->server);
}

static gboolean
is_noise (const char *line)
{
  return g_str_has_prefix (line, "* OK ");
}

static gboolean
forgets (const char *said)
{
  Line line;
  line_open (&line, said);
  gboolean is_over = rg_stream_forget (line.stream, is_noise);
  line_close (&line);
  return is_over;
}

static void
test_forget (void)
{
  static const struct
  {
    const char *said;
    gboolean is_over;
  } cases[] = {
    { "", TRUE },
    { "* OK Still here\r\n", TRUE },
    { "* OK Still here\r\n* OK Still here\r\n", TRUE },
    { "* 1 EXISTS\r\n", FALSE },
    { "* OK Still here\r\n* 1 EXISTS\r\n", FALSE },
    { "* OK Sti", FALSE },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (forgets (cases[i].said), ==, cases[i].is_over);
}

static void
test_what_is_left (void)
{
  Line line;
  line_open (&line, "* OK Still here\r\n* 1 EXISTS\r\n");
  g_assert_false (rg_stream_forget (line.stream, is_noise));
  rg_stream_set_deadline (line.stream, 10);
  g_autofree char *left = rg_stream_read_line (line.stream, NULL);
  g_assert_cmpstr (left, ==, "* 1 EXISTS");
  line_close (&line);
}

static void
test_noise_without_end (void)
{
  GString *said = g_string_new (NULL);
  for (int i = 0; i < 100; i++)
    g_string_append (said, "* OK Still here\r\n");
  g_assert_false (forgets (said->str));
  g_string_free (said, TRUE);
}

static void
test_closed (void)
{
  Line line;
  line_open (&line, "* OK Still here\r\n");
  shutdown (line.server, SHUT_WR);
  g_assert_false (rg_stream_forget (line.stream, is_noise));
  line_close (&line);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stream/forget", test_forget);
  g_test_add_func ("/stream/what-is-left", test_what_is_left);
  g_test_add_func ("/stream/noise-without-end", test_noise_without_end);
  g_test_add_func ("/stream/closed", test_closed);
  return g_test_run ();
}
