/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/style.h"

#include <string.h>

#define STYLE_BYTES 1000

/* Two colours whose channels differ by no more than this look the same. */
#define ALIKE 10

/* The value of a property, without white space and in small letters; NULL if it isn't set.
 * Transfer full. */
static char *
value_of (const char *style, const char *property)
{
  g_autoptr (GString) tight = g_string_new (";");
  for (; style && *style && tight->len < STYLE_BYTES; style++)
    if (!g_ascii_isspace (*style))
      g_string_append_c (tight, g_ascii_tolower (*style));
  g_autofree char *wanted = g_strdup_printf (";%s:", property);
  const char *found = g_strrstr (tight->str, wanted);
  if (!found)
    return NULL;
  found += strlen (wanted);
  return g_strndup (found, strcspn (found, ";!"));
}

static gboolean
is_value (const char *style, const char *property, const char *const *values)
{
  g_autofree char *value = value_of (style, property);
  return value && g_strv_contains (values, value);
}

/* A length below two pixels; the last two letters are its unit, or it has none. */
static gboolean
is_tiny (const char *style, const char *property)
{
  g_autofree char *value = value_of (style, property);
  if (!value || !g_ascii_isdigit (*value))
    return FALSE;
  char *unit;
  double size = g_ascii_strtod (value, &unit);
  return size == 0 || (size < 2 && (g_str_equal (unit, "px") || g_str_equal (unit, "pt")));
}

/* What a sender has struck out no longer holds, as little as what is hidden. */
static gboolean
is_struck_out (const char *style)
{
  g_autofree char *line = value_of (style, "text-decoration-line");
  g_autofree char *decoration = value_of (style, "text-decoration");
  return (line && strstr (line, "line-through"))
         || (decoration && strstr (decoration, "line-through"));
}

gboolean
rg_style_hides (const char *style)
{
  static const char *const none[] = { "none", NULL }, *const hidden[] = { "hidden", NULL },
                           *const all[] = { "all", NULL };
  if (!style)
    return FALSE;
  g_autofree char *opacity = value_of (style, "opacity");
  return is_value (style, "display", none) || is_value (style, "visibility", hidden)
         || is_value (style, "mso-hide", all) || is_tiny (style, "font-size")
         || is_tiny (style, "max-height") || (opacity && g_ascii_strtod (opacity, NULL) == 0)
         || is_struck_out (style);
}

/* ---- colours ---- */

static guint32
parse_hex (const char *digits)
{
  gsize length = strspn (digits, "0123456789abcdefABCDEF");
  guint32 value = (guint32) g_ascii_strtoull (digits, NULL, 16);
  if (length == 6)
    return value;
  if (length != 3)
    return RG_COLOUR_UNKNOWN;
  guint32 red = value >> 8, green = value >> 4 & 0xF, blue = value & 0xF;
  return red * 0x110000 + green * 0x1100 + blue * 0x11;
}

static guint32
parse_rgb (const char *channels)
{
  guint32 colour = 0;
  for (int i = 0; i < 3; i++)
    {
      char *end;
      guint64 channel = g_ascii_strtoull (channels, &end, 10);
      if (end == channels || channel > 255)
        return RG_COLOUR_UNKNOWN;
      colour = colour << 8 | (guint32) channel;
      channels = *end == ',' ? end + 1 : end;
    }
  return colour;
}

guint32
rg_colour_parse (const char *text)
{
  if (!text)
    return RG_COLOUR_UNKNOWN;
  if (*text == '#')
    return parse_hex (text + 1);
  if (g_str_has_prefix (text, "rgb("))
    return parse_rgb (text + 4);
  if (!g_ascii_strncasecmp (text, "white", 5))
    return 0xFFFFFF;
  return g_ascii_strncasecmp (text, "black", 5) ? RG_COLOUR_UNKNOWN : 0;
}

guint32
rg_style_colour (const char *style, const char *property, guint32 otherwise)
{
  g_autofree char *value = style ? value_of (style, property) : NULL;
  if (!value || g_str_equal (value, "inherit") || g_str_equal (value, "transparent")
      || g_str_equal (value, "none"))
    return otherwise;
  return rg_colour_parse (value);
}

static gboolean
is_alike (guint32 a, guint32 b, int shift)
{
  return ABS ((int) (a >> shift & 0xFF) - (int) (b >> shift & 0xFF)) <= ALIKE;
}

gboolean
rg_paint_hides (RgPaint paint)
{
  return paint.text != RG_COLOUR_UNKNOWN && paint.background != RG_COLOUR_UNKNOWN
         && is_alike (paint.text, paint.background, 16)
         && is_alike (paint.text, paint.background, 8)
         && is_alike (paint.text, paint.background, 0);
}
