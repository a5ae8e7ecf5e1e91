/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decide/history.h"

#include "base/text.h"
#include "decide/questions.h"
#include "detect/kind.h"

#include <string.h>

/* ---- the same again ---- */

static gboolean
is_same_company (const char *a, const char *b)
{
  return a && b && rg_text_has_words (a, b) && rg_text_has_words (b, a);
}

char *
rg_history_writer (const char *address)
{
  const char *at = address ? strrchr (address, '@') : NULL;
  if (!at || !at[1] || rg_domain_is_ats (at + 1))
    return NULL;
  return g_ascii_strdown (rg_domain_is_freemail (at + 1) ? address : at + 1, -1);
}

/* What a tracking system sends may be from anyone, so that the firm's name has to tell. */
static gboolean
is_same_writer (const RgCase *the_case, const RgEntry *entry)
{
  const RgAddress *from = the_case->message->from;
  g_autofree char *writer = rg_history_writer (from ? from->address : NULL);
  g_autofree char *other = rg_history_writer (entry->sender);
  return writer && other ? g_str_equal (writer, other)
                         : is_same_company (the_case->facts->company, entry->company);
}

/* An agency writes for many employers, so only the name tells them apart. */
static gboolean
is_same_employer (const RgCase *the_case, const RgEntry *entry)
{
  const char *company = the_case->facts->company;
  if (company && entry->company)
    return is_same_company (company, entry->company);
  return !the_case->facts->via_recruiter && g_strcmp0 (entry->source, "agency") != 0
         && is_same_writer (the_case, entry);
}

static gboolean
is_answered (const RgEntry *entry)
{
  return entry->state == RG_ENTRY_SENT || entry->state == RG_ENTRY_ANSWERED;
}

/* ---- what they tell ---- */

/* The newest of the past is first. */
const RgEntry *
rg_history_last_answer (const RgCase *the_case)
{
  for (guint i = 0; the_case->past && i < the_case->past->len; i++)
    {
      const RgEntry *entry = g_ptr_array_index (the_case->past, i);
      if (is_answered (entry) && rg_entry_is_invitation (entry)
          && is_same_employer (the_case, entry))
        return entry;
    }
  return NULL;
}

/* A talk that was moved leaves one entry that is superseded and mostly a second one, for the
 * message that moved it; one that was cancelled leaves only the first. */
int
rg_history_count_moves (const RgCase *the_case)
{
  g_autofree char *key = the_case->past ? rg_message_key (the_case->message) : NULL;
  int superseded = 0, rescheduled = 0, asked_for = 0;
  for (guint i = 0; the_case->past && i < the_case->past->len; i++)
    {
      const RgEntry *entry = g_ptr_array_index (the_case->past, i);
      if (!is_same_writer (the_case, entry) || g_str_equal (entry->key, key))
        continue;
      superseded += entry->state == RG_ENTRY_SUPERSEDED;
      rescheduled += !g_strcmp0 (entry->kind, rg_kind_name (RG_KIND_RESCHEDULE));
      asked_for += is_answered (entry) && !g_strcmp0 (entry->outcome, "reschedule");
    }
  return MAX (0, MAX (superseded, rescheduled) - asked_for);
}

int
rg_history_count_talks (const RgCase *the_case)
{
  int talks = 0;
  for (guint i = 0; the_case->past && i < the_case->past->len; i++)
    {
      const RgEntry *entry = g_ptr_array_index (the_case->past, i);
      gboolean is_over
          = entry->interview_at && entry->interview_at < g_date_time_to_unix (the_case->now);
      talks += is_over && !g_strcmp0 (entry->outcome, "keep")
               && (is_answered (entry) || entry->state == RG_ENTRY_NOTED)
               && is_same_employer (the_case, entry);
    }
  return talks;
}

gboolean
rg_history_asked_for_role (const RgCase *the_case)
{
  for (guint i = 0; the_case->past && i < the_case->past->len; i++)
    {
      const RgEntry *entry = g_ptr_array_index (the_case->past, i);
      if (is_answered (entry) && !g_strcmp0 (entry->outcome, "ask")
          && !g_strcmp0 (entry->reason, rg_question_names[RG_QUESTION_GOALS])
          && is_same_writer (the_case, entry))
        return TRUE;
    }
  return FALSE;
}
