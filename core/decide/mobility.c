/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Question 3: can timing, permits and place be solved without undue risk? */
#include "decide/questions.h"

#include "base/text.h"
#include "base/translate.h"

static gboolean
is_in_person (const RgFacts *facts)
{
  return facts->mode == RG_MODE_ONSITE || (facts->mode == RG_MODE_UNKNOWN && facts->place);
}

static gboolean
has_limits (const RgProfile *profile)
{
  return profile->home || *profile->onsite_places || profile->moving->len;
}

/* ---- the move ---- */

/* The move during which every named time falls; without a time the move under way. */
static const RgDays *
find_move (const RgCase *the_case)
{
  const RgFacts *facts = the_case->facts;
  const RgDays *move = NULL;
  if (!facts->times->len)
    return rg_days_covering (the_case->profile->moving, the_case->now);
  for (guint i = 0; i < facts->times->len; i++)
    {
      const RgMoment *moment = g_ptr_array_index (facts->times, i);
      move = rg_days_covering (the_case->profile->moving, moment->when);
      if (!move)
        return NULL;
    }
  return move;
}

static char *
format_days (const RgDays *days)
{
  char first[32], last[32];
  g_date_strftime (first, sizeof first, "%Y-%m-%d", &days->first);
  g_date_strftime (last, sizeof last, "%Y-%m-%d", &days->last);
  return g_strdup_printf ("%s to %s", first, last);
}

/* ---- hours ---- */

static gboolean
is_in_hours (const RgMoment *moment, const RgProfile *profile)
{
  g_autoptr (GDateTime) local = g_date_time_to_timezone (moment->when, profile->zone);
  int minute = g_date_time_get_hour (local) * 60 + g_date_time_get_minute (local);
  return profile->hours_from <= minute && minute < profile->hours_to;
}

/* Whether every time that can be placed lies outside the user's hours; needs both zones. */
static gboolean
is_outside_hours (const RgCase *the_case)
{
  const GPtrArray *times = the_case->facts->times;
  if (the_case->profile->hours_from < 0 || !the_case->profile->zone || !times->len)
    return FALSE;
  for (guint i = 0; i < times->len; i++)
    {
      const RgMoment *moment = g_ptr_array_index (times, i);
      if (!moment->zone_known || is_in_hours (moment, the_case->profile))
        return FALSE;
    }
  return TRUE;
}

static RgAnswer
outside_hours (const RgCase *the_case)
{
  const RgProfile *profile = the_case->profile;
  g_autofree char *first = rg_moment_for_people (g_ptr_array_index (the_case->facts->times, 0));
  RgAnswer answer = rg_answer (
      RG_ANSWER_FAIL, "%s is outside your hours for interviews, %02d:%02d-%02d:%02d in %s.",
      first, profile->hours_from / 60, profile->hours_from % 60, profile->hours_to / 60,
      profile->hours_to % 60, profile->zone_name);
  answer.only_the_slot = TRUE;
  return answer;
}

/* ---- place ---- */

static const char *
find_reachable (const RgProfile *profile, const char *place)
{
  if (profile->home && rg_text_has_words (place, profile->home))
    return profile->home;
  const char *found = rg_first_named (profile->onsite_places, place);
  return found ? found : rg_first_named (profile->relocate_to, place);
}

static RgAnswer
ask_place (const RgCase *the_case)
{
  const RgProfile *profile = the_case->profile;
  const char *place = the_case->facts->place;
  if (!place)
    {
      RgAnswer answer
          = rg_answer (RG_ANSWER_UNKNOWN, "It is in person, and the mail does not say where.");
      answer.matters = has_limits (profile);
      return answer;
    }
  const char *reachable = find_reachable (profile, place);
  if (reachable)
    return rg_answer (RG_ANSWER_PASS, "It is in person in %s, which suits you (%s).", place,
                      reachable);
  if (profile->home || *profile->onsite_places)
    return rg_answer (RG_ANSWER_FAIL, "It is in person in %s, which is none of your places.",
                      place);
  return rg_answer (RG_ANSWER_UNKNOWN, "It is in person in %s; your profile names no places.",
                    place);
}

static gboolean
find_obstacle (const RgCase *the_case, RgAnswer *answer)
{
  const RgDays *move = is_in_person (the_case->facts) ? find_move (the_case) : NULL;
  const char *demand = the_case->facts->conditions->permit_demand;
  if (move)
    {
      g_autofree char *days = format_days (move);
      *answer = rg_answer (RG_ANSWER_FAIL, "It is in person during your move (%s).", days);
      return TRUE;
    }
  if (demand && *the_case->profile->permits
      && !rg_first_named (the_case->profile->permits, the_case->message->text))
    {
      *answer = rg_answer (RG_ANSWER_FAIL,
                           "The mail says \"%s\"; none of your permits is named.", demand);
      return TRUE;
    }
  return FALSE;
}

/* An immediate start against a notice period is worth a question before a decision. */
static gboolean
is_too_soon (const RgCase *the_case)
{
  return the_case->profile->notice_period && the_case->facts->conditions->immediate_start;
}

static RgAnswer
too_soon (const RgCase *the_case)
{
  RgAnswer answer = rg_answer (RG_ANSWER_UNKNOWN,
                               "It asks for an immediate start; your notice period is %s.",
                               the_case->profile->notice_period);
  answer.matters = TRUE;
  return answer;
}

/* They offer what stood in the way before: work from where the user is. */
static gboolean
offers_remote_work (const RgCase *the_case)
{
  return the_case->thread && !g_strcmp0 (the_case->facts->conditions->work_model, "remote");
}

static RgAnswer
ask_mode (const RgCase *the_case)
{
  if (offers_remote_work (the_case))
    return rg_answer (RG_ANSWER_PASS, "They offer \"%s\" now.",
                      the_case->facts->conditions->work_model_words);
  if (is_in_person (the_case->facts))
    return ask_place (the_case);
  if (the_case->facts->mode != RG_MODE_UNKNOWN)
    return rg_answer (RG_ANSWER_PASS, "It can be done from where you are (%s).",
                      _ (rg_mode_names[the_case->facts->mode]));
  RgAnswer answer
      = rg_answer (RG_ANSWER_UNKNOWN, "The mail does not say where or how it takes place.");
  answer.matters = has_limits (the_case->profile);
  return answer;
}

RgAnswer
rg_question_mobility (const RgCase *the_case)
{
  RgAnswer answer;
  if (find_obstacle (the_case, &answer))
    return answer;
  answer = ask_mode (the_case);
  if (answer.verdict == RG_ANSWER_FAIL
      || (!is_outside_hours (the_case) && !is_too_soon (the_case)))
    return answer;
  g_free (answer.evidence);
  return is_outside_hours (the_case) ? outside_hours (the_case) : too_soon (the_case);
}
