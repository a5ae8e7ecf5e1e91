/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Written here because the libraries that read TNEF have a record of reading beyond their
 * buffers; and of the format only the body is wanted. */
#include "mail/tnef.h"

#include "mail/mime.h"

#include <string.h>

#define SIGNATURE      0x223E9F78
#define OF_MESSAGE     1
#define BODY           0x0002800C
#define CODE_PAGE      0x00069007
#define PROPERTIES     0x00069003
#define MAX_PROPERTIES 1000
#define MULTIPLE       0x1000

/* Ids and types of MAPI properties. */
enum
{
  TAG_BODY = 0x1000,
  TAG_HTML = 0x1013,
  FIRST_NAMED = 0x8000
};
enum
{
  TYPE_OBJECT = 0x0D,
  TYPE_TEXT = 0x1E,
  TYPE_UNICODE = 0x1F,
  TYPE_CLSID = 0x48,
  TYPE_BINARY = 0x102
};

typedef struct
{
  const guint8 *at;
  gsize left;
  gboolean failed; /* something was longer than what is left */
} Cursor;

void
rg_tnef_free (RgTnef *tnef)
{
  if (!tnef)
    return;
  g_free (tnef->text);
  g_free (tnef->html);
  g_free (tnef);
}

/* The next bytes, or NULL. */
static const guint8 *
take (Cursor *cursor, gsize length)
{
  if (cursor->failed || length > cursor->left)
    {
      cursor->failed = TRUE;
      return NULL;
    }
  const guint8 *start = cursor->at;
  cursor->at += length;
  cursor->left -= length;
  return start;
}

static guint32
take_number (Cursor *cursor, gsize bytes)
{
  const guint8 *start = take (cursor, bytes);
  guint32 number = 0;
  for (gsize i = bytes; start && i > 0; i--)
    number = number << 8 | start[i - 1];
  return number;
}

/* What is shorter than a multiple of four is filled up to it. */
static const guint8 *
take_padded (Cursor *cursor, gsize length)
{
  const guint8 *start = take (cursor, length);
  take (cursor, (4 - length % 4) % 4);
  return start;
}

static gsize
fixed_size (guint type)
{
  static const guint long_types[] = { 0x05, 0x06, 0x07, 0x14, 0x40 };
  for (gsize i = 0; i < G_N_ELEMENTS (long_types); i++)
    if (type == long_types[i])
      return 8;
  return type == TYPE_CLSID ? 16 : 4;
}

static gboolean
has_length (guint type)
{
  return type == TYPE_OBJECT || type == TYPE_TEXT || type == TYPE_UNICODE
         || type == TYPE_BINARY;
}

/* Texts end in a NUL, of two bytes in UTF-16. */
static void
keep (char **place, const guint8 *value, gsize length, const char *charset)
{
  gsize width = !g_strcmp0 (charset, "UTF-16LE") ? 2 : 1, end = 0;
  while (end + width <= length && (value[end] || value[end + width - 1]))
    end += width;
  if (!*place && end > 0)
    *place = rg_mime_decode_text ((const char *) value, end, charset);
}

static void
use_value (RgTnef *tnef, guint tag, guint type, const guint8 *value, gsize length,
           const char *charset)
{
  const char *encoding = type == TYPE_UNICODE ? "UTF-16LE" : charset;
  if (value && tag == TAG_BODY && (type == TYPE_TEXT || type == TYPE_UNICODE))
    keep (&tnef->text, value, length, encoding);
  if (value && tag == TAG_HTML)
    keep (&tnef->html, value, length, encoding);
}

/* The name of a property that has no number of its own: a GUID, then a number or a name. */
static void
skip_name (Cursor *cursor)
{
  take (cursor, 16);
  gboolean is_text = take_number (cursor, 4) != 0;
  guint32 length = take_number (cursor, 4);
  if (is_text)
    take_padded (cursor, length);
}

static void
read_property (RgTnef *tnef, Cursor *cursor, const char *charset)
{
  guint type = take_number (cursor, 2), tag = take_number (cursor, 2);
  if (tag >= FIRST_NAMED)
    skip_name (cursor);
  guint plain_type = type & ~(guint) MULTIPLE;
  gboolean is_counted = type & MULTIPLE || has_length (plain_type);
  guint32 values = is_counted ? take_number (cursor, 4) : 1;
  for (guint32 i = 0; i < values && !cursor->failed; i++)
    {
      gsize length
          = has_length (plain_type) ? take_number (cursor, 4) : fixed_size (plain_type);
      const guint8 *value = take_padded (cursor, length);
      use_value (tnef, tag, plain_type, value, length, charset);
    }
}

static void
read_properties (RgTnef *tnef, const guint8 *bytes, gsize length, const char *charset)
{
  Cursor cursor = { bytes, length, FALSE };
  guint32 count = take_number (&cursor, 4);
  for (guint32 i = 0; i < MIN (count, MAX_PROPERTIES) && !cursor.failed; i++)
    read_property (tnef, &cursor, charset);
}

static char *
read_code_page (const guint8 *bytes, gsize length)
{
  Cursor cursor = { bytes, length, FALSE };
  guint32 page = take_number (&cursor, 4);
  return cursor.failed   ? NULL
         : page == 65001 ? g_strdup ("UTF-8")
                         : g_strdup_printf ("CP%u", page);
}

RgTnef *
rg_tnef_read (const guint8 *bytes, gsize length)
{
  RgTnef *tnef = g_new0 (RgTnef, 1);
  Cursor cursor = { bytes, length, FALSE };
  g_autofree char *charset = NULL;
  rg_mime_start ();
  if (take_number (&cursor, 4) != SIGNATURE)
    return tnef;
  take (&cursor, 2); /* a key that only links the envelope with its mail */
  while (cursor.left > 0 && !cursor.failed)
    {
      guint level = take_number (&cursor, 1);
      guint32 attribute = take_number (&cursor, 4), size = take_number (&cursor, 4);
      const guint8 *value = take (&cursor, size);
      take (&cursor, 2); /* a checksum */
      if (!value || level != OF_MESSAGE)
        break;
      if (attribute == CODE_PAGE && !charset)
        charset = read_code_page (value, size);
      else if (attribute == BODY)
        keep (&tnef->text, value, size, charset);
      else if (attribute == PROPERTIES)
        read_properties (tnef, value, size, charset);
    }
  return tnef;
}
