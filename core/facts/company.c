/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The employer's name, from what several places say of it. */
#include "facts/finders.h"

#include "base/text.h"

#include <string.h>

typedef struct
{
  const RgSource *source;
  gboolean via_recruiter;
  const char *person;   /* who signs; NULL */
  const char *position; /* NULL */
  const char *place;    /* NULL */
  char *domain_label;   /* of the sender, letters only; "" if it says nothing */
  char *best;
  char *best_span;
  int best_score;
} Search;

/* More than all other signs: the name is spelled like the sender's domain. */
#define SPELLED_SCORE 50

/* ---- what is no company ---- */

static gboolean
is_stop_name (const Search *search, const char *name)
{
  return rg_vocabulary_sees (search->source->words, RG_PHRASE_NO_COMPANY, name);
}

static gboolean
is_part_of (const char *whole, const char *part)
{
  return whole && (rg_text_has_words (whole, part) || rg_text_has_words (part, whole));
}

static gboolean
is_sent_by_machine (const RgMessage *message)
{
  return rg_address_is_robot (message->author)
         || rg_domain_is_ats (rg_address_domain (message->author));
}

/* "Sam R", of sam.rivera@: each word is one of the mailbox's name, or an initial. */
static gboolean
is_spelled_in (const char *address, const char *name)
{
  g_autofree char *local = g_ascii_strdown (address, (gssize) strcspn (address, "@"));
  g_autofree char *lower = g_utf8_strdown (name, -1);
  g_auto (GStrv) parts = g_strsplit_set (local, "._-+", -1);
  g_auto (GStrv) words = g_strsplit (lower, " ", -1);
  if (!*words || !g_strv_contains ((const char *const *) parts, *words))
    return FALSE;
  for (char **word = words + 1; *word; word++)
    if (g_utf8_strlen (*word, -1) > 2 && !g_strv_contains ((const char *const *) parts, *word))
      return FALSE;
  return strchr (local, '.') != NULL; /* "kestrel@" may be the firm's */
}

/* The user, or a person who writes. */
static gboolean
is_known_person (const Search *search, const char *name)
{
  const RgMessage *message = search->source->message;
  if (message->author && message->author->name && !is_sent_by_machine (message)
      && rg_is_person_name (search->source, message->author->name)
      && is_part_of (message->author->name, name))
    return TRUE;
  for (guint i = 0; i < message->to->len; i++)
    {
      const RgAddress *to = g_ptr_array_index (message->to, i);
      if (is_part_of (to->name, name) || is_spelled_in (to->address, name))
        return TRUE;
    }
  return search->person && is_part_of (search->person, name);
}

static char *
letters_of (const char *text)
{
  GString *letters = g_string_new (NULL);
  g_autofree char *plain = g_str_to_ascii (text, "C");
  for (const char *p = plain; *p; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (letters, g_ascii_tolower (*p));
  return g_string_free (letters, FALSE);
}

/* "Kallang Bay Polytechnic" of kbp.example. */
static gboolean
has_initials (const char *name, const char *label)
{
  g_auto (GStrv) words = g_strsplit (name, " ", -1);
  g_autoptr (GString) initials = g_string_new (NULL);
  for (char **word = words; *word; word++)
    if (g_unichar_isupper (g_utf8_get_char (*word)))
      g_string_append_unichar (initials, g_utf8_get_char (*word));
  g_autofree char *letters = letters_of (initials->str);
  return strlen (letters) >= 3 && g_str_equal (letters, label);
}

/* Whether the sender's domain speaks for the name: "fernwood-labs.example", "fernwood.example".
 */
static gboolean
fits_domain (const Search *search, const char *name)
{
  g_autofree char *letters = letters_of (name);
  g_auto (GStrv) words = g_strsplit (name, " ", -1);
  g_autofree char *first = letters_of (words[0]);
  gsize length = strlen (search->domain_label);
  if (length < 3 || !*letters)
    return FALSE;
  return strstr (letters, search->domain_label) || has_initials (name, search->domain_label)
         || (strlen (letters) >= 3 && strstr (search->domain_label, letters))
         || (strlen (first) >= 4 && strstr (search->domain_label, first));
}

/* ---- weighing ---- */

/* An agency that writes "in Lyon" names a town: only a clear word makes a firm of it. */
#define AGENCY_WEIGHT 3

/* "Fernwood Labs GmbH hiring team's" → "Fernwood Labs". */
static char *
clean_name (const Search *search, const char *raw)
{
  char *name = rg_text_one_line (raw);
  for (int i = 0; i < 3; i++)
    {
      g_autofree char *longer = name;
      name = rg_source_without_tail (search->source, RG_PHRASE_COMPANY_TAIL, longer);
    }
  g_autofree char *letters = letters_of (name);
  if (g_str_has_prefix (name, "The ") && rg_text_count_words (name) == 2
      && !g_str_equal (letters, search->domain_label)) /* "The Gorse" of thegorse.example */
    memmove (name, name + 4, strlen (name + 4) + 1);
  return name;
}

/* Of "Head of Logistics" no part is a firm, nor is "Vacancy Head of Logistics". */
static gboolean
is_part_of_title (const Search *search, const char *name)
{
  if (!search->position)
    return FALSE;
  if (rg_text_count_words (search->position) > 1 && rg_text_has_words (name, search->position))
    return TRUE;
  return rg_text_has_words (search->position, name)
         && !rg_is_behind_title (search->position, name);
}

/* "Greenfield International School" where "Greenfield" was found, and the domain is
 * greenfieldschool.example. */
static gboolean
is_fuller (const Search *search, const char *name)
{
  gsize length = search->best ? strlen (search->best) : 0;
  if (!length || strncmp (name, search->best, length) || name[length] != ' ')
    return FALSE;
  g_autofree char *last = letters_of (strrchr (name, ' ') + 1);
  return strlen (last) > 2 && strstr (search->domain_label, last);
}

static void
weigh (Search *search, const char *raw, const char *words, int weight)
{
  g_autofree char *name = clean_name (search, raw);
  if (g_utf8_strlen (name, -1) < 2 || is_stop_name (search, name)
      || is_known_person (search, name) || is_part_of_title (search, name))
    return;
  gboolean fits = fits_domain (search, name);
  if (search->via_recruiter && (fits || weight < AGENCY_WEIGHT))
    return;
  if (weight == 1 && !fits && !strchr (name, ' ')) /* "a call with Nora" */
    return;
  int score = weight * 2 + (fits ? 9 : 0);
  if (is_fuller (search, name))
    score = MAX (score, search->best_score + 1);
  if (score <= search->best_score)
    return;
  g_free (search->best);
  g_free (search->best_span);
  search->best = g_steal_pointer (&name);
  search->best_span = rg_text_excerpt (words, 120);
  search->best_score = score;
}

/* No institution's own word before a name is longer. */
#define LOOK_BACK 80

/* "Hospital da" of "no Hospital da Ribeira": what stands before `at` in `text` and belongs to
 * the name there; NULL for nothing. */
static char *
institution_before (const Search *search, const char *text, const char *at)
{
  const char *start = at - text > LOOK_BACK ? g_utf8_next_char (at - LOOK_BACK) : text;
  g_autofree char *raw = g_strndup (start, (gsize) (at - start));
  g_autofree char *before = g_utf8_make_valid (raw, -1);
  return rg_find_phrase (search->source, RG_PHRASE_INSTITUTION, before, NULL);
}

static void
look_for (Search *search, const char *text, RgPhrase *sign)
{
  RgMatch match;
  gsize at = 0;
  for (int n = 0; n < 8 && rg_pattern_find (&sign->pattern, text, strlen (text), at, &match);
       n++)
    {
      guint group = rg_match_named (&match, "is");
      g_autofree char *name = rg_match_get (&match, group);
      g_autofree char *words = rg_match_get (&match, 0);
      g_autofree char *institution
          = institution_before (search, text, text + rg_match_start (&match, group));
      g_autofree char *whole
          = g_strconcat (institution ? institution : "", institution ? " " : "", name, NULL);
      weigh (search, whole, words, sign->weight);
      at = rg_match_end (&match, 0) > at ? rg_match_end (&match, 0) : at + 1;
    }
}

static void
look (Search *search, const char *text, RgPhraseKind kind)
{
  guint count;
  RgPhrase *const *signs = rg_vocabulary_phrases (search->source->words, kind, &count);
  for (guint i = 0; text && i < count; i++)
    look_for (search, text, signs[i]);
}

static gboolean
is_firms_domain (const char *domain)
{
  return *domain && !rg_domain_is_ats (domain) && !rg_domain_is_freemail (domain);
}

/* The domain of the employer: where answers are read, if they go to another than the sender. */
static const char *
employers_domain (const RgSource *source)
{
  const RgAddress *reply_to = rg_human_reply_to (source);
  const RgAddress *author = source->message->author;
  if (reply_to && is_firms_domain (rg_address_domain (reply_to)))
    return rg_address_domain (reply_to);
  return author && is_firms_domain (rg_address_domain (author)) ? rg_address_domain (author)
                                                                : "";
}

/* The bytes of a domain's label, as in RFC 1035, 2.3.4: what has more is no domain, and might
 * keep us busy. */
#define LABEL_BYTES 63

char *
rg_sender_words (const RgSource *source)
{
  const char *domain = employers_domain (source);
  const RgAddress *author = source->message->author;
  gboolean is_relay = author && author->name && rg_address_is_robot (author)
                      && strstr (author->name, " via "); /* "Fernwood via Portal" */
  if (!*domain || is_relay)
    return g_strdup ("");
  g_auto (GStrv) labels = g_strsplit (domain, ".", -1);
  guint count = g_strv_length (labels);
  guint index = count >= 2 ? count - 2 : 0;
  gboolean is_suffix = strlen (labels[index]) <= 3                /* "co.uk" */
                       || g_str_equal (labels[index], "example"); /* RFC 2606 */
  if (count >= 3 && is_suffix)
    index = count - 3;
  if (strlen (labels[index]) > LABEL_BYTES)
    return g_strdup ("");
  g_auto (GStrv) words = g_strsplit (labels[index], "-", -1);
  g_autoptr (GString) joined = g_string_new (NULL);
  for (char **word = words; *word; word++)
    {
      g_autofree char *letters = letters_of (*word);
      if (*letters)
        g_string_append_printf (joined, "%s%s", joined->len ? "-" : "", letters);
    }
  return g_string_free (g_steal_pointer (&joined), FALSE);
}

char *
rg_sender_label (const RgSource *source)
{
  g_autofree char *words = rg_sender_words (source);
  return letters_of (words);
}

/* The last lines of the own text and the signature. */
static char *
signature_lines (const RgMessage *message)
{
  g_auto (GStrv) lines = g_strsplit (message->text, "\n", -1);
  guint count = g_strv_length (lines);
  g_autofree char *tail = g_strjoinv ("\n", lines + (count > 8 ? count - 8 : 0));
  return g_strconcat (tail, "\n", message->signature, NULL);
}

/* ---- the words in the mail that the sender's domain is made of ---- */

/* A domain is spelled in ASCII: "muehle" or "muhle" for "Mühle". */
static gboolean
is_spelled (const char *words, const char *label)
{
  static const char *const umlauts[][2]
      = { { "ä", "ae" }, { "ö", "oe" }, { "ü", "ue" }, { "Ä", "ae" },
          { "Ö", "oe" }, { "Ü", "ue" }, { "ß", "ss" } };
  static const char *const ands[] = { "and", "und", "et", "y", "e", "en" };
  g_autofree char *letters = letters_of (words);
  if (g_str_equal (letters, label))
    return TRUE;
  g_autoptr (GString) spelled = g_string_new (words);
  for (gsize i = 0; i < G_N_ELEMENTS (umlauts); i++)
    g_string_replace (spelled, umlauts[i][0], umlauts[i][1], 0);
  for (gsize i = 0; i < G_N_ELEMENTS (ands); i++)
    {
      g_autoptr (GString) said = g_string_new (spelled->str);
      g_string_replace (said, "&", ands[i], 0);
      g_autofree char *other = letters_of (said->str);
      if (g_str_equal (other, label))
        return TRUE;
      if (!strchr (spelled->str, '&'))
        break;
    }
  return FALSE;
}

/* "Lakeshore Children's" of lakeshorechildrens.example ends as its domain does. */
static char *
spelled_name (const Search *search, const char *words)
{
  static RgPattern genitive = { "['’]s$", 0 };
  char *name = clean_name (search, words);
  if (!rg_pattern_matches (&genitive, words) || is_spelled (name, search->domain_label))
    return name;
  g_free (name);
  return g_strdup (words);
}

/* No name has more words, and none stands further behind in its line. */
#define NAME_WORDS 6
#define LINE_BYTES 1000

/* "Gasthaus Nowotny" where the domain is gasthaus-nowotny.example: the words, as they are
 * written in this line. */
static char *
spelled_in_line (const Search *search, const char *line)
{
  static const char *const quotes[] = { "„", "“", "”", "»", "«" };
  g_autofree char *raw = g_strndup (line, LINE_BYTES);
  g_autofree char *valid = g_utf8_make_valid (raw, -1);
  g_autoptr (GString) head = g_string_new (valid);
  for (gsize i = 0; i < G_N_ELEMENTS (quotes); i++)
    g_string_replace (head, quotes[i], " ", 0);
  g_auto (GStrv) words = g_strsplit_set (head->str, " ,;:!?()[]|/\"<>", -1);
  for (guint first = 0; words[first]; first++)
    {
      g_autoptr (GString) name = g_string_new (NULL);
      for (guint i = first; words[i] && i < first + NAME_WORDS; i++)
        {
          g_string_append_printf (name, "%s%s", name->len ? " " : "", words[i]);
          if (*words[first] && !strchr (words[first], '@')
              && is_spelled (name->str, search->domain_label))
            return spelled_name (search, name->str);
        }
    }
  return NULL;
}

/* What stands around `name` at `at` and may belong to it: an institution before it, capitalised
 * words behind it. */
static char *
widened (const Search *search, const char *line, const char *name, const char *at)
{
  static RgPattern behind
      = { "^(?: (?:&|and|of|for|und|de|del|della|dei|degli|delle|dos|et|y|e)(?= \\p{Lu})| "
          "(?!\\p{Lu}\\.|I\\b)\\p{Lu}[\\p{L}\\d&'’+-]*(?:\\.(?=\\w))?){1,4}",
          0 };
  const char *rest = at + strlen (name);
  RgMatch match;
  g_autofree char *tail = rg_pattern_find (&behind, rest, strlen (rest), 0, &match)
                              ? rg_match_get (&match, 0)
                              : g_strdup ("");
  g_autofree char *head = institution_before (search, line, at);
  g_autofree char *whole = g_strconcat (head ? head : "", head ? " " : "", name, tail, NULL);
  return clean_name (search, whole);
}

/* A name that stands in a mail more often than this tells nothing new. */
#define MAX_MENTIONS 50

static void
count_forms (const Search *search, GHashTable *forms, char **lines, const char *name)
{
  int mentions = 0;
  for (char **line = lines; *line; line++)
    for (const char *at = *line; mentions < MAX_MENTIONS && (at = strstr (at, name));
         at += strlen (name), mentions++)
      {
        char *form = widened (search, *line, name, at);
        int count = GPOINTER_TO_INT (g_hash_table_lookup (forms, form));
        g_hash_table_replace (forms, form, GINT_TO_POINTER (count + 1));
      }
}

/* "Fernwood Academy" that stands nowhere but in the address to go to is a house. */
static gboolean
is_of_place (const Search *search, const char *form)
{
  static RgPattern house = {
    "(?i) (?:academy|house|building|(?<!medical )(?<!health )cent(?:er|re)|offices?|tower|hall|"
    "campus|park|works|depot|plant|site|warehouse|factory|hotel)$",
    0
  };
  const char *text = search->source->message->text;
  const char *mention = strstr (text, form);
  return search->place && mention && !strstr (mention + 1, form)
         && rg_text_has_words (search->place, form) && rg_pattern_matches (&house, form);
}

/* "Tidepool Systems", where the domain says tidepool: the longest form. In a language that
 * capitalises all nouns it must stand in the mail twice, or in the signature or the sender's
 * name, where nothing follows it by chance. */
static char *
fullest_form (const Search *search, const char *name, char **lines, guint sure_lines)
{
  g_autoptr (GHashTable) sure = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) all = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char **first = g_new0 (char *, sure_lines + 1);
  memcpy (first, lines, sure_lines * sizeof *first);
  count_forms (search, sure, first, name);
  count_forms (search, all, lines, name);
  int needed = rg_vocabulary_capital_nouns (search->source->words) ? 1 : 0;
  const char *best = name;
  GHashTableIter iter;
  gpointer form, count;
  for (g_hash_table_iter_init (&iter, all); g_hash_table_iter_next (&iter, &form, &count);)
    if ((GPOINTER_TO_INT (count) > needed || g_hash_table_contains (sure, form))
        && (strlen (form) > strlen (best)
            || (strlen (form) == strlen (best) && strcmp (form, best) < 0))
        && !is_stop_name (search, form) && rg_text_count_words (form) <= NAME_WORDS
        && !is_of_place (search, form))
      best = form;
  return g_strdup (best);
}

/* How it is written: "Fernwood Labs" says more than "fernwoodlabs". */
static int
count_capitals (const char *name)
{
  int count = 0;
  for (const char *p = name; *p; p = g_utf8_next_char (p))
    count += g_unichar_isupper (g_utf8_get_char (p));
  return count;
}

/* Without a capital letter it may be any word, but for the short lines of a signature and a
 * sender's name. */
#define SIGNATURE_WORDS 4

static gboolean
is_written_as_name (const char *name, const char *line, gboolean is_sure)
{
  return count_capitals (name) || (is_sure && rg_text_count_words (line) <= SIGNATURE_WORDS);
}

/* Who never begins a line with a capital letter doesn't write names with one either. */
static gboolean
writes_small (const RgMessage *message)
{
  static RgPattern capital = { "(?m)^\\s*\\p{Lu}", 0 };
  return !rg_pattern_matches (&capital, message->text);
}

static char *
best_spelled (const Search *search, char **lines, guint sure_lines)
{
  gboolean is_small = writes_small (search->source->message);
  char *best = NULL;
  for (guint i = 0; lines[i]; i++)
    {
      g_autofree char *name = spelled_in_line (search, lines[i]);
      if (!name || !g_unichar_isalnum (g_utf8_get_char (name)) || is_stop_name (search, name)
          || !(is_small || is_written_as_name (name, lines[i], i < sure_lines))
          || (best && count_capitals (name) <= count_capitals (best)))
        continue;
      g_free (best);
      best = g_steal_pointer (&name);
    }
  return best;
}

static void
name_by_domain (Search *search)
{
  const RgMessage *message = search->source->message;
  const RgCalendar *calendar = search->source->calendar;
  const char *display = message->author && message->author->name ? message->author->name : "";
  g_autofree char *tail = signature_lines (message);
  g_autofree char *sure = g_strjoin ("\n", display, tail, NULL);
  g_autofree char *quote = rg_unwrapped (message->quote);
  g_autofree char *text = g_strjoin ("\n", sure, message->text, message->subject, quote,
                                     calendar ? calendar->summary : NULL,
                                     calendar ? calendar->description : NULL, NULL);
  g_auto (GStrv) sure_lines = g_strsplit (sure, "\n", 100);
  g_auto (GStrv) lines = g_strsplit (text, "\n", 300);
  if (strlen (search->domain_label) < 3)
    return;
  g_autofree char *name = best_spelled (search, lines, g_strv_length (sure_lines));
  if (!name)
    return;
  search->best = fullest_form (search, name, lines, g_strv_length (sure_lines));
  search->best_span = g_strdup (search->best);
}

/* The first word of the domain's name with what follows: "Perigee Works" for
 * perigee.example, where the text has both words. */
static void
name_by_first_word (Search *search)
{
  static RgPattern word = { "(?<![@.\\w/-])(\\p{Lu}[\\p{L}\\d&'’-]{2,}(?: "
                            "\\p{Lu}[\\p{L}\\d&'’+.-]*[\\p{L}\\d]){0,2})(?![\\w@]|\\.\\w)",
                            0 };
  const RgMessage *message = search->source->message;
  g_autofree char *text
      = g_strjoin ("\n", message->signature, message->text, message->subject, NULL);
  RgMatch match;
  for (gsize at = 0; rg_pattern_find (&word, text, strlen (text), at, &match);
       at = rg_match_end (&match, 0))
    {
      g_autofree char *found = rg_match_get (&match, 1);
      g_autofree char *first = g_strndup (found, strcspn (found, " "));
      g_autofree char *letters = letters_of (first);
      if (strlen (letters) >= 4 && g_str_has_prefix (search->domain_label, letters))
        weigh (search, found, found, 1);
    }
}

char *
rg_find_company (const RgSource *source, const RgFacts *facts, char **span)
{
  const RgMessage *message = source->message;
  gboolean via_recruiter = facts->via_recruiter;
  Search search = { .source = source, .via_recruiter = via_recruiter };
  search.domain_label = rg_sender_label (source);
  search.person = facts->contact ? facts->contact->name : NULL;
  search.position = facts->position;
  search.place = facts->place;
  g_autofree char *tail = signature_lines (message);
  if (!via_recruiter)
    name_by_domain (&search);
  if (search.best)
    search.best_score = SPELLED_SCORE;
  look (&search, message->text, RG_PHRASE_COMPANY);
  look (&search, rg_message_bare_subject (source->message), RG_PHRASE_COMPANY_SUBJECT);
  if (!via_recruiter)
    {
      look (&search, message->author ? message->author->name : NULL, RG_PHRASE_COMPANY_SENDER);
      look (&search, tail, RG_PHRASE_COMPANY_SIGNATURE);
      if (message->author && message->author->name && is_sent_by_machine (message))
        weigh (&search, message->author->name, message->author->name, 4);
      else if (message->author && message->author->name
               && !strchr (message->author->name, ',') /* "Nair, Priya" */
               && !rg_is_person_name (source, message->author->name))
        weigh (&search, message->author->name, message->author->name, 3);
    }
  if (source->calendar && source->calendar->summary)
    look (&search, source->calendar->summary, RG_PHRASE_COMPANY_SUBJECT);
  if (!search.best && !via_recruiter)
    name_by_first_word (&search);
  g_free (search.domain_label);
  *span = search.best_span;
  return search.best;
}

/* ---- agencies ---- */

gboolean
rg_find_recruiter (const RgSource *source)
{
  const RgMessage *message = source->message;
  const char *domain = message->author ? rg_address_domain (message->author) : "";
  if (rg_domain_is_ats (domain))
    return FALSE;
  g_autofree char *text
      = g_strjoin ("\n", message->subject, message->text, message->signature, NULL);
  return rg_vocabulary_sees (source->words, RG_PHRASE_AGENCY, text)
         || rg_vocabulary_sees (source->words, RG_PHRASE_AGENCY_DOMAIN, domain);
}
