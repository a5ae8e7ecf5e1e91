/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reply/page.h"

#include "base/text.h"
#include "base/translate.h"
#include "decide/questions.h"
#include "mail/compose.h"
#include "reply/page_data.h"
#include "reply/page_text.h"
#include "reply/page_words.h"

#include <string.h>

#define WORDS_CHARS 200

RgPageLine *
rg_page_line_new (const char *name, const char *value, const char *words)
{
  RgPageLine *line = g_new0 (RgPageLine, 1);
  line->name = g_strdup (name);
  line->value = rg_text_one_line (value);
  line->words = rg_text_is_blank (words) ? NULL : rg_text_excerpt (words, WORDS_CHARS);
  return line;
}

void
rg_page_line_free (RgPageLine *line)
{
  g_free (line->name);
  g_free (line->value);
  g_free (line->words);
  g_free (line);
}

RgPage *
rg_page_new_empty (void)
{
  RgPage *page = g_new0 (RgPage, 1);
  page->facts = g_ptr_array_new_with_free_func ((GDestroyNotify) rg_page_line_free);
  page->answers = g_ptr_array_new_with_free_func ((GDestroyNotify) rg_page_line_free);
  page->warnings = g_ptr_array_new_with_free_func (g_free);
  return page;
}

void
rg_page_free (RgPage *page)
{
  if (!page)
    return;
  rg_entry_free (page->entry);
  g_free (page->user_name);
  g_free (page->zone);
  g_strfreev (page->references);
  g_ptr_array_unref (page->facts);
  g_ptr_array_unref (page->answers);
  g_ptr_array_unref (page->warnings);
  g_free (page);
}

/* ---- the entry ---- */

static gint64
seconds_of (const RgMoment *moment, const RgProfile *profile)
{
  g_autoptr (GDateTime) instant = moment ? rg_moment_to_instant (moment, profile->zone) : NULL;
  return instant ? g_date_time_to_unix (instant) : 0;
}

/* What reports count by and what a message months later needs. */
static void
enter_correspondents (RgEntry *entry, const RgCase *the_case)
{
  const RgFacts *facts = the_case->facts;
  const RgAddress *from = the_case->message->from;
  gboolean is_system = from && rg_domain_is_ats (rg_address_domain (from));
  entry->source = g_strdup (facts->via_recruiter ? "agency"
                            : is_system          ? "system"
                                                 : "employer");
  entry->contact = facts->contact ? g_strdup (facts->contact->name) : NULL;
  entry->reply_to = facts->reply_to ? g_strdup (facts->reply_to->address) : NULL;
  entry->identity = rg_draft_identity (the_case->message, the_case->addresses);
  entry->form = g_strdup (facts->informal ? "informal" : "formal");
}

static void
enter_facts (RgEntry *entry, const RgCase *the_case)
{
  const RgFacts *facts = the_case->facts;
  const RgMessage *message = the_case->message;
  entry->message_id = g_strdup (message->message_id);
  entry->company = g_strdup (facts->company);
  entry->position = g_strdup (facts->position);
  entry->stage = g_strdup (rg_stage_names[facts->stage]);
  entry->sender = message->from ? g_strdup (message->from->address) : NULL;
  entry->received_at = message->date ? g_date_time_to_unix (message->date) : 0;
  if (facts->times->len)
    entry->interview_at = seconds_of (g_ptr_array_index (facts->times, 0), the_case->profile);
}

RgEntry *
rg_page_entry (const RgCase *the_case, const RgDetection *detection, const RgDecision *decision,
               const RgDraft *draft)
{
  RgEntry *entry = g_new0 (RgEntry, 1);
  entry->key = rg_message_key (the_case->message);
  entry->kind = g_strdup (rg_kind_name (detection->kind));
  entry->outcome = g_strdup (rg_outcome_names[decision->outcome]);
  entry->reason = g_strdup (decision->reason);
  entry->channel = g_strdup (rg_channel_names[decision->channel]);
  entry->decided_at = g_date_time_to_unix (the_case->now);
  entry->changed_at = entry->decided_at;
  entry->answer_by = seconds_of (decision->answer_by, the_case->profile);
  entry->state = draft ? RG_ENTRY_DRAFTED : RG_ENTRY_NOTED;
  entry->revision = 1;
  entry->language = g_strdup (detection->language);
  enter_facts (entry, the_case);
  enter_correspondents (entry, the_case);
  if (!draft)
    return entry;
  entry->template_id = g_strdup (draft->template_id);
  entry->draft_message_id = g_strdup (draft->message_id);
  entry->draft_digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, draft->bytes);
  return entry;
}

/* ---- what was found ---- */

static void
add_fact (RgPage *page, const RgFacts *facts, const char *name, const char *value)
{
  if (!rg_text_is_blank (value) && !g_str_equal (value, "unknown"))
    g_ptr_array_add (page->facts, rg_page_line_new (name, value, rg_facts_span (facts, name)));
}

static void
add_contact (RgPage *page, const RgFacts *facts)
{
  const RgAddress *contact = facts->contact;
  if (!contact)
    return;
  g_autofree char *value = g_strdup_printf ("%s%s%s%s", contact->name ? contact->name : "",
                                            *contact->address ? " <" : "", contact->address,
                                            *contact->address ? ">" : "");
  add_fact (page, facts, "contact", value);
}

static void
add_times (RgPage *page, const RgFacts *facts)
{
  g_autoptr (GString) times = g_string_new (NULL);
  for (guint i = 0; i < facts->times->len; i++)
    {
      g_autofree char *time = rg_moment_for_people (g_ptr_array_index (facts->times, i));
      g_string_append_printf (times, "%s%s", i ? "; " : "", time);
    }
  add_fact (page, facts, "times", times->str);
}

static void
add_facts (RgPage *page, const RgFacts *facts)
{
  g_autofree char *reply_by = facts->reply_by ? rg_moment_for_people (facts->reply_by) : NULL;
  add_fact (page, facts, "company", facts->company);
  add_fact (page, facts, "position", facts->position);
  add_contact (page, facts);
  add_fact (page, facts, "stage", rg_stage_names[facts->stage]);
  add_fact (page, facts, "mode", rg_mode_names[facts->mode]);
  add_fact (page, facts, "place", facts->place);
  add_times (page, facts);
  add_fact (page, facts, "reply_by", reply_by);
  add_fact (page, facts, "reply_to", facts->reply_to ? facts->reply_to->address : NULL);
  add_fact (page, facts, "scheduling_link", facts->scheduling_link);
  add_fact (page, facts, "salary", facts->salary);
  add_fact (page, facts, "phone", facts->phone);
  for (guint i = 0; i < facts->warnings->len; i++)
    g_ptr_array_add (page->warnings,
                     rg_text_one_line (_ (g_ptr_array_index (facts->warnings, i))));
}

static void
add_answers (RgPage *page, const RgChecklist *checklist)
{
  for (int i = 0; checklist && i < RG_N_QUESTIONS; i++)
    {
      const RgAnswer *answer = &checklist->answers[i];
      g_ptr_array_add (page->answers,
                       rg_page_line_new (rg_question_names[i],
                                         rg_verdict_names[answer->verdict], answer->evidence));
    }
}

RgPage *
rg_page_new (const RgCase *the_case, const RgDecision *decision, const RgEntry *entry)
{
  if (!entry->identity)
    return NULL;
  RgPage *page = rg_page_new_empty ();
  page->entry = rg_entry_copy (entry);
  page->user_name = g_strdup (the_case->profile->name);
  page->zone = g_strdup (g_time_zone_get_identifier (g_date_time_get_timezone (the_case->now)));
  page->references = rg_draft_references (the_case->message);
  add_facts (page, the_case->facts);
  add_answers (page, decision->checklist);
  return page;
}

/* ---- the message ---- */

char *
rg_page_message_id (const char *owner, const char *key, gint64 revision)
{
  g_autofree char *lower = g_ascii_strdown (owner, -1);
  g_autofree char *seed = g_strconcat ("page\n", lower, "\n", key, NULL);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, seed, -1);
  const char *at = strrchr (owner, '@');
  return g_strdup_printf ("%.32s.%" G_GINT64_FORMAT "@%s", sum, revision,
                          at ? at + 1 : "localhost");
}

/* ---- the seal: a first line that tells whether anybody has changed the rest ---- */

#define SEAL_NAME   "X-Page-Digest: "
#define SEAL_LENGTH (strlen (SEAL_NAME) + 64 + strlen ("\r\n"))

static char *
make_seal (const char *rest, gsize length)
{
  g_autofree char *sum
      = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) rest, length);
  return g_strconcat (SEAL_NAME, sum, "\r\n", NULL);
}

static GBytes *
add_seal (GBytes *bytes)
{
  gsize length = 0;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autofree char *seal = make_seal (data, length);
  GByteArray *sealed = g_byte_array_sized_new ((guint) (length + SEAL_LENGTH));
  g_byte_array_append (sealed, (const guint8 *) seal, (guint) strlen (seal));
  g_byte_array_append (sealed, (const guint8 *) data, (guint) length);
  return g_byte_array_free_to_bytes (sealed);
}

gboolean
rg_page_is_untouched (GBytes *bytes)
{
  gsize length = 0;
  const char *data = g_bytes_get_data (bytes, &length);
  if (length <= SEAL_LENGTH)
    return FALSE;
  g_autofree char *seal = make_seal (data + SEAL_LENGTH, length - SEAL_LENGTH);
  return !memcmp (data, seal, SEAL_LENGTH);
}

GBytes *
rg_page_write (const RgPage *page, const char *message_id)
{
  g_autoptr (RgAddress) self = rg_address_new (page->user_name, page->entry->identity);
  g_autoptr (GDateTime) date = rg_page_time (page, page->entry->changed_at);
  g_autofree char *subject = rg_page_subject (page);
  g_autofree char *text = rg_page_text (page);
  g_autofree char *html = rg_page_html (page);
  g_autofree char *json = rg_page_data_write (page);
  RgComposition composition = {
    .from = self,
    .to = self,
    .subject = subject,
    .message_id = message_id,
    .in_reply_to = page->entry->message_id,
    .references = (const char *const *) page->references,
    .date = date,
    .text = text,
    .html = html,
    .json = json,
  };
  g_autoptr (GBytes) bytes = rg_compose (&composition);
  return add_seal (bytes);
}

RgPage *
rg_page_read (GBytes *bytes)
{
  gsize length = 0;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autofree char *json = data ? rg_message_part (data, length, "application/json") : NULL;
  return json ? rg_page_data_read (json) : NULL;
}
