/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/extent.h"

#include <string.h>

/* The empty line below the header; `end` if there is none. */
static const char *
end_of_head (const char *bytes, const char *end)
{
  for (const char *p = bytes; (p = memchr (p, '\n', (gsize) (end - p))); p++)
    if ((end - p > 1 && p[1] == '\n') || (end - p > 2 && p[1] == '\r' && p[2] == '\n'))
      return p;
  return end;
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
  for (const char *p = bytes; (p = memchr (p, '\n', (gsize) (end - p))); p++)
    if (end - p > 2 && p[1] == '-' && p[2] == '-' && ++parts > RG_EXTENT_PARTS)
      return (gsize) (p - bytes);
  return length;
}

RgExtent
rg_extent_of (const char *bytes, gsize length)
{
  const char *end = bytes + length, *body = end_of_head (bytes, end);
  gsize head = (gsize) (body - bytes);
  if (head > RG_EXTENT_HEAD)
    head = cut_head (bytes);
  gsize rest = MIN ((gsize) (end - body), RG_EXTENT_BYTES - head);
  return (RgExtent){ head, body, cut_parts (body, rest) };
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
