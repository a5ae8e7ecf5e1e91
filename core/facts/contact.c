/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The person to answer to, and where the answer is read. */
#include "facts/finders.h"

#include "base/text.h"

#include <string.h>

static char *
without_title (const char *name)
{
  static RgPattern title = { "^(?:(?:Dr|Prof|Mr|Mrs|Ms|Mx|Dipl|Ing|Eng)\\b\\.?[ -]*)+", 0 };
  static RgPattern tail = { "\\s*(?:[,(|/].*|\\b(?:PhD|MBA|CIPD|SHRM|he|she|they)\\b.*)$", 0 };
  g_autofree char *line = rg_text_one_line (name);
  RgMatch match;
  if (rg_pattern_find (&tail, line, strlen (line), 0, &match) && rg_match_start (&match, 0) > 0)
    line[rg_match_start (&match, 0)] = '\0';
  const char *start = rg_pattern_find (&title, line, strlen (line), 0, &match)
                          ? line + rg_match_end (&match, 0)
                          : line;
  return g_strdup (start);
}

/* "Nair, Priya" → "Priya Nair"; "Priya Nair (Fernwood)" and "Priya at Fernwood" → the person.
 */
static char *
person_of_display_name (const char *display)
{
  static RgPattern reversed = {
    "^(\\p{Lu}[\\p{L}'’-]+), (\\p{Lu}[\\p{L}'’.-]+(?: \\p{Lu}[\\p{L}'’.-]*)?)(?: \\(.*\\))?$", 0
  };
  static RgPattern placed
      = { "^(.{2,40}?)(?:\\s+(?:at|from|via|@|of)\\s+.*|\\s*[|(/–-]\\s.*|\\s*\\(.*|, .*)$", 0 };
  RgMatch match;
  if (rg_pattern_find (&reversed, display, strlen (display), 0, &match))
    {
      g_autofree char *last = rg_match_get (&match, 1);
      g_autofree char *first = rg_match_get (&match, 2);
      return g_strdup_printf ("%s %s", first, last);
    }
  g_autofree char *before = rg_find_first (&placed, display, NULL);
  char *name = without_title (before ? before : display);
  if (rg_is_person_name (name))
    return name;
  g_free (name);
  return NULL;
}

/* Whom the From line names, if it is a person: "priya@" alone is none. */
static RgAddress *
sender_person (const RgSource *source)
{
  const RgAddress *from = source->message->from;
  if (!from || !from->name || rg_source_is_own (source, from->address))
    return NULL;
  g_autofree char *name = person_of_display_name (from->name);
  if (!name)
    return NULL;
  return rg_address_new (name, rg_address_is_robot (from) ? "" : from->address);
}

/* ---- who signs ---- */

static char *
signed_name (const RgSource *source, char **span)
{
  static RgPattern closing = {
    "(?i)(?:^|\\n)\\s*(?:(?:with )?(?:kind|best|warm|warmest|many|kindest)(?:est)? "
    "(?:regards|wishes)|(?:best|regards|cheers|thanks|thank you|many thanks|sincerely|yours "
    "(?:sincerely|faithfully|truly)|all (?:the|my) best|warmly|respectfully|speak soon|talk "
    "soon|take care|yours|with (?:best|kind|warm) (?:regards|wishes)|looking "
    "forward[^\\n]{0,60}|thanks (?:again|so much|in advance)|see you "
    "(?:soon|then)|greetings|b\\.? ?r\\.?|br|rgds|yours)(?: from [A-Z]\\w+)?)\\s*[,.!–-]*(?: "
    "*\\n)+\\s*([^\\n]{2,60})",
    0
  };
  static RgPattern last_line = { "(?:^|\\n)\\s*[-–—/~]?\\s*(\\p{Lu}[\\p{L}'’.-]+(?: "
                                 "\\p{Lu}[\\p{L}'’.-]+){0,3})\\s*(?:\\n[^\\n]{0,60}){0,3}\\s*$",
                                 0 };
  g_autofree char *name = NULL;
  RgMatch match;
  const char *text = source->message->text;
  for (gsize at = 0; rg_pattern_find (&closing, text, strlen (text), at, &match);
       at = rg_match_end (&match, 0))
    {
      g_autofree char *raw = rg_match_get (&match, 1);
      g_autofree char *candidate = without_title (raw);
      if (!rg_is_person_name (candidate))
        continue;
      g_free (name);
      name = g_steal_pointer (&candidate);
      *span = rg_text_excerpt (raw, 120);
    }
  if (name)
    return g_steal_pointer (&name);
  g_autofree char *raw = rg_find_first (&last_line, text, span);
  g_autofree char *candidate = raw ? without_title (raw) : NULL;
  return candidate && rg_is_person_name (candidate) ? g_steal_pointer (&candidate) : NULL;
}

static gboolean
is_same_person (const char *full, const char *part)
{
  return full && part && (rg_text_has_words (full, part) || rg_text_has_words (part, full));
}

/* An address in the text whose local part has one of the person's names. */
static char *
address_in_text (const RgSource *source, const char *name)
{
  static RgPattern mailbox = { "\\b([\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+)", 0 };
  g_auto (GStrv) words = g_strsplit (name, " ", -1);
  const char *texts[] = { source->message->text, source->message->signature };
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      RgMatch match;
      for (gsize at = 0; rg_pattern_find (&mailbox, texts[i], strlen (texts[i]), at, &match);
           at = rg_match_end (&match, 0))
        {
          g_autofree char *address = rg_match_get (&match, 1);
          g_autofree char *local = g_ascii_strdown (address, (gssize) strcspn (address, "@"));
          for (char **word = words; *word; word++)
            {
              g_autofree char *plain = g_str_to_ascii (*word, "C");
              g_autofree char *lower = g_ascii_strdown (plain, -1);
              if (strlen (lower) > 2 && strstr (local, lower)
                  && !rg_source_is_own (source, address))
                return g_steal_pointer (&address);
            }
        }
    }
  return NULL;
}

static RgAddress *
human_reply_to (const RgSource *source)
{
  const GPtrArray *list = source->message->reply_to;
  for (guint i = 0; i < list->len; i++)
    {
      RgAddress *address = g_ptr_array_index (list, i);
      if (!rg_address_is_robot (address) && !rg_source_is_own (source, address->address))
        return address;
    }
  return NULL;
}

/* Where mail reaches `name`: the Reply-To or From that bears it, or an address in the text. */
static RgAddress *
with_address (const RgSource *source, const char *name)
{
  const RgAddress *from = source->message->from;
  const RgAddress *reply_to = human_reply_to (source);
  if (reply_to && is_same_person (reply_to->name, name))
    {
      g_autofree char *person = person_of_display_name (reply_to->name);
      return rg_address_new (person ? person : name, reply_to->address);
    }
  g_autofree char *written = address_in_text (source, name);
  if (written && !(from && is_same_person (from->name, name)))
    return rg_address_new (name, written);
  if (from && !rg_address_is_robot (from) && !rg_source_is_own (source, from->address))
    return rg_address_new (name, from->address); /* even a shared mailbox reaches who signs */
  return rg_address_new (name, "");
}

/* "please write to Maria Lopez at maria@..." */
static char *
named_person (const RgSource *source, char **span)
{
  static RgPattern asks
      = { "(?i:\\b(?:reply|answer|respond|write|get back|rsvp|contact|email|e-mail|reach(?: "
          "out)?|talk|speak) (?:directly )?(?:to|with)?\\s?(?:my colleague |our recruiter |our "
          "|me or )?)(\\p{Lu}[\\p{L}'’-]+ "
          "\\p{Lu}[\\p{L}'’-]+)\\b[^.\\n]{0,30}(?:\\bat\\b|\\(|<|:|\\bon\\b)",
          0 };
  g_autofree char *name = rg_find_first (&asks, source->message->text, span);
  return name && rg_is_person_name (name) ? g_steal_pointer (&name) : NULL;
}

RgAddress *
rg_find_contact (const RgSource *source, char **span)
{
  g_autofree char *named = named_person (source, span);
  if (named)
    return with_address (source, named);
  g_autoptr (RgAddress) sender = sender_person (source);
  g_autofree char *signer = signed_name (source, span);
  if (signer && sender && is_same_person (sender->name, signer))
    {
      const char *fuller = strlen (signer) > strlen (sender->name) ? signer : sender->name;
      if (*sender->address)
        return rg_address_new (fuller, sender->address);
      return with_address (source, fuller);
    }
  if (signer)
    return with_address (source, signer);
  if (sender && *sender->address)
    return g_steal_pointer (&sender);
  const RgCalendar *calendar = source->calendar;
  if (calendar && calendar->organizer && calendar->organizer->name
      && rg_is_person_name (calendar->organizer->name))
    return rg_address_copy (calendar->organizer);
  return sender ? with_address (source, sender->name) : NULL;
}

/* ---- where the answer is read ---- */

static gboolean
is_unread (const RgSource *source)
{
  static RgPattern words
      = { "(?i)\\b(?:do not|don't|please don't|cannot|can't) (?:reply|respond)|\\breplies? "
          "(?:to this (?:message|email|address) )?(?:are|is|will) "
          "(?:not|undeliverable|never)|\\b(?:mailbox|address|inbox|account) is "
          "(?:not|un)\\s?(?:monitored|read|attended)|\\bunmonitored|\\bno-?reply\\b",
          0 };
  return rg_pattern_matches (&words, source->message->text)
         || rg_pattern_matches (&words, source->message->signature);
}

static char *
address_to_answer (const RgSource *source)
{
  static RgPattern asks = {
    "(?i)\\b(?:reply|answer|respond|write|contact|email|e-mail|reach|confirm|send|questions?|"
    "rsvp|let|get in touch)\\b[^.!?\\n]{0,80}?\\b([\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+)",
    0
  };
  RgMatch match;
  const char *text = source->message->text;
  for (gsize at = 0; rg_pattern_find (&asks, text, strlen (text), at, &match);
       at = rg_match_end (&match, 0))
    {
      g_autofree char *address = rg_match_get (&match, 1);
      g_autoptr (RgAddress) mailbox = rg_address_new (NULL, address);
      if (!rg_source_is_own (source, address) && !rg_address_is_robot (mailbox))
        return g_steal_pointer (&address);
    }
  return NULL;
}

RgAddress *
rg_find_reply_to (const RgSource *source, const RgAddress *contact)
{
  const RgAddress *from = source->message->from;
  const RgAddress *reply_to = human_reply_to (source);
  if (reply_to)
    return rg_address_copy (reply_to);
  g_autofree char *asked = address_to_answer (source);
  gboolean from_is_read
      = from && !rg_address_is_robot (from) && !rg_source_is_own (source, from->address);
  if (from_is_read && !(asked && is_unread (source)))
    return is_unread (source) && !asked && rg_domain_is_ats (rg_address_domain (from))
               ? NULL
               : rg_address_copy (from);
  if (source->calendar && source->calendar->organizer
      && !rg_address_is_robot (source->calendar->organizer)
      && !rg_source_is_own (source, source->calendar->organizer->address))
    return rg_address_copy (source->calendar->organizer);
  if (asked)
    return rg_address_new (contact ? contact->name : NULL, asked);
  if (contact && *contact->address)
    return rg_address_copy (contact);
  return NULL;
}
