/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reply/page_words.h"

#include "base/translate.h"
static const struct
{
  const char *name, *label;
} labels[] = {
  { "company", N_ ("Company") },
  { "position", N_ ("Role") },
  { "contact", N_ ("Contact") },
  { "stage", N_ ("Stage") },
  { "mode", N_ ("How") },
  { "place", N_ ("Place") },
  { "times", N_ ("When") },
  { "reply_by", N_ ("Reply by") },
  { "reply_to", N_ ("Reply to") },
  { "scheduling_link", N_ ("Link") },
  { "salary", N_ ("Pay") },
  { "phone", N_ ("Phone") },
  { "warning", N_ ("Warning") },
  { "decision", N_ ("Decision") },
  { "answer_by", N_ ("Answer by") },
  { "channel", N_ ("Channel") },
  { "draft", N_ ("Draft") },
  { "status", N_ ("Status") },
  { "goals", N_ ("Goals") },
  { "mobility", N_ ("Mobility") },
  { "red-flags", N_ ("Warning signs") },
  { "bandwidth", N_ ("Bandwidth") },
  { "relationship", N_ ("Relationship") },
};

const char *
rg_page_label (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_str_equal (labels[i].name, name))
      return _ (labels[i].label);
  return name;
}

const char *
rg_page_phrase (RgPagePhrase phrase)
{
  static const char *const phrases[RG_N_PAGE_PHRASES] = {
    [RG_PAGE_FOUND] = N_ ("What was found"),
    [RG_PAGE_QUESTIONS] = N_ ("The six questions"),
    [RG_PAGE_WARNINGS] = N_ ("Be careful"),
    [RG_PAGE_OVERRULE] = N_ ("If you see it differently"),
    [RG_PAGE_AGREE] = N_ ("You agree: send the draft, with any change you like."),
    [RG_PAGE_HANDLE]
    = N_ ("You want to answer yourself: delete the draft. No other is written."),
    [RG_PAGE_MISTAKE] = N_ ("This is no invitation: move the mail to the folder \"Not "
                            "invitations\" below this one."),
    [RG_PAGE_MISSED] = N_ ("An invitation was missed: move its mail to the folder "
                           "\"Invitations\" below this one."),
    [RG_PAGE_FOOTER]
    = N_ ("Nothing was sent to anybody. You may delete this page at any time."),
  };
  return _ (phrases[phrase]);
}

/* Those that are the same in English too stand here once more for their translations. */
static const struct
{
  const char *word, *told;
} words[] = {
  { "pass", N_ ("pass") },
  { "fail", N_ ("fail") },
  { "unknown", N_ ("unknown") },
  { "decline", N_ ("Decline") },
  { "explore", N_ ("Short talk instead") },
  { "reschedule", N_ ("Another time") },
  { "ask", N_ ("Ask first") },
  { "keep", N_ ("Yours to answer") },
  { "first", N_ ("first") },
  { "second", N_ ("second") },
  { "final", N_ ("final") },
  { "informational", N_ ("informational") },
  { "onsite", N_ ("onsite") },
  { "remote", N_ ("remote") },
  { "phone", N_ ("phone") },
  { "hybrid", N_ ("hybrid") },
  { "employer", N_ ("employer") },
  { "agency", N_ ("agency") },
  { "system", N_ ("system") },
  { "intent", N_ ("draft begun") },
  { "drafted", N_ ("draft in Drafts") },
  { "noted", N_ ("no draft") },
  { "edited", N_ ("draft edited") },
  { "overdue", N_ ("draft overdue") },
  { "sent", N_ ("sent") },
  { "answered", N_ ("answered") },
  { "discarded", N_ ("draft deleted") },
  { "superseded", N_ ("superseded") },
  { "mistaken", N_ ("no invitation") },
  { "status", N_ ("status") },
  { "goals", N_ ("goals") },
  { "mobility", N_ ("mobility") },
  { "red-flags", N_ ("warning signs") },
  { "bandwidth", N_ ("bandwidth") },
  { "relationship", N_ ("relationship") },
};

const char *
rg_page_word (const char *word)
{
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i].word, word))
      return _ (words[i].told);
  return word;
}

char *
rg_page_short (const RgEntry *entry)
{
  const char *outcome = entry->outcome ? rg_page_word (entry->outcome) : _ ("unknown");
  return entry->reason ? g_strdup_printf ("%s (%s)", outcome, rg_page_word (entry->reason))
                       : g_strdup (outcome);
}

/* ---- sentences ---- */

static const struct
{
  const char *outcome, *sentence;
} outcomes[] = {
  { "decline", N_ ("Decline") },
  { "explore", N_ ("Propose a short talk instead") },
  { "reschedule", N_ ("Ask for another time") },
  { "ask", N_ ("Ask about what isn't known yet") },
  { "keep", N_ ("Nothing stands in the way: the answer is yours to write") },
};

static gsize
find_outcome (const char *outcome)
{
  gsize i = 0;
  while (i < G_N_ELEMENTS (outcomes) - 1 && g_strcmp0 (outcomes[i].outcome, outcome) != 0)
    i++;
  return i;
}

const char *
rg_page_title (const char *outcome)
{
  return rg_page_word (outcomes[find_outcome (outcome)].outcome);
}

const char *
rg_page_colour (const char *verdict, RgPageGround ground)
{
  static const char *const colours[][RG_N_GROUNDS] = {
    [RG_ANSWER_PASS] = { "#2c8a4b", "#1a7038", "#5cc082" },
    [RG_ANSWER_FAIL] = { "#d0432f", "#b92c1a", "#ff8a78" },
  };
  const RgVerdict known[] = { RG_ANSWER_PASS, RG_ANSWER_FAIL };
  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_strcmp0 (verdict, rg_page_word (rg_verdict_names[known[i]])) == 0)
      return colours[known[i]][ground];
  return NULL;
}

char *
rg_page_subject (const RgPage *page)
{
  const RgEntry *entry = page->entry;
  const char *title = rg_page_title (entry->outcome);
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
  const char *sentence = _ (outcomes[find_outcome (page->entry->outcome)].sentence);
  if (!page->entry->reason)
    return g_strdup_printf ("%s.", sentence);
  return g_strdup_printf (_ ("%s. What decided: %s."), sentence,
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
    return g_strdup (_ ("A role in your own company: speak with your manager or HR first."));
  if (page->warnings->len)
    return g_strdup (_ ("None before you know who they are."));
  if (g_strcmp0 (channel, "phone-first") == 0 || is_overdue)
    return phone ? g_strdup_printf (_ ("Call first: %s. Then send the mail."), phone)
                 : g_strdup (_ ("Call first, then send the mail. No number was found."));
  if (g_strcmp0 (channel, "recruiter-first") == 0)
    return g_strdup (_ ("By mail, to the recruiter first."));
  return g_strdup (_ ("By mail."));
}

static char *
tell_no_draft (const RgPage *page)
{
  const char *link = find_fact (page, "scheduling_link");
  if (g_strcmp0 (page->entry->outcome, "keep") == 0)
    return g_strdup (_ ("None."));
  if (page->warnings->len) /* the link and the number are theirs, too */
    return g_strdup (_ ("None: there are signs of fraud. Before you answer, find out who they "
                        "are, by an address or number that isn't from this mail."));
  if (find_fact (page, "reply_to"))
    return g_strdup (_ ("None was written."));
  return link ? g_strdup_printf (_ ("None: nobody would read a mail. Answer here: %s"), link)
              : g_strdup (
                  _ ("None: nobody would read a mail. Answer in their portal or by phone."));
}

char *
rg_page_draft (const RgPage *page)
{
  static const char *const sentences[RG_N_ENTRY_STATES] = {
    [RG_ENTRY_INTENT] = N_ ("Waits in \"%s\". Read it before you send it."),
    [RG_ENTRY_NOTED] = N_ ("None was written."),
    [RG_ENTRY_DRAFTED] = N_ ("Waits in \"%s\". Read it before you send it."),
    [RG_ENTRY_EDITED] = N_ ("Waits in \"%s\", with your changes."),
    [RG_ENTRY_OVERDUE] = N_ ("Overdue. Still waits in \"%s\"."),
    [RG_ENTRY_SENT] = N_ ("You sent it."),
    [RG_ENTRY_ANSWERED] = N_ ("You answered in your own words."),
    [RG_ENTRY_DISCARDED] = N_ ("You deleted it. No other is written: the answer is yours."),
    [RG_ENTRY_SUPERSEDED] = N_ ("Not needed any more: they cancelled or moved the talk."),
    [RG_ENTRY_MISTAKEN] = N_ ("Removed: you said that this is no invitation."),
  };
  const RgEntry *entry = page->entry;
  if (!entry->draft_message_id && entry->state <= RG_ENTRY_OVERDUE)
    return tell_no_draft (page);
  g_auto (GStrv) around = g_strsplit (_ (sentences[entry->state]), "%s", 2);
  return g_strjoinv (entry->drafts_mailbox ? entry->drafts_mailbox : "Drafts", around);
}
