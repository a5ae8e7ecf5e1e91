/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/entry.h"

const char *const rg_entry_state_names[] = {
  [RG_ENTRY_INTENT] = "intent",         [RG_ENTRY_DRAFTED] = "drafted",
  [RG_ENTRY_NOTED] = "noted",           [RG_ENTRY_EDITED] = "edited",
  [RG_ENTRY_OVERDUE] = "overdue",       [RG_ENTRY_SENT] = "sent",
  [RG_ENTRY_ANSWERED] = "answered",     [RG_ENTRY_DISCARDED] = "discarded",
  [RG_ENTRY_SUPERSEDED] = "superseded", [RG_ENTRY_MISTAKEN] = "mistaken",
  [RG_N_ENTRY_STATES] = NULL,
};

#define TEXT(name)                                                                             \
  {                                                                                            \
#name, RG_FIELD_TEXT, G_STRUCT_OFFSET(RgEntry, name)                                       \
  }
#define NUMBER(name)                                                                           \
  {                                                                                            \
#name, RG_FIELD_NUMBER, G_STRUCT_OFFSET(RgEntry, name)                                     \
  }

const RgEntryField rg_entry_fields[] = {
  TEXT (account),
  TEXT (key),
  TEXT (message_id),
  TEXT (kind),
  TEXT (outcome),
  TEXT (reason),
  TEXT (channel),
  TEXT (template_id),
  TEXT (company),
  TEXT (position),
  TEXT (stage),
  TEXT (sender),
  NUMBER (received_at),
  NUMBER (decided_at),
  NUMBER (answer_by),
  NUMBER (state),
  TEXT (draft_message_id),
  TEXT (drafts_mailbox),
  TEXT (language),
  TEXT (source),
  TEXT (contact),
  TEXT (reply_to),
  TEXT (identity),
  TEXT (form),
  NUMBER (drafts_uidvalidity),
  NUMBER (drafts_uidnext),
  TEXT (draft_digest),
  NUMBER (interview_at),
  NUMBER (changed_at),
  NUMBER (reminders),
  NUMBER (revision),
  NUMBER (page_revision),
  TEXT (pages_mailbox),
  NUMBER (pages_uidvalidity),
  NUMBER (pages_uidnext),
  { NULL, RG_FIELD_TEXT, 0 },
};

char **
rg_entry_text (const RgEntry *entry, const RgEntryField *field)
{
  return G_STRUCT_MEMBER_P (entry, field->offset);
}

gint64 *
rg_entry_number (const RgEntry *entry, const RgEntryField *field)
{
  return G_STRUCT_MEMBER_P (entry, field->offset);
}

void
rg_entry_free (RgEntry *entry)
{
  if (!entry)
    return;
  for (const RgEntryField *field = rg_entry_fields; field->name; field++)
    if (field->type == RG_FIELD_TEXT)
      g_free (*rg_entry_text (entry, field));
  g_free (entry);
}

RgEntry *
rg_entry_copy (const RgEntry *entry)
{
  if (!entry)
    return NULL;
  RgEntry *copy = g_new0 (RgEntry, 1);
  for (const RgEntryField *field = rg_entry_fields; field->name; field++)
    if (field->type == RG_FIELD_TEXT)
      *rg_entry_text (copy, field) = g_strdup (*rg_entry_text (entry, field));
    else
      *rg_entry_number (copy, field) = *rg_entry_number (entry, field);
  return copy;
}

gboolean
rg_entry_is_open (const RgEntry *entry)
{
  return entry->state == RG_ENTRY_DRAFTED || entry->state == RG_ENTRY_EDITED
         || entry->state == RG_ENTRY_OVERDUE;
}

gboolean
rg_entry_is_invitation (const RgEntry *entry)
{
  static const char *const kinds[] = { "invitation", "reschedule", NULL };
  return !entry->kind || g_strv_contains (kinds, entry->kind);
}

int
rg_entry_state_parse (const char *name)
{
  for (int state = 0; name && state < RG_N_ENTRY_STATES; state++)
    if (g_str_equal (rg_entry_state_names[state], name))
      return state;
  return -1;
}
