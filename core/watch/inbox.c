/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "watch/inbox.h"

#include "base/error.h"
#include "decide/history.h"
#include "watch/clock.h"
#include "watch/life.h"
#include "watch/outbox.h"
#include "watch/scan.h"

#define FIRST_BYTES (5u * 1024)
#define CHUNK_BYTES (32u * 1024)

static void
tell_skipped (const RgOffice *office, const RgSummary *summary, const char *why)
{
  g_message ("%s: message with UID %u of %s is passed over: %s", office->account->name,
             summary->uid, office->inbox, why);
}

/* Who fetches mail into a Maildir for the first time gets old mail as new. */
static gboolean
is_old (const RgOffice *office, const RgMessage *header)
{
  return office->account->maildir && !office->takes_all && header->date
         && g_date_time_to_unix (header->date) < rg_clock_now () - office->account->since;
}

/* What the headers alone rule out. Lists never invite, but some tracking systems send their
 * single mails as if they were lists. */
static gboolean
is_candidate (const RgOffice *office, const RgSummary *summary, const RgMessage *header)
{
  if (summary->is_answered || summary->is_deleted || summary->is_draft)
    return FALSE;
  if (rg_message_is_from (header, (const char *const *) office->account->addresses)
      || is_old (office, header))
    return FALSE;
  gboolean is_list = rg_message_header (header, "List-Id") != NULL;
  return office->takes_all || !is_list
         || (header->from && rg_domain_is_ats (rg_address_domain (header->from)));
}

/* Small mails come whole. Big ones are mostly attachments, and their text is short: so a little
 * at first, then as much again as there is. */
static guint32
next_chunk (const RgSummary *summary, const GByteArray *text)
{
  return summary->size > CHUNK_BYTES ? CLAMP (text->len, FIRST_BYTES, CHUNK_BYTES)
                                     : CHUNK_BYTES;
}

/* As much of the message as there is something to read in. */
static gboolean
fetch_text (const RgOffice *office, const RgSummary *summary, GByteArray *text, GError **error)
{
  gsize before = 0;
  do
    {
      g_autoptr (GBytes) chunk = NULL;
      before = text->len;
      if (!rg_store_fetch_bytes (office->store, summary->uid, text->len,
                                 next_chunk (summary, text), &chunk, error))
        return FALSE;
      g_byte_array_append (text, g_bytes_get_data (chunk, NULL),
                           (guint) g_bytes_get_size (chunk));
    }
  while (text->len > before
         && rg_message_wants_more ((const char *) text->data, text->len, summary->size));
  return TRUE;
}

/* A draft that was begun keeps its date, so that it is the same draft, byte for byte. */
static GDateTime *
time_of_decision (const RgOffice *office, const RgEntry *entry)
{
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();
  GTimeZone *zone = office->setting->profile->zone ? office->setting->profile->zone : local;
  g_autoptr (GDateTime) utc
      = g_date_time_new_from_unix_utc (entry ? entry->decided_at : rg_clock_now ());
  return g_date_time_to_timezone (utc, zone);
}

static void
tell_outcome (const RgOffice *office, const RgOutcome *outcome)
{
  const RgDecision *decision = outcome->decision;
  const char *id = outcome->message->message_id;
  g_message ("%s: %s <%s>: %s%s%s; %s", office->account->name,
             rg_kind_name (outcome->detection->kind), id ? id : "without Message-ID",
             rg_outcome_names[decision->outcome], decision->reason ? ", because of " : "",
             decision->reason ? decision->reason : "",
             outcome->draft ? "a draft waits in Drafts" : "nothing is drafted");
}

/* How often this sender has tried to persuade the user already, in other mails than this. */
static gboolean
count_rounds (const RgOffice *office, const RgMessage *header, int *rounds, GError **error)
{
  g_autofree char *key = rg_message_key (header);
  g_autoptr (GPtrArray) entries
      = rg_journal_list (office->journal, office->account->name, -1, error);
  for (guint i = 0; entries && i < entries->len; i++)
    {
      const RgEntry *entry = g_ptr_array_index (entries, i);
      *rounds += !g_strcmp0 (entry->kind, rg_kind_name (RG_KIND_PERSUADES)) && header->from
                 && entry->sender && rg_address_is_same (entry->sender, header->from->address)
                 && !g_str_equal (entry->key, key);
    }
  return entries != NULL;
}

/* ---- promises ---- */

#define GRACE_SECONDS (12 * 3600) /* the day ends later elsewhere, and an hour is no matter */

/* Whether whoever writes has kept what was promised before. FALSE on error. */
static gboolean
recall_promises (const RgOffice *office, const RgMessage *header, int *broken, GError **error)
{
  g_autofree char *writer = rg_history_writer (header->from ? header->from->address : NULL);
  return !writer || !header->date
         || rg_journal_hear_from (office->journal, office->account->name, writer,
                                  g_date_time_to_unix (header->date), broken, error);
}

static gboolean
note_promise (const RgOffice *office, const RgOutcome *outcome, GError **error)
{
  const RgMessage *message = outcome->message;
  const RgMoment *promised = outcome->facts->promised;
  g_autofree char *writer = rg_history_writer (message->from ? message->from->address : NULL);
  if (!promised || !writer)
    return TRUE;
  g_autoptr (GDateTime) due = rg_moment_to_instant (promised, office->setting->profile->zone);
  return !due
         || rg_journal_put_promise (office->journal, office->account->name, writer,
                                    g_date_time_to_unix (message->date),
                                    g_date_time_to_unix (due) + GRACE_SECONDS, error);
}

/* ---- what the corridor has to know ---- */

typedef struct
{
  RgEntry *declined; /* what the user declined in the thread of the message; NULL */
  RgThread thread;
  GPtrArray *past; /* RgEntry */
  int broken_promises;
} Memory;

static void
memory_clear (Memory *memory)
{
  g_clear_pointer (&memory->declined, rg_entry_free);
  g_clear_pointer (&memory->past, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Memory, memory_clear)

static gboolean
recall_thread (const RgOffice *office, const RgMessage *header, Memory *memory, GError **error)
{
  g_autoptr (GError) inner = NULL;
  RgEntry *declined = rg_life_declined (office, header, &inner);
  memory->declined = declined;
  if (declined)
    {
      memory->thread = (RgThread){ declined->reason, declined->company, declined->position, 0 };
      count_rounds (office, header, &memory->thread.rounds, &inner);
    }
  if (!inner)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&inner));
  return FALSE;
}

static gboolean
recall (const RgOffice *office, const RgMessage *header, Memory *memory, GError **error)
{
  memory->past = rg_journal_list (office->journal, NULL, -1, error);
  return memory->past && recall_thread (office, header, memory, error)
         && recall_promises (office, header, &memory->broken_promises, error);
}

static RgSetting
make_setting (const RgOffice *office, const Memory *memory, GDateTime *now)
{
  RgSetting setting = *office->setting;
  setting.addresses = (const char *const *) office->account->addresses;
  setting.now = now;
  setting.is_invitation = office->takes_all;
  setting.thread = memory->declined ? &memory->thread : NULL;
  setting.past = memory->past;
  setting.broken_promises = memory->broken_promises;
  return setting;
}

/* ---- answers ---- */

static gboolean
answer (const RgOffice *office, const RgSummary *summary, const RgMessage *header,
        const RgEntry *entry, GByteArray *text, GError **error)
{
  g_autoptr (GDateTime) now = time_of_decision (office, entry);
  g_autoptr (GError) inner = NULL;
  g_auto (Memory) memory = { NULL };
  if (!recall (office, header, &memory, error))
    return FALSE;
  RgSetting setting = make_setting (office, &memory, now);
  g_autoptr (RgOutcome) outcome
      = rg_pipeline_run (&setting, (const char *) text->data, text->len, &inner);
  if (g_error_matches (inner, RG_ERROR, RG_ERROR_INPUT))
    {
      tell_skipped (office, summary, inner->message);
      return TRUE;
    }
  if (!outcome)
    {
      g_propagate_error (error, g_steal_pointer (&inner));
      return FALSE;
    }
  if (!note_promise (office, outcome, error) || !rg_life_supersede (office, outcome, error))
    return FALSE;
  if (outcome->decision->outcome == RG_OUTCOME_NONE)
    return TRUE;
  gboolean is_new = FALSE;
  if (!rg_outbox_deliver (office, &setting, outcome, summary, entry, &is_new, error))
    return FALSE;
  if (is_new && (!entry || entry->state == RG_ENTRY_INTENT))
    tell_outcome (office, outcome);
  return TRUE;
}

/* Whether the server or the journal says that it is dealt with. A begun draft is not, not
 * even where the keyword is already set. */
static gboolean
is_finished (const RgSummary *summary, const RgEntry *entry)
{
  return entry ? entry->state != RG_ENTRY_INTENT : summary->is_done;
}

static gboolean
read_message (const RgOffice *office, const RgSummary *summary, const RgMessage *header,
              GError **error)
{
  g_autoptr (GByteArray) text = g_byte_array_new ();
  g_autoptr (GError) inner = NULL;
  g_autofree char *key = rg_message_key (header);
  g_autoptr (RgEntry) entry
      = rg_journal_find (office->journal, office->account->name, key, &inner);
  if (!inner && is_finished (summary, entry))
    return TRUE;
  if (!inner && fetch_text (office, summary, text, &inner))
    return answer (office, summary, header, entry, text, error);
  if (g_error_matches (inner, RG_ERROR, RG_ERROR_INPUT)) /* gone since the search */
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&inner));
  return FALSE;
}

gboolean
rg_inbox_look_at (const RgOffice *office, const RgSummary *summary, GError **error)
{
  gsize length = 0;
  const char *bytes = g_bytes_get_data (summary->header, &length);
  g_autoptr (GError) inner = NULL;
  g_autoptr (RgMessage) header = rg_message_read (bytes, length, &inner);
  if (!header)
    {
      tell_skipped (office, summary, inner->message);
      return TRUE;
    }
  return !is_candidate (office, summary, header)
         || read_message (office, summary, header, error);
}

gboolean
rg_inbox_look (const RgOffice *office, GError **error)
{
  return rg_scan (office, office->inbox, FALSE, rg_inbox_look_at, error);
}
