/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/maildir_reader.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct _RgMaildirReader
{
  guint32 uid;
  FILE *file;
  guint64 offset;
  int before;       /* the byte that was given last */
  gboolean owes_lf; /* behind a CR that the file doesn't have */
};

RgMaildirReader *
rg_maildir_reader_new (guint32 uid, int fd)
{
  RgMaildirReader *reader = g_new0 (RgMaildirReader, 1);
  reader->uid = uid;
  reader->file = fdopen (fd, "rb");
  if (!reader->file)
    close (fd);
  return reader;
}

void
rg_maildir_reader_free (RgMaildirReader *reader)
{
  if (!reader)
    return;
  if (reader->file)
    fclose (reader->file);
  g_free (reader);
}

guint32
rg_maildir_reader_uid (const RgMaildirReader *reader)
{
  return reader->uid;
}

guint64
rg_maildir_reader_offset (const RgMaildirReader *reader)
{
  return reader->offset;
}

static int
next_byte (RgMaildirReader *reader)
{
  if (reader->owes_lf)
    {
      reader->owes_lf = FALSE;
      return '\n';
    }
  int byte = reader->file ? getc_unlocked (reader->file) : EOF;
  reader->owes_lf = byte == '\n' && reader->before != '\r';
  return reader->owes_lf ? '\r' : byte;
}

static gboolean
read_byte (RgMaildirReader *reader, GByteArray *bytes)
{
  int byte = next_byte (reader);
  if (byte == EOF)
    return FALSE;
  guint8 value = (guint8) byte;
  g_byte_array_append (bytes, &value, 1);
  reader->before = byte;
  reader->offset++;
  return TRUE;
}

GByteArray *
rg_maildir_reader_read (RgMaildirReader *reader, gsize length)
{
  GByteArray *bytes = g_byte_array_new ();
  while (bytes->len < length && read_byte (reader, bytes))
    continue;
  return bytes;
}

static gboolean
ends_header (const GByteArray *bytes)
{
  if (bytes->len == 2)
    return memcmp (bytes->data, "\r\n", 2) == 0;
  return bytes->len >= 4 && memcmp (bytes->data + bytes->len - 4, "\r\n\r\n", 4) == 0;
}

GByteArray *
rg_maildir_reader_read_header (RgMaildirReader *reader, gsize length)
{
  GByteArray *bytes = g_byte_array_new ();
  while (bytes->len < length && read_byte (reader, bytes) && !ends_header (bytes))
    continue;
  return bytes;
}
