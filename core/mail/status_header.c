/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/status_header.h"

#include <string.h>

#define OURS "X-Regrets-"
#define FROM "From "

/* The length of the first line, line end included. */
static gsize
line_length (const char *p, gsize length)
{
  const char *end = memchr (p, '\n', length);
  return end ? (gsize) (end - p) + 1 : length;
}

static gboolean
begins_with (const char *p, gsize length, const char *prefix)
{
  return length >= strlen (prefix) && g_ascii_strncasecmp (p, prefix, strlen (prefix)) == 0;
}

static gboolean
is_blank (const char *line, gsize length)
{
  return line[0] == '\n' || (length >= 2 && line[0] == '\r' && line[1] == '\n');
}

static gboolean
is_folded (const char *line)
{
  return *line == ' ' || *line == '\t';
}

static gboolean
is_ours (const char *line, gsize length)
{
  return begins_with (line, length, OURS) && memchr (line, ':', length);
}

gsize
rg_status_header_start (const char *bytes, gsize length)
{
  if (length < strlen (FROM) || memcmp (bytes, FROM, strlen (FROM)) != 0)
    return 0;
  const char *end = memchr (bytes, '\n', length);
  return end ? (gsize) (end - bytes) + 1 : 0;
}

/* Appends the fields that aren't ours; returns how far it went: to the blank line or the end.
 */
static gsize
append_other_fields (GByteArray *mail, const char *header, gsize length)
{
  gboolean drops = FALSE;
  gsize at = 0;
  while (at < length)
    {
      const char *line = header + at;
      gsize size = line_length (line, length - at);
      if (is_blank (line, size))
        break;
      if (!is_folded (line))
        drops = is_ours (line, size);
      if (!drops)
        g_byte_array_append (mail, (const guint8 *) line, (guint) size);
      at += size;
    }
  return at;
}

GBytes *
rg_status_header_put (const char *bytes, gsize length, const char *value)
{
  gsize start = rg_status_header_start (bytes, length);
  if (start < length && is_folded (bytes + start))
    return NULL;
  gsize first = line_length (bytes, length);
  gboolean crlf = first >= 2 && bytes[first - 2] == '\r' && bytes[first - 1] == '\n';
  GByteArray *mail = g_byte_array_sized_new ((guint) length + 128);
  g_byte_array_append (mail, (const guint8 *) bytes, (guint) start);
  if (value)
    {
      g_autofree char *field = g_strconcat (OURS "Status: ", value, crlf ? "\r\n" : "\n", NULL);
      g_byte_array_append (mail, (const guint8 *) field, (guint) strlen (field));
    }
  gsize body = start + append_other_fields (mail, bytes + start, length - start);
  g_byte_array_append (mail, (const guint8 *) bytes + body, (guint) (length - body));
  return g_byte_array_free_to_bytes (mail);
}
