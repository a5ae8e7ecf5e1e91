/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One call on the session bus; a library for it would bring the whole of a desktop along. */
#include "watch/notify.h"

#include "base/translate.h"
#include <gio/gio.h>

#define CALL_MILLISECONDS 3000

/* The body of a notification may be taken for markup. */
static char *
describe (const RgEntry *entry)
{
  g_autofree char *text
      = g_strdup_printf ("%s, %s", entry->company ? entry->company : _ ("unknown company"),
                         entry->position ? entry->position : _ ("role unknown"));
  return g_markup_escape_text (text, -1);
}

static gboolean
show (const char *title, const char *body, GError **error)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, error);
  if (!bus)
    return FALSE;
  GVariant *call = g_variant_new ("(susssasa{sv}i)", "regrets", 0u, "mail-message-new", title,
                                  body, NULL, NULL, -1);
  g_autoptr (GVariant) answer = g_dbus_connection_call_sync (
      bus, "org.freedesktop.Notifications", "/org/freedesktop/Notifications",
      "org.freedesktop.Notifications", "Notify", call, NULL, G_DBUS_CALL_FLAGS_NONE,
      CALL_MILLISECONDS, NULL, error);
  return answer != NULL;
}

void
rg_notify_draft_waits (const RgEntry *entry)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *body = describe (entry);
  const char *title = entry->state == RG_ENTRY_OVERDUE
                          ? _ ("A reply is overdue: better call first")
                          : _ ("A reply waits in your Drafts folder");
  if (!show (title, body, &error))
    g_message ("%s: invitation <%s>: %s (no notification: %s)", entry->account,
               entry->message_id ? entry->message_id : "without Message-ID", title,
               error->message);
}
