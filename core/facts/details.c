/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pay, telephone, scheduling link. */
#include "facts/finders.h"

#include "base/text.h"

#include <string.h>

/* The text from `before` bytes ahead of the match to `after` behind it. */
static char *
around (const char *text, const RgMatch *match, gsize before, gsize after)
{
  gsize start = rg_match_start (match, 0), end = rg_match_end (match, 0);
  gsize from = start > before ? start - before : 0;
  gsize to = MIN (strlen (text), end + after);
  g_autofree char *raw = g_strndup (text + from, to - from);
  return g_utf8_make_valid (raw, -1);
}

/* The sentence that the match stands in, as far as it is of use. */
static char *
sentence_around (const char *text, const RgMatch *match)
{
  const char *start = text + rg_match_start (match, 0), *end = text + rg_match_end (match, 0);
  const char *first = start;
  while (first > text && start - first < 100 && !strchr (".!?\n", first[-1]))
    first--;
  while ((*first & 0xc0) == 0x80) /* not within a character */
    first++;
  end += strcspn (end, "!?\n");
  g_autofree char *raw = g_strndup (first, (gsize) MIN (end - first, 400));
  g_autofree char *valid = g_utf8_make_valid (raw, -1);
  char *stop = strstr (valid + MIN (start - first, (gssize) strlen (valid)), ". ");
  if (stop)
    *stop = '\0';
  return rg_text_excerpt (valid, 120);
}

static char *
find_pay (const RgSource *source, RgPhrase *phrase, char **span)
{
  RgMatch match;
  const char *text = source->message->text;
  for (gsize at = 0; rg_pattern_find (&phrase->pattern, text, strlen (text), at, &match);
       at = rg_match_end (&match, 0))
    {
      g_autofree char *words = around (text, &match, 70, 30);
      if (!rg_vocabulary_sees (source->words, RG_PHRASE_ABOUT_PAY, words)
          || rg_vocabulary_sees (source->words, RG_PHRASE_OWN_WISH, words))
        continue;
      g_autofree char *found = rg_match_get (&match, rg_match_named (&match, "is"));
      *span = sentence_around (text, &match);
      return rg_text_one_line (found);
    }
  return NULL;
}

char *
rg_find_salary (const RgSource *source, char **span)
{
  guint count;
  RgPhrase *const *phrases = rg_vocabulary_phrases (source->words, RG_PHRASE_SALARY, &count);
  char *found = NULL;
  for (guint i = 0; !found && i < count; i++)
    found = find_pay (source, phrases[i], span);
  return found;
}

/* The first number of the shape `number` that is the writer's own. */
static char *
number_in (const RgSource *source, RgPattern *number, const char *text)
{
  RgMatch match;
  for (gsize at = 0; rg_pattern_find (number, text, strlen (text), at, &match);
       at = rg_match_end (&match, 0))
    {
      gsize start = rg_match_start (&match, 0), from = start > 60 ? start - 60 : 0;
      g_autofree char *raw = g_strndup (text + from, start - from);
      g_autofree char *before = g_utf8_make_valid (raw, -1);
      if (!rg_vocabulary_sees (source->words, RG_PHRASE_NO_PHONE, before))
        return rg_match_get (&match, rg_match_named (&match, "is"));
    }
  return NULL;
}

/* The shapes that all countries know, then those of the language's own. */
static char *
phone_in (const RgSource *source, const char *text)
{
  static RgPattern number = {
    "(?i)(?<![\\w/=.'’-])(?<!\\d )(?<is>(?:(?:\\(\\+\\d{1,3}\\)|\\+\\d)[\\d ()./-]{7,17}\\d"
    "|\\(?0\\d{1,4}\\)?(?: ?[/-] ?| )?\\d[\\d -]{4,11}\\d|0\\d{2}/\\d\\d(?:\\.\\d\\d){2}"
    "|\\(\\d{3}\\) ?\\d{3}-\\d{4}|\\d{3}-\\d{3}-\\d{4})"
    "(?:,? \\(?(?:ext|poste|int|interno|ramal|dw|durchwahl|toestel|tst)\\b\\.? ?\\d{1,5}\\)?)?)"
    "(?![\\d,#-]*[,#]{1,2}\\d)(?![\\w])",
    0
  };
  guint count;
  RgPhrase *const *phrases = rg_vocabulary_phrases (source->words, RG_PHRASE_PHONE, &count);
  char *found = number_in (source, &number, text);
  for (guint i = 0; !found && i < count; i++)
    found = number_in (source, &phrases[i]->pattern, text);
  return found;
}

char *
rg_find_phone (const RgSource *source, char **span)
{
  g_autofree char *found = phone_in (source, source->message->text);
  if (!found)
    found = phone_in (source, source->message->signature);
  if (found && *found == '(' && !strchr (found, ')')) /* "(041 555 01 72, mornings)" */
    memmove (found, found + 1, strlen (found));
  *span = g_strdup (found);
  return found ? rg_text_one_line (found) : NULL;
}

/* ---- links ---- */

static const char *const scheduling_hosts[] = { "calendly.com",
                                                "cal.com",
                                                "oncehub.com",
                                                "goodtime.io",
                                                "modernloop.io",
                                                "prelude.co",
                                                "resource.io",
                                                "calendar.app.google",
                                                "savvycal.com",
                                                "meetings.hubspot.com",
                                                "chilipiper.com",
                                                "doodle.com",
                                                "youcanbook.me",
                                                "tidycal.com",
                                                "zcal.co",
                                                "outlook.office.com",
                                                "outlook.office365.com",
                                                "bookings.cloud.microsoft",
                                                NULL };

static gboolean
is_scheduling_link (const char *link, gboolean is_from_ats)
{
  static RgPattern words
      = { "(?i)/"
          "(?:[\\w-]*schedul\\w*|book(?:ings?|withme)?|availability|appointments?|slots?|"
          "interview[-_/"
          "]?(?:schedul\\w*|times?|slots?)|rdv|rendez-?vous|creneaux?|reserv(?:er|ar|as?)|"
          "agend(?:a|ar|amento)|citas?|prenota\\w*|appuntament[io]|termin(?:e|buchung|wahl)?|"
          "afspra(?:ak|ken)|marca(?:r|cao|coes))(?:[/?#-]|$)|owa/calendar|bookwithme",
          0 };
  static RgPattern named
      = { "^(?:agendas?|rdv|rendez-?vous|termine?|citas?|appuntamenti|afspraken|schedul\\w*)"
          "\\.",
          0 };
  const char *start = strstr (link, "://");
  if (!start)
    return FALSE;
  g_autofree char *host = g_ascii_strdown (start + 3, (gssize) strcspn (start + 3, "/?#:"));
  const char *at = strrchr (host, '@');
  for (const char *const *known = scheduling_hosts; *known; known++)
    if (rg_domain_is_within (at ? at + 1 : host, *known))
      return !g_str_has_prefix (*known, "outlook.office") || rg_pattern_matches (&words, link);
  if ((is_from_ats || rg_domain_is_ats (host))
      && strstr (start + 3 + strlen (host), "/meetings/"))
    return TRUE; /* a career site may have the employer's domain */
  return rg_pattern_matches (&named, at ? at + 1 : host)
         || rg_pattern_matches (&words, start + 3 + strlen (host));
}

char *
rg_find_scheduling_link (const RgSource *source)
{
  const GPtrArray *links = source->message->links;
  const RgAddress *author = source->message->author;
  gboolean is_from_ats = author && rg_domain_is_ats (rg_address_domain (author));
  for (guint i = 0; i < links->len; i++)
    if (is_scheduling_link (g_ptr_array_index (links, i), is_from_ats))
      return g_strdup (g_ptr_array_index (links, i));
  return NULL;
}
