/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the answer is read. */
#include "facts/clause.h"
#include "facts/finders.h"

#include <string.h>

#define REACH          200 /* bytes of a sentence that are looked at */
#define MOST_ADDRESSES 20
#define MOST_NAMES     500

static gboolean
is_unread (const RgSource *source)
{
  return rg_vocabulary_sees (source->words, RG_PHRASE_UNREAD, source->message->text)
         || rg_vocabulary_sees (source->words, RG_PHRASE_UNREAD, source->message->signature);
}

/* The first mailbox that `phrase` asks to write to, and a person reads. */
static char *
asked_address (const RgSource *source, RgPhrase *phrase)
{
  RgMatch match;
  const char *text = source->message->text;
  for (gsize at = 0; rg_pattern_find (&phrase->pattern, text, strlen (text), at, &match);
       at = rg_match_end (&match, 0))
    {
      g_autofree char *address = rg_match_get (&match, rg_match_named (&match, "is"));
      g_autoptr (RgAddress) mailbox = rg_address_new (NULL, address);
      if (!rg_source_is_own (source, address) && !rg_address_is_robot (mailbox))
        return g_steal_pointer (&address);
    }
  return NULL;
}

static char *
address_to_answer (const RgSource *source)
{
  guint count;
  RgPhrase *const *phrases = rg_vocabulary_phrases (source->words, RG_PHRASE_ANSWER_TO, &count);
  char *address = NULL;
  for (guint i = 0; !address && i < count; i++)
    address = asked_address (source, phrases[i]);
  return address;
}

/* ---- "please confirm to my secretary, jane@fernwood.example" ---- */

static gboolean
is_candidate (const RgSource *source, const RgAddress *mailbox)
{
  const RgAddress *from = source->message->author;
  return !rg_source_is_own (source, mailbox->address) && !rg_address_is_robot (mailbox)
         && !(from && rg_address_is_same (from->address, mailbox->address));
}

/* Whether what is said around the address asks for the answer to be sent there, and not for
 * slides, receipts or copies. */
static gboolean
is_asked_for (const RgSource *source, const RgReading *reading, const RgMatch *match)
{
  g_autofree char *before = rg_clause_before (reading, rg_match_start (match, 0), REACH);
  g_autofree char *behind = rg_clause_behind (reading, rg_match_end (match, 0), REACH);
  g_autofree char *sentence = g_strconcat (before, "@", behind, NULL);
  return rg_vocabulary_sees (source->words, RG_PHRASE_ANSWER_THERE, sentence)
         && !rg_vocabulary_sees (source->words, RG_PHRASE_NO_ANSWER_THERE, sentence);
}

/* Whether the address that was matched is the one that is looked for. */
typedef gboolean (*IsWanted) (const RgSource *source, const RgReading *reading,
                              const RgMatch *match);

/* The first mailbox of somebody else in the text that is wanted. */
static char *
first_address (const RgSource *source, IsWanted is_wanted)
{
  static RgPattern address = { "[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+", 0 };
  char *text = source->message->text;
  const RgReading reading = { .text = text, .length = strlen (text) };
  RgMatch match;
  guint count = 0;
  for (gsize at = 0;
       count < MOST_ADDRESSES && rg_pattern_find (&address, text, reading.length, at, &match);
       at = rg_match_end (&match, 0), count++)
    {
      g_autofree char *found = rg_match_get (&match, 0);
      g_autoptr (RgAddress) mailbox = rg_address_new (NULL, found);
      if (is_candidate (source, mailbox) && is_wanted (source, &reading, &match))
        return g_steal_pointer (&found);
    }
  return NULL;
}

/* `locale` as for g_str_to_ascii(). */
static gboolean
ends_word_of (const char *address, const char *word, const char *locale)
{
  g_autofree char *plain = g_str_to_ascii (word, locale);
  g_autofree char *small = g_ascii_strdown (plain, -1);
  const char *found = *small ? strstr (address, small) : NULL;
  return found && !g_ascii_isalpha (found[strlen (small)]);
}

/* Whether one of the words ends where a word of the mailbox does: not so "Con" in concorsi@,
 * nor "Preside" in presidenza@. */
static gboolean
is_written_out (const char *address, const char *name)
{
  g_auto (GStrv) words = g_strsplit (name, " ", -1);
  g_autofree char *lower = g_ascii_strdown (address, -1);
  for (char **word = words; *word; word++)
    if (ends_word_of (lower, *word, "C") || ends_word_of (lower, *word, "de"))
      return TRUE;
  return FALSE;
}

/* An office is called by one word, too, as "Registry" of registry@: one word that people aren't
 * called by, and that means something, is nobody unless it stood behind a title in `raw`. */
static gboolean
is_office (const RgSource *source, const char *raw, const char *name)
{
  const RgLexicon *lexicon = rg_vocabulary_lexicon (source->words);
  g_autofree char *lower = g_utf8_strdown (name, -1);
  guint kinds = lexicon ? rg_lexicon_kinds (lexicon, lower) : 0;
  return !strchr (name, ' ') && g_str_equal (raw, name) && kinds && !(kinds & RG_LEXICON_NAME);
}

/* The person that `raw` names, if the mailbox is called so; NULL otherwise. Transfer full. */
static char *
person_at (const RgSource *source, const char *raw, const char *address)
{
  g_autofree char *name = rg_clean_person (source, raw);
  gboolean is_person = rg_is_mailbox_of (address, name) && is_written_out (address, name)
                       && rg_is_person_name (source, name);
  return is_person ? g_steal_pointer (&name) : NULL;
}

/* "... to my secretary, Jane Hill (" */
static char *
name_before (const RgSource *source, const char *address)
{
  static RgPattern name
      = { "(?<is>\\p{Lu}[\\p{L}'’-]+(?: "
          "(?:\\p{Lu}[\\p{L}'’.-]+|de|da|do|del|di|van|von|der|den|el|la|le))*)"
          "[^\\p{L}\\n]{1,3}(?:(?:at|on|under|unter|an|via|op|à|al|a)[^\\p{L}\\n]{1,2})?$",
          0 };
  const char *place = strstr (source->message->text, address);
  const RgReading reading
      = { .text = source->message->text, .length = strlen (source->message->text) };
  RgMatch match;
  if (!place)
    return NULL;
  g_autofree char *before = rg_clause_before (&reading, (gsize) (place - reading.text), REACH);
  if (!rg_pattern_find (&name, before, strlen (before), 0, &match))
    return NULL;
  g_autofree char *raw = rg_match_get (&match, 1);
  g_autofree char *person = person_at (source, raw, address);
  return person && !is_office (source, raw, person) ? g_steal_pointer (&person) : NULL;
}

/* What in the text, as it stands there, names the person whose mailbox this is. */
static char *
words_of_name (const RgSource *source, const char *address)
{
  static RgPattern name = { "\\b\\p{Lu}[\\p{L}'’-]+(?: \\p{Lu}[\\p{L}'’-]+){0,2}", 0 };
  const char *text = source->message->text;
  gsize length = strlen (text);
  RgMatch match;
  guint count = 0;
  for (gsize at = 0; count < MOST_NAMES && rg_pattern_find (&name, text, length, at, &match);
       at = rg_match_end (&match, 0), count++)
    {
      g_autofree char *found = rg_match_get (&match, 0);
      g_autofree char *person
          = rg_is_mailbox_of (address, found) ? person_at (source, found, address) : NULL;
      if (person)
        return g_steal_pointer (&found);
    }
  return NULL;
}

/* "I copy in Jane, who keeps the diary: please agree a time with her (jane@...)" */
static char *
name_in_text (const RgSource *source, const char *address)
{
  g_autofree char *raw = words_of_name (source, address);
  g_autofree char *person = raw ? rg_clean_person (source, raw) : NULL;
  return person && !is_office (source, raw, person) ? g_steal_pointer (&person) : NULL;
}

static gboolean
reads_mail (const RgSource *source, const RgAddress *address)
{
  return address && strchr (address->address, '@') && !rg_address_is_robot (address)
         && !rg_source_is_own (source, address->address);
}

RgAddress *
rg_find_addressee (const RgSource *source)
{
  if (!reads_mail (source, source->message->author) || rg_human_reply_to (source))
    return NULL;
  g_autofree char *address = first_address (source, is_asked_for);
  if (!address)
    return NULL;
  g_autofree char *name = name_before (source, address);
  if (!name)
    name = name_in_text (source, address);
  return rg_address_new (name, address);
}

/* "Questions? Ask Maria Lopez (maria.lopez@fernwood.example)" */
static gboolean
is_of_somebody_named (const RgSource *source, G_GNUC_UNUSED const RgReading *reading,
                      const RgMatch *match)
{
  g_autofree char *address = rg_match_get (match, 0);
  g_autofree char *words = words_of_name (source, address);
  return words != NULL;
}

/* Where the text asks to answer to; where the sender doesn't read, that may be the mailbox of
 * anybody whom it names. The reply is addressed to who is called as the mailbox is. */
static RgAddress *
asked_mailbox (const RgSource *source, const RgAddress *contact, gboolean is_read)
{
  g_autofree char *address = address_to_answer (source);
  if (!address && !is_read)
    address = first_address (source, is_of_somebody_named);
  if (!address)
    return NULL;
  const char *known = contact ? contact->name : NULL;
  g_autofree char *name
      = known && rg_is_mailbox_of (address, known) ? NULL : name_in_text (source, address);
  return rg_address_new (name && strchr (name, ' ') ? name : known, address);
}

RgAddress *
rg_find_reply_to (const RgSource *source, const RgAddress *contact)
{
  const RgAddress *from = source->message->author;
  const RgAddress *reply_to = rg_human_reply_to (source);
  if (reply_to)
    return rg_address_copy (reply_to);
  gboolean unread = is_unread (source), is_read = reads_mail (source, from);
  g_autoptr (RgAddress) asked = asked_mailbox (source, contact, is_read && !unread);
  if (is_read && !(asked && unread))
    return unread && !asked ? NULL : rg_address_copy (from);
  if (source->calendar && source->calendar->organizer
      && !rg_address_is_robot (source->calendar->organizer)
      && !rg_source_is_own (source, source->calendar->organizer->address))
    return rg_address_copy (source->calendar->organizer);
  if (asked)
    return g_steal_pointer (&asked);
  if (contact && *contact->address)
    return rg_address_copy (contact);
  return NULL;
}
