/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/mailbox_name.h"

#include <string.h>

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,";

/* ---- encoding ---- */

static gboolean
is_direct (gunichar c)
{
  return c >= 0x20 && c <= 0x7e;
}

/* Bits that wait until there are six of them. */
typedef struct
{
  guint32 bits;
  guint count;
} Bits;

static void
encode_unit (GString *wire, Bits *bits, guint16 unit)
{
  bits->bits = bits->bits << 16 | unit;
  bits->count += 16;
  for (; bits->count >= 6; bits->count -= 6)
    g_string_append_c (wire, digits[bits->bits >> (bits->count - 6) & 63]);
}

/* The run of characters from `p` that can't stand for themselves; returns its end. */
static const char *
encode_run (GString *wire, const char *p)
{
  Bits bits = { 0, 0 };
  g_string_append_c (wire, '&');
  for (; *p && !is_direct (g_utf8_get_char (p)); p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      if (c > 0xffff)
        encode_unit (wire, &bits, (guint16) (0xd800 + ((c - 0x10000) >> 10)));
      encode_unit (wire, &bits, (guint16) (c > 0xffff ? 0xdc00 + (c & 0x3ff) : c));
    }
  if (bits.count > 0)
    g_string_append_c (wire, digits[bits.bits << (6 - bits.count) & 63]);
  g_string_append_c (wire, '-');
  return p;
}

char *
rg_mailbox_name_encode (const char *utf8)
{
  GString *wire = g_string_new (NULL);
  for (const char *p = utf8; *p;)
    if (!is_direct (g_utf8_get_char (p)))
      p = encode_run (wire, p);
    else
      {
        g_string_append_c (wire, *p);
        if (*p++ == '&')
          g_string_append_c (wire, '-');
      }
  return g_string_free (wire, FALSE);
}

/* ---- decoding ---- */

/* UTF-16 as it comes; `high` is a high surrogate that waits for its other half, or 0. */
static gboolean
decode_unit (GString *utf8, guint16 unit, guint16 *high)
{
  gboolean is_low = unit >= 0xdc00 && unit <= 0xdfff;
  if (is_low != (*high != 0) || unit == 0)
    return FALSE;
  if (unit >= 0xd800 && unit <= 0xdbff)
    {
      *high = unit;
      return TRUE;
    }
  gunichar c = is_low ? 0x10000 + ((gunichar) (*high - 0xd800) << 10) + (unit - 0xdc00) : unit;
  *high = 0;
  g_string_append_unichar (utf8, c);
  return TRUE;
}

/* From behind the '&' to behind the '-'; NULL where that is malformed. */
static const char *
decode_run (GString *utf8, const char *p)
{
  Bits bits = { 0, 0 };
  guint16 high = 0;
  for (; *p && *p != '-'; p++)
    {
      const char *digit = strchr (digits, *p);
      if (!digit)
        return NULL;
      bits.bits = bits.bits << 6 | (guint32) (digit - digits);
      bits.count += 6;
      if (bits.count < 16)
        continue;
      bits.count -= 16;
      if (!decode_unit (utf8, (guint16) (bits.bits >> bits.count), &high))
        return NULL;
    }
  return *p == '-' && !high && bits.count < 6 ? p + 1 : NULL;
}

char *
rg_mailbox_name_decode (const char *wire)
{
  g_autoptr (GString) utf8 = g_string_new (NULL);
  for (const char *p = wire; p && *p;)
    if (*p != '&')
      g_string_append_c (utf8, *p++);
    else if (p[1] == '-')
      {
        g_string_append_c (utf8, '&');
        p += 2;
      }
    else if (!(p = decode_run (utf8, p + 1)))
      return NULL;
  if (!g_utf8_validate (utf8->str, (gssize) utf8->len, NULL))
    return NULL;
  return g_strdup (utf8->str);
}
