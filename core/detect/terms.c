/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "detect/terms.h"

#include "base/index.h"

#include <string.h>

#define WORD_CHARACTERS 6
#define WORD_BYTES      (WORD_CHARACTERS * 4 + 1)

/* What a mail is about is said in its beginning. */
#define TEXT_WORDS  1500
#define QUOTE_WORDS 200

guint64
rg_term_hash (const char *text)
{
  return rg_hash_text (RG_HASH_START, text);
}

char *
rg_term_text (const RgTerm *term)
{
  return g_strconcat (term->place, term->first, *term->second ? " " : "", term->second, NULL);
}

/* ---- words ---- */

/* The months of all our languages as they are cut; those that mean something else are left. */
static const char *const months[]
    = { "januar", "februa", "march",  "april",  "june",   "july",   "august", "septem",
        "octobe", "novemb", "decemb", "jan",    "feb",    "apr",    "aug",    "sept",
        "oct",    "nov",    "dec",    "märz",   "juni",   "juli",   "oktobe", "dezemb",
        "okt",    "dez",    "janvie", "févrie", "avril",  "juin",   "juille", "août",
        "octobr", "décemb", "fevrie", "enero",  "febrer", "marzo",  "abril",  "mayo",
        "junio",  "julio",  "agosto", "octubr", "novie",  "noviem", "diciem", "setiem",
        "gennai", "febbra", "aprile", "maggio", "giugno", "luglio", "settem", "ottobr",
        "dicemb", "maart",  "mei",    "august", "janeir", "fevere", "março",  "maio",
        "junho",  "julho",  "setemb", "outubr", "dezemb", "novembr" };

static const RgIndex *
month_index (void)
{
  static const RgIndex *made;
  if (!g_once_init_enter (&made))
    return made;
  RgIndex *index = rg_index_new (G_N_ELEMENTS (months));
  for (gsize i = 0; i < G_N_ELEMENTS (months); i++)
    rg_index_put (index, rg_term_hash (months[i]), 1);
  g_once_init_leave (&made, index);
  return made;
}

static gunichar
plain (gunichar c)
{
  return c < 0x80                     ? (gunichar) g_ascii_tolower ((char) c)
         : c == 0x2019 || c == 0x2018 ? '\''
                                      : g_unichar_tolower (c);
}

static gboolean
is_letter (gunichar c)
{
  return c < 0x80 ? g_ascii_isalpha ((char) c) : g_unichar_isalpha (c);
}

/* Of nearly all characters the first byte tells, far sooner than their class would. */
static gboolean
is_letter_at (const char *at)
{
  return (guchar) *at < 0x80 ? g_ascii_isalpha (*at) : is_letter (g_utf8_get_char (at));
}

static gboolean
is_space (const char *at)
{
  return (guchar) *at < 0x80 ? g_ascii_isspace (*at) : g_unichar_isspace (g_utf8_get_char (at));
}

/* Where a chunk between white space ends. */
static const char *
chunk_end (const char *at)
{
  for (;; at = g_utf8_next_char (at))
    {
      while ((guchar) *at > ' ' && (guchar) *at < 0x80)
        at++;
      if (!*at || is_space (at))
        return at;
    }
}

static gboolean
is_link (const char *at)
{
  char first = (char) (*at | 0x20);
  if (first != 'h' && first != 'w')
    return FALSE;
  return !g_ascii_strncasecmp (at, "http://", 7) || !g_ascii_strncasecmp (at, "https://", 8)
         || !g_ascii_strncasecmp (at, "www.", 4);
}

/* A whole chunk that is an address or a link, NULL otherwise. */
static const char *
whole_chunk (const char *at, const char *end)
{
  if (is_link (at))
    return "://";
  const char *sign = memchr (at, '@', (gsize) (end - at));
  return sign && sign > at && sign + 1 < end ? "@" : NULL;
}

/* "15:30", "15h30", "3.30". */
static const char *
read_number (const char *at, char *word)
{
  while (g_ascii_isdigit (*at))
    at++;
  gboolean is_hour = *at && strchr (":.h", *at) && g_ascii_isdigit (at[1])
                     && g_ascii_isdigit (at[2]) && !g_ascii_isdigit (at[3])
                     && at[3] != at[0]; /* "3.12." is a day */
  strcpy (word, is_hour ? "0:00" : "0");
  return is_hour ? at + 3 : at;
}

/* Letters of ASCII, of which most words are made; `*characters` of them are taken. */
static const char *
read_plain_letters (const char *at, char *word, int *characters)
{
  for (; g_ascii_isalpha (*at); at++)
    if (*characters < WORD_CHARACTERS)
      word[(*characters)++] = (char) (*at | 0x20);
  return at;
}

/* What is neither a letter nor may stand between two. */
static gboolean
ends_letters (const char *at)
{
  return (guchar) *at < 0x80 && !g_ascii_isalpha (*at) && *at != '\'';
}

static const char *
read_letters (const char *at, char *word)
{
  int characters = 0;
  at = read_plain_letters (at, word, &characters);
  char *to = word + characters;
  for (gunichar c; !ends_letters (at); at = g_utf8_next_char (at))
    {
      c = plain (g_utf8_get_char (at));
      gboolean is_inner = c == '\'' && at[1] && is_letter_at (g_utf8_next_char (at));
      if (!is_letter (c) && !is_inner)
        break;
      if (characters++ < WORD_CHARACTERS)
        to += g_unichar_to_utf8 (c, to);
    }
  *to = 0;
  return at;
}

/* Reads the next word of `at` into `word`, "" at the end; returns where to go on. `chunk` is
 * where the chunk that `at` stands in ends. */
static const char *
next_word (const char *at, const char **chunk, char *word)
{
  for (*word = 0; *at && !*word;)
    {
      if (at >= *chunk)
        {
          *chunk = chunk_end (at);
          const char *whole = whole_chunk (at, *chunk);
          if (whole)
            {
              strcpy (word, whole);
              return *chunk;
            }
        }
      if (g_ascii_isdigit (*at))
        at = read_number (at, word);
      else if (is_letter_at (at))
        at = read_letters (at, word);
      else
        {
          if (*at == '?' || *at == '!')
            word[0] = *at, word[1] = 0;
          at = g_utf8_next_char (at);
        }
    }
  return at;
}

/* ---- words that stand for others ---- */

#define NAMES 8

/* Hashes of the words of the name and mailbox that the mail is addressed to, as they are cut.
 */
typedef struct
{
  guint64 words[NAMES];
  guint count;
} Names;

static guint64
replace_word (char *word, const char *by)
{
  strcpy (word, by);
  return rg_term_hash (word);
}

/* Which month it is says nothing of a mail. Returns the hash of what the word is then. */
static guint64
hide_month (char *word)
{
  guint64 hash = rg_term_hash (word);
  return rg_index_get (month_index (), hash) ? replace_word (word, "month") : hash;
}

/* Nor does what the user is called. `hash` is that of the word. */
static guint64
hide_name (const Names *names, guint64 hash, char *word)
{
  for (guint i = 0; i < names->count; i++)
    if (hash == names->words[i])
      return replace_word (word, "name");
  return hash;
}

static void
add_names (Names *names, const char *text)
{
  const char *chunk = text;
  while (text && *text && names->count < NAMES)
    {
      char word[WORD_BYTES];
      text = next_word (text, &chunk, word);
      names->words[names->count] = hide_month (word);
      names->count += g_utf8_strlen (word, -1) > 2;
    }
}

static void
read_names (Names *names, const RgMessage *message)
{
  names->count = 0;
  if (message->to->len == 0)
    return;
  const RgAddress *to = g_ptr_array_index (message->to, 0);
  g_autofree char *local = g_strndup (to->address, strcspn (to->address, "@"));
  add_names (names, to->name);
  add_names (names, local);
}

/* ---- terms ---- */

typedef struct
{
  RgTermFunc func;
  gpointer data;
  Names names;
} Walk;

/* `hash` is that of the first. */
static void
tell_pair (const Walk *walk, const char *place, guint64 hash, const char *first,
           const char *second)
{
  hash = rg_hash_text (rg_hash_text (hash, " "), second);
  walk->func (&(RgTerm){ hash, place, first, second }, walk->data);
}

static void
walk_text (const Walk *walk, const char *text, const char *place, guint most, gboolean pairs)
{
  char words[2][WORD_BYTES] = { "", "" };
  const char *chunk = text;
  guint64 start = rg_term_hash (place), before_hash = start;
  for (guint i = 0; i < most; i++)
    {
      char *word = words[i & 1], *before = words[~i & 1];
      text = next_word (text, &chunk, word);
      if (!*word)
        return;
      guint64 hash = hide_name (&walk->names, hide_month (word), word);
      if (*place)
        hash = rg_hash_text (start, word);
      walk->func (&(RgTerm){ hash, place, word, "" }, walk->data);
      if (pairs && *before)
        tell_pair (walk, place, before_hash, before, word);
      before_hash = hash;
    }
}

void
rg_terms_each (const RgMessage *message, RgTermFunc func, gpointer data)
{
  Walk walk = { .func = func, .data = data };
  read_names (&walk.names, message);
  walk_text (&walk, message->subject, "subject: ", TEXT_WORDS, TRUE);
  walk_text (&walk, message->subject, "", TEXT_WORDS, TRUE);
  walk_text (&walk, message->text, "", TEXT_WORDS, TRUE);
  walk_text (&walk, message->quote, "quote: ", QUOTE_WORDS, FALSE);
}
