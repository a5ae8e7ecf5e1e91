/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "facts/capitals.h"

#include "base/pattern.h"

#include <glib.h>
#include <string.h>

/* Shorter words in capitals are abbreviations. */
#define SHOUTED_CHARACTERS 4

/* A shorter word has no ending that is added to it: "C/C++". */
#define ENDED_BYTES 4

/* What is small within a name; an article only behind one of the others: "Commune de la Haute
 * Vire", but "Transports La Flèche". */
static const char *const joints[]
    = { "a",     "ai",  "al",  "alla", "am",    "an",  "and", "at",   "aux",   "con",
        "d",     "da",  "das", "de",   "degli", "dei", "del", "dell", "della", "delle",
        "dello", "des", "di",  "do",   "dos",   "du",  "e",   "ed",   "em",    "en",
        "et",    "for", "für", "im",   "in",    "na",  "of",  "on",   "op",    "par",
        "para",  "per", "por", "pour", "ten",   "ter", "the", "und",  "van",   "von",
        "voor",  "y",   "zu",  "zum",  "zur",   "à",   NULL };
static const char *const articles[] = { "der", "den", "das", "die", "el",  "het", "il", "l",
                                        "la",  "las", "le",  "les", "los", "lo",  NULL };

/* Read letter by letter, or always written so. */
static const char *const abbreviations[]
    = { "ALDI", "ASML", "BASF",  "BBVA", "CERN",   "EDEKA", "ENEL",   "IKEA", "INPS",
        "LIDL", "NATO", "RENFE", "REWE", "UNESCO", "UNHCR", "UNICEF", NULL };

/* What is being written anew. */
typedef struct
{
  const char *name;
  const char *text;      /* what else the mail says; NULL for nothing */
  gboolean is_whole;     /* the whole name is in capitals */
  gboolean behind_joint; /* the last word was one */
} Writing;

static gboolean
is_shouted (const char *word, gsize length)
{
  gboolean has_capital = FALSE;
  for (const char *p = word; p < word + length; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      if (g_unichar_islower (c))
        return FALSE;
      has_capital |= g_unichar_isupper (c);
    }
  return has_capital;
}

/* Letters from `word` on. */
static gsize
run_length (const char *word)
{
  const char *p = word;
  while (*p && g_unichar_isalpha (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  return (gsize) (p - word);
}

static gboolean
has_run_of (const char *name, glong characters)
{
  for (const char *p = name; *p;)
    {
      gsize length = run_length (p);
      if (g_utf8_strlen (p, (gssize) length) >= characters)
        return TRUE;
      p = length ? p + length : g_utf8_next_char (p);
    }
  return FALSE;
}

static void
append_title (GString *out, const char *run, gsize length)
{
  gsize head = (gsize) (g_utf8_next_char (run) - run);
  g_autofree char *tail = g_utf8_strdown (run + head, (gssize) (length - head));
  g_string_append_len (out, run, (gssize) head);
  g_string_append (out, tail);
}

static void
append_small (GString *out, const char *run, gsize length)
{
  g_autofree char *small = g_utf8_strdown (run, (gssize) length);
  g_string_append (out, small);
}

/* Whether what stands around `word` isn't in capitals. */
static gboolean
is_amid_small (const char *text, const char *word, gsize length)
{
  if (word < text + 2 || word[-1] != ' ')
    return FALSE;
  const char *before = g_utf8_prev_char (word - 1);
  const char *behind = word + length + strspn (word + length, ".,");
  behind += strspn (behind, " ");
  gunichar next = g_utf8_get_char (behind);
  return g_unichar_islower (g_utf8_get_char (before))
         && !g_unichar_isalnum (g_utf8_get_char (word + length))
         && (g_unichar_islower (next) || *behind == '\0' || *behind == '\n');
}

/* Whether the text has the word in capitals amid small ones. */
static gboolean
is_abbreviation (const char *text, const char *run, gsize length)
{
  g_autofree char *word = g_strndup (run, length);
  for (const char *at = text; (at = strstr (at, word)); at += length)
    if (is_amid_small (text, at, length))
      return TRUE;
  return FALSE;
}

static gboolean
is_vowel (gunichar c)
{
  gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
  g_unichar_fully_decompose (c, FALSE, parts, G_N_ELEMENTS (parts));
  return parts[0] > 'Z' || strchr ("AEIOUY", (int) parts[0]) != NULL;
}

static gboolean
has_vowel (const char *run, gsize length)
{
  for (const char *p = run; p < run + length; p = g_utf8_next_char (p))
    if (is_vowel (g_utf8_get_char (p)))
      return TRUE;
  return FALSE;
}

/* What can be spoken is a word and no abbreviation, if it is long enough; or, within a firm's
 * name, if it has three letters and begins with no vowel: "del Río", but "Centro AVIS". */
static gboolean
is_spoken (const Writing *writing, const char *run, gsize length)
{
  glong characters = g_utf8_strlen (run, (gssize) length);
  g_autofree char *word = g_strndup (run, length);
  if (!has_vowel (run, length) || g_strv_contains (abbreviations, word))
    return FALSE;
  return characters >= SHOUTED_CHARACTERS
         || (writing->text && run > writing->name && characters == 3
             && !is_vowel (g_utf8_get_char (run)));
}

/* Between spaces, hyphens or an apostrophe: "C+E" has no words. */
static gboolean
is_word_between (const Writing *writing, const char *run, gsize length)
{
  const char *behind = run + length;
  return run > writing->name && strchr (" -'(", run[-1]) && *behind
         && (strchr (" -'", *behind) || g_str_has_prefix (behind, "’"));
}

/* A joint within the name is small, and an article behind one. */
static gboolean
is_small_word (Writing *writing, const char *run, gsize length)
{
  g_autofree char *word = g_utf8_strdown (run, (gssize) length);
  gboolean is_elided = g_str_equal (word, "d") || g_str_equal (word, "l");
  gboolean is_joint = g_strv_contains (joints, word)
                      && (!is_elided || !strchr (" -", run[length])); /* "John D Smith" */
  gboolean is_small
      = is_word_between (writing, run, length)
        && (is_joint || (writing->behind_joint && g_strv_contains (articles, word)));
  writing->behind_joint = is_joint;
  return is_small;
}

static gboolean
is_particle (const char *run, gsize length)
{
  if (length < 2 || !run[length])
    return FALSE;
  g_autofree char *word = g_utf8_strdown (run, (gssize) length);
  return g_strv_contains (joints, word) || g_strv_contains (articles, word);
}

/* Whether a byte may be of a capital letter. */
static gboolean
is_of_letter (char byte)
{
  return g_ascii_isupper (byte) || (guchar) byte >= 0x80;
}

/* "/A", "/TRICE", "(EUSE)" behind a word, "S" behind "MCDONALD'". */
static gboolean
is_ending (const Writing *writing, const char *run, gsize length)
{
  static const char *const endings[]
      = { "a",  "o",   "e",  "es",  "as",   "os",   "in",    "ne",   "le",   "se",   "te", "ve",
          "fe", "ère", "ra", "ora", "euse", "rice", "trice", "eira", "esse", "ière", NULL };
  const char *behind = run + length;
  if (run < writing->name + ENDED_BYTES || !strchr ("/('", run[-1])
      || (*behind && !strchr (" )", *behind)) || !is_of_letter (run[-2]))
    return FALSE;
  g_autofree char *ending = g_utf8_strdown (run, (gssize) length);
  if (run[-1] == '\'')
    return g_str_equal (ending, "s");
  return is_of_letter (run[-3]) && is_of_letter (run[-4]) && g_strv_contains (endings, ending);
}

static void
append_run (Writing *writing, GString *out, const char *run, gsize length)
{
  gboolean is_small = writing->is_whole && is_small_word (writing, run, length);
  if (is_small || (writing->is_whole && is_ending (writing, run, length)))
    append_small (out, run, length);
  else if (writing->is_whole && is_particle (run, length))
    append_title (out, run, length);
  else if (is_spoken (writing, run, length)
           && !(writing->text && is_abbreviation (writing->text, run, length)))
    append_title (out, run, length);
  else
    g_string_append_len (out, run, (gssize) length);
}

static void
append_word (Writing *writing, GString *out, const char *word, gsize length)
{
  for (const char *p = word; p < word + length;)
    {
      gsize run = run_length (p);
      gsize step = run ? run : (gsize) (g_utf8_next_char (p) - p);
      if (run)
        append_run (writing, out, p, run);
      else
        g_string_append_len (out, p, (gssize) step);
      p += step;
    }
}

/* In a name with small letters only words of letters are shouted: "(LATAM)" isn't. */
static gboolean
is_shouted_word (const char *word, gsize length)
{
  gsize run = run_length (word);
  while (run < length && word[run] == '-')
    run += 1 + run_length (word + run + 1);
  return run == length && is_shouted (word, length);
}

/* "Luca DE ROSSI", "Jan VAN DEN BERG". */
static gboolean
is_before_shouted (const char *word, gsize length)
{
  for (int words = 0; words < 3 && word[length] == ' ' && is_particle (word, length)
                      && is_shouted (word, length);
       words++)
    {
      word += length + 1;
      length = strcspn (word, " ");
      if (is_shouted_word (word, length)
          && g_utf8_strlen (word, (gssize) length) >= SHOUTED_CHARACTERS)
        return TRUE;
    }
  return FALSE;
}

static void
append_changed (Writing *writing, GString *out, const char *word, gsize length)
{
  gboolean was_whole = writing->is_whole;
  if (was_whole || is_before_shouted (word, length))
    {
      writing->is_whole = TRUE;
      append_word (writing, out, word, length);
      writing->is_whole = was_whole;
    }
  else if (is_shouted_word (word, length))
    append_word (writing, out, word, length);
  else
    g_string_append_len (out, word, (gssize) length);
}

static char *
write_anew (Writing *writing)
{
  g_autoptr (GString) out = g_string_new (NULL);
  for (const char *word = writing->name; *word;)
    {
      gsize length = strcspn (word, " ");
      gsize spaces = strspn (word + length, " ");
      append_changed (writing, out, word, length);
      g_string_append_len (out, word + length, (gssize) spaces);
      word += length + spaces;
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

char *
rg_without_shouting (const char *name)
{
  gboolean is_whole = is_shouted (name, strlen (name)) && has_run_of (name, SHOUTED_CHARACTERS);
  Writing writing = { name, NULL, is_whole, FALSE };
  return write_anew (&writing);
}

/* Nothing longer is a firm's name. */
#define MOST_BYTES 200

/* Several words, of which one is long enough to be no abbreviation. */
static gboolean
is_shouted_firm (const char *company)
{
  const char *space = strchr (company, ' ');
  gsize first = run_length (company), length = strlen (company);
  return space && length <= MOST_BYTES && is_shouted (company, length)
         && (has_run_of (space, SHOUTED_CHARACTERS)
             || (has_run_of (space, 2) && first >= SHOUTED_CHARACTERS));
}

/* How the text writes the firm with small letters; NULL if it doesn't. */
static char *
find_with_small_letters (const char *company, const char *text)
{
  g_autofree char *plain = g_regex_escape_string (company, -1);
  g_autofree char *regex = g_strdup_printf ("(?<!\\p{L})(?i:%s)(?!\\p{L})", plain);
  RgPattern pattern = { regex, 0 };
  RgMatch match;
  char *found = NULL;
  for (gsize at = 0; !found && rg_pattern_find (&pattern, text, strlen (text), at, &match);
       at = rg_match_end (&match, 0))
    {
      g_autofree char *form = rg_match_get (&match, 0);
      if (!is_shouted (form, strlen (form)) && g_unichar_isupper (g_utf8_get_char (form)))
        found = g_steal_pointer (&form);
    }
  rg_pattern_clear (&pattern);
  return found;
}

char *
rg_company_without_shouting (const char *company, const char *text)
{
  if (!is_shouted_firm (company))
    return g_strdup (company);
  char *written = find_with_small_letters (company, text);
  if (written)
    return written;
  Writing writing = { company, text, TRUE, FALSE };
  return write_anew (&writing);
}
