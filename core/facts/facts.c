/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "facts/facts.h"

#include "base/text.h"
#include "facts/capitals.h"
#include "facts/domain_name.h"
#include "facts/finders.h"
#include "facts/manner.h"
#include "facts/times.h"

#include <string.h>

const char *const rg_stage_names[RG_N_STAGES + 1] = {
  [RG_STAGE_UNKNOWN] = "unknown",
  [RG_STAGE_FIRST] = "first",
  [RG_STAGE_SECOND] = "second",
  [RG_STAGE_FINAL] = "final",
  [RG_STAGE_INFORMATIONAL] = "informational",
};

const char *const rg_mode_names[RG_N_MODES + 1] = {
  [RG_MODE_UNKNOWN] = "unknown", [RG_MODE_ONSITE] = "onsite", [RG_MODE_REMOTE] = "remote",
  [RG_MODE_PHONE] = "phone",     [RG_MODE_HYBRID] = "hybrid",
};

const char *const rg_writer_names[RG_N_WRITERS + 1] = {
  [RG_WRITER_EMPLOYER] = "employer",
  [RG_WRITER_AGENCY] = "agency",
};

void
rg_facts_free (RgFacts *facts)
{
  if (!facts)
    return;
  char *texts[] = { facts->company,         facts->position, facts->place,
                    facts->scheduling_link, facts->salary,   facts->phone };
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  rg_address_free (facts->contact);
  rg_address_free (facts->reply_to);
  rg_moment_free (facts->reply_by);
  rg_moment_free (facts->promised);
  g_ptr_array_unref (facts->times);
  g_ptr_array_unref (facts->warnings);
  rg_conditions_free (facts->conditions);
  g_hash_table_unref (facts->spans);
  g_free (facts);
}

const char *
rg_facts_span (const RgFacts *facts, const char *name)
{
  return g_hash_table_lookup (facts->spans, name);
}

/* Takes the span. */
static void
keep_span (RgFacts *facts, const char *name, char *span)
{
  if (span)
    g_hash_table_replace (facts->spans, (gpointer) name, span);
}

static const RgCalendar *
find_request (const RgMessage *message)
{
  for (guint i = 0; i < message->calendars->len; i++)
    {
      const RgCalendar *calendar = g_ptr_array_index (message->calendars, i);
      if (calendar->method == RG_CALENDAR_REQUEST)
        return calendar;
    }
  return NULL;
}

/* ---- times ---- */

static gboolean
is_same_time (const RgMoment *a, const RgMoment *b)
{
  return rg_moment_is_same_clock (a, b)
         || (a->zone_known && b->zone_known && g_date_time_equal (a->when, b->when));
}

/* What the calendar says holds, and the text only repeats it. */
static void
use_calendar_time (RgFacts *facts, const RgCalendar *request)
{
  if (!request || !request->start || request->all_day)
    return;
  g_ptr_array_set_size (facts->times, 0);
  g_ptr_array_add (facts->times, rg_moment_copy (request->start));
}

/* More entries are a timetable. */
#define MOST_ENTRIES 10

/* Entries that are only attached are slots where the text names none: "attached are two
 * holds". */
static void
use_attached_times (RgFacts *facts, const RgMessage *message)
{
  const GPtrArray *calendars = message->calendars;
  if (facts->times->len || calendars->len > MOST_ENTRIES)
    return;
  for (guint i = 0; i < calendars->len; i++)
    {
      const RgCalendar *entry = g_ptr_array_index (calendars, i);
      gboolean is_attached
          = entry->method == RG_CALENDAR_PUBLISH || entry->method == RG_CALENDAR_NONE;
      if (is_attached && entry->start && !entry->all_day && !entry->recurs)
        g_ptr_array_add (facts->times, rg_moment_copy (entry->start));
    }
}

static void
find_times (RgFacts *facts, const RgSource *source)
{
  const RgMessage *message = source->message;
  const char *subject = rg_message_bare_subject (message);
  gboolean is_subject_alone = rg_text_is_blank (message->text); /* the letter is attached */
  g_autofree char *text = rg_text_unbroken (is_subject_alone ? subject : message->text);
  g_autofree char *earlier
      = g_strconcat (is_subject_alone ? "" : subject, "\n", message->quote, NULL);
  g_autoptr (RgTimes) found = rg_times_find (text, earlier, message->date, source->words);
  g_ptr_array_extend_and_steal (facts->times, g_steal_pointer (&found->times));
  facts->reply_by = g_steal_pointer (&found->reply_by);
  facts->promised = g_steal_pointer (&found->promised);
  keep_span (facts, "times", g_steal_pointer (&found->times_span));
  keep_span (facts, "reply_by", g_steal_pointer (&found->reply_span));
  use_calendar_time (facts, source->calendar);
  use_attached_times (facts, message);
  for (guint i = 1; i < facts->times->len;)
    if (is_same_time (g_ptr_array_index (facts->times, i - 1),
                      g_ptr_array_index (facts->times, i)))
      g_ptr_array_remove_index (facts->times, i);
    else
      i++;
}

RgFacts *
rg_facts_new (void)
{
  RgFacts *facts = g_new0 (RgFacts, 1);
  facts->conditions = rg_conditions_new ();
  facts->times = g_ptr_array_new_with_free_func ((GDestroyNotify) rg_moment_free);
  facts->warnings = g_ptr_array_new_with_free_func (g_free);
  facts->spans = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  return facts;
}

gboolean
rg_facts_are_none (const RgFacts *facts)
{
  const void *const known[] = { facts->company, facts->position,        facts->contact,
                                facts->place,   facts->reply_by,        facts->reply_to,
                                facts->salary,  facts->scheduling_link, facts->phone };
  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    if (known[i])
      return FALSE;
  return !facts->via_recruiter && !facts->calendar && facts->stage == RG_STAGE_UNKNOWN
         && facts->mode == RG_MODE_UNKNOWN && facts->times->len == 0;
}

/* What separates the two in a line. */
#define DIVIDERS " ,-|@:"

/* How much of the title is the end of the firm's name, which may leave out what it is: "Escher
 * & Cie" of "Privatbank Escher & Cie". */
static gsize
firm_at_start (const char *title, const char *company)
{
  for (const char *name = company; name; name = strchr (name, ' '))
    {
      name += *name == ' ';
      gboolean is_enough = name == company || strchr (name, ' ');
      if (is_enough && g_str_has_prefix (title, name))
        return strlen (name);
    }
  return 0;
}

/* "Redfern Avionics, Safety Engineer" */
static void
part_company_and_position (RgFacts *facts)
{
  gsize length = firm_at_start (facts->position, facts->company);
  gsize gap = length ? strspn (facts->position + length, DIVIDERS) : 0;
  if (gap < 2 || !facts->position[length + gap])
    return;
  char *title = g_strdup (facts->position + length + gap);
  g_free (facts->position);
  facts->position = title;
}

/* "Safety Engineer, Redfern Avionics" is the role and who offers it. */
static void
part_position_and_company (RgFacts *facts)
{
  if (!facts->position || !facts->company)
    return;
  if (!rg_is_behind_title (facts->position, facts->company))
    {
      part_company_and_position (facts);
      return;
    }
  gsize length = strlen (facts->position) - strlen (facts->company);
  while (length > 0 && strchr (DIVIDERS, facts->position[length - 1]))
    length--;
  facts->position[length] = '\0';
}

/* "Fernwood GmbH, Gate 2": where to go is behind the firm's name; not so in "Fernwood Academy,
 * York". */
static void
part_place_and_company (RgFacts *facts, const RgSource *source)
{
  if (!facts->place || !facts->company || !g_str_has_prefix (facts->place, facts->company))
    return;
  const char *comma = strstr (facts->place + strlen (facts->company), ", ");
  if (!comma)
    return;
  g_autofree char *head = g_strndup (facts->place, (gsize) (comma - facts->place));
  g_autofree char *name = rg_source_without_tail (source, RG_PHRASE_COMPANY_TAIL, head);
  if (!g_str_equal (name, facts->company))
    return;
  char *rest = g_strdup (comma + 2);
  g_free (facts->place);
  facts->place = rest;
}

/* "Wednesday, ...", "on Wednesday". */
static gboolean
begins_with_day (const RgVocabulary *words, const char *text)
{
  g_auto (GStrv) parts = g_strsplit_set (text, " ,.", 3);
  for (int i = 0; i < 2 && parts[i]; i++)
    if (rg_vocabulary_weekday (words, parts[i]))
      return TRUE;
  return FALSE;
}

/* Of "Mill Lane 9, on Wednesday, 9 December" the day is no part of the place. */
static void
part_place_and_day (RgFacts *facts, const RgVocabulary *words)
{
  char *comma = facts->place ? strstr (facts->place, ", ") : NULL;
  for (; comma; comma = strstr (comma + 2, ", "))
    if (begins_with_day (words, comma + 2))
      {
        *comma = 0;
        return;
      }
}

RgSource
rg_source_of (const RgMessage *message, const RgVocabulary *words, const char *const *addresses)
{
  return (RgSource){ message, find_request (message), addresses, words };
}

void
rg_find_by_phrases (const RgSource *source, RgFacts *facts)
{
  char *company = NULL, *position = NULL, *contact = NULL, *mode = NULL, *place = NULL;
  facts->via_recruiter = rg_is_via_recruiter (source);
  facts->position = rg_find_position (source, &position);
  facts->contact = rg_find_contact (source, &contact);
  facts->mode = rg_find_mode (source, &mode);
  facts->place = rg_find_place (source, facts->mode, &place);
  facts->company = rg_find_company (source, facts, &company);
  part_position_and_company (facts);
  keep_span (facts, "company", company);
  keep_span (facts, "position", position);
  keep_span (facts, "contact", contact);
  keep_span (facts, "mode", mode);
  keep_span (facts, "place", place);
}

/* Whether the words of the sender's domain, two or more, are all in the name. */
static gboolean
is_named_as_domain (const RgSource *source, const char *company)
{
  g_autofree char *domain = rg_sender_words (source);
  g_auto (GStrv) words = g_strsplit (domain, "-", -1);
  for (char **word = words; *word; word++)
    if (!rg_text_has_words (company, *word))
      return FALSE;
  return g_strv_length (words) > 1;
}

static void
complete_company (RgFacts *facts, const RgSource *source)
{
  if (facts->company && facts->via_recruiter && is_named_as_domain (source, facts->company))
    g_clear_pointer (&facts->company, g_free); /* the agency's own name */
  if (!facts->company)
    return;
  g_autofree char *found = g_steal_pointer (&facts->company);
  g_autofree char *full = rg_find_full_company (source, found);
  const RgMessage *message = source->message;
  g_autofree char *text = g_strjoin ("\n", message->text, message->signature, message->subject,
                                     message->author ? message->author->name : NULL, NULL);
  facts->company = rg_company_without_shouting (full ? full : found, text);
}

static void
complete_contact (RgFacts *facts, const RgSource *source)
{
  RgAddress *contact = facts->contact;
  g_autofree char *full = contact && contact->name ? rg_find_full_name (source, contact) : NULL;
  if (!full)
    return;
  facts->contact = rg_address_new (full, contact->address);
  rg_address_free (contact);
}

/* Whether each word of `name` but those in brackets is one of the contact's, in any order. */
static gboolean
is_called_alike (const RgAddress *contact, const char *name)
{
  static RgPattern brackets = { " ?\\([^()]*\\)$", 0 };
  RgMatch match;
  gboolean has_any = rg_pattern_find (&brackets, name, strlen (name), 0, &match);
  g_autofree char *bare
      = g_strndup (name, has_any ? rg_match_start (&match, 0) : strlen (name));
  g_auto (GStrv) words = g_strsplit (bare, " ", -1);
  for (char **word = words; *word; word++)
    if (!rg_text_has_words (contact->name, *word))
      return FALSE;
  return g_strv_length (words) > 1;
}

/* Whether the domain has each word of the name. */
static gboolean
is_in_domain (const RgSource *source, const char *name)
{
  g_autofree char *label = rg_sender_label (source);
  g_autofree char *plain = g_str_to_ascii (name, "C");
  g_autofree char *lower = g_ascii_strdown (plain, -1);
  g_auto (GStrv) words = g_strsplit (lower, " ", -1);
  for (char **word = words; *word; word++)
    if (!strstr (label, *word))
      return FALSE;
  return TRUE;
}

/* "Nguyen-Lambert Hoa" is who writes, not for whom; but a firm may be called after its owner,
 * as its domain tells. */
static void
part_company_and_contact (RgFacts *facts, const RgSource *source)
{
  if (facts->company && facts->contact && facts->contact->name
      && is_called_alike (facts->contact, facts->company)
      && !is_in_domain (source, facts->company))
    g_clear_pointer (&facts->company, g_free);
}

/* Whether the last line of the text is the first word of the name. */
static gboolean
signs_with_first (const char *text, const char *name)
{
  g_autofree char *trimmed = g_strchomp (g_strdup (text));
  const char *line = strrchr (trimmed, '\n');
  g_autofree char *first = g_strndup (name, strcspn (name, " "));
  return line && g_str_equal (line + 1, first);
}

/* Who signs with a first name is a person, and so is the "firm" that has the sender's whole
 * name, unless its domain has that too. */
static void
take_sender_from_company (RgFacts *facts, const RgSource *source)
{
  const RgAddress *author = source->message->author;
  if (!facts->company || (facts->contact && facts->contact->name) || !author || !author->name
      || !g_str_equal (author->name, facts->company) || !strchr (facts->company, ' ')
      || !signs_with_first (source->message->text, facts->company)
      || is_in_domain (source, facts->company))
    return;
  rg_address_free (facts->contact);
  facts->contact = rg_address_new (facts->company, author->address);
  g_clear_pointer (&facts->company, g_free);
}

/* Who is asked to be answered is whom the reply has to greet; an office only takes the answer.
 */
static RgAddress *
contact_at (const RgAddress *addressee, const RgAddress *contact)
{
  const char *name = addressee->name;
  if (contact && !name)
    return rg_address_copy (contact);
  if (contact && rg_is_same_person (contact->name, name))
    name = contact->name;
  return name ? rg_address_new (name, addressee->address) : NULL;
}

/* Whether the text names somebody else's mailbox that is called after a person with a whole
 * name: offices are called by one word. */
static gboolean
is_of_somebody (const RgSource *source, const RgAddress *address)
{
  const RgAddress *author = source->message->author;
  return address->name && strchr (address->name, ' ')
         && !(author && rg_address_is_same (author->address, address->address))
         && rg_is_mailbox_of (address->address, address->name)
         && rg_is_person_name (source, address->name);
}

static void
find_where_to_answer (RgFacts *facts, const RgSource *source)
{
  g_autoptr (RgAddress) addressee = rg_find_addressee (source);
  if (addressee)
    {
      g_autoptr (RgAddress) before = g_steal_pointer (&facts->contact);
      facts->contact = contact_at (addressee, before);
    }
  if (facts->warnings->len)
    return;
  facts->reply_to
      = addressee ? g_steal_pointer (&addressee) : rg_find_reply_to (source, facts->contact);
  if (!facts->contact && facts->reply_to && is_of_somebody (source, facts->reply_to))
    facts->contact = rg_address_copy (facts->reply_to);
}

/* Who writes for others, or lies, writes from no domain of the firm's. */
static void
take_company_from_domain (RgFacts *facts, const RgSource *source)
{
  if (facts->company || facts->via_recruiter || facts->warnings->len)
    return;
  facts->company = rg_find_domain_name (source, facts);
  part_position_and_company (facts);
  part_place_and_company (facts, source);
}

RgFacts *
rg_facts_find (const RgMessage *message, const RgVocabulary *words,
               const char *const *addresses)
{
  RgFacts *facts = rg_facts_new ();
  RgSource source = rg_source_of (message, words, addresses);
  char *stage = NULL, *salary = NULL, *phone = NULL;
  find_times (facts, &source);
  rg_find_by_phrases (&source, facts);
  rg_find_by_weights (&source, facts);
  complete_company (facts, &source);
  part_position_and_company (facts);
  facts->stage = rg_find_stage (&source, &stage);
  keep_span (facts, "stage", stage);
  rg_conditions_find (facts->conditions, words, message->text, message->quote, facts->position);
  part_place_and_company (facts, &source);
  part_place_and_day (facts, words);
  rg_find_manner (&source, facts);
  if (facts->place && facts->mode == RG_MODE_UNKNOWN)
    facts->mode = RG_MODE_ONSITE;
  facts->salary = rg_find_salary (&source, &salary);
  facts->phone = rg_find_phone (&source, &phone);
  facts->scheduling_link = rg_find_scheduling_link (&source);
  facts->calendar = source.calendar != NULL;
  facts->informal = rg_source_sees (&source, RG_PHRASE_INFORMAL, message->text, NULL)
                    && !rg_source_sees (&source, RG_PHRASE_FORMAL, message->text, NULL);
  rg_find_warnings (&source, facts->company, facts->warnings);
  take_sender_from_company (facts, &source);
  if (!facts->contact)
    facts->contact = rg_find_reply_to_person (&source);
  find_where_to_answer (facts, &source);
  complete_contact (facts, &source);
  part_company_and_contact (facts, &source);
  take_company_from_domain (facts, &source);
  keep_span (facts, "salary", salary);
  keep_span (facts, "phone", phone);
  return facts;
}
