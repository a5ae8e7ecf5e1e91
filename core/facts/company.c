/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The employer's name, from what several places say of it. */
#include "facts/finders.h"

#include "base/text.h"

#include <string.h>

typedef struct
{
  const RgSource *source;
  gboolean via_recruiter;
  const char *person; /* who signs; NULL */
  char *domain_label; /* of the sender, letters only; "" if it says nothing */
  char *best;
  char *best_span;
  int best_score;
} Search;

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

/* The user, or a person who writes. */
static gboolean
is_known_person (const Search *search, const char *name)
{
  const RgMessage *message = search->source->message;
  if (message->author && message->author->name
      && rg_is_person_name (search->source, message->author->name)
      && is_part_of (message->author->name, name))
    return TRUE;
  for (guint i = 0; i < message->to->len; i++)
    if (is_part_of (((RgAddress *) g_ptr_array_index (message->to, i))->name, name))
      return TRUE;
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
  return strstr (letters, search->domain_label)
         || (strlen (letters) >= 3 && strstr (search->domain_label, letters))
         || (strlen (first) >= 4 && strstr (search->domain_label, first));
}

/* ---- weighing ---- */

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
  if (g_str_has_prefix (name, "The ") && rg_text_count_words (name) == 2)
    memmove (name, name + 4, strlen (name + 4) + 1);
  return name;
}

static void
weigh (Search *search, const char *raw, const char *words, int weight)
{
  g_autofree char *name = clean_name (search, raw);
  if (g_utf8_strlen (name, -1) < 2 || is_stop_name (search, name)
      || is_known_person (search, name))
    return;
  gboolean fits = fits_domain (search, name);
  if (fits && search->via_recruiter)
    return;
  int score = weight * 2 + (fits ? 9 : 0);
  if (score <= search->best_score)
    return;
  g_free (search->best);
  g_free (search->best_span);
  search->best = g_steal_pointer (&name);
  search->best_span = rg_text_excerpt (words, 120);
  search->best_score = score;
}

static void
look_for (Search *search, const char *text, RgPhrase *sign)
{
  RgMatch match;
  gsize at = 0;
  for (int n = 0; n < 8 && rg_pattern_find (&sign->pattern, text, strlen (text), at, &match);
       n++)
    {
      g_autofree char *name = rg_match_get (&match, rg_match_named (&match, "is"));
      g_autofree char *words = rg_match_get (&match, 0);
      weigh (search, name, words, sign->weight);
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

/* The second-level label; "" for tracking systems and mailbox providers. */
static char *
domain_label (const RgMessage *message)
{
  const char *domain = message->author ? rg_address_domain (message->author) : "";
  if (!*domain || rg_domain_is_ats (domain) || rg_domain_is_freemail (domain))
    return g_strdup ("");
  g_auto (GStrv) labels = g_strsplit (domain, ".", -1);
  guint count = g_strv_length (labels);
  guint index = count >= 2 ? count - 2 : 0;
  if (count >= 3 && strlen (labels[index]) <= 3) /* "co.uk" */
    index = count - 3;
  return letters_of (labels[index]);
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

/* ---- the last resort: the word in the mail that the sender's domain is made of ---- */

/* "Perigee Works" where the domain is perigee.example and the text has both words. */
static char *
with_following_names (const Search *search, const char *word, const char *rest)
{
  static RgPattern more
      = { "^((?: \\p{Lu}(?:[\\p{L}\\d&'’+.-]*[\\p{L}\\d&+])?){1,2})(?=[\\s,.|)]|$)", 0 };
  g_autofree char *first = g_utf8_strup (word, (gssize) (g_utf8_next_char (word) - word));
  RgMatch match;
  g_autofree char *raw = rg_pattern_find (&more, rest, strlen (rest), 0, &match)
                             ? rg_match_get (&match, 1)
                             : NULL;
  g_autofree char *tail = raw ? rg_text_one_line (raw) : NULL;
  g_autofree char *name = g_strconcat (first, g_utf8_next_char (word), NULL);
  return tail && !is_stop_name (search, tail) ? g_strconcat (name, " ", tail, NULL)
                                              : g_steal_pointer (&name);
}

static void
name_by_domain (Search *search)
{
  static RgPattern word = { "(?<![@.\\w/-])(\\p{L}[\\p{L}\\d&'’-]{2,})(?![\\w@]|\\.\\w)", 0 };
  const RgMessage *message = search->source->message;
  g_autofree char *text
      = g_strjoin ("\n", message->signature, message->text, message->subject, NULL);
  RgMatch match;
  if (strlen (search->domain_label) < 4)
    return;
  for (gsize at = 0; rg_pattern_find (&word, text, strlen (text), at, &match);
       at = rg_match_end (&match, 0))
    {
      g_autofree char *found = rg_match_get (&match, 1);
      g_autofree char *letters = letters_of (found);
      if (strlen (letters) < 4 || !g_str_has_prefix (search->domain_label, letters)
          || is_known_person (search, found))
        continue;
      search->best = with_following_names (search, found, text + rg_match_end (&match, 0));
      search->best_span = g_strdup (found);
      return;
    }
}

char *
rg_find_company (const RgSource *source, gboolean via_recruiter, const RgAddress *contact,
                 char **span)
{
  const RgMessage *message = source->message;
  Search search = { .source = source, .via_recruiter = via_recruiter };
  search.domain_label = domain_label (message);
  search.person = contact ? contact->name : NULL;
  g_autofree char *tail = signature_lines (message);
  look (&search, message->text, RG_PHRASE_COMPANY);
  look (&search, message->subject, RG_PHRASE_COMPANY_SUBJECT);
  if (!via_recruiter)
    {
      look (&search, message->author ? message->author->name : NULL, RG_PHRASE_COMPANY_SENDER);
      look (&search, tail, RG_PHRASE_COMPANY_SIGNATURE);
      if (message->author && message->author->name
          && !rg_is_person_name (source, message->author->name))
        weigh (&search, message->author->name, message->author->name, 3);
    }
  if (source->calendar && source->calendar->summary)
    look (&search, source->calendar->summary, RG_PHRASE_COMPANY_SUBJECT);
  if (!search.best && !via_recruiter)
    name_by_domain (&search);
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
  return rg_vocabulary_sees (source->words, RG_PHRASE_AGENCY, message->text)
         || rg_vocabulary_sees (source->words, RG_PHRASE_AGENCY_DOMAIN, domain);
}
