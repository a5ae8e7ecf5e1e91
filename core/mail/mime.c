/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/mime.h"

#include "base/text.h"

#include <string.h>

/* More of one part is never decoded. */
#define PART_LIMIT (1024 * 1024)

/* Mailers say ISO-8859-1 and mean windows-1252: the C1 controls that differ are in no mail. */
#define FALLBACK_CHARSET "windows-1252"

static const char *fallback_charsets[] = { "utf-8", FALLBACK_CHARSET, NULL };

static gpointer
start (gpointer unused)
{
  g_mime_init ();
  GMimeParserOptions *options = g_mime_parser_options_new ();
  g_mime_parser_options_set_fallback_charsets (options, fallback_charsets);
  g_mime_parser_options_set_allow_addresses_without_domain (options, TRUE);
  return options;
}

GMimeParserOptions *
rg_mime_options (void)
{
  static GOnce once = G_ONCE_INIT;
  return g_once (&once, start, NULL);
}

void
rg_mime_start (void)
{
  rg_mime_options ();
}

/* ---- text ---- */

/* "\r\n" and lone "\r" to "\n", in place. */
static void
clean_line_ends (char *text)
{
  char *to = strchr (text, '\r');
  for (const char *from = to; from && *from; from++)
    if (*from != '\r')
      *to++ = *from;
    else if (from[1] != '\n')
      *to++ = '\n';
  if (to)
    *to = '\0';
}

#define EIGHTH_BITS G_GUINT64_CONSTANT (0x8080808080808080)

/* Most text is: eight bytes at a time, as each is looked at. */
static gboolean
is_ascii (const char *bytes, gsize length)
{
  guint64 all = 0, last = 0;
  for (; length >= sizeof last; bytes += sizeof last, length -= sizeof last)
    {
      memcpy (&last, bytes, sizeof last);
      all |= last;
    }
  last = 0;
  memcpy (&last, bytes, length);
  return !((all | last) & EIGHTH_BITS);
}

static const char *
true_charset (const char *charset)
{
  if (!g_ascii_strcasecmp (charset, "iso-8859-1") || !g_ascii_strcasecmp (charset, "latin1")
      || !g_ascii_strcasecmp (charset, "us-ascii"))
    return FALLBACK_CHARSET;
  return g_mime_charset_iconv_name (charset);
}

/* Each byte that doesn't fit becomes U+FFFD, so that one of them doesn't cost the rest. */
static char *
convert (const char *bytes, gsize length, const char *charset)
{
  GIConv converter = g_iconv_open ("UTF-8", charset);
  if (converter == (GIConv) -1)
    return NULL;
  GString *out = g_string_sized_new (length + length / 2);
  char buffer[4096];
  while (length > 0)
    {
      char *in = (char *) bytes, *to = buffer;
      gsize left = length, room = sizeof buffer;
      gsize result = g_iconv (converter, &in, &left, &to, &room);
      g_string_append_len (out, buffer, (gssize) (sizeof buffer - room));
      if (result == (gsize) -1 && in == bytes && room == sizeof buffer)
        {
          g_string_append (out, "\xEF\xBF\xBD");
          in++;
          left--;
        }
      bytes = in;
      length = left;
    }
  g_iconv_close (converter);
  return g_string_free (out, FALSE);
}

/* UTF-8 is tried first whatever the label says, unless the label names a charset in which
 * such bytes are common: text that is valid UTF-8 with 8-bit bytes in it is hardly ever
 * anything else. */
static gboolean
is_seven_bit_charset (const char *charset)
{
  return !g_ascii_strncasecmp (charset, "iso-2022", 8)
         || !g_ascii_strncasecmp (charset, "utf-7", 5)
         || !g_ascii_strncasecmp (charset, "utf-16", 6)
         || !g_ascii_strncasecmp (charset, "utf-32", 6)
         || !g_ascii_strncasecmp (charset, "hz-", 3);
}

/* A cut at the end of the input may stand within a character. */
static gsize
without_cut_character (const char *bytes, gsize length)
{
  const char *end;
  if (g_utf8_validate_len (bytes, length, &end))
    return length;
  gsize valid = (gsize) (end - bytes);
  gboolean is_cut
      = length - valid < 4
        && g_utf8_get_char_validated (end, (gssize) (length - valid)) == (gunichar) -2;
  return is_cut ? valid : length;
}

static char *
decode (const char *bytes, gsize length, const char *charset)
{
  if (charset && is_seven_bit_charset (charset))
    {
      char *text = convert (bytes, length, true_charset (charset));
      if (text)
        return text;
    }
  gsize whole = without_cut_character (bytes, length);
  if (g_utf8_validate_len (bytes, whole, NULL))
    return g_strndup (bytes, whole);
  gboolean is_wrong = !charset || !g_ascii_strcasecmp (charset, "utf-8");
  char *text = is_wrong ? NULL : convert (bytes, length, true_charset (charset));
  return text ? text : convert (bytes, length, FALLBACK_CHARSET);
}

char *
rg_mime_decode_text (const char *bytes, gsize length, const char *charset)
{
  gboolean is_coded = charset && is_seven_bit_charset (charset);
  gboolean has_nul = memchr (bytes, '\0', length) != NULL;
  gboolean is_plain = !is_coded && !has_nul && is_ascii (bytes, length);
  g_autofree char *text = is_plain               ? g_strndup (bytes, length)
                          : has_nul && !is_coded ? rg_text_from_bytes (bytes, length)
                                                 : decode (bytes, length, charset);
  clean_line_ends (text);
  if (is_plain || g_utf8_validate (text, -1, NULL))
    return g_steal_pointer (&text);
  return rg_text_from_bytes (text, strlen (text));
}

char *
rg_mime_part_text (GMimePart *part)
{
  GMimeDataWrapper *content = g_mime_part_get_content (part);
  if (!content)
    return g_strdup ("");
  g_autoptr (GMimeStream) raw = g_mime_stream_mem_new ();
  g_mime_data_wrapper_write_to_stream (content, raw);
  GByteArray *bytes = g_mime_stream_mem_get_byte_array (GMIME_STREAM_MEM (raw));
  if (!bytes || bytes->len == 0)
    return g_strdup ("");
  const char *charset
      = g_mime_object_get_content_type_parameter (GMIME_OBJECT (part), "charset");
  return rg_mime_decode_text ((const char *) bytes->data, MIN (bytes->len, PART_LIMIT),
                              charset);
}

/* ---- headers ---- */

/* Most headers are ASCII: the same as rg_text_one_line(), at a tenth of the cost. NULL for
 * others, and where words are encoded. */
static char *
one_ascii_line (const char *raw)
{
  g_autofree char *line = g_malloc (strlen (raw) + 1);
  gsize length = 0;
  for (const char *p = raw; *p; p++)
    {
      if ((guchar) *p >= 0x7F || (*p == '=' && p[1] == '?'))
        return NULL;
      gboolean is_white = (guchar) *p <= ' ';
      if (!is_white)
        line[length++] = *p;
      else if (length > 0 && line[length - 1] != ' ')
        line[length++] = ' ';
    }
  while (length > 0 && line[length - 1] == ' ')
    length--;
  line[length] = '\0';
  return g_steal_pointer (&line);
}

char *
rg_mime_decode_header (const char *raw)
{
  char *plain = raw ? one_ascii_line (raw) : g_strdup ("");
  if (plain)
    return plain;
  g_autofree char *unfolded = g_mime_utils_header_unfold (raw);
  g_autofree char *decoded = g_mime_utils_header_decode_text (rg_mime_options (), unfolded);
  g_autofree char *valid = rg_text_from_bytes (decoded, strlen (decoded));
  return rg_text_one_line (valid);
}
