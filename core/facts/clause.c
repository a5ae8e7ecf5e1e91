/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "facts/clause.h"

#include <string.h>

/* Whether the figures before `i` are an hour or a year, and no "3." of a date. */
static gboolean
ends_with_time (const char *text, gsize i)
{
  return i > 3
         && (text[i - 3] == ':' || text[i - 3] == 'h'
             || (g_ascii_isdigit (text[i - 2]) && g_ascii_isdigit (text[i - 3])));
}

/* "Old date .... 3 December": dots that lead from a label to what it is of. */
static gboolean
is_leader (const char *text, gsize i)
{
  return i >= 3 && text[i - 1] == '.' && text[i - 2] == '.' && text[i - 3] == '.';
}

/* "Dr. Peter Oakes", "Tel. 4711". */
static gboolean
is_abbreviation (const char *text, gsize i)
{
  static const char *const known[]
      = { "Dr",  "Prof", "Mag",  "Dipl", "Ing", "Mr",   "Mrs",  "Ms",   "Mme",   "Sr",
          "Sra", "Dra",  "Mtra", "Mtro", "Lic", "Dott", "Avv",  "Drs",  "St",    "Tel",
          "Nr",  "No",   "ext",  "ca",   "bzw", "ggf",  "evtl", "inkl", "approx" };
  for (gsize k = 0; k < G_N_ELEMENTS (known); k++)
    {
      gsize length = strlen (known[k]);
      if (i >= length && !strncmp (text + i - length, known[k], length)
          && (i == length || !g_ascii_isalpha (text[i - length - 1])))
        return TRUE;
    }
  return FALSE;
}

/* Whether a part of the text ends at `i`: not so in "3. Dezember", "p. m." and "9.30". */
static gboolean
ends_sentence (const RgReading *reading, gsize i)
{
  const char *text = reading->text;
  if (text[i] == '\n' && text[i + 1] == '\n')
    return TRUE;
  if (!text[i] || !strchr (".!?;", text[i]) || !g_ascii_isspace (text[i + 1]))
    return FALSE;
  if (text[i] != '.' || i == 0)
    return TRUE;
  if (is_leader (text, i) || is_abbreviation (text, i) || text[i + 2] == '(')
    return FALSE;
  if (g_ascii_isdigit (text[i - 1]))
    return ends_with_time (text, i) || (text[i + 1] == '\n' && !g_ascii_isalnum (text[i + 2]));
  return i < 2 || !g_ascii_isalpha (text[i - 1]) || g_ascii_isalnum (text[i - 2]);
}

char *
rg_clause_part (const RgReading *reading, gsize from, gsize to)
{
  g_autofree char *raw = g_strndup (reading->text + from, to - from);
  return g_utf8_make_valid (raw, -1);
}

char *
rg_clause_before (const RgReading *reading, gsize start, gsize reach)
{
  gsize from = start > reach ? start - reach : 0;
  for (gsize i = from; i + 1 < start; i++)
    if (ends_sentence (reading, i))
      from = i + 1;
  return rg_clause_part (reading, from, start);
}

char *
rg_clause_behind (const RgReading *reading, gsize start, gsize reach)
{
  gsize end = start, last = MIN (reading->length, start + reach);
  while (end < last && !ends_sentence (reading, end))
    end++;
  return rg_clause_part (reading, start, end);
}

/* Between what belongs together there is no more than this. */
#define JOINED 20

gboolean
rg_clause_is_joint (const RgReading *reading, gsize from, gsize to)
{
  static RgPattern joint = {
    "^(?:\\.(?=,|\\)| \\p{Ll}))?(?![ "
    ",]*\\n)[\\s,/&()+]*(?:(?i:or|and|oder|und|bzw\\.|sowie|ou|et|bien|o|u|y|e|oppure|of|en)"
    "\\b[\\s,(]*)?(?:l['’]|(?i:on|either|the|am|den|der|dem|auch|le|la|el|il|op|de|na|no|em|"
    "a|o|also|"
    "dia|día|giorno|dann|anche)\\b\\s*){0,2}$",
    0
  };
  if (to - from > JOINED)
    return FALSE;
  g_autofree char *words = rg_clause_part (reading, from, to);
  return rg_pattern_matches (&joint, words);
}
