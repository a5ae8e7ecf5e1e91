/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/extent.h"

#include <string.h>

/* The empty line below the header; `end` if there is none. */
static const char *
end_of_head (const char *bytes, const char *end)
{
  const char *unix_end = memmem (bytes, (gsize) (end - bytes), "\n\n", 2);
  const char *limit = unix_end ? unix_end : end;
  const char *wire_end = memmem (bytes, (gsize) (limit - bytes), "\n\r\n", 3);
  return wire_end ? wire_end : limit;
}

/* Whole header fields only, where that is possible. */
static gsize
cut_head (const char *bytes)
{
  for (gsize length = RG_EXTENT_HEAD; length > 1; length--)
    if (bytes[length - 1] == '\n' && bytes[length] != ' ' && bytes[length] != '\t')
      return length - 1;
  return RG_EXTENT_HEAD;
}

/* Where one line too many says that a part begins. */
static gsize
cut_parts (const char *bytes, gsize length)
{
  const char *end = bytes + length;
  guint parts = 0;
  for (const char *p = bytes; (p = memmem (p, (gsize) (end - p), "\n--", 3)); p += 3)
    if (++parts > RG_EXTENT_PARTS)
      return (gsize) (p - bytes);
  return length;
}

GBytes *
rg_extent_of (const char *bytes, gsize length)
{
  const char *end = bytes + length, *body = end_of_head (bytes, end);
  gsize head = (gsize) (body - bytes);
  if (head > RG_EXTENT_HEAD)
    head = cut_head (bytes);
  gsize rest = MIN ((gsize) (end - body), RG_EXTENT_BYTES - head);
  rest = cut_parts (body, rest);
  if (bytes + head == body)
    return g_bytes_new_static (bytes, head + rest);
  GByteArray *both = g_byte_array_sized_new ((guint) (head + rest));
  g_byte_array_append (both, (const guint8 *) bytes, (guint) head);
  g_byte_array_append (both, (const guint8 *) body, (guint) rest);
  return g_byte_array_free_to_bytes (both);
}

void
rg_extent_cut_text (char *text)
{
  if (strlen (text) > RG_EXTENT_TEXT)
    *(g_utf8_find_prev_char (text, text + RG_EXTENT_TEXT)) = '\0';
  guint lines = 0;
  for (char *p = text; (p = strchr (p, '\n')); p++)
    if (++lines == RG_EXTENT_LINES)
      p[1] = '\0';
}
