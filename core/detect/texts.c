/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "detect/texts.h"

#include "detect/traits.h"

#include <string.h>

/* Only the beginning of a text decides; a hostile one costs no more than a long one. */
#define BODY_BYTES (32 * 1024)

static void
append_calendar (GString *text, const RgCalendar *calendar)
{
  g_string_append_printf (text, "METHOD:%s\n", rg_calendar_method_name (calendar->method));
  if (calendar->organizer)
    g_string_append_printf (text, "ORGANIZER:%s\n", calendar->organizer->address);
  if (calendar->summary)
    g_string_append_printf (text, "SUMMARY:%s\n", calendar->summary);
  if (calendar->location)
    g_string_append_printf (text, "LOCATION:%s\n", calendar->location);
  if (calendar->description)
    g_string_append_printf (text, "%s\n", calendar->description);
}

static char *
calendar_text (const RgMessage *message)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < message->calendars->len && text->len < BODY_BYTES; i++)
    append_calendar (text, g_ptr_array_index (message->calendars, i));
  return g_string_free (text, FALSE);
}

/* Nearly all characters are of ASCII, and to ask for the class of one takes long. */
static gboolean
is_gap (const char *at)
{
  if ((guchar) *at > ' ' && (guchar) *at < 0x80)
    return FALSE;
  gunichar c = g_utf8_get_char (at);
  return g_unichar_isspace (c) || c == 0xA0;
}

static void
append_character (GString *text, const char *at)
{
  if ((guchar) *at < 0x80)
    g_string_append_c (text, *at);
  else if (g_str_has_prefix (at, "\u2018") || g_str_has_prefix (at, "\u2019"))
    g_string_append_c (text, '\'');
  else
    g_string_append_len (text, at, g_utf8_next_char (at) - at);
}

/* One paragraph a line, plain apostrophes: so that a rule need not know how a mailer wraps. */
static char *
body_text (const char *text)
{
  GString *body = g_string_sized_new (MIN (strlen (text), BODY_BYTES));
  gsize breaks = 0;
  gboolean gap = FALSE;
  for (const char *p = text; *p && body->len < BODY_BYTES; p = g_utf8_next_char (p))
    {
      if (is_gap (p))
        {
          breaks += *p == '\n';
          gap = body->len > 0;
          continue;
        }
      if (gap)
        g_string_append_c (body, breaks > 1 ? '\n' : ' ');
      gap = FALSE;
      breaks = 0;
      append_character (body, p);
    }
  return g_string_free (body, FALSE);
}

/* All that can be read, for what is nowhere said. */
static char *
whole_text (const RgMessage *message)
{
  g_autofree char *calendar = calendar_text (message);
  g_autofree char *all = g_strjoin ("\n\n", message->subject, message->text, message->signature,
                                    calendar, message->quote, NULL);
  return body_text (all);
}

static char *
join_lines (const GPtrArray *lines)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < lines->len && text->len < BODY_BYTES; i++)
    g_string_append_printf (text, "%s\n", (const char *) g_ptr_array_index (lines, i));
  return g_string_free (text, FALSE);
}

static char *
from_text (const RgAddress *address)
{
  if (!address)
    return g_strdup ("");
  return g_strdup_printf ("%s <%s>", address->name ? address->name : "", address->address);
}

static char *
address_list_text (const GPtrArray *addresses)
{
  return addresses->len ? from_text (g_ptr_array_index (addresses, 0)) : g_strdup ("");
}

static char *
header_text (const RgMessage *message, const char *name)
{
  const char *value = rg_message_header (message, name);
  return g_strdup (value ? value : "");
}

static char *
make_text (const RgTexts *texts, RgPlace place)
{
  const RgMessage *message = texts->message;
  switch (place)
    {
    case RG_PLACE_SUBJECT:
      return body_text (message->subject);
    case RG_PLACE_FROM:
      return from_text (message->from);
    case RG_PLACE_REPLY_TO:
      return address_list_text (message->reply_to);
    case RG_PLACE_LIST_ID:
      return header_text (message, "List-Id");
    case RG_PLACE_BODY:
      return body_text (message->text);
    case RG_PLACE_QUOTE:
      return body_text (message->quote);
    case RG_PLACE_WHOLE:
      return whole_text (message);
    case RG_PLACE_LINKS:
      return join_lines (message->links);
    case RG_PLACE_SENDER_DOMAIN:
      return g_strdup (message->from ? rg_address_domain (message->from) : "");
    case RG_PLACE_CALENDAR:
      return calendar_text (message);
    case RG_PLACE_ATTACHMENT_NAME:
      return join_lines (message->attachments);
    default:
      return rg_traits_of (message, texts->addresses);
    }
}

void
rg_texts_clear (RgTexts *texts)
{
  for (int i = 0; i < RG_N_PLACES; i++)
    {
      g_free (texts->texts[i]);
      g_free (texts->letters[i]);
      rg_grams_free (texts->grams[i]);
    }
}

const char *
rg_texts_at (RgTexts *texts, RgPlace place)
{
  char **text = &texts->texts[place];
  if (!*text)
    *text = make_text (texts, place);
  return *text;
}

const guint8 *
rg_texts_letters (RgTexts *texts, RgPlace place)
{
  guint8 **letters = &texts->letters[place];
  if (!*letters)
    *letters = rg_letters_of (rg_texts_at (texts, place));
  return *letters;
}

const char *
rg_texts_of_rule (RgTexts *texts, const RgRule *rule)
{
  if (rule->place != RG_PLACE_HEADER)
    return rg_texts_at (texts, rule->place);
  const char *value = rg_message_header (texts->message, rule->header);
  return value ? value : "";
}

gboolean
rg_texts_may_have (RgTexts *texts, const RgRule *rule, const RgNeedles *needles)
{
  if (!needles || rule->place == RG_PLACE_HEADER)
    return TRUE;
  RgGrams **grams = &texts->grams[rule->place];
  if (!*grams)
    *grams = rg_grams_new (rg_texts_letters (texts, rule->place));
  return rg_needles_may_match (needles, *grams);
}
