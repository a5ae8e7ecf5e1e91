/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the two files of the stream share: one connects and protects, one reads and writes. */
#pragma once

#include "account/guard.h"
#include "account/stream.h"

struct _RgStream
{
  char *host;
  char *ca_file; /* NULL: the system's */
  GSocketConnectable *address;
  GCancellable *cancellable;
  GSocketConnection *connection;
  GIOStream *tls; /* NULL while unprotected */
  GIOStream *io;  /* what is spoken through; borrowed from one of the two */
  gint64 deadline;
  RgGuard *guard;
  GByteArray *unread; /* came with a line that was read directly */
  mailstream *etpan;  /* NULL, or the libetpan stream on top */
  GError *error;
};

/* `seconds`, or less where tests say so. */
guint rg_stream_limited (guint seconds);

/* Whether bytes are here that nobody has asked for yet. */
gboolean rg_stream_has_unread (const RgStream *stream);

GSocket *rg_stream_socket (const RgStream *stream);
