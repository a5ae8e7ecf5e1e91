/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reply/reconnect.h"

#include "mail/compose.h"
#include "reply/values.h"

#include <string.h>

#define TEMPLATE "reconnect"

static char *
make_message_id (const RgEntry *entry, GDateTime *now)
{
  g_autofree char *month = g_date_time_format (now, "%Y-%m");
  g_autofree char *seed = g_strdup_printf ("%s\n%s\n%s", entry->identity, entry->key, month);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, seed, -1);
  const char *at = strrchr (entry->identity, '@');
  return g_strdup_printf ("%.32s@%s", sum, at ? at + 1 : "localhost");
}

static GHashTable *
values_of (const RgEntry *entry, const RgProfile *profile, const char *language)
{
  GHashTable *values = rg_values_new ();
  rg_values_add (values, "company", entry->company);
  rg_values_add (values, "position", entry->position);
  rg_values_add (values, "user_name", profile->name);
  rg_values_add (values, "informal", g_strcmp0 (entry->form, "informal") == 0 ? "yes" : NULL);
  rg_values_add (values, "recruiter", g_strcmp0 (entry->source, "agency") == 0 ? "yes" : NULL);
  rg_values_add_contact (values, entry->contact);
  rg_values_add_profile (values, profile, language);
  return values;
}

static GBytes *
compose (const RgEntry *entry, const RgProfile *profile, const RgDraft *draft,
         const char *subject, GDateTime *now)
{
  g_autoptr (RgAddress) from = rg_address_new (profile->name, entry->identity);
  g_autoptr (RgAddress) to = rg_address_new (entry->contact, entry->reply_to);
  g_autofree char *text = rg_draft_sign (draft->text, profile->signature);
  const char *const references[] = { entry->message_id, NULL };
  RgComposition composition = {
    .from = from,
    .to = to,
    .subject = subject,
    .message_id = draft->message_id,
    .in_reply_to = entry->message_id,
    .references = references,
    .date = now,
    .text = text,
  };
  return rg_compose (&composition);
}

RgDraft *
rg_reconnect_write (const RgEntry *entry, const RgProfile *profile,
                    const RgTemplates *templates, GDateTime *now, GError **error)
{
  g_autofree char *id = rg_templates_choose (templates, entry->language, TEMPLATE);
  if (!entry->reply_to || !entry->identity || !id)
    return NULL;
  g_autofree char *language = g_strndup (id, strcspn (id, "/"));
  g_autoptr (GHashTable) values = values_of (entry, profile, language);
  g_autofree char *subject = NULL;
  g_autofree char *text = rg_templates_render (templates, id, values, &subject, error);
  if (!text)
    return NULL;
  RgDraft *draft = g_new0 (RgDraft, 1);
  draft->message_id = make_message_id (entry, now);
  draft->template_id = g_steal_pointer (&id);
  draft->text = g_steal_pointer (&text);
  draft->bytes = compose (entry, profile, draft,
                          subject          ? subject
                          : entry->company ? entry->company
                                           : "Hello",
                          now);
  return draft;
}
