/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/message.h"

/* Headers that the receiving side may add or change later don't count. */
static const char *const lasting[] = { "From", "To", "Subject", "Date", NULL };

char *
rg_message_key (const RgMessage *message)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  if (message->message_id)
    g_checksum_update (sum, (const guchar *) message->message_id, -1);
  for (const char *const *name = lasting; !message->message_id && *name; name++)
    {
      const char *value = rg_message_header (message, *name);
      g_checksum_update (sum, (const guchar *) *name, -1);
      g_checksum_update (sum, (const guchar *) (value ? value : ""), -1);
      g_checksum_update (sum, (const guchar *) "\n", 1);
    }
  return g_strdup (g_checksum_get_string (sum));
}
