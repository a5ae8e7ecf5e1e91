/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reply/page_words.h"

static const struct
{
  const char *name, *label;
} labels[] = {
  { "company", "Company" },
  { "position", "Role" },
  { "contact", "Contact" },
  { "stage", "Stage" },
  { "mode", "How" },
  { "place", "Place" },
  { "times", "When" },
  { "reply_by", "Reply by" },
  { "reply_to", "Reply to" },
  { "scheduling_link", "Link" },
  { "salary", "Pay" },
  { "phone", "Phone" },
  { "decision", "Decision" },
  { "answer_by", "Answer by" },
  { "channel", "Channel" },
  { "draft", "Draft" },
  { "status", "Status" },
  { "goals", "Goals" },
  { "mobility", "Mobility" },
  { "red-flags", "Warning signs" },
  { "bandwidth", "Bandwidth" },
  { "relationship", "Relationship" },
};

const char *
rg_page_label (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_str_equal (labels[i].name, name))
      return labels[i].label;
  return name;
}

const char *
rg_page_phrase (RgPagePhrase phrase)
{
  static const char *const phrases[RG_N_PAGE_PHRASES] = {
    [RG_PAGE_FOUND] = "What was found",
    [RG_PAGE_QUESTIONS] = "The six questions",
    [RG_PAGE_WARNINGS] = "Be careful",
    [RG_PAGE_OVERRULE] = "If you see it differently",
    [RG_PAGE_AGREE] = "You agree: send the draft, with any change you like.",
    [RG_PAGE_HANDLE] = "You want to answer yourself: delete the draft. No other is written.",
    [RG_PAGE_MISTAKE]
    = "This is no invitation: move the mail to the folder \"Not invitations\" below this one.",
    [RG_PAGE_MISSED]
    = "An invitation was missed: move its mail to the folder \"Invitations\" below this one.",
    [RG_PAGE_FOOTER] = "Nothing was sent to anybody. You may delete this page at any time.",
  };
  return phrases[phrase];
}

/* ---- sentences ---- */

static const struct
{
  const char *outcome, *title, *sentence;
} outcomes[] = {
  { "decline", "Decline", "Decline" },
  { "explore", "Short talk instead", "Propose a short talk instead" },
  { "reschedule", "Another time", "Ask for another time" },
  { "ask", "Ask first", "Ask about what isn't known yet" },
  { "keep", "Yours to answer", "Nothing stands in the way: the answer is yours to write" },
};

static gsize
find_outcome (const RgPage *page)
{
  gsize i = 0;
  while (i < G_N_ELEMENTS (outcomes) - 1
         && g_strcmp0 (outcomes[i].outcome, page->entry->outcome) != 0)
    i++;
  return i;
}

char *
rg_page_subject (const RgPage *page)
{
  const RgEntry *entry = page->entry;
  const char *title = outcomes[find_outcome (page)].title;
  const char *company = entry->company ? entry->company : entry->sender;
  if (entry->position && company)
    return g_strdup_printf ("%s: %s, %s", title, entry->position, company);
  if (entry->position || company)
    return g_strdup_printf ("%s: %s", title, entry->position ? entry->position : company);
  return g_strdup (title);
}

char *
rg_page_decision (const RgPage *page)
{
  const char *sentence = outcomes[find_outcome (page)].sentence;
  if (!page->entry->reason)
    return g_strdup_printf ("%s.", sentence);
  return g_strdup_printf ("%s. What decided: %s.", sentence,
                          rg_page_label (page->entry->reason));
}

static const char *
find_fact (const RgPage *page, const char *name)
{
  for (guint i = 0; i < page->facts->len; i++)
    {
      const RgPageLine *line = g_ptr_array_index (page->facts, i);
      if (g_str_equal (line->name, name))
        return line->value;
    }
  return NULL;
}

char *
rg_page_channel (const RgPage *page)
{
  const char *phone = find_fact (page, "phone");
  const char *channel = page->entry->channel;
  gboolean is_overdue = page->entry->state == RG_ENTRY_OVERDUE;
  if (g_strcmp0 (channel, "manager-first") == 0)
    return g_strdup ("A role in your own company: speak with your manager or HR first.");
  if (g_strcmp0 (channel, "phone-first") == 0 || is_overdue)
    return phone ? g_strdup_printf ("Call first: %s. Then send the mail.", phone)
                 : g_strdup ("Call first, then send the mail. No number was found.");
  if (g_strcmp0 (channel, "recruiter-first") == 0)
    return g_strdup ("By mail, to the recruiter first.");
  return g_strdup ("By mail.");
}

static char *
tell_no_draft (const RgPage *page)
{
  const char *link = find_fact (page, "scheduling_link");
  if (g_strcmp0 (page->entry->outcome, "keep") == 0)
    return g_strdup ("None.");
  if (find_fact (page, "reply_to"))
    return g_strdup ("None was written.");
  return link
             ? g_strdup_printf ("None: nobody would read a mail. Answer here: %s", link)
             : g_strdup ("None: nobody would read a mail. Answer in their portal or by phone.");
}

char *
rg_page_draft (const RgPage *page)
{
  static const char *const sentences[RG_N_ENTRY_STATES] = {
    [RG_ENTRY_INTENT] = "Waits in \"%s\". Read it before you send it.",
    [RG_ENTRY_NOTED] = "None was written.",
    [RG_ENTRY_DRAFTED] = "Waits in \"%s\". Read it before you send it.",
    [RG_ENTRY_EDITED] = "Waits in \"%s\", with your changes.",
    [RG_ENTRY_OVERDUE] = "Overdue. Still waits in \"%s\".",
    [RG_ENTRY_SENT] = "You sent it.",
    [RG_ENTRY_ANSWERED] = "You answered in your own words.",
    [RG_ENTRY_DISCARDED] = "You deleted it. No other is written: the answer is yours.",
    [RG_ENTRY_SUPERSEDED] = "Not needed any more: they cancelled or moved the talk.",
    [RG_ENTRY_MISTAKEN] = "Removed: you said that this is no invitation.",
  };
  const RgEntry *entry = page->entry;
  if (!entry->draft_message_id && entry->state <= RG_ENTRY_OVERDUE)
    return tell_no_draft (page);
  g_auto (GStrv) around = g_strsplit (sentences[entry->state], "%s", 2);
  return g_strjoinv (entry->drafts_mailbox ? entry->drafts_mailbox : "Drafts", around);
}
