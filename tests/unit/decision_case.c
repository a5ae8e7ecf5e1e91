/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decision_case.h"

#define NOW "2026-11-23T09:00:00Z"

RgWords *words;

static GDateTime *
instant (const char *text)
{
  GDateTime *time = g_date_time_new_from_iso8601 (text, NULL);
  g_assert_nonnull (time);
  return time;
}

static RgMessage *
new_message (const Row *row)
{
  RgMessage *message = g_new0 (RgMessage, 1);
  message->text = (char *) (row->text ? row->text : "We invite you to an interview.");
  message->from
      = rg_address_new ("Priya Nair", row->from ? row->from : "priya@fernwood.example");
  message->message_id = (char *) "invite-9@fernwood.example";
  message->date = instant ("2026-11-23T08:00:00Z");
  return message;
}

static void
free_message (RgMessage *message)
{
  rg_address_free (message->from);
  g_date_time_unref (message->date);
  g_free (message);
}

static RgFacts *
new_facts (const Row *row)
{
  RgFacts *facts = rg_facts_new ();
  const char *language = row->language ? row->language : "en";
  facts->company = g_strdup (row->company);
  facts->position = g_strdup (row->position);
  facts->place = g_strdup (row->place);
  facts->salary = g_strdup (row->salary);
  facts->via_recruiter = row->recruiter;
  facts->mode = row->mode;
  facts->stage = row->stage;
  rg_conditions_find (facts->conditions, rg_words_get (words, language),
                      row->text ? row->text : "", row->quote ? row->quote : "", row->position);
  if (row->warning)
    g_ptr_array_add (facts->warnings, g_strdup (row->warning));
  if (row->time)
    {
      g_autoptr (GDateTime) time = instant (row->time);
      g_ptr_array_add (facts->times, rg_moment_new (time, TRUE));
    }
  return facts;
}

RgDecision *
decide_after (const Row *row, RgKind kind, const RgThread *thread, const GPtrArray *past)
{
  static const char *const addresses[] = { "sam@corp.example", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (RgProfile) profile
      = rg_profile_parse ("p", row->profile, strlen (row->profile), &error);
  g_assert_no_error (error);
  g_autoptr (RgFacts) facts = new_facts (row);
  g_autoptr (GDateTime) now = instant (NOW);
  RgMessage *message = new_message (row);
  RgDetection detection = { .kind = kind };
  RgCase the_case
      = { message, facts, profile, addresses, now, 2, thread, past, row->broken_promises };
  RgDecision *decision = rg_decide (&the_case, &detection);
  free_message (message);
  return decision;
}

RgDecision *
decide_in (const Row *row, RgKind kind, const RgThread *thread)
{
  return decide_after (row, kind, thread, NULL);
}

RgDecision *
decide (const Row *row, RgKind kind)
{
  return decide_in (row, kind, NULL);
}
