/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A verified connection to a mail server over GIO, that libetpan reads and writes through. */
#pragma once

#include "base/settings.h"

#include <gio/gio.h>
#include <libetpan/libetpan.h>

typedef struct _RgStream RgStream;

/* To be called before threads are begun that open streams: where two of them are the first to
 * use some of GIO's classes, GLib 2.74 was seen to stop both for ever. */
void rg_stream_prepare (void);

/* Connects, and with RG_SECURITY_TLS shakes hands, within 30 s. Certificate and host name are
 * always verified; there is no way round it. Errors: RG_ERROR_UNAVAILABLE,
 * RG_ERROR_CERTIFICATE (the message says which name or CA), RG_ERROR_CONFIG (ca_file). */
RgStream *rg_stream_open (const RgAccount *account, GCancellable *cancellable, GError **error);
void rg_stream_free (RgStream *stream);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgStream, rg_stream_free)

/* TLS in place, after STARTTLS was answered OK (RFC 3501 §6.2.1). Refuses where the server has
 * already sent bytes that would then be taken as protected. */
gboolean rg_stream_start_tls (RgStream *stream, GError **error);

/* Whether a password may be sent: under TLS, or to a loopback address. */
gboolean rg_stream_is_private (RgStream *stream);

/* The libetpan stream on top. Owned by the caller (mailstream_close); `stream` must outlive
 * it. */
mailstream *rg_stream_new_mailstream (RgStream *stream);

/* Every read and write until the next call must be done in `seconds` from now; also resets
 * the byte guard. */
void rg_stream_set_deadline (RgStream *stream, guint seconds);

/* Waits, unless it is cancelled: RG_ERROR_UNAVAILABLE then. */
gboolean rg_stream_rest (RgStream *stream, guint milliseconds, GError **error);

/* What went wrong below libetpan since the last call (guard, deadline, end of file); NULL if
 * nothing. Transfer full. */
GError *rg_stream_take_error (RgStream *stream);

/* For tests: no deadline is longer than this from now on, that of connecting neither. */
void rg_stream_limit_deadlines (guint seconds);

/* Direct line access, for what libetpan is not asked to do: one line without CRLF (transfer
 * full), NULL on error; and a write of all bytes. What libetpan has read ahead is taken back
 * from it first, and what follows the line is left to it. */
char *rg_stream_read_line (RgStream *stream, GError **error);
gboolean rg_stream_write (RgStream *stream, const char *bytes, gsize length, GError **error);

/* Takes what is here without waiting for more, and forgets whole lines from the front on that are
 * noise; not many, as a server could go on for ever. Whether nothing is left, no error either.
 * Only for the main thread. */
gboolean rg_stream_forget (RgStream *stream, gboolean (*is_noise) (const char *line));

/* Ready when bytes can be read, those already here (decrypted, or read ahead) too, and when the
 * connection was closed; its callback is a GSourceFunc. To be destroyed before the stream is
 * used again; only for the main thread. Transfer full. */
GSource *rg_stream_create_source (RgStream *stream);
