/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reply/recipient.h"

#include <string.h>

static gboolean
is_own (const RgAddress *address, const char *const *addresses)
{
  for (; addresses && *addresses; addresses++)
    if (rg_address_is_same (address->address, *addresses))
      return TRUE;
  return FALSE;
}

/* "List-Post: <mailto:jobs@lists.example?subject=...>" */
static gboolean
is_where_list_posts (const RgAddress *address, const RgMessage *message)
{
  const char *post = rg_message_header (message, "List-Post");
  const char *mailto = post ? strstr (post, "mailto:") : NULL;
  if (!mailto)
    return FALSE;
  g_autofree char *target = g_strndup (mailto + 7, strcspn (mailto + 7, ">?, "));
  return rg_address_is_same (address->address, target);
}

/* A list "jobs.lists.example" mostly has the address jobs@lists.example; systems that track
 * applicants put a List-Id into single mails too, but not that of whom they write for. */
static gboolean
is_named_like_list (const RgAddress *address, const RgMessage *message)
{
  const char *id = rg_message_header (message, "List-Id");
  if (!id)
    return FALSE;
  const char *open = strrchr (id, '<');
  const char *begin = open ? open + 1 : id;
  g_autofree char *name = g_strndup (begin, strcspn (begin, "> "));
  g_autofree char *dotted = g_strdelimit (g_strdup (address->address), "@", '.');
  return !g_ascii_strcasecmp (name, dotted);
}

gboolean
rg_recipient_is_person (const RgAddress *address, const RgMessage *message,
                        const char *const *addresses)
{
  return address && !rg_address_is_robot (address) && !is_own (address, addresses)
         && !is_where_list_posts (address, message) && !is_named_like_list (address, message);
}
