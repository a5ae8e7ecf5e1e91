/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "detect/traits.h"

#include "base/text.h"

#include <string.h>

static gboolean
is_own (const char *address, const char *const *addresses)
{
  for (; addresses && *addresses; addresses++)
    if (rg_address_is_same (address, *addresses))
      return TRUE;
  return FALSE;
}

static gboolean
has_own (const GPtrArray *list, const char *const *addresses)
{
  for (guint i = 0; i < list->len; i++)
    if (is_own (((RgAddress *) g_ptr_array_index (list, i))->address, addresses))
      return TRUE;
  return FALSE;
}

static gboolean
is_to_others (const RgMessage *message, const char *const *addresses)
{
  return !has_own (message->to, addresses) && !has_own (message->cc, addresses);
}

gboolean
rg_is_for_list (const RgMessage *message, const char *const *addresses)
{
  const char *post = rg_message_header (message, "List-Post");
  return post && strstr (post, "mailto:") && is_to_others (message, addresses);
}

static gboolean
is_reply (const RgMessage *message)
{
  return message->in_reply_to || *message->references;
}

/* A quote that has the user's own address in its attribution line. */
static gboolean
quotes_own (const RgMessage *message, const char *const *addresses)
{
  for (; addresses && *addresses; addresses++)
    if (strstr (message->quote, *addresses))
      return TRUE;
  return FALSE;
}

static void
add (GString *traits, gboolean is, const char *word)
{
  if (is)
    g_string_append_printf (traits, "%s ", word);
}

/* Whoever gets an invitation of their own making is its organizer, whether or not the mailbox is
 * known for theirs. */
static gboolean
is_to_organizer (const RgMessage *message, const RgAddress *organizer)
{
  const RgAddress *to = message->to->len == 1 ? g_ptr_array_index (message->to, 0) : NULL;
  return to && rg_address_is_same (to->address, organizer->address);
}

static void
add_calendar (GString *traits, const RgMessage *message, const char *const *addresses)
{
  const RgCalendar *calendar = g_ptr_array_index (message->calendars, 0);
  const RgAddress *organizer = calendar->organizer;
  add (traits, calendar->method == RG_CALENDAR_REQUEST, "calendar-request");
  add (traits, calendar->method == RG_CALENDAR_REQUEST && calendar->sequence > 0,
       "calendar-update");
  add (traits, calendar->method == RG_CALENDAR_REPLY, "calendar-reply");
  add (traits, calendar->method == RG_CALENDAR_COUNTER, "calendar-reply");
  add (traits,
       calendar->method == RG_CALENDAR_CANCEL || !g_strcmp0 (calendar->status, "CANCELLED"),
       "calendar-cancel");
  add (traits, calendar->recurs, "calendar-recurring");
  add (traits,
       organizer
           && (is_own (organizer->address, addresses) || is_to_organizer (message, organizer)),
       "calendar-own");
}

char *
rg_traits_of (const RgMessage *message, const char *const *addresses)
{
  const char *domain = message->from ? rg_address_domain (message->from) : "";
  GString *traits = g_string_new (" ");
  add (traits, rg_message_is_from (message, addresses), "from-self");
  add (traits, is_to_others (message, addresses), "to-others");
  add (traits, is_reply (message), "reply");
  add (traits, quotes_own (message, addresses), "after-own");
  add (traits, message->is_bulk, "bulk");
  add (traits, message->is_automatic, "automatic");
  add (traits, message->is_encrypted, "encrypted");
  add (traits, rg_domain_is_ats (domain), "ats-sender");
  add (traits, rg_domain_is_freemail (domain), "freemail-sender");
  add (traits, rg_text_is_blank (message->text), "no-text");
  if (message->calendars->len)
    add_calendar (traits, message, addresses);
  return g_string_free (traits, FALSE);
}
