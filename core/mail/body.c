/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/body.h"

#include "base/pattern.h"
#include "base/text.h"
#include "mail/extent.h"
#include "mail/html.h"
#include "mail/tnef.h"

#include <string.h>

#define MAX_PARTS 200
#define MAX_DEPTH 30
#define MAX_LINKS 200

/* A text/plain alternative shorter than this share of the HTML one is only a stub for it. */
#define STUB_SHARE 6

typedef struct
{
  RgMessage *message;
  GHashTable *links;
  char *enveloped; /* the text of the first winmail.dat */
  guint parts;
} Reader;

static char *read_text (Reader *reader, GMimeObject *object, int depth);

/* ---- kinds of parts ---- */

static gboolean
is_type (GMimeObject *object, const char *type, const char *subtype)
{
  GMimeContentType *content = g_mime_object_get_content_type (object);
  return content && g_mime_content_type_is_type (content, type, subtype);
}

static gboolean
is_attachment (GMimeObject *object)
{
  const char *disposition = g_mime_object_get_disposition (object);
  return disposition && !g_ascii_strcasecmp (disposition, "attachment");
}

static gboolean
is_calendar (GMimeObject *object)
{
  if (!GMIME_IS_PART (object))
    return FALSE;
  const char *name = g_mime_part_get_filename (GMIME_PART (object));
  return is_type (object, "text", "calendar") || is_type (object, "application", "ics")
         || (name && strlen (name) > 4
             && !g_ascii_strcasecmp (name + strlen (name) - 4, ".ics"));
}

static gboolean
is_tnef (GMimeObject *object)
{
  return is_type (object, "application", "ms-tnef")
         || is_type (object, "application", "vnd.ms-tnef");
}

static gboolean
is_encrypted (GMimeObject *object)
{
  GMimeContentType *content = g_mime_object_get_content_type (object);
  const char *type = content ? g_mime_content_type_get_parameter (content, "smime-type") : NULL;
  gboolean is_smime = is_type (object, "application", "pkcs7-mime")
                      || is_type (object, "application", "x-pkcs7-mime");
  return is_type (object, "multipart", "encrypted")
         || (is_smime && (!type || g_ascii_strcasecmp (type, "signed-data")));
}

/* ---- links ---- */

static void
add_link (Reader *reader, const char *link, gsize length)
{
  while (length && strchr (".,;:!?)>]'\"*", link[length - 1]))
    length--;
  g_autofree char *copy = g_strndup (link, length);
  if (reader->message->links->len >= MAX_LINKS
      || !g_hash_table_add (reader->links, g_strdup (copy)))
    return;
  g_ptr_array_add (reader->message->links, g_steal_pointer (&copy));
}

static void
find_links (Reader *reader, const char *text)
{
  for (const char *p = text; (p = strstr (p, "http"));)
    {
      gsize scheme = g_str_has_prefix (p, "https://")  ? 8
                     : g_str_has_prefix (p, "http://") ? 7
                                                       : 0;
      gsize length = scheme ? strcspn (p, " \t\n<>\"") : 4;
      if (length > scheme && scheme)
        add_link (reader, p, length);
      p += length;
    }
}

/* ---- text parts ---- */

/* RFC 3676: a line that ends in a space goes on in the next. */
static char *
unflow (const char *text, gboolean delsp)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GString *out = g_string_sized_new (strlen (text));
  for (char **line = lines; *line; line++)
    {
      const char *content = **line == ' ' ? *line + 1 : *line;
      gsize length = strlen (content);
      gboolean flows = length && content[length - 1] == ' ' && !g_str_equal (content, "-- ");
      g_string_append_len (out, content, (gssize) (length - (flows && delsp)));
      if (!flows && line[1])
        g_string_append_c (out, '\n');
    }
  return g_string_free (out, FALSE);
}

static char *
read_plain (GMimeObject *object)
{
  char *text = rg_mime_part_text (GMIME_PART (object));
  const char *format = g_mime_object_get_content_type_parameter (object, "format");
  const char *delsp = g_mime_object_get_content_type_parameter (object, "delsp");
  if (!format || g_ascii_strcasecmp (format, "flowed"))
    return text;
  char *unflowed = unflow (text, delsp && !g_ascii_strcasecmp (delsp, "yes"));
  g_free (text);
  return unflowed;
}

static char *
html_to_text (Reader *reader, const char *html)
{
  g_autoptr (GPtrArray) links = g_ptr_array_new_with_free_func (g_free);
  char *text = rg_html_to_text (html, strlen (html), links);
  for (guint i = 0; i < links->len; i++)
    add_link (reader, g_ptr_array_index (links, i), strlen (g_ptr_array_index (links, i)));
  return text;
}

static char *
read_html (Reader *reader, GMimeObject *object)
{
  g_autofree char *html = rg_mime_part_text (GMIME_PART (object));
  return html_to_text (reader, html);
}

/* Outlook mostly says the same in plain text beside its envelope; this is read where it
 * doesn't. */
static void
keep_tnef (Reader *reader, GMimeObject *object)
{
  GMimeDataWrapper *content = g_mime_part_get_content (GMIME_PART (object));
  g_autoptr (GMimeStream) stream = g_mime_stream_mem_new ();
  if (reader->enveloped || !content
      || g_mime_data_wrapper_write_to_stream (content, stream) < 0)
    return;
  GByteArray *bytes = g_mime_stream_mem_get_byte_array (GMIME_STREAM_MEM (stream));
  g_autoptr (RgTnef) tnef = rg_tnef_read (bytes->data, bytes->len);
  reader->enveloped = tnef->html ? html_to_text (reader, tnef->html) : g_strdup (tnef->text);
}

static void
note_file (Reader *reader, GMimePart *part)
{
  const char *name = g_mime_part_get_filename (part);
  if (!name)
    return;
  g_autofree char *valid = rg_text_from_bytes (name, strlen (name));
  g_ptr_array_add (reader->message->attachments, rg_text_one_line (valid));
}

static void
read_calendar (Reader *reader, GMimeObject *object)
{
  g_autofree char *text = rg_mime_part_text (GMIME_PART (object));
  g_autoptr (GPtrArray) events = rg_calendar_parse (text);
  if (!reader->message->calendars->len)
    g_ptr_array_extend_and_steal (reader->message->calendars, g_steal_pointer (&events));
}

static char *
read_leaf (Reader *reader, GMimeObject *object)
{
  note_file (reader, GMIME_PART (object));
  if (is_calendar (object))
    read_calendar (reader, object);
  else if (is_tnef (object))
    keep_tnef (reader, object);
  else if (is_attachment (object))
    return g_strdup ("");
  else if (is_type (object, "text", "html"))
    return read_html (reader, object);
  else if (is_type (object, "text", "plain"))
    return read_plain (object);
  return g_strdup ("");
}

/* ---- structure ---- */

/* No letter that talks of HTML or of a browser is as short. */
#define STUB_BYTES 250

/* "Your program cannot show HTML. View this message in a browser." */
static gboolean
is_excuse (const char *plain)
{
  static RgPattern words = { "(?i)\\bHTML\\b|\\bbrowser|\\bnavegador|\\bnavigateur", 0 };
  return strlen (plain) < STUB_BYTES && rg_pattern_matches (&words, plain);
}

static gboolean
is_stub (const char *plain, const char *html)
{
  gsize length = strlen (plain);
  return rg_text_is_blank (plain) || length * STUB_SHARE < strlen (html)
         || (length < strlen (html) && is_excuse (plain));
}

/* Of the alternatives the plain text, unless it is only a stub; the others are read all the
 * same, for their links and calendar parts. */
static char *
read_alternative (Reader *reader, GMimeMultipart *multipart, int depth)
{
  g_autofree char *plain = NULL;
  g_autofree char *rich = NULL;
  int count = g_mime_multipart_get_count (multipart);
  for (int i = 0; i < count && reader->parts < MAX_PARTS; i++)
    {
      GMimeObject *part = g_mime_multipart_get_part (multipart, i);
      gboolean is_plain = is_type (part, "text", "plain");
      char *text = read_text (reader, part, depth);
      char **place = is_plain ? &plain : &rich;
      if (*place && (!*text || **place))
        g_free (text);
      else
        {
          g_free (*place);
          *place = text;
        }
    }
  if (!rich || (plain && !is_stub (plain, rich)))
    return plain ? g_steal_pointer (&plain) : g_strdup ("");
  return g_steal_pointer (&rich);
}

static char *
read_mixed (Reader *reader, GMimeMultipart *multipart, int depth)
{
  GString *text = g_string_new (NULL);
  int count = g_mime_multipart_get_count (multipart);
  for (int i = 0; i < count && reader->parts < MAX_PARTS; i++)
    {
      g_autofree char *part
          = read_text (reader, g_mime_multipart_get_part (multipart, i), depth);
      if (*part)
        g_string_append_printf (text, "%s%s", text->len ? "\n\n" : "", part);
    }
  return g_string_free (text, FALSE);
}

/* "" where it has none. */
static char *
read_field (GMimeMessage *message, const char *name)
{
  const char *raw = message ? g_mime_object_get_header (GMIME_OBJECT (message), name) : NULL;
  return rg_mime_decode_header (raw);
}

/* A forwarded message stands below its own header lines, as mailers write them in text. */
static char *
read_forwarded (Reader *reader, GMimeMessage *forwarded, int depth)
{
  GMimeObject *body = forwarded ? g_mime_message_get_mime_part (forwarded) : NULL;
  g_autofree char *text = body ? read_text (reader, body, depth) : g_strdup ("");
  g_autofree char *sender = read_field (forwarded, "From");
  g_autofree char *title = read_field (forwarded, "Subject");
  g_autofree char *reply_to = read_field (forwarded, "Reply-To");
  return g_strdup_printf ("---------- Forwarded message ----------\nFrom: %s\nSubject: "
                          "%s\n%s%s%s\n%s",
                          sender, title, *reply_to ? "Reply-To: " : "", reply_to,
                          *reply_to ? "\n" : "", text);
}

static char *
read_text (Reader *reader, GMimeObject *object, int depth)
{
  reader->parts++;
  if (!object || depth == 0 || reader->parts > MAX_PARTS)
    return g_strdup ("");
  if (is_encrypted (object))
    {
      reader->message->is_encrypted = TRUE;
      return g_strdup ("");
    }
  if (GMIME_IS_MESSAGE_PART (object))
    return read_forwarded (
        reader, g_mime_message_part_get_message (GMIME_MESSAGE_PART (object)), depth - 1);
  if (GMIME_IS_MULTIPART (object) && is_type (object, "multipart", "alternative"))
    return read_alternative (reader, GMIME_MULTIPART (object), depth - 1);
  if (GMIME_IS_MULTIPART (object))
    return read_mixed (reader, GMIME_MULTIPART (object), depth - 1);
  return GMIME_IS_PART (object) ? read_leaf (reader, object) : g_strdup ("");
}

/* Calendars send entries without a text beside them: what was typed into the entry is what its
 * sender wrote. NULL if nothing was. */
static const char *
calendar_words (const RgMessage *message)
{
  const RgCalendar *first
      = message->calendars->len ? g_ptr_array_index (message->calendars, 0) : NULL;
  return first && !rg_text_is_blank (first->description) ? first->description : NULL;
}

/* The body as it is shown; where it is empty what an envelope or an entry holds. */
static char *
readable_text (Reader *reader, const char *visible)
{
  const char *words = calendar_words (reader->message);
  if (!rg_text_is_blank (visible))
    return g_strdup (visible);
  if (reader->enveloped && !rg_text_is_blank (reader->enveloped))
    return g_strdup (reader->enveloped);
  if (!words)
    return g_strdup (visible);
  return strstr (words, "</") || strstr (words, "<br") ? html_to_text (reader, words)
                                                       : g_strdup (words);
}

void
rg_body_read (RgMessage *message, GMimeMessage *parsed)
{
  Reader reader = { .message = message };
  reader.links = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *visible
      = read_text (&reader, g_mime_message_get_mime_part (parsed), MAX_DEPTH);
  g_autofree char *text = readable_text (&reader, visible);
  g_free (reader.enveloped);
  rg_extent_cut_text (text);
  find_links (&reader, text);
  message->is_encrypted |= strstr (text, "-----BEGIN PGP MESSAGE-----") != NULL;
  message->full_text = g_steal_pointer (&text);
  g_hash_table_unref (reader.links);
}
