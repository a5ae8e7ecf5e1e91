/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/stream_private.h"

#include "account/vigil.h"
#include "base/error.h"

#include <string.h>

#define ETPAN_BUFFER 8192
#define PIECE        4096
#define MOST_NOISE   20 /* lines at a time */

static guint deadline_limit = G_MAXUINT;

void
rg_stream_limit_deadlines (guint seconds)
{
  deadline_limit = seconds;
}

guint
rg_stream_limited (guint seconds)
{
  return MIN (seconds, deadline_limit);
}

void
rg_stream_set_deadline (RgStream *stream, guint seconds)
{
  gint64 span = rg_stream_limited (seconds);
  stream->deadline = g_get_monotonic_time () + span * G_USEC_PER_SEC;
  rg_guard_reset (stream->guard);
}

GError *
rg_stream_take_error (RgStream *stream)
{
  return g_steal_pointer (&stream->error);
}

void
rg_stream_free (RgStream *stream)
{
  if (!stream)
    return;
  /* The socket first: a polite TLS goodbye could block on a peer that no longer reads. */
  if (stream->connection)
    g_socket_close (g_socket_connection_get_socket (stream->connection), NULL);
  g_clear_object (&stream->tls);
  g_clear_object (&stream->connection);
  g_clear_object (&stream->address);
  g_clear_object (&stream->cancellable);
  rg_guard_free (stream->guard);
  g_byte_array_unref (stream->unread);
  g_clear_error (&stream->error);
  g_free (stream->host);
  g_free (stream->ca_file);
  g_free (stream);
}

gboolean
rg_stream_has_unread (const RgStream *stream)
{
  return stream->unread->len > 0 || (stream->etpan && stream->etpan->read_buffer_len > 0);
}

GSocket *
rg_stream_socket (const RgStream *stream)
{
  return g_socket_connection_get_socket (stream->connection);
}

/* ---- reading and writing, up to the deadline ---- */

static gssize
fail (RgStream *stream, const char *what)
{
  g_clear_error (&stream->error);
  g_set_error (&stream->error, RG_ERROR, RG_ERROR_UNAVAILABLE, "connection to %s: %s",
               stream->host, what);
  return -1;
}

static gboolean
wait_for (RgStream *stream, GIOCondition condition)
{
  g_autoptr (GError) inner = NULL;
  gint64 left = stream->deadline - g_get_monotonic_time ();
  if (left > 0
      && g_socket_condition_timed_wait (rg_stream_socket (stream), condition, left,
                                        stream->cancellable, &inner))
    return TRUE;
  gboolean late = left <= 0 || g_error_matches (inner, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  fail (stream, late ? "no answer in time" : inner->message);
  return FALSE;
}

gboolean
rg_stream_rest (RgStream *stream, guint milliseconds, GError **error)
{
  GPollFD descriptor = { .fd = -1 };
  gboolean can_end
      = stream->cancellable && g_cancellable_make_pollfd (stream->cancellable, &descriptor);
  g_poll (&descriptor, can_end ? 1 : 0, (int) milliseconds);
  if (can_end)
    g_cancellable_release_fd (stream->cancellable);
  if (!g_cancellable_is_cancelled (stream->cancellable))
    return TRUE;
  g_set_error (error, RG_ERROR, RG_ERROR_UNAVAILABLE, "connection to %s: it is to end",
               stream->host);
  return FALSE;
}

static gssize
read_bytes (RgStream *stream, char *bytes, gsize size)
{
  GPollableInputStream *input
      = G_POLLABLE_INPUT_STREAM (g_io_stream_get_input_stream (stream->io));
  for (;;)
    {
      g_autoptr (GError) inner = NULL;
      gssize length = g_pollable_input_stream_read_nonblocking (input, bytes, size,
                                                                stream->cancellable, &inner);
      if (length > 0 && stream->deadline < g_get_monotonic_time ())
        return fail (stream, "no answer in time");
      gsize size_read = (gsize) MAX (length, 0);
      if (length > 0)
        return rg_guard_see (stream->guard, bytes, size_read, &stream->error) ? length : -1;
      if (length == 0)
        return fail (stream, "closed by the server");
      if (!g_error_matches (inner, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
        return fail (stream, inner->message);
      if (!wait_for (stream, G_IO_IN))
        return -1;
    }
}

static gssize
write_bytes (RgStream *stream, const char *bytes, gsize size)
{
  GPollableOutputStream *output
      = G_POLLABLE_OUTPUT_STREAM (g_io_stream_get_output_stream (stream->io));
  for (;;)
    {
      g_autoptr (GError) inner = NULL;
      gssize length = g_pollable_output_stream_write_nonblocking (output, bytes, size,
                                                                  stream->cancellable, &inner);
      if (length >= 0)
        return length;
      if (!g_error_matches (inner, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
        return fail (stream, inner->message);
      if (!wait_for (stream, G_IO_OUT))
        return -1;
    }
}

static gsize
take_unread (RgStream *stream, void *bytes, gsize size)
{
  gsize length = MIN (size, stream->unread->len);
  memcpy (bytes, stream->unread->data, length);
  g_byte_array_remove_range (stream->unread, 0, (guint) length);
  return length;
}

/* ---- libetpan's driver ---- */

static ssize_t
low_read (mailstream_low *low, void *bytes, size_t size)
{
  RgStream *stream = low->data;
  if (stream->error || size == 0)
    return -1;
  if (stream->unread->len > 0)
    return (ssize_t) take_unread (stream, bytes, size);
  return read_bytes (stream, bytes, size);
}

static ssize_t
low_write (mailstream_low *low, const void *bytes, size_t size)
{
  RgStream *stream = low->data;
  return stream->error ? -1 : write_bytes (stream, bytes, size);
}

static int
low_close (mailstream_low *low)
{
  return 0;
}

static int
low_get_fd (mailstream_low *low)
{
  RgStream *stream = low->data;
  return g_socket_get_fd (rg_stream_socket (stream));
}

static void
low_free (mailstream_low *low)
{
  RgStream *stream = low->data;
  stream->etpan = NULL;
  free (low);
}

static void
low_cancel (mailstream_low *low)
{
}

static struct mailstream_cancel *
low_get_cancel (mailstream_low *low)
{
  return NULL;
}

static carray *
low_get_certificate_chain (mailstream_low *low)
{
  return NULL;
}

static int
low_idle (mailstream_low *low)
{
  return -1;
}

mailstream *
rg_stream_new_mailstream (RgStream *stream)
{
  static mailstream_low_driver driver = {
    .mailstream_read = low_read,
    .mailstream_write = low_write,
    .mailstream_close = low_close,
    .mailstream_get_fd = low_get_fd,
    .mailstream_free = low_free,
    .mailstream_cancel = low_cancel,
    .mailstream_get_cancel = low_get_cancel,
    .mailstream_get_certificate_chain = low_get_certificate_chain,
    .mailstream_setup_idle = low_idle,
    .mailstream_unsetup_idle = low_idle,
    .mailstream_interrupt_idle = low_idle,
  };
  stream->etpan = mailstream_new (mailstream_low_new (stream, &driver), ETPAN_BUFFER);
  return stream->etpan;
}

/* ---- lines, past libetpan ---- */

/* What libetpan read ahead belongs to whoever reads next. */
static void
take_back (RgStream *stream)
{
  if (!stream->etpan || stream->etpan->read_buffer_len == 0)
    return;
  g_byte_array_prepend (stream->unread, (const guint8 *) stream->etpan->read_buffer,
                        (guint) stream->etpan->read_buffer_len);
  stream->etpan->read_buffer_len = 0;
}

static char *
take_line (RgStream *stream, gsize length)
{
  char *line = g_strndup ((const char *) stream->unread->data, length);
  g_byte_array_remove_range (stream->unread, 0, (guint) length + 1);
  g_strchomp (line);
  return line;
}

char *
rg_stream_read_line (RgStream *stream, GError **error)
{
  take_back (stream);
  gsize seen = 0;
  for (;;)
    {
      const guint8 *data = stream->unread->data;
      const guint8 *end = seen < stream->unread->len
                              ? memchr (data + seen, '\n', stream->unread->len - seen)
                              : NULL;
      if (end)
        return take_line (stream, (gsize) (end - data));
      seen = stream->unread->len;
      char piece[PIECE];
      gssize length = stream->error ? -1 : read_bytes (stream, piece, sizeof piece);
      if (length < 0)
        {
          g_propagate_error (error, rg_stream_take_error (stream));
          return NULL;
        }
      g_byte_array_append (stream->unread, (const guint8 *) piece, (guint) length);
    }
}

gboolean
rg_stream_write (RgStream *stream, const char *bytes, gsize length, GError **error)
{
  while (length > 0)
    {
      gssize written = stream->error ? -1 : write_bytes (stream, bytes, length);
      if (written < 0)
        {
          g_propagate_error (error, rg_stream_take_error (stream));
          return FALSE;
        }
      bytes += written;
      length -= (gsize) written;
    }
  return TRUE;
}

/* ---- the source ---- */

/* Takes what is here already, be it still encrypted: a socket is silent about what was read
 * from it. FALSE where there is something to be told, an error too. */
static gboolean
is_quiet (RgStream *stream)
{
  GPollableInputStream *input
      = G_POLLABLE_INPUT_STREAM (g_io_stream_get_input_stream (stream->io));
  char piece[PIECE];
  g_autoptr (GError) inner = NULL;
  if (rg_stream_has_unread (stream))
    return FALSE;
  gssize length
      = g_pollable_input_stream_read_nonblocking (input, piece, sizeof piece, NULL, &inner);
  if (length > 0 && rg_guard_see (stream->guard, piece, (gsize) length, &stream->error))
    g_byte_array_append (stream->unread, (const guint8 *) piece, (guint) length);
  return g_error_matches (inner, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK);
}

GSource *
rg_stream_create_source (RgStream *stream)
{
  gboolean was_quiet = is_quiet (stream);
  GSource *source = rg_vigil_create_source (g_socket_get_fd (rg_stream_socket (stream)));
  if (!was_quiet)
    g_source_set_ready_time (source, 0);
  return source;
}

gboolean
rg_stream_forget (RgStream *stream, gboolean (*is_noise) (const char *line))
{
  GByteArray *unread = stream->unread;
  for (guint lines = 0; !is_quiet (stream); lines++)
    {
      const guint8 *end = unread->len ? memchr (unread->data, '\n', unread->len) : NULL;
      if (!end || lines >= MOST_NOISE)
        return FALSE;
      gsize length = (gsize) (end - unread->data) + 1;
      g_autofree char *line = g_strndup ((const char *) unread->data, length);
      if (!is_noise (line))
        return FALSE;
      g_byte_array_remove_range (unread, 0, (guint) length);
    }
  return TRUE;
}
