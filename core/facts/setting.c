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

static gboolean
sees (RgPattern *pattern, const char *text, char **span)
{
  RgMatch match;
  if (!rg_pattern_find (pattern, text, strlen (text), 0, &match))
    return FALSE;
  g_autofree char *words = rg_match_get (&match, 0);
  *span = rg_text_excerpt (words, 120);
  return TRUE;
}

RgStage
rg_find_stage (const RgSource *source, char **span)
{
  static RgPattern final
      = { "(?i)\\b(?:final|last)[- ](?:round|stage|interview|step|conversation)s?\\b|\\bfinal "
          "(?:panel|on-?site)|\\bfinalists?\\b",
          0 };
  static RgPattern second
      = { "(?i)\\b(?:second|2nd|third|3rd|next|another|follow-up)[- "
          "](?:round|interview|conversation|meeting|stage interview)\\b|\\bround "
          "(?:2|3|two|three)\\b|\\b(?:technical|panel|on-?site) "
          "(?:interview|round|stage)\\b|\\bsecond stage\\b|\\b(?:back|again) for "
          "(?:a|an|another)\\b|\\bdeep dive\\b|\\b(?:great|good|lovely|enjoyed|pleasure) "
          "(?:talking|speaking|meeting|chatting)\\b|\\b(?:really )?enjoyed (?:our|the) "
          "(?:chat|call|conversation)\\b",
          0 };
  static RgPattern informational
      = { "(?i)\\b(?:informational|coffee|informal|exploratory|no "
          "strings)\\b[^.\\n]{0,20}\\b(?:chat|call|conversation|talk|interview|meeting|coffee|"
          "attached)|\\b(?:have|grab) (?:a )?coffee\\b|\\bcoffee with\\b",
          0 };
  static RgPattern first = {
    "(?i)\\b(?:first|1st|initial|introductory|intro|preliminary|screening|phone|telephone)[- "
    "]?(?:round|stage|interview|call|conversation|chat|screen\\w*|meeting|step)s?\\b|\\b(?:"
    "phone|recruiter|pre)[- ]?screen\\w*|\\bscreening\\b|\\bget(?:ting)? to know "
    "(?:you|each)\\b|\\bround (?:1|one)\\b",
    0
  };
  g_autofree char *text = whole_text (source);
  if (sees (&final, text, span))
    return RG_STAGE_FINAL;
  if (sees (&informational, text, span))
    return RG_STAGE_INFORMATIONAL;
  if (sees (&first, text, span))
    return RG_STAGE_FIRST;
  return sees (&second, text, span) ? RG_STAGE_SECOND : RG_STAGE_UNKNOWN;
}

RgMode
rg_find_mode (const RgSource *source, char **span)
{
  static RgPattern video
      = { "(?i)\\b(?:video(?:[- "
          "]?(?:call|chat|conference|interview|link|meeting))?|videoconferenc\\w*|zoom|ms "
          "teams|microsoft teams|teams "
          "(?:call|meeting|link|interview|invitation)|(?:on|via|over|by|in) teams|google "
          "(?:meet|hangouts?)|meet\\.google|zoom\\.us|webex|skype|jitsi|whereby|bluejeans|"
          "gotomeeting|virtual(?:ly)?|cams? off|online|on the net|same meet|online "
          "(?:interview|meeting|call)|remote(?:ly)? "
          "(?:interview|via|over|by)|teams\\.microsoft)\\b",
          0 };
  static RgPattern phone
      = { "(?i)\\b(?:(?:phone|telephone|telephonic)[- "
          "]?(?:call|screen\\w*|interview|chat|conversation)|(?:by|over the|on the|via) "
          "(?:phone|telephone)|(?:i|we|she|he|they|\\w+)(?:'ll| will| can| would| am going to| "
          "could) (?:\\w+ )?(?:call|ring|phone) you|call you (?:on|at)|give you a "
          "(?:call|ring)|dial[- ]in number|best number|number to (?:call|reach)|speak on the "
          "phone|call from)\\b",
          0 };
  static RgPattern onsite = {
    "(?i)\\b(?:on[- ]?site|in person|face[- ]to[- ]face|(?:at|in|to|visit|from) our (?:\\w+ "
    "){0,2}(?:office|offices|premises|plant|site|headquarters|hq|studio|lab|building|campus|"
    "store|clinic|restaurant|showroom|factory|school|branch|location|kitchen|warehouse)|come "
    "(?:in|by|over|to)\\b|(?:at|to) (?:their|the) (?:plant|office|site)|meet (?:us|me) "
    "(?:at|in)|reception|ask for \\w+ at|parking|photo id|building|floor|we're at|our "
    "address|visit us|directions|round the corner|(?:join|see|meet|visit) us (?:here "
    ")?(?:at|in)|come (?:up|down|round)|lunch with|tea\\b|our (?:chart|meeting) room|east "
    "wing|on the revised date)\\b",
    0
  };
  static RgPattern phone_screen
      = { "(?i)\\b(?:phone|telephone|telephonic)[- ]?(?:screen\\w*|interview)\\b", 0 };
  g_autofree char *text = whole_text (source);
  g_autofree char *ignored = NULL;
  if (!rg_pattern_matches (&video, text) && sees (&phone_screen, text, span))
    return RG_MODE_PHONE;
  gboolean has_video = sees (&video, text, span);
  gboolean has_site = sees (&onsite, text, has_video ? &ignored : span);
  if (has_video && has_site)
    return RG_MODE_HYBRID;
  if (has_video)
    return RG_MODE_REMOTE;
  if (has_site)
    return RG_MODE_ONSITE;
  return sees (&phone, text, span) ? RG_MODE_PHONE : RG_MODE_UNKNOWN;
}

static RgPattern places[] = {
  { "(?i:\\b(?:where|address|location|place|venue)\\s?:)\\s*([^\\n]{4,90})", 0 },
  { "(?i:\\b(?:at|in|to|visit) (?:our|the|their) (?:\\w+ "
    "){0,2}(?:office|offices|premises|headquarters|plant|site|studio|lab|campus|building|hq|"
    "store|clinic|branch|school),? (?:at|in|on)?)[ ,:(]*([\\p{Lu}\\d][^\\n.;()!?]{3,80}?)(?= "
    "(?:on|at \\d|from \\d|for|with|where|to meet|next|this|and (?:meet|we|will)|which)\\b|, "
    "(?:on|at) (?i:mon|tue|wed|thu|fri)|[.;()!?]|\\n|$)",
    0 },
  { "(?i:\\b(?:we(?:'re| are) (?:at|in|on)|our address is|come to|meet (?:us|me) at|takes? "
    "place (?:at|in)|held (?:at|in)|offices? (?:at|in)|visit us (?:at|in))) "
    "([\\p{Lu}\\d][^\\n.;()!?]{3,80}?)(?= (?:on|at \\d|from \\d|for|with|where|to "
    "meet|next|this|and (?:meet|we|will)|which|top floor)\\b|, (?:on|at|top) |[.;()!?]|\\n|$)",
    0 },
  { "\\b((?:\\d{1,4}[a-z]? )?(?:\\p{Lu}[\\p{L}'’.-]+ "
    "){1,4}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Square|Way|Drive|Court|Place|Boulevard|Blvd|"
    "Quay|Park|House|Terrace|Gardens|Row)\\b(?:,? \\d{1,4})?(?:, "
    "[\\p{Lu}\\d][^\\n.;()!?,]{2,30}){0,3})",
    0 },
  { "\\b((?:Rua|Av\\.|Avenida|Calle|Via|Rue|Place|Plaza|Praça|Piazza|Boulevard) "
    "[\\p{L}\\d][^\\n.;()!?]{3,60})",
    0 },
  { "\\b((?:\\p{Lu}[\\p{L}-]+ "
    "){0,2}\\p{Lu}[\\p{L}-]*(?:straße|strasse|str\\.|weg|platz|gasse|allee|ufer|markt|damm|"
    "gracht|straat|laan|plein|kade|gatan|vägen|gade|vej) \\d{1,4}[a-z]?(?:, "
    "[\\p{Lu}\\d][^\\n.;()!?]{2,40})?)",
    0 },
};

static gboolean
is_place (const char *place)
{
  static RgPattern wrong
      = { "(?i)^(?:https?:|zoom|teams|microsoft|google|video|online|remote|virtual|phone|"
          "telephone|webex|tbd|tbc|to be)|https?://|@|\\b(?:call|meet\\.)\\b",
          0 };
  return g_utf8_strlen (place, -1) >= 3 && !rg_pattern_matches (&wrong, place);
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
  if (calendar && calendar->location && is_place (calendar->location))
    return g_strdup (calendar->location);
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *words = NULL;
      g_autofree char *place = rg_find_first (&places[i], source->message->text, &words);
      if (!place || !is_place (tidy_place (place)))
        continue;
      *span = g_steal_pointer (&words);
      return g_steal_pointer (&place);
    }
  return NULL;
}
