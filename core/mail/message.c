/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/message.h"

#include "base/error.h"
#include "base/pattern.h"
#include "base/text.h"
#include "mail/address_list.h"
#include "mail/body.h"
#include "mail/extent.h"
#include "mail/fields.h"
#include "mail/mime.h"
#include "mail/quote.h"

#include <string.h>

#define ID_BYTES       900
#define MAX_REFERENCES 100
#define MORE_BYTES     (512 * 1024)

void
rg_message_free (RgMessage *message)
{
  if (!message)
    return;
  char *texts[] = { message->message_id, message->in_reply_to, message->subject,  message->text,
                    message->quote,      message->signature,   message->full_text };
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  GPtrArray *arrays[]
      = { message->headers, message->reply_to,    message->to,       message->cc,
          message->links,   message->attachments, message->calendars };
  for (gsize i = 0; i < G_N_ELEMENTS (arrays); i++)
    g_clear_pointer (&arrays[i], g_ptr_array_unref);
  g_strfreev (message->references);
  g_strfreev (message->delivered_to);
  rg_address_free (message->from);
  rg_address_free (message->author);
  rg_address_free (message->sender);
  g_clear_pointer (&message->date, g_date_time_unref);
  g_free (message);
}

const char *
rg_message_header (const RgMessage *message, const char *name)
{
  for (guint i = 0; i < message->headers->len; i++)
    {
      RgHeader *header = g_ptr_array_index (message->headers, i);
      if (rg_header_is (header, name))
        return rg_header_value (header);
    }
  return NULL;
}

/* ---- ids ---- */

static gboolean
is_usable_id (const char *id)
{
  gsize length = strlen (id);
  if (length == 0 || length > ID_BYTES)
    return FALSE;
  for (const char *p = id; *p; p++)
    if (*p <= ' ' || *p >= 0x7F || *p == '<' || *p == '>')
      return FALSE;
  return TRUE;
}

/* The next usable msg-id between < and >; *text moves behind it. NULL if there is none. */
static char *
next_id (const char **text)
{
  for (const char *open; *text && (open = strchr (*text, '<'));)
    {
      const char *close = strchr (open, '>');
      if (!close)
        return NULL;
      *text = close + 1;
      g_autofree char *id = g_strndup (open + 1, (gsize) (close - open - 1));
      if (is_usable_id (id))
        return g_steal_pointer (&id);
    }
  return NULL;
}

static char *
read_id (const RgMessage *message, const char *name)
{
  const char *value = rg_message_header (message, name);
  char *id = next_id (&value);
  if (id || !value || strchr (value, '<'))
    return id;
  return is_usable_id (value) ? g_strdup (value) : NULL; /* without the brackets */
}

static GStrv
read_references (const RgMessage *message)
{
  const char *value = rg_message_header (message, "References");
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  char *id;
  for (int i = 0; i < MAX_REFERENCES && (id = next_id (&value)); i++)
    {
      g_strv_builder_add (ids, id);
      g_free (id);
    }
  return g_strv_builder_end (ids);
}

/* ---- headers ---- */

static GPtrArray *
headers_of_fields (const GArray *fields)
{
  GPtrArray *headers = g_ptr_array_new_full (fields->len, (GDestroyNotify) rg_header_free);
  for (guint i = 0; i < fields->len; i++)
    {
      const RgField *field = &g_array_index (fields, RgField, i);
      const char *raw = field->colon + 1;
      g_ptr_array_add (headers,
                       rg_header_new (field->name, (gsize) (field->colon - field->name), raw,
                                      (gsize) (field->end - raw)));
    }
  return headers;
}

/* What the parser has made of a header that is none. */
static GPtrArray *
headers_of_parser (GMimeMessage *parsed)
{
  GPtrArray *headers = g_ptr_array_new_with_free_func ((GDestroyNotify) rg_header_free);
  GMimeHeaderList *list = g_mime_object_get_header_list (GMIME_OBJECT (parsed));
  int count = g_mime_header_list_get_count (list);
  for (int i = 0; i < count; i++)
    {
      GMimeHeader *header = g_mime_header_list_get_header_at (list, i);
      g_autofree char *name = g_utf8_make_valid (g_mime_header_get_name (header), -1);
      const char *raw = g_mime_header_get_raw_value (header);
      raw = raw ? raw : "";
      g_ptr_array_add (headers, rg_header_new (name, strlen (name), raw, strlen (raw)));
    }
  return headers;
}

static RgAddress *
first_of (InternetAddressList *list)
{
  g_autoptr (GPtrArray) addresses = rg_address_list_from_gmime (list);
  return addresses->len ? rg_address_copy (g_ptr_array_index (addresses, 0)) : NULL;
}

static GStrv
read_delivered_to (const RgMessage *message)
{
  static const char *const names[] = { "Delivered-To", "X-Original-To", "Envelope-To" };
  g_autoptr (GStrvBuilder) addresses = g_strv_builder_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *value = rg_message_header (message, names[i]);
      g_autoptr (GPtrArray) list = value ? rg_address_parse_list (value) : NULL;
      if (list && list->len)
        g_strv_builder_add (addresses, ((RgAddress *) g_ptr_array_index (list, 0))->address);
    }
  return g_strv_builder_end (addresses);
}

/* Date, else what the newest Received says behind its last semicolon. */
static GDateTime *
read_date (const RgMessage *message)
{
  const char *value = rg_message_header (message, "Date");
  GDateTime *date = value ? g_mime_utils_header_decode_date (value) : NULL;
  const char *received = rg_message_header (message, "Received");
  const char *semicolon = received ? strrchr (received, ';') : NULL;
  return date || !semicolon ? date : g_mime_utils_header_decode_date (semicolon + 1);
}

static gboolean
has_word (const RgMessage *message, const char *name, const char *const *words)
{
  const char *value = rg_message_header (message, name);
  for (; value && *words; words++)
    if (!g_ascii_strncasecmp (value, *words, strlen (*words)))
      return TRUE;
  return FALSE;
}

static gboolean
is_bulk (const RgMessage *message)
{
  static const char *const precedences[] = { "bulk", "list", "junk", NULL };
  return rg_message_header (message, "List-Id")
         || rg_message_header (message, "List-Unsubscribe")
         || has_word (message, "Precedence", precedences);
}

/* What a system writes by itself ("auto-generated") may be anything, an invitation, too. It is
 * an automatic answer where it answers a mail, as the absence notes of some servers do. */
static gboolean
is_automatic (const RgMessage *message)
{
  static const char *const answers[] = { "auto-replied", "auto-notified", NULL };
  static const char *const generated[] = { "auto-generated", NULL };
  static const char *const report[] = { "multipart/report", NULL };
  return has_word (message, "Auto-Submitted", answers)
         || (message->in_reply_to && has_word (message, "Auto-Submitted", generated))
         || has_word (message, "Content-Type", report);
}

static void
fill_headers (RgMessage *message, GMimeMessage *parsed)
{
  const char *subject = rg_message_header (message, "Subject");
  message->subject = g_strdup (subject ? subject : "");
  message->message_id = read_id (message, "Message-ID");
  message->in_reply_to = read_id (message, "In-Reply-To");
  message->references = read_references (message);
  message->from = first_of (g_mime_message_get_from (parsed));
  message->sender = first_of (g_mime_message_get_sender (parsed));
  message->reply_to = rg_address_list_from_gmime (g_mime_message_get_reply_to (parsed));
  message->to = rg_address_list_from_gmime (g_mime_message_get_to (parsed));
  message->cc = rg_address_list_from_gmime (g_mime_message_get_cc (parsed));
  message->delivered_to = read_delivered_to (message);
  message->date = read_date (message);
  message->is_bulk = is_bulk (message);
  message->is_automatic = is_automatic (message);
}

/* ---- the whole ---- */

/* Who wrote the text: of a forward not the sender. */
static RgAddress *
read_author (const RgMessage *message, const char *forwarded_from)
{
  g_autoptr (GPtrArray) list = forwarded_from ? rg_address_parse_list (forwarded_from) : NULL;
  if (list && list->len)
    return rg_address_copy (g_ptr_array_index (list, 0));
  return message->from ? rg_address_copy (message->from) : NULL;
}

/* Of a forward, whom whoever wrote it wants to be answered: the forwarder isn't. */
static void
use_forwarded_reply_to (RgMessage *message, const RgBody *body)
{
  if (!body->forwarded_from)
    return;
  g_ptr_array_unref (message->reply_to);
  message->reply_to
      = rg_address_parse_list (body->forwarded_reply_to ? body->forwarded_reply_to : "");
}

/* The first name of the sender, who may hand on what somebody else writes for the firm or the
 * agency; NULL if it isn't known, or is the reader's own. Friends, who write from a freemail
 * address, hand on what somebody else has to answer for. Transfer full. */
static char *
name_of_forwarder (const RgMessage *message)
{
  if (!message->from || !message->from->name
      || rg_domain_is_freemail (rg_address_domain (message->from)))
    return NULL;
  g_auto (GStrv) words = g_str_tokenize_and_fold (message->from->name, NULL, NULL);
  const RgAddress *to = message->to->len ? g_ptr_array_index (message->to, 0) : NULL;
  if (!words[0] || (to && g_ascii_strncasecmp (to->address, words[0], strlen (words[0])) == 0))
    return NULL;
  return g_strdup (words[0]);
}

static void
fill_body (RgMessage *message, GMimeMessage *parsed)
{
  message->links = g_ptr_array_new_with_free_func (g_free);
  message->attachments = g_ptr_array_new_with_free_func (g_free);
  message->calendars = g_ptr_array_new_with_free_func ((GDestroyNotify) rg_calendar_free);
  rg_body_read (message, parsed);
  g_autofree char *forwarder = name_of_forwarder (message);
  g_autoptr (RgBody) body = rg_body_split (message->full_text, message->subject, forwarder);
  message->text = g_steal_pointer (&body->own);
  message->quote = g_steal_pointer (&body->quote);
  message->signature = g_steal_pointer (&body->signature);
  message->author = read_author (message, body->forwarded_from);
  use_forwarded_reply_to (message, body);
}

/* Behind the line that says whom it is from in an mbox. */
static const char *
skip_envelope (const char *bytes, const char *end)
{
  if (end - bytes <= 5 || memcmp (bytes, "From ", 5) != 0)
    return bytes;
  const char *line_end = memchr (bytes, '\n', (gsize) (end - bytes));
  return line_end ? line_end + 1 : end;
}

/* Each field costs the parser as much as many lines of text, so it gets those that it needs;
 * all of them are in `*headers`. NULL if there are none. */
static GMimeMessage *
parse (const char *bytes, gsize length, GPtrArray **headers)
{
  rg_mime_start ();
  const char *start = skip_envelope (bytes, bytes + length);
  RgExtent extent = rg_extent_of (start, (gsize) (bytes + length - start));
  g_autoptr (GArray) fields = rg_fields_of (start, extent.head);
  GByteArray *looked_at = g_byte_array_new ();
  if (fields)
    rg_fields_append_needed (fields, looked_at);
  else
    g_byte_array_append (looked_at, (const guint8 *) start, (guint) extent.head);
  g_byte_array_append (looked_at, (const guint8 *) extent.body, (guint) extent.rest);
  g_autoptr (GMimeStream) stream = g_mime_stream_mem_new_with_byte_array (looked_at);
  g_mime_stream_mem_set_owner (GMIME_STREAM_MEM (stream), TRUE);
  g_autoptr (GMimeParser) parser = g_mime_parser_new_with_stream (stream);
  g_autoptr (GMimeMessage) parsed
      = g_mime_parser_construct_message (parser, rg_mime_options ());
  if (!parsed)
    return NULL;
  *headers = fields ? headers_of_fields (fields) : headers_of_parser (parsed);
  return g_steal_pointer (&parsed);
}

RgMessage *
rg_message_read (const char *bytes, gsize length, GError **error)
{
  g_autoptr (GPtrArray) headers = NULL;
  g_autoptr (GMimeMessage) parsed = parse (bytes, length, &headers);
  if (!parsed || headers->len == 0)
    {
      g_set_error (error, RG_ERROR, RG_ERROR_INPUT, "it has no header, so it is no mail");
      return NULL;
    }
  RgMessage *message = g_new0 (RgMessage, 1);
  message->headers = g_steal_pointer (&headers);
  fill_headers (message, parsed);
  fill_body (message, parsed);
  return message;
}

char *
rg_message_part (const char *bytes, gsize length, const char *type)
{
  g_autoptr (GPtrArray) headers = NULL;
  g_autoptr (GMimeMessage) parsed = parse (bytes, length, &headers);
  g_autoptr (GMimeContentType) wanted = g_mime_content_type_parse (NULL, type);
  GMimeObject *top = parsed ? g_mime_message_get_mime_part (parsed) : NULL;
  g_autoptr (GMimePartIter) parts = top ? g_mime_part_iter_new (top) : NULL;
  for (gboolean more = parts != NULL; more; more = g_mime_part_iter_next (parts))
    {
      GMimeObject *part = g_mime_part_iter_get_current (parts);
      if (part && GMIME_IS_PART (part)
          && g_mime_content_type_is_type (g_mime_object_get_content_type (part),
                                          g_mime_content_type_get_media_type (wanted),
                                          g_mime_content_type_get_media_subtype (wanted)))
        return rg_mime_part_text (GMIME_PART (part));
    }
  return NULL;
}

gboolean
rg_message_is_from (const RgMessage *message, const char *const *addresses)
{
  for (; message->from && addresses && *addresses; addresses++)
    if (rg_address_is_same (message->from->address, *addresses))
      return TRUE;
  return FALSE;
}

/* ---- partial messages ---- */

/* The last part of what has been parsed; NULL if there is none yet. */
static GMimeObject *
last_part (GMimeObject *object)
{
  while (object && GMIME_IS_MULTIPART (object))
    {
      int count = g_mime_multipart_get_count (GMIME_MULTIPART (object));
      if (count == 0)
        return NULL;
      object = g_mime_multipart_get_part (GMIME_MULTIPART (object), count - 1);
    }
  return object;
}

gboolean
rg_message_wants_more (const char *bytes, gsize length, gsize size)
{
  if (length >= size || length > MORE_BYTES)
    return FALSE;
  g_autoptr (GPtrArray) headers = NULL;
  g_autoptr (GMimeMessage) parsed = parse (bytes, length, &headers);
  GMimeObject *part = parsed ? last_part (g_mime_message_get_mime_part (parsed)) : NULL;
  GMimeContentType *type = part ? g_mime_object_get_content_type (part) : NULL;
  if (!type)
    return TRUE;
  const char *disposition = g_mime_object_get_disposition (part);
  gboolean is_calendar = g_mime_content_type_is_type (type, "text", "calendar")
                         || g_mime_content_type_is_type (type, "application", "ics");
  gboolean is_text
      = g_mime_content_type_is_type (type, "text", "*") || GMIME_IS_MESSAGE_PART (part);
  return is_calendar
         || (is_text && (!disposition || g_ascii_strcasecmp (disposition, "attachment")));
}

const char *
rg_message_bare_subject (const RgMessage *message)
{
  static RgPattern prefix = {
    "(?i)^(?:\\s*(?:re|aw|fw|fwd|wg|tr|rv|sv|vs|antw|rif|res|enc|doorst|i|r)(?:\\[\\d+\\])? "
    "?:)+\\s*",
    0
  };
  RgMatch match;
  const char *subject = message->subject;
  return rg_pattern_find (&prefix, subject, strlen (subject), 0, &match)
             ? subject + rg_match_end (&match, 0)
             : subject;
}
