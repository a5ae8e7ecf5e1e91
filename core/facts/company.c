/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The employer's name, from what several places say of it. */
#include "facts/finders.h"

#include "base/text.h"

#include <string.h>

/* A name: capitalised words, perhaps joined; ends where the sentence does. */
#define TOKEN "[\\p{Lu}](?:[\\p{L}\\d&'’+.-]*[\\p{L}\\d&+])?"
#define NAME                                                                                   \
  "((?:The )?" TOKEN "(?:(?: (?:&|and|of|for|de|the|und|y|et) (?=[\\p{Lu}])| )" TOKEN "){0,5}" \
  ")"
#define ROLES                                                                                  \
  "(?i:team|hiring team|recruiting team|recruitment team|talent(?: acquisition)?(?: "          \
  "team)?|recruiting|recruitment|careers?|people(?: team| & culture| and culture| "            \
  "operations)?|hr(?: team| department)?|human resources|jobs|hiring|global "                  \
  "careers|staffing|resourcing)"

typedef struct
{
  RgPattern pattern;
  int weight;
} Sign;

static Sign in_text[] = {
  { { "(?i:\\b(?:role|position|post|job|opening|vacancy|opportunity|interview(?:ing)?|"
      "application|career|internship|apply(?:ing)?|applied|candidacy|interest in "
      "(?:joining|working)|screen|conversation|chat|call)\\b[^.!?\\n]{0,80}?\\b(?:at|"
      "here at|from)) " NAME,
      0 },
    5 },
  { { "(?i:\\b(?:interview(?:ing)?|role|position|application|career|conversation|chat|call|"
      "talk|meeting)\\b[^.!?\\n]{0,50}?\\bwith) " NAME,
      0 },
    1 },
  { { "(?i:\\b(?:applying|application|applied|interest) (?:to|at|with|in|for a "
      "(?:role|job|position) (?:at|with))) " NAME,
      0 },
    5 },
  { { "(?i:\\b(?:on behalf of|joining(?: us at)?|join|work(?:ing)? (?:at|for|with)|here at|we "
      "at|us at|me at|everyone at|people at|offices? of|recruiter (?:at|with|for)|i(?:'m| "
      "am) [^.\\n]{0,40} (?:at|from|with)|this is [^.\\n]{0,30} (?:from|at|of)|my client,?|our "
      "client,?|client is) )" NAME,
      0 },
    3 },
  { { "(?i:^|\\n|regards,\\s|\\b)(?:The |the |Your )" NAME
      " (?i:hiring |recruiting |recruitment |talent |people |hr )?(?i:team)\\b",
      0 },
    4 },
  { { "(?:^|\\n|[.!] )" NAME " (?i:is|are) (?:a|an|the|hiring|looking)\\b", 0 }, 2 },
  { { "\\b" NAME
      "['’]s? (?i:office|team|interview|hiring|recruit\\w*|process|hq|headquarters)\\b",
      0 },
    2 },
};

static Sign in_subject[] = {
  { { "(?i:\\b(?:at|@|from|to|join)) " NAME, 0 }, 4 },
  { { "(?i:\\b(?:with|for|by)) " NAME, 0 }, 1 },
  { { "(?:^|[-–|:(] ?|\\b(?i:your|re:|fwd:|the) )" NAME "[,:]? "
      "(?i:interview|application|screen|on-?site|recruit\\w*|phone|video|invitation|hiring|"
      "careers|is|intro|panel|final|first|second|next)\\b",
      0 },
    4 },
  { { "(?i:interview|application|conversation|screen|call|invitation|candidacy|next "
      "steps?|role|position)[^-–|:]{0,60} ?[-–|:] ?" NAME "\\s*(?:$|[-–|(@])",
      0 },
    3 },
  { { "^" NAME " ?[-–|:/] ", 0 }, 3 },
};

static Sign in_display_name[] = {
  { { "^" NAME " " ROLES "\\b", 0 }, 6 },
  { { "(?i:\\b(?:from|at|with|@|via)) " NAME "$", 0 }, 6 },
  { { "[|,(/–-] ?" NAME "\\)?$", 0 }, 5 },
  { { "^" NAME " (?i:via|through|no-?reply)\\b", 0 }, 5 },
};

/* The lines below a name at the end: "Talent Partner, Fernwood Labs". */
static Sign in_signature[] = {
  { { "(?m)^[^\\n,|]{3,60}(?:,| [|–—·-]| at| @|,? for) ?" NAME "[ .]*$", 0 }, 4 },
  { { "(?m)^" NAME
      "(?: (?i:gmbh|ltd|limited|inc|llc|ag|se|bv|b\\.v\\.|ab|oy|as|plc|s\\.?a\\.?|lda|srl|pty "
      "ltd|pvt\\. ltd|corp))\\.?$",
      0 },
    5 },
  { { "(?m)^" NAME "$", 0 }, 2 },
  { { "(?m)^" NAME " ?[|·–,] ", 0 }, 3 },
};

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
is_stop_name (const char *name)
{
  static RgPattern words = {
    "(?i)^(?:mon|tues|wednes|thurs|fri|satur|sun)day|^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|"
    "oct|nov|dec)\\w*\\b|^(?:google|google meet|zoom|zoom video|microsoft teams|ms "
    "teams|teams|webex|skype|whatsapp|telegram|linkedin|calendly|indeed|glassdoor|github|"
    "stepstone|xing|greenhouse|lever|workday|ashby|workable|smartrecruiters|personio|"
    "teamtailor|gmail|outlook|slack|karat|hackerrank|hr|human "
    "resources|ceo|cto|cfo|coo|vp|i|we|you|our|your|the|this|that|these|they|he|she|it|my|me|"
    "us|if|please|thank|thanks|hi|hello|dear|best|kind|warm|regards|cheers|sincerely|yours|"
    "looking|sent|from|to|re|fwd|subject|date|when|where|what|who|time|interview|interviews?|"
    "invitation|application|position|role|team|next|first|second|final|phone|video|call|"
    "meeting|join|link|location|address|note|ps|p\\.s\\.|yes|no|ok|cv|resume|in|on|at|a|an|and|"
    "for|with|as|talent|recruiting|recruitment|careers|people|hiring)$|\\b(?:engineer|"
    "developer|manager|analyst|designer|position|interview|recruiter|talent|university "
    "career|meeting "
    "id|passcode|regards|gmt|utc|cet|am|pm|est|pst)\\b|^\\d+$|^\\p{Lu}{1,3}$|^(?i:great "
    "news|good news|hiring manager|google "
    "calendar|on-?site|phr|sphr|cipd|mba|phd|embedded|senior|junior|technical|online)$|\\b(?i:"
    "dr|mr|mrs|ms|prof)\\b|\\b(?i:technician|programmer|officer|specialist|nurse|lecturer|"
    "teacher|architect|scientist|consultant|coordinator|administrator|assistant|director)\\b|^["
    "A-Z]$|@",
    0
  };
  return rg_pattern_matches (&words, name);
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
  if (message->from && message->from->name && rg_is_person_name (message->from->name)
      && is_part_of (message->from->name, name))
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

static char *
clean_name (const char *raw)
{
  static RgPattern tail
      = { "(?:[ "
          ",]+(?i:hiring|recruiting|recruitment|talent|careers?|team|hr|people|jobs|role|"
          "position|interview|application|acquisition|on|and|for|the|of|is|video|phone|via|"
          "office|offices))+$|['’]s$|[.,;:-]+$",
          0 };
  static RgPattern legal = {
    "(?:,? (?:GmbH(?: & Co\\.? KG)?|AG|SE|KG|Ltd|Limited|Inc|LLC|LLP|plc|PLC|N\\.?V|B\\.?V|AB|"
    "Oy|ASA?|ApS|S\\.?A|S\\.?r\\.?l|Lda|Pty|Pvt|Corp(?:oration)?)\\.?)+$",
    0
  };
  g_autofree char *name = rg_text_one_line (raw);
  RgMatch match;
  if (rg_pattern_find (&legal, name, strlen (name), 0, &match)
      && rg_match_start (&match, 0) > 0)
    name[rg_match_start (&match, 0)] = '\0';
  for (int i = 0; i < 3 && rg_pattern_find (&tail, name, strlen (name), 0, &match); i++)
    name[rg_match_start (&match, 0)] = '\0';
  if (g_str_has_prefix (name, "The ") && rg_text_count_words (name) == 2)
    return g_strdup (name + 4);
  return g_strdup (name);
}

static void
weigh (Search *search, const char *raw, const char *words, int weight)
{
  g_autofree char *name = clean_name (raw);
  if (g_utf8_strlen (name, -1) < 2 || is_stop_name (name) || is_known_person (search, name))
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
look (Search *search, const char *text, Sign *signs, gsize count)
{
  for (gsize i = 0; text && i < count; i++)
    {
      RgMatch match;
      gsize at = 0;
      for (int n = 0;
           n < 8 && rg_pattern_find (&signs[i].pattern, text, strlen (text), at, &match); n++)
        {
          g_autofree char *name = rg_match_get (&match, 1);
          g_autofree char *words = rg_match_get (&match, 0);
          weigh (search, name, words, signs[i].weight);
          at = MAX (rg_match_end (&match, 0), at + 1);
        }
    }
}

/* The second-level label; "" for tracking systems and mailbox providers. */
static char *
domain_label (const RgMessage *message)
{
  const char *domain = message->from ? rg_address_domain (message->from) : "";
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
with_following_names (const char *word, const char *rest)
{
  static RgPattern more = { "^((?: " TOKEN "){1,2})(?=[\\s,.|)]|$)", 0 };
  g_autofree char *first = g_utf8_strup (word, (gssize) (g_utf8_next_char (word) - word));
  g_autofree char *tail = rg_find_first (&more, rest, NULL);
  g_autofree char *name = g_strconcat (first, g_utf8_next_char (word), NULL);
  return tail && !is_stop_name (tail) ? g_strconcat (name, " ", tail, NULL)
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
      search->best = with_following_names (found, text + rg_match_end (&match, 0));
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
  look (&search, message->text, in_text, G_N_ELEMENTS (in_text));
  look (&search, message->subject, in_subject, G_N_ELEMENTS (in_subject));
  if (!via_recruiter)
    {
      look (&search, message->from ? message->from->name : NULL, in_display_name,
            G_N_ELEMENTS (in_display_name));
      look (&search, tail, in_signature, G_N_ELEMENTS (in_signature));
      if (message->from && message->from->name && !rg_is_person_name (message->from->name))
        weigh (&search, message->from->name, message->from->name, 3);
    }
  if (source->calendar && source->calendar->summary)
    look (&search, source->calendar->summary, in_subject, G_N_ELEMENTS (in_subject));
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
  static RgPattern words = {
    "(?i)\\b(?:(?:my|our|a|the) client(?:'?s)?\\b(?! (?:portal|meeting))|client in|on behalf "
    "of (?:my|our|a) client|(?:executive )?search (?:firm|consultan\\w*)|recruitment "
    "(?:agency|consultan\\w*)|staffing|the hiring company|i(?:'m| am) representing)",
    0
  };
  static RgPattern agency
      = { "(?i)(?:recruit(?!.*ats)|staffing|executive "
          "?search|headhunt|personnel|personal(?:vermittlung|beratung)|uitzend|-search|"
          "search\\b|talent(?:partners|solutions|group|s)?\\.|people-?partners|resourcing)",
          0 };
  const RgMessage *message = source->message;
  const char *domain = message->from ? rg_address_domain (message->from) : "";
  if (rg_domain_is_ats (domain))
    return FALSE;
  return rg_pattern_matches (&words, message->text) || rg_pattern_matches (&agency, domain);
}
