/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stage, mode and place of the interview. */
#include "facts/finders.h"

#include "base/text.h"

#include <string.h>

static char *
whole_text (const RgSource *source)
{
  const RgCalendar *calendar = source->calendar;
  return g_strconcat (source->message->subject, "\n", source->message->text, "\n",
                      calendar && calendar->summary ? calendar->summary : "", "\n",
                      calendar && calendar->location ? calendar->location : "", "\n",
                      calendar && calendar->description ? calendar->description : "", NULL);
}

RgStage
rg_find_stage (const RgSource *source, char **span)
{
  static const struct
  {
    RgPhraseKind kind;
    RgStage stage;
  } order[] = { { RG_PHRASE_STAGE_FINAL, RG_STAGE_FINAL },
                { RG_PHRASE_STAGE_INFORMATIONAL, RG_STAGE_INFORMATIONAL },
                { RG_PHRASE_STAGE_SECOND, RG_STAGE_SECOND },
                { RG_PHRASE_STAGE_FIRST, RG_STAGE_FIRST } };
  g_autofree char *text = whole_text (source);
  for (gsize i = 0; i < G_N_ELEMENTS (order); i++)
    if (rg_source_sees (source, order[i].kind, text, span))
      return order[i].stage;
  return RG_STAGE_UNKNOWN;
}

/* The text before whoever signs it: the address below is their own. Transfer full. */
static char *
above_signer (const RgSource *source, const char *text)
{
  guint count;
  RgPhrase *const *signers = rg_vocabulary_phrases (source->words, RG_PHRASE_SIGNER, &count);
  gsize length = strlen (text), end = length, from = length / 3;
  RgMatch match;
  while (from > 0 && ((guchar) text[from] & 0xC0) == 0x80)
    from--; /* to where a character begins */
  for (guint i = 0; i < count; i++)
    if (rg_pattern_find (&signers[i]->pattern, text, length, from, &match))
      end = MIN (end, rg_match_start (&match, 0));
  return g_strndup (text, end);
}

RgMode
rg_find_mode (const RgSource *source, char **span)
{
  g_autofree char *text = whole_text (source);
  g_autofree char *above = above_signer (source, text);
  if (!rg_source_sees (source, RG_PHRASE_MODE_VIDEO, text, NULL)
      && rg_source_sees (source, RG_PHRASE_MODE_PHONE_SCREEN, text, span))
    return RG_MODE_PHONE;
  gboolean has_video = rg_source_sees (source, RG_PHRASE_MODE_VIDEO, text, span);
  gboolean has_site
      = rg_source_sees (source, RG_PHRASE_MODE_ONSITE, above, has_video ? NULL : span);
  if (has_video && has_site)
    return RG_MODE_HYBRID;
  if (has_video)
    return RG_MODE_REMOTE;
  if (has_site)
    return RG_MODE_ONSITE;
  return rg_source_sees (source, RG_PHRASE_MODE_PHONE, text, span) ? RG_MODE_PHONE
                                                                   : RG_MODE_UNKNOWN;
}

static gboolean
is_place (const RgSource *source, const char *place)
{
  return g_utf8_strlen (place, -1) >= 3
         && !rg_vocabulary_sees (source->words, RG_PHRASE_NO_PLACE, place);
}

static char *
tidy_place (char *place)
{
  while (*place && strchr (" ,.;:-", place[strlen (place) - 1]))
    place[strlen (place) - 1] = '\0';
  return place;
}

char *
rg_find_place (const RgSource *source, RgMode mode, char **span)
{
  if (mode == RG_MODE_REMOTE || mode == RG_MODE_PHONE)
    return NULL;
  const RgCalendar *calendar = source->calendar;
  if (calendar && calendar->location && is_place (source, calendar->location))
    return g_strdup (calendar->location);
  guint count;
  RgPhrase *const *phrases = rg_vocabulary_phrases (source->words, RG_PHRASE_PLACE, &count);
  for (guint i = 0; i < count; i++)
    {
      g_autofree char *words = NULL;
      g_autofree char *place = rg_find_first (phrases[i], source->message->text, &words);
      if (!place || !is_place (source, tidy_place (place)))
        continue;
      *span = g_steal_pointer (&words);
      return g_steal_pointer (&place);
    }
  return NULL;
}
