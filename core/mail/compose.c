/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/compose.h"

#include "base/text.h"
#include "mail/mime.h"

#include <string.h>

#define WIDTH          72
#define MAX_REFERENCES 40

/* ---- format=flowed (RFC 3676) ---- */

/* A line that begins with a space, ">" or "From " gets a space before it. */
static void
append_stuffed (GString *out, const char *line, gsize length)
{
  if (length && (*line == ' ' || *line == '>' || g_str_has_prefix (line, "From ")))
    g_string_append_c (out, ' ');
  g_string_append_len (out, line, (gssize) length);
}

/* Where to break a line that is too long: behind the last space in time, else behind the next.
 */
static gsize
break_at (const char *line)
{
  gsize best = 0;
  glong width = 0;
  for (const char *p = line; *p; p = g_utf8_next_char (p), width++)
    {
      if (width >= WIDTH && best)
        return best;
      if (*p == ' ' && p[1] && p[1] != ' ')
        best = (gsize) (p - line) + 1;
    }
  return width > WIDTH ? best : 0;
}

/* A paragraph: soft breaks end in a space, the hard one at the end doesn't. */
static void
append_paragraph (GString *out, const char *line)
{
  for (gsize length; (length = break_at (line)) > 0; line += length)
    {
      append_stuffed (out, line, length);
      g_string_append_c (out, '\n');
    }
  gsize length = strlen (line);
  while (length && line[length - 1] == ' ' && !g_str_equal (line, "-- "))
    length--;
  append_stuffed (out, line, length);
  g_string_append_c (out, '\n');
}

/* A quoted line, flowed as well; one that was quoted before only gets another mark. */
static void
append_quoted (GString *out, const char *line)
{
  g_autofree char *chomped = g_strchomp (g_strdup (line));
  const char *rest = chomped;
  if (*rest == '>' || !*rest)
    {
      g_string_append_printf (out, ">%s\n", rest);
      return;
    }
  for (gsize length; (length = break_at (rest)) > 0; rest += length)
    g_string_append_printf (out, "> %.*s\n", (int) length, rest);
  g_string_append_printf (out, "> %s\n", rest);
}

static char *
flow (const RgComposition *composition)
{
  GString *out = g_string_new (NULL);
  g_auto (GStrv) lines = g_strsplit (composition->text, "\n", -1);
  for (char **line = lines; *line && (line[1] || **line); line++)
    append_paragraph (out, *line);
  if (!composition->quote)
    return g_string_free (out, FALSE);
  g_string_append_c (out, '\n');
  if (composition->quote_intro)
    append_paragraph (out, composition->quote_intro);
  g_autofree char *tidy = rg_text_tidy (composition->quote);
  g_auto (GStrv) quoted = g_strsplit (tidy, "\n", -1);
  for (char **line = quoted; *line && (line[1] || **line); line++)
    append_quoted (out, *line);
  return g_string_free (out, FALSE);
}

/* ---- headers ---- */

static void
add_person (GMimeMessage *message, GMimeAddressType type, const RgAddress *address)
{
  g_autofree char *name = rg_text_one_line (address->name);
  g_autofree char *mailbox = rg_text_one_line (address->address);
  g_mime_message_add_mailbox (message, type, *name ? name : NULL, mailbox);
}

static void
append_id (GString *ids, const char *id)
{
  g_autofree char *line = rg_text_one_line (id);
  g_string_append_printf (ids, "%s<%s>", ids->len ? " " : "", line);
}

/* The first one names the thread, the last ones its place in it: the middle may go. */
static void
add_references (GMimeMessage *message, const char *const *references)
{
  g_autoptr (GString) ids = g_string_new (NULL);
  guint count = references ? g_strv_length ((char **) references) : 0;
  for (guint i = 0; i < count; i++)
    if (i == 0 || count - i < MAX_REFERENCES)
      append_id (ids, references[i]);
  if (ids->len)
    g_mime_object_set_header (GMIME_OBJECT (message), "References", ids->str, NULL);
}

static void
add_headers (GMimeMessage *message, const RgComposition *composition)
{
  g_autofree char *subject = rg_text_one_line (composition->subject);
  g_autofree char *message_id = rg_text_one_line (composition->message_id);
  add_person (message, GMIME_ADDRESS_TYPE_FROM, composition->from);
  add_person (message, GMIME_ADDRESS_TYPE_TO, composition->to);
  g_mime_message_set_subject (message, subject, "utf-8");
  g_mime_message_set_date (message, composition->date);
  g_mime_message_set_message_id (message, message_id);
  if (composition->in_reply_to)
    {
      g_autoptr (GString) parent = g_string_new (NULL);
      append_id (parent, composition->in_reply_to);
      g_mime_object_set_header (GMIME_OBJECT (message), "In-Reply-To", parent->str, NULL);
    }
  add_references (message, composition->references);
}

/* ---- the whole ---- */

static GMimePart *
new_part (const char *type, const char *subtype, const char *text)
{
  GMimePart *part = g_mime_part_new_with_type (type, subtype);
  g_autoptr (GMimeStream) stream = g_mime_stream_mem_new_with_buffer (text, strlen (text));
  g_autoptr (GMimeDataWrapper) content
      = g_mime_data_wrapper_new_with_stream (stream, GMIME_CONTENT_ENCODING_DEFAULT);
  gboolean is_ascii = g_str_is_ascii (text);
  g_mime_object_set_content_type_parameter (GMIME_OBJECT (part), "charset", "utf-8");
  g_mime_part_set_content (part, content);
  g_mime_part_set_content_encoding (part, is_ascii ? GMIME_CONTENT_ENCODING_7BIT
                                                   : GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
  return part;
}

static GMimeObject *
new_text_part (const char *text)
{
  GMimePart *part = new_part ("text", "plain", text);
  g_mime_object_set_content_type_parameter (GMIME_OBJECT (part), "format", "flowed");
  return GMIME_OBJECT (part);
}

/* Lines of HTML and JSON may be long, whatever they hold: so never 7bit. */
static GMimeObject *
new_wide_part (const char *type, const char *subtype, const char *text)
{
  GMimePart *part = new_part (type, subtype, text);
  g_mime_part_set_content_encoding (part, GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
  return GMIME_OBJECT (part);
}

/* gmime's own boundary is random; ours is the same for the same message, and has "=_" in it,
 * which quoted-printable never writes. Takes the parts. */
static GMimeObject *
join (const RgComposition *composition, const char *subtype, GMimeObject *first,
      GMimeObject *second)
{
  GMimeMultipart *whole = g_mime_multipart_new_with_subtype (subtype);
  g_autofree char *seed = g_strconcat (subtype, " ", composition->message_id, NULL);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, seed, -1);
  g_autofree char *boundary = g_strdup_printf ("=_%.24s", sum);
  g_mime_multipart_set_boundary (whole, boundary);
  g_mime_multipart_add (whole, first);
  g_mime_multipart_add (whole, second);
  g_object_unref (first);
  g_object_unref (second);
  return GMIME_OBJECT (whole);
}

static GMimeObject *
new_calendar_part (const char *calendar)
{
  GMimePart *part = new_part ("text", "calendar", calendar);
  g_mime_object_set_content_type_parameter (GMIME_OBJECT (part), "method", "REPLY");
  g_mime_object_set_disposition (GMIME_OBJECT (part), "attachment");
  g_mime_part_set_filename (part, "reply.ics");
  g_mime_part_set_content_encoding (part, GMIME_CONTENT_ENCODING_BASE64);
  return GMIME_OBJECT (part);
}

static GMimeObject *
new_body (const RgComposition *composition)
{
  g_autofree char *text = flow (composition);
  GMimeObject *body = new_text_part (text);
  if (composition->html)
    body = join (composition, "alternative", body,
                 new_wide_part ("text", "html", composition->html));
  if (composition->calendar)
    body = join (composition, "mixed", body, new_calendar_part (composition->calendar));
  if (!composition->json)
    return body;
  GMimeObject *data = new_wide_part ("application", "json", composition->json);
  g_mime_object_set_disposition (data, "attachment");
  g_mime_part_set_filename (GMIME_PART (data), "decision.json");
  return join (composition, "mixed", body, data);
}

static GBytes *
write_crlf (GMimeMessage *message)
{
  g_autoptr (GMimeStream) memory = g_mime_stream_mem_new ();
  g_autoptr (GMimeStream) filtered = g_mime_stream_filter_new (memory);
  GMimeFilter *crlf = g_mime_filter_unix2dos_new (FALSE);
  g_mime_stream_filter_add (GMIME_STREAM_FILTER (filtered), crlf);
  g_object_unref (crlf);
  g_mime_object_write_to_stream (GMIME_OBJECT (message), NULL, filtered);
  g_mime_stream_flush (filtered);
  GByteArray *bytes = g_mime_stream_mem_get_byte_array (GMIME_STREAM_MEM (memory));
  return g_bytes_new (bytes->data, bytes->len);
}

GBytes *
rg_compose (const RgComposition *composition)
{
  rg_mime_start ();
  g_autoptr (GMimeMessage) message = g_mime_message_new (FALSE);
  g_autoptr (GMimeObject) part = new_body (composition);
  add_headers (message, composition);
  g_mime_message_set_mime_part (message, part);
  return write_crlf (message);
}
