/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"

#include <string.h>

char *
rg_text_from_bytes (const char *bytes, gsize length)
{
  return g_utf8_make_valid (bytes, (gssize) length);
}

/* Zero-width and bidi format characters let a sender show one thing and mean another. */
static gboolean
is_invisible (gunichar c)
{
  return c >= 0x80 && g_unichar_type (c) == G_UNICODE_FORMAT && c != 0x200C && c != 0x200D;
}

static gboolean
is_white (gunichar c)
{
  if (c < 0x80) /* most are, and to ask for their class takes long */
    return c <= ' ' || c == 0x7F;
  return g_unichar_isspace (c) || g_unichar_iscntrl (c) || c == 0xA0 || c == 0x2028
         || c == 0x2029;
}

/* Where a run of visible characters of ASCII ends, of which most text is made. */
static const char *
end_of_plain (const char *at)
{
  while (*at > ' ' && *at < 0x7F)
    at++;
  return at;
}

char *
rg_text_one_line (const char *text)
{
  GString *line = g_string_sized_new (text ? strlen (text) : 0);
  gboolean gap = FALSE;
  for (const char *p = text ? text : "", *next; *p; p = next)
    {
      next = end_of_plain (p);
      gunichar c = next > p ? 'a' : g_utf8_get_char (p);
      next = next > p ? next : g_utf8_next_char (p);
      if (is_invisible (c))
        continue;
      if (is_white (c))
        {
          gap = line->len > 0;
          continue;
        }
      if (gap)
        g_string_append_c (line, ' ');
      gap = FALSE;
      g_string_append_len (line, p, next - p);
    }
  return g_string_free (line, FALSE);
}

char *
rg_text_excerpt (const char *text, gsize max)
{
  g_autofree char *line = rg_text_one_line (text);
  if ((gsize) g_utf8_strlen (line, -1) <= max)
    return g_steal_pointer (&line);
  g_autofree char *head = g_utf8_substring (line, 0, (glong) max - 1);
  return g_strconcat (g_strchomp (head), "…", NULL);
}

char *
rg_text_tidy (const char *text)
{
  GString *tidy = g_string_sized_new (strlen (text) + 1);
  gboolean gap = FALSE;
  for (const char *line = text, *next = text; next; line = next)
    {
      const char *end = strchr (line, '\n');
      next = end ? end + 1 : NULL;
      gsize length = end ? (gsize) (end - line) : strlen (line);
      while (length > 0 && g_ascii_isspace (line[length - 1]))
        length--;
      if (length == 0)
        {
          gap = tidy->len > 0;
          continue;
        }
      if (gap)
        g_string_append_c (tidy, '\n');
      gap = FALSE;
      g_string_append_len (tidy, line, (gssize) length);
      g_string_append_c (tidy, '\n');
    }
  return g_string_free (tidy, FALSE);
}

gboolean
rg_text_is_blank (const char *text)
{
  if (!text)
    return TRUE;
  for (; *text; text = g_utf8_next_char (text))
    if (!is_white (g_utf8_get_char (text)))
      return FALSE;
  return TRUE;
}

static gboolean
is_word_at (const char *text, const char *start, gsize length)
{
  const char *before = g_utf8_find_prev_char (text, start);
  const char *after = start + length;
  return (!before || !g_unichar_isalnum (g_utf8_get_char (before)))
         && (!*after || !g_unichar_isalnum (g_utf8_get_char (after)));
}

gboolean
rg_text_has_words (const char *haystack, const char *needle)
{
  if (!haystack || rg_text_is_blank (needle))
    return FALSE;
  g_autofree char *hay = g_utf8_casefold (haystack, -1);
  g_autofree char *trimmed = rg_text_one_line (needle);
  g_autofree char *pin = g_utf8_casefold (trimmed, -1);
  gsize length = strlen (pin);
  for (const char *p = hay; (p = strstr (p, pin)); p = g_utf8_next_char (p))
    if (is_word_at (hay, p, length))
      return TRUE;
  return FALSE;
}

guint
rg_text_count_words (const char *text)
{
  guint words = 0;
  gboolean inside = FALSE;
  for (; *text; text = g_utf8_next_char (text))
    {
      gboolean white = is_white (g_utf8_get_char (text));
      words += !white && !inside;
      inside = !white;
    }
  return words;
}

char *
rg_text_or_null (const char *text)
{
  if (rg_text_is_blank (text))
    return NULL;
  return g_strstrip (g_strdup (text));
}

guint
rg_text_columns (const char *text)
{
  guint columns = 0;
  for (const char *p = text; *p; p = g_utf8_next_char (p))
    if (!g_unichar_iszerowidth (g_utf8_get_char (p)))
      columns += g_unichar_iswide (g_utf8_get_char (p)) ? 2 : 1;
  return columns;
}

char *
rg_text_pad (const char *text, guint width)
{
  GString *padded = g_string_new (text);
  for (guint columns = rg_text_columns (text); columns < width; columns++)
    g_string_append_c (padded, ' ');
  return g_string_free (padded, FALSE);
}

/* One line, without its end. */
static void
wrap_line (GString *wrapped, const char *line, guint width)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);
  guint columns = 0;
  for (char **word = words; *word; word++)
    {
      guint needs = rg_text_columns (*word);
      gboolean breaks = columns > 0 && columns + 1 + needs > width;
      if (word != words)
        g_string_append_c (wrapped, breaks ? '\n' : ' ');
      columns = breaks || word == words ? needs : columns + 1 + needs;
      g_string_append (wrapped, *word);
    }
}

char *
rg_text_wrap (const char *text, guint width)
{
  GString *wrapped = g_string_new (NULL);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line; line++)
    {
      if (line != lines)
        g_string_append_c (wrapped, '\n');
      wrap_line (wrapped, *line, width);
    }
  return g_string_free (wrapped, FALSE);
}

/* ---- lines that had to be broken ---- */

/* No mail program breaks lines earlier, and few later. */
#define BROKEN_LEAST 50
#define BROKEN_MOST  140

/* Lines that had to be broken are shorter than the longest by no more than a word. */
#define BROKEN_WORD 15

/* A text with fewer of them is one of paragraphs, each on a line. */
#define BROKEN_LINES 2

/* The characters of the longest line of several words: a link has no room to break in. */
static glong
longest_line (const char *text)
{
  glong longest = 0;
  for (const char *line = text; *line;)
    {
      gsize length = strcspn (line, "\n");
      if (memchr (line, ' ', length))
        longest = MAX (longest, g_utf8_strlen (line, (gssize) length));
      line += length + (line[length] != '\0');
    }
  return longest;
}

/* How many lines of several words have so many characters. */
static guint
count_lines (const char *text, glong least)
{
  guint count = 0;
  for (const char *line = text; *line;)
    {
      gsize length = strcspn (line, "\n");
      count += memchr (line, ' ', length) && g_utf8_strlen (line, (gssize) length) >= least;
      line += length + (line[length] != '\0');
    }
  return count;
}

/* How wide lines may be; 0 if none are broken. */
static glong
width_of_lines (const char *text)
{
  glong width = longest_line (text);
  gboolean are_broken = width >= BROKEN_LEAST && width <= BROKEN_MOST
                        && count_lines (text, width - BROKEN_WORD) >= BROKEN_LINES;
  return are_broken ? width : 0;
}

/* No article or preposition is longer: "am", "the", "à". */
#define SMALL_WORD 3

static gboolean
ends_in_small_word (const char *line, gsize length)
{
  const char *word = g_strrstr_len (line, (gssize) length, " ");
  glong letters = word ? g_utf8_strlen (word + 1, line + length - word - 1) : 0;
  if (letters == 0 || letters > SMALL_WORD)
    return FALSE;
  for (const char *p = word + 1; p < line + length; p = g_utf8_next_char (p))
    if (!g_unichar_islower (g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}

/* Whether the line goes on in the next: nobody ends one with such a word, or begins one with a
 * small letter; or the next word had no room. */
static gboolean
had_to_break (const char *line, gsize length, glong width)
{
  glong columns = g_utf8_strlen (line, (gssize) length);
  const char *next = line + length + 1;
  gsize word = strcspn (next, " \t\n");
  if (columns < BROKEN_LEAST || word == 0 || strchr ("-*>|", *next))
    return FALSE;
  return g_unichar_islower (g_utf8_get_char (next)) || ends_in_small_word (line, length)
         || columns + 1 + g_utf8_strlen (next, (gssize) word) > width;
}

char *
rg_text_unbroken (const char *text)
{
  char *copy = g_strdup (text);
  glong width = width_of_lines (text);
  for (char *line = copy; width && *line;)
    {
      gsize length = strcspn (line, "\n");
      if (!line[length])
        break;
      if (had_to_break (line, length, width))
        line[length] = ' ';
      line += length + 1;
    }
  return copy;
}
