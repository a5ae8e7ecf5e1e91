/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The person to answer to, and where the answer is read. */
#include "facts/finders.h"

#include "base/text.h"
#include "facts/capitals.h"

#include <string.h>

/* "Dr. Priya Nair, MBA" → "Priya Nair" */
char *
rg_clean_person (const RgSource *source, const char *name)
{
  g_autofree char *line = rg_text_one_line (name);
  g_autofree char *head = rg_source_without_tail (source, RG_PHRASE_PERSON_TAIL, line);
  guint count;
  RgPhrase *const *titles
      = rg_vocabulary_phrases (source->words, RG_PHRASE_PERSON_TITLE, &count);
  RgMatch match;
  const char *start = head;
  for (guint i = 0; i < count; i++)
    if (rg_pattern_find (&titles[i]->pattern, start, strlen (start), 0, &match))
      start += rg_match_end (&match, 0);
  return rg_without_shouting (start);
}

/* "priya nair" → "Priya Nair"; names with any capital stay. */
static char *
with_capitals (const char *name)
{
  for (const char *p = name; *p; p = g_utf8_next_char (p))
    if (g_unichar_isupper (g_utf8_get_char (p)))
      return g_strdup (name);
  GString *out = g_string_new (NULL);
  gboolean begins = TRUE;
  for (const char *p = name; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      g_string_append_unichar (out, begins ? g_unichar_toupper (c) : c);
      begins = c == ' ' || c == '-';
    }
  return g_string_free (out, FALSE);
}

/* "Berg, M.J. van den (Marijke)" → "Marijke van den Berg"; else NULL. */
static char *
person_of_initials (const char *display)
{
  static RgPattern initials
      = { "^((?:(?:van|de|der|den|ten|ter|von) ){0,2}\\p{Lu}[\\p{L}'’-]+), "
          "(?:\\p{Lu}\\.[ -]?){1,5}((?:(?:van|de|der|den|ten|ter|von) ){0,2})"
          "\\((\\p{Lu}[\\p{L}-]+)\\)$",
          0 };
  RgMatch match;
  if (!rg_pattern_find (&initials, display, strlen (display), 0, &match))
    return NULL;
  g_autofree char *last = rg_match_get (&match, 1);
  g_autofree char *particles = rg_match_get (&match, 2);
  g_autofree char *first = rg_match_get (&match, 3);
  return g_strdup_printf ("%s %s%s", first, particles, last);
}

/* "Nair, Priya" → "Priya Nair"; "Priya Nair (Fernwood)" and "Priya at Fernwood" → the person.
 */
static char *
person_of_display_name (const RgSource *source, const char *display)
{
  static RgPattern reversed
      = { "^((?:(?:von|van|de|der|den|del|di|da) ){0,2}\\p{Lu}[\\p{L}'’-]+), "
          "(\\p{Lu}[\\p{L}'’.-]+(?: \\p{Lu}[\\p{L}'’.-]*)?)(?: \\(.*\\))?$",
          0 };
  static RgPattern placed
      = { "^(.{2,40}?)(?:\\s+(?:at|from|via|@|of)\\s+.*|\\s*[|(/–-]\\s.*|\\s*\\(.*|, .*)$", 0 };
  RgMatch match;
  char *by_initials = person_of_initials (display);
  if (by_initials)
    return by_initials;
  if (rg_pattern_find (&reversed, display, strlen (display), 0, &match))
    {
      g_autofree char *last = rg_match_get (&match, 1);
      g_autofree char *first = rg_match_get (&match, 2);
      return g_strdup_printf ("%s %s", first, last);
    }
  g_autofree char *before = rg_pattern_find (&placed, display, strlen (display), 0, &match)
                                ? rg_match_get (&match, 1)
                                : g_strdup (display);
  g_autofree char *raw = rg_clean_person (source, before);
  char *name = with_capitals (raw);
  if (rg_is_person_name (source, name))
    return name;
  g_free (name);
  return NULL;
}

const RgAddress *
rg_human_reply_to (const RgSource *source)
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

/* `locale` says how letters are written without marks: "ö" is "o", and in German "oe". */
static gboolean
has_name (const char *local, const char *word, const char *locale)
{
  g_autofree char *plain = g_str_to_ascii (word, locale);
  g_autofree char *lower = g_ascii_strdown (plain, -1);
  return strlen (lower) > 2 && strstr (local, lower);
}

gboolean
rg_is_mailbox_of (const char *address, const char *name)
{
  g_auto (GStrv) words = g_strsplit (name, " ", -1);
  g_autofree char *local = g_ascii_strdown (address, (gssize) strcspn (address, "@"));
  for (char **word = words; *word; word++)
    if (has_name (local, *word, "C") || has_name (local, *word, "de"))
      return TRUE;
  return FALSE;
}

/* "Transpampa" below a mail of hr@transpampa.example is no person. */
static gboolean
is_firm_of_sender (const RgSource *source, const char *name)
{
  const RgAddress *from = source->message->author;
  g_autofree char *plain = g_str_to_ascii (name, "C");
  g_autofree char *lower = g_ascii_strdown (plain, -1);
  if (!from || rg_is_mailbox_of (from->address, name))
    return FALSE;
  if (rg_address_is_robot (from)) /* "Lumina Occhiali" of noreply@lumina.example */
    lower[strcspn (lower, " ")] = '\0';
  return strlen (lower) > 3 && !strchr (lower, ' ') && strstr (rg_address_domain (from), lower);
}

RgAddress *
rg_find_reply_to_person (const RgSource *source)
{
  const RgAddress *reply_to = rg_human_reply_to (source);
  g_autofree char *name
      = reply_to && reply_to->name ? person_of_display_name (source, reply_to->name) : NULL;
  return name ? rg_address_new (name, reply_to->address) : NULL;
}

/* Where the sender wants `name` to be answered: the Reply-To, unless that bears another
 * person's name. NULL where it isn't said. */
static const RgAddress *
reply_to_of (const RgSource *source, const char *name)
{
  const RgAddress *reply_to = rg_human_reply_to (source);
  if (!reply_to || !reply_to->name)
    return reply_to;
  g_autofree char *other = person_of_display_name (source, reply_to->name);
  return !other || rg_is_same_person (other, name) ? reply_to : NULL;
}

/* Whom the From line names, if it is a person: "priya@" alone is none. */
static RgAddress *
sender_person (const RgSource *source)
{
  const RgAddress *from = source->message->author;
  RgAddress *behind
      = from && rg_address_is_robot (from) ? rg_find_reply_to_person (source) : NULL;
  if (behind)
    return behind;
  if (!from || !from->name || rg_source_is_own (source, from->address))
    return NULL;
  g_autofree char *name = person_of_display_name (source, from->name);
  if (!name || (rg_address_is_robot (from) && is_firm_of_sender (source, name)))
    return NULL;
  const RgAddress *reply_to = reply_to_of (source, name);
  if (reply_to)
    return rg_address_new (name, reply_to->address);
  if (rg_domain_is_ats (rg_address_domain (from)) && rg_address_is_robot (from)
      && !strchr (from->name, ' ')) /* "Lever": the relay itself */
    return NULL;
  return rg_address_new (name, rg_address_is_robot (from) ? "" : from->address);
}

/* ---- who signs ---- */

/* Of a phrase for companies: what it finds hardly is anything else. */
#define SURE_WEIGHT 3

/* Of what a relay's robot sends, whether the mail speaks of `name` as the employer. */
static gboolean
is_named_as_firm (const RgSource *source, const char *name)
{
  if (!rg_address_is_robot (source->message->author))
    return FALSE;
  guint count;
  RgPhrase *const *signs = rg_vocabulary_phrases (source->words, RG_PHRASE_COMPANY, &count);
  RgMatch match;
  const char *text = source->message->text;
  for (guint i = 0; i < count; i++)
    for (gsize at = 0; signs[i]->weight >= SURE_WEIGHT
                       && rg_pattern_find (&signs[i]->pattern, text, strlen (text), at, &match);
         at = rg_match_end (&match, 0))
      {
        g_autofree char *firm = rg_match_get (&match, rg_match_named (&match, "is"));
        if (g_str_equal (firm, name))
          return TRUE;
      }
  return FALSE;
}

/* The last person who stands where a signature would: of quoted closings the writer's own is
 * the lowest. */
static char *
last_signer (const RgSource *source, RgPhrase *phrase, char **span)
{
  const char *text = source->message->text;
  char *name = NULL;
  RgMatch match;
  for (gsize at = 0; rg_pattern_find (&phrase->pattern, text, strlen (text), at, &match);
       at = rg_match_end (&match, 0))
    {
      g_autofree char *raw = rg_match_get (&match, rg_match_named (&match, "is"));
      g_autofree char *candidate = rg_clean_person (source, raw);
      if (!rg_is_person_name (source, candidate) || is_firm_of_sender (source, candidate)
          || is_named_as_firm (source, candidate))
        continue;
      g_free (name);
      name = g_steal_pointer (&candidate);
      g_free (*span);
      *span = rg_text_excerpt (raw, 120);
    }
  return name;
}

static char *
signed_name (const RgSource *source, char **span)
{
  guint count;
  RgPhrase *const *phrases = rg_vocabulary_phrases (source->words, RG_PHRASE_SIGNER, &count);
  char *name = NULL;
  for (guint i = 0; !name && i < count; i++)
    name = last_signer (source, phrases[i], span);
  return name;
}

/* "C." for "Corrado". */
static gboolean
is_initial_in (const char *full, const char *word)
{
  glong length = g_utf8_strlen (word, -1);
  if (length != 1 && !(length == 2 && g_str_has_suffix (word, ".")))
    return FALSE;
  g_auto (GStrv) names = g_strsplit (full, " ", -1);
  for (char **name = names; *name; name++)
    if (g_utf8_get_char (*name) == g_utf8_get_char (word))
      return TRUE;
  return FALSE;
}

/* Whether each word of `part` is one of `full`, in any order: "Nair Priya" is "Priya Nair". */
static gboolean
has_all_words (const char *full, const char *part)
{
  g_auto (GStrv) words = g_strsplit (part, " ", -1);
  for (char **word = words; *word; word++)
    if (!rg_text_has_words (full, *word) && !is_initial_in (full, *word))
      return FALSE;
  return TRUE;
}

gboolean
rg_is_same_person (const char *full, const char *part)
{
  return full && part && (has_all_words (full, part) || has_all_words (part, full));
}

/* "Ania" for "Anna Kowalska": one word that begins like the first of several. */
static gboolean
is_nickname_of (const char *full, const char *part)
{
  return strchr (full, ' ') && !strchr (part, ' ')
         && g_utf8_get_char (full) == g_utf8_get_char (part);
}

/* An address in the text whose local part has one of the person's names. */
static char *
address_in_text (const RgSource *source, const char *name)
{
  static RgPattern mailbox = { "\\b([\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+)", 0 };
  const char *texts[] = { source->message->text, source->message->signature };
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      RgMatch match;
      for (gsize at = 0; rg_pattern_find (&mailbox, texts[i], strlen (texts[i]), at, &match);
           at = rg_match_end (&match, 0))
        {
          g_autofree char *address = rg_match_get (&match, 1);
          if (rg_is_mailbox_of (address, name) && !rg_source_is_own (source, address))
            return g_steal_pointer (&address);
        }
    }
  return NULL;
}

/* Where mail reaches `name`: the Reply-To or From that bears it, or an address in the text. */
RgAddress *
rg_contact_named (const RgSource *source, const char *name)
{
  const RgAddress *from = source->message->author;
  const RgAddress *reply_to = rg_human_reply_to (source);
  if (reply_to && rg_is_same_person (reply_to->name, name))
    {
      g_autofree char *person = person_of_display_name (source, reply_to->name);
      return rg_address_new (person ? person : name, reply_to->address);
    }
  g_autofree char *written = address_in_text (source, name);
  if (written && !(from && rg_is_same_person (from->name, name) && !rg_address_is_robot (from)))
    return rg_address_new (name, written);
  reply_to = reply_to_of (source, name);
  if (reply_to)
    return rg_address_new (name, reply_to->address);
  if (from && strchr (from->address, '@') && !rg_address_is_robot (from)
      && !rg_source_is_own (source, from->address))
    return rg_address_new (name, from->address); /* even a shared mailbox reaches who signs */
  return rg_address_new (name, "");
}

/* "please write to Maria Lopez at maria@..." */
static char *
named_person (const RgSource *source, char **span)
{
  g_autofree char *name
      = rg_find_phrase (source, RG_PHRASE_CONTACT, source->message->text, span);
  return name && rg_is_person_name (source, name) ? g_steal_pointer (&name) : NULL;
}

RgAddress *
rg_find_contact (const RgSource *source, char **span)
{
  g_autofree char *named = named_person (source, span);
  if (named)
    return rg_contact_named (source, named);
  g_autoptr (RgAddress) sender = sender_person (source);
  g_autofree char *signer = signed_name (source, span);
  if (signer && sender && rg_is_same_person (sender->name, signer))
    {
      const char *fuller = strlen (signer) >= strlen (sender->name) ? signer : sender->name;
      if (*sender->address)
        return rg_address_new (fuller, sender->address);
      return rg_contact_named (source, fuller);
    }
  if (signer && !(sender && *sender->address && is_nickname_of (sender->name, signer)))
    return rg_contact_named (source, signer);
  if (sender && *sender->address)
    return g_steal_pointer (&sender);
  const RgCalendar *calendar = source->calendar;
  if (calendar && calendar->organizer && calendar->organizer->name
      && rg_is_person_name (source, calendar->organizer->name))
    return rg_address_copy (calendar->organizer);
  return sender ? rg_contact_named (source, sender->name) : NULL;
}
