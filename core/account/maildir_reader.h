/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a message's file, with CRLF at the ends of its lines. */
#pragma once

#include <glib.h>

typedef struct _RgMaildirReader RgMaildirReader;

/* Takes the descriptor. */
RgMaildirReader *rg_maildir_reader_new (guint32 uid, int fd);
void rg_maildir_reader_free (RgMaildirReader *reader);

guint32 rg_maildir_reader_uid (const RgMaildirReader *reader);

/* How many bytes were given. */
guint64 rg_maildir_reader_offset (const RgMaildirReader *reader);

/* Up to `length` more; fewer at the end. Transfer full. */
GByteArray *rg_maildir_reader_read (RgMaildirReader *reader, gsize length);

/* The header with the empty line behind it, or as much of it as `length`. Transfer full. */
GByteArray *rg_maildir_reader_read_header (RgMaildirReader *reader, gsize length);
