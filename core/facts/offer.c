/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "facts/offer.h"

#include "facts/clause.h"

#include <string.h>

static gboolean
sees (const RgReading *reading, RgPhraseKind kind, const char *text)
{
  return rg_vocabulary_sees (reading->words, kind, text);
}

gboolean
rg_offer_is_due (const RgReading *reading, gsize start, gsize end)
{
  g_autofree char *before = rg_clause_before (reading, start, RG_OFFER_CONTEXT);
  g_autofree char *behind = rg_clause_behind (reading, end, RG_OFFER_CLAUSE);
  return sees (reading, RG_PHRASE_DEADLINE, before)
         || sees (reading, RG_PHRASE_DEADLINE_AFTER, behind);
}

gboolean
rg_offer_asks_answer (const RgReading *reading, gsize start, gsize end, gsize reach)
{
  g_autofree char *before = rg_clause_before (reading, start, reach);
  g_autofree char *behind = rg_clause_behind (reading, end, reach);
  return sees (reading, RG_PHRASE_ANSWER, before) || sees (reading, RG_PHRASE_ANSWER, behind);
}

static gboolean
is_behind (const RgReading *reading, RgPhraseKind kind, gsize start)
{
  g_autofree char *before = rg_clause_before (reading, start, RG_OFFER_CONTEXT);
  return sees (reading, kind, before);
}

/* Only the first time behind the words is the old one: "planned for Monday, now Tuesday at 3",
 * "from 10 to 12 on Tuesday". */
static gboolean
is_second_in_clause (const RgReading *reading, RgPhraseKind kind, const RgHour *hour,
                     const RgDay *day)
{
  g_autofree char *before = rg_clause_before (reading, hour->start, RG_OFFER_CONTEXT);
  gsize clause = hour->start - MIN (strlen (before), hour->start);
  const RgHour *first = (const RgHour *) (const void *) reading->hours->data;
  for (const RgHour *other = hour; other > first && (other - 1)->start >= clause; other--)
    if (is_behind (reading, kind, (other - 1)->start))
      return TRUE;
  for (guint i = 0; i < reading->days->len; i++)
    {
      const RgDay *other = &g_array_index (reading->days, RgDay, i);
      if (other->start >= clause && other->end <= hour->start && !rg_is_same_day (other, day)
          && is_behind (reading, kind, other->start))
        return TRUE;
    }
  return FALSE;
}

gboolean
rg_offer_is_no_day (const RgReading *reading, const RgDay *day)
{
  return is_behind (reading, RG_PHRASE_NO_OFFER, day->start);
}

/* Whether another hour stands between them. */
static gboolean
has_hour_between (const RgReading *reading, const RgDay *day, const RgHour *hour)
{
  const RgHour *first = (const RgHour *) (const void *) reading->hours->data;
  return hour > first && day->end <= (hour - 1)->start;
}

gboolean
rg_offer_is_none (const RgReading *reading, const RgHour *hour, const RgDay *day,
                  gboolean is_moved)
{
  if (is_behind (reading, RG_PHRASE_NO_OFFER, hour->start)
      && !(is_moved && is_second_in_clause (reading, RG_PHRASE_NO_OFFER, hour, day)))
    return TRUE;
  return day->start < hour->start && is_behind (reading, RG_PHRASE_NO_OFFER, day->start)
         && !(is_moved && has_hour_between (reading, day, hour));
}

gboolean
rg_offer_is_withdrawn (const RgReading *reading, const RgHour *hour, const RgDay *day,
                       gboolean is_moved)
{
  g_autofree char *behind
      = rg_clause_part (reading, hour->start, MIN (reading->length, hour->start + 160));
  return sees (reading, RG_PHRASE_NO_OFFER_AFTER, behind)
         || (is_moved && !hour->is_same && is_behind (reading, RG_PHRASE_OLD_TIME, hour->start)
             && !is_second_in_clause (reading, RG_PHRASE_OLD_TIME, hour, day));
}
