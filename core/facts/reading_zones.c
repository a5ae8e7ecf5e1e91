/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The zones that a text names. */
#include "facts/reading_private.h"
#include "facts/zones.h"

#include <string.h>

/* Where the mail was sent, as the offset of its Date. A Date in UTC tells nothing: then a
 * number or a town of India in the text does. */
static gint64
senders_offset (const RgReading *reading)
{
  static RgPattern india
      = { "\\+91\\b|₹|\\b(?:Pvt|LPA|CTC|India|Bengaluru|Bangalore|Pune|Hyderabad|Chennai|"
          "Mumbai|Delhi|Gurgaon|Gurugram|Noida|Kolkata|Kochi|Ahmedabad)\\b",
          0 };
  if (!reading->sent)
    return G_MININT64;
  gint64 offset = g_date_time_get_utc_offset (reading->sent) / G_TIME_SPAN_SECOND;
  return offset == 0 && rg_pattern_matches (&india, reading->text) ? RG_ZONE_INDIA : offset;
}

/* "Singapur Ihr", as a place may have two words: then by the first alone. */
static GTimeZone *
zone_by_name (char *words, gint64 sender)
{
  GTimeZone *zone = rg_zone_parse (words, sender);
  char *space = strrchr (words, ' ');
  if (zone || !space)
    return zone;
  *space = '\0';
  return rg_zone_parse (words, sender);
}

static GTimeZone *
zone_of (const RgReading *reading, RgPhrase *phrase, gsize start, gsize end, gsize *at)
{
  gint64 sender = senders_offset (reading);
  RgMatch match;
  for (gsize from = start; rg_pattern_find (&phrase->pattern, reading->text, end, from, &match);
       from = rg_match_end (&match, 0))
    {
      g_autofree char *words = rg_match_get (&match, rg_match_named (&match, "is"));
      GTimeZone *zone = zone_by_name (words, sender);
      *at = rg_match_end (&match, 0);
      if (zone)
        return zone;
    }
  return NULL;
}

/* The first that any phrase finds. */
static GTimeZone *
zone_in (const RgReading *reading, gsize start, gsize end, gsize *at)
{
  guint count;
  RgPhrase *const *phrases = rg_vocabulary_phrases (reading->words, RG_PHRASE_ZONE, &count);
  GTimeZone *first = NULL;
  for (guint i = 0; i < count; i++)
    {
      gsize behind = 0;
      GTimeZone *zone = zone_of (reading, phrases[i], start, end, &behind);
      if (!zone)
        continue;
      if (first && behind >= *at)
        {
          g_time_zone_unref (zone);
          continue;
        }
      g_clear_pointer (&first, g_time_zone_unref);
      first = zone;
      *at = behind;
    }
  return first;
}

/* Seconds. */
#define THREE_WEEKS (21 * 24 * 60 * 60)
#define HALF_A_YEAR (26 * 7 * 24 * 60 * 60)

/* "Zurich time (CET)" names one zone twice, and so does "UK time (GMT)" in winter: told by the
 * day that the mail was sent, and by one when the talk may be. */
static gboolean
is_same_zone (const RgReading *reading, GTimeZone *a, GTimeZone *b)
{
  const gint64 sent = reading->sent ? g_date_time_to_unix (reading->sent) : 1736899200;
  const gint64 moments[] = { sent, sent + (reading->sent ? THREE_WEEKS : HALF_A_YEAR) };
  for (gsize i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      int x = g_time_zone_find_interval (a, G_TIME_TYPE_UNIVERSAL, moments[i]);
      int y = g_time_zone_find_interval (b, G_TIME_TYPE_UNIVERSAL, moments[i]);
      if (g_time_zone_get_offset (a, x) != g_time_zone_get_offset (b, y))
        return FALSE;
    }
  return TRUE;
}

/* No letter names more; each is looked for in all that is behind the one before. */
#define MOST_ZONES 16

/* All the zones that the text names must be one and the same to hold for every hour. */
void
rg_reading_find_only_zone (RgReading *reading)
{
  gsize at = 0;
  g_autoptr (GTimeZone) first = zone_in (reading, 0, reading->length, &at);
  for (int i = 0; first && i < MOST_ZONES; i++)
    {
      g_autoptr (GTimeZone) next = zone_in (reading, at, reading->length, &at);
      if (!next)
        break;
      if (!is_same_zone (reading, first, next))
        return;
    }
  reading->only_zone = g_steal_pointer (&first);
}

GTimeZone *
rg_reading_zone_beside (const RgReading *reading, const RgHour *hour)
{
  gsize end = MIN (reading->length, hour->end + 28);
  const char *line_end = memchr (reading->text + hour->end, '\n', end - hour->end);
  if (line_end)
    end = (gsize) (line_end - reading->text);
  gsize at;
  return zone_in (reading, hour->end, end, &at);
}
