/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "facts/tokens.h"

#include <string.h>

/* No client that wraps lines does it earlier. */
#define WRAPPED_BYTES 50

/* Of one word no more is looked at. */
#define WORD_BYTES 60

typedef struct
{
  RgTokenList *tokens;
  RgPart part;
  const char *text;
  guint line;
  guint limit; /* of tokens, of all parts so far */
} Reader;

static gboolean
is_full (const Reader *reader)
{
  return reader->tokens->tokens->len >= reader->limit;
}

static char
sign_of (gunichar c)
{
  if (g_unichar_isupper (c))
    return 'X';
  if (g_unichar_isdigit (c))
    return '9';
  return g_unichar_isalpha (c) || g_unichar_ismark (c) ? 'x' : '.';
}

/* "Xx" of "Nurse", "XxXx" of "McKay"; signs stand for themselves. */
static const char *
shape_of (RgTokenList *tokens, const char *word)
{
  char shape[8];
  gsize length = 0;
  if (sign_of (g_utf8_get_char (word)) == '.')
    return g_string_chunk_insert_const (tokens->strings, word);
  for (const char *p = word; *p && length < sizeof shape - 1; p = g_utf8_next_char (p))
    {
      char sign = sign_of (g_utf8_get_char (p));
      if (length == 0 || shape[length - 1] != sign)
        shape[length++] = sign;
    }
  shape[length] = '\0';
  return g_string_chunk_insert_const (tokens->strings, shape);
}

static const char *
plain_of (RgTokenList *tokens, const char *lower)
{
  char plain[WORD_BYTES + 1];
  gsize length = 0;
  g_autofree char *ascii = g_str_is_ascii (lower) ? NULL : g_str_to_ascii (lower, "C");
  for (const char *p = ascii ? ascii : lower; *p && length < WORD_BYTES; p++)
    if (g_ascii_isalnum (*p))
      plain[length++] = g_ascii_tolower (*p);
  plain[length] = '\0';
  return g_string_chunk_insert_const (tokens->strings, plain);
}

static void
add (Reader *reader, const char *start, const char *end)
{
  if (is_full (reader))
    return;
  RgTokenList *tokens = reader->tokens;
  gsize length = (gsize) (end - start);
  g_autofree char *raw = g_strndup (start, MIN (length, WORD_BYTES));
  g_autofree char *word = g_utf8_make_valid (raw, -1);
  gboolean is_line_end = *word == '\n';
  g_autofree char *lower = is_line_end ? g_strdup ("^") : g_utf8_strdown (word, -1);
  RgToken token = {
    .text = g_string_chunk_insert_const (tokens->strings, word),
    .lower = g_string_chunk_insert_const (tokens->strings, lower),
    .shape = is_line_end ? "^" : shape_of (tokens, word),
    .plain = plain_of (tokens, lower),
    .part = reader->part,
    .line = reader->line,
    .start = (gsize) (start - reader->text),
    .end = (gsize) (end - reader->text),
    .has_space_before = start == reader->text || strchr (" \t\n>", start[-1]) != NULL,
  };
  g_array_append_val (tokens->tokens, token);
}

static gboolean
is_of_word (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c) || c == '_';
}

static const char *
end_of_word (const char *p, const char *end)
{
  while (p < end && is_of_word (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  return p;
}

/* No address or link that says something is longer; looked for at every word. */
#define ADDRESS_BYTES 256

/* Behind the address or link that begins at `p`; NULL where none does. */
static const char *
end_of_address (const char *p, const char *end)
{
  const char *stop = p;
  gboolean is_address = FALSE;
  end = MIN (end, p + ADDRESS_BYTES);
  while (stop < end && !g_ascii_isspace (*stop) && !strchr ("<>()[]\"|,;", *stop))
    {
      is_address |= *stop == '@' || (*stop == ':' && stop[1] == '/' && stop[2] == '/')
                    || (stop == p && !g_ascii_strncasecmp (p, "www.", 4));
      stop++;
    }
  if (stop == p + ADDRESS_BYTES)
    return NULL;
  while (stop > p && strchr (".:!?'", stop[-1]))
    stop--;
  return is_address && stop > p + 1 ? stop : NULL;
}

/* No-break spaces and what can't be seen are between the words. */
static gboolean
is_gap (gunichar c)
{
  return g_unichar_isspace (c) || !g_unichar_isgraph (c);
}

static void
read_line (Reader *reader, const char *start, const char *end)
{
  gboolean begins_word = TRUE;
  for (const char *p = start; p < end && !is_full (reader);)
    {
      gunichar c = g_utf8_get_char (p);
      const char *stop = begins_word ? end_of_address (p, end) : NULL;
      if (!stop && is_of_word (c))
        stop = end_of_word (p, end);
      if (!stop)
        stop = g_utf8_next_char (p);
      begins_word = !is_of_word (c) && c != '.' && c != '@';
      if (!is_gap (c))
        add (reader, p, stop);
      p = stop;
    }
}

/* Behind the marks of a quoted line. */
static const char *
behind_marks (const char *line, const char *end)
{
  const char *p = line;
  while (p < end && (*p == '>' || (*p == ' ' && p > line)))
    p++;
  return p;
}

/* Whether the line goes on in the next, since it had to be broken. */
static gboolean
goes_on (const char *start, const char *end)
{
  return end - start >= WRAPPED_BYTES && *end && end[1] && end[1] != '\n';
}

static void
read_part (RgTokenList *tokens, RgPart part, const char *text, guint limit)
{
  Reader reader = { tokens, part, text, 0, MIN (tokens->tokens->len + limit, RG_TOKENS_LIMIT) };
  tokens->bounds[part] = tokens->tokens->len;
  for (const char *line = text; *line && !is_full (&reader); reader.line++)
    {
      const char *end = line + strcspn (line, "\n");
      read_line (&reader, behind_marks (line, end), end);
      if (*end && end > line && !goes_on (line, end))
        add (&reader, end, end + 1);
      line = *end ? end + 1 : end;
    }
}

static void
close_parts (RgTokenList *tokens)
{
  for (int part = 0; part < RG_N_PARTS; part++)
    if (!tokens->texts[part])
      tokens->texts[part] = g_strdup ("");
  for (int part = 0; part < RG_N_PARTS; part++)
    read_part (tokens, part, tokens->texts[part],
               part == RG_PART_TEXT ? 2 * RG_TOKENS_LIMIT / 3 : RG_TOKENS_LIMIT / 4);
  tokens->bounds[RG_N_PARTS] = tokens->tokens->len;
}

static RgTokenList *
tokens_new (void)
{
  RgTokenList *tokens = g_new0 (RgTokenList, 1);
  tokens->strings = g_string_chunk_new (4096);
  tokens->tokens = g_array_new (FALSE, FALSE, sizeof (RgToken));
  return tokens;
}

/* Programs that hold talks write theirs below what a person wrote. */
#define DESCRIPTION_CHARS 300

/* What the calendar part says of the talk; its description often is the text once more. */
static char *
text_of_event (const RgCalendar *calendar, const char *text)
{
  const char *description = calendar->description ? calendar->description : "";
  g_autofree char *beginning = g_utf8_substring (
      description, 0, MIN (g_utf8_strlen (description, -1), DESCRIPTION_CHARS));
  g_autofree char *line = g_strndup (beginning, strcspn (beginning, "\n"));
  gboolean is_new = *line && !strstr (text, line);
  return g_strconcat (calendar->summary ? calendar->summary : "", "\n",
                      calendar->location ? calendar->location : "", is_new ? "\n" : "",
                      is_new ? beginning : "", NULL);
}

RgTokenList *
rg_token_list_new (const RgMessage *message, const RgCalendar *calendar)
{
  RgTokenList *tokens = tokens_new ();
  const char *name = message->author ? message->author->name : NULL;
  tokens->texts[RG_PART_SENDER] = g_strdup (name);
  tokens->texts[RG_PART_SUBJECT] = g_strdup (message->subject);
  if (calendar)
    tokens->texts[RG_PART_EVENT] = text_of_event (calendar, message->text);
  tokens->texts[RG_PART_TEXT] = g_strdup (message->text);
  tokens->texts[RG_PART_SIGNATURE] = g_strdup (message->signature);
  tokens->texts[RG_PART_QUOTE] = g_strdup (message->quote);
  close_parts (tokens);
  return tokens;
}

RgTokenList *
rg_token_list_of_text (const char *text)
{
  RgTokenList *tokens = tokens_new ();
  tokens->texts[RG_PART_TEXT] = g_strdup (text);
  close_parts (tokens);
  return tokens;
}

void
rg_token_list_free (RgTokenList *tokens)
{
  if (!tokens)
    return;
  for (int part = 0; part < RG_N_PARTS; part++)
    g_free (tokens->texts[part]);
  g_array_unref (tokens->tokens);
  g_string_chunk_free (tokens->strings);
  g_free (tokens);
}

const RgToken *
rg_token_list_get (const RgTokenList *tokens, guint index)
{
  return &g_array_index (tokens->tokens, RgToken, index);
}

static gboolean
is_line_end (const RgToken *token)
{
  return *token->text == '\n';
}

gboolean
rg_token_list_match (const RgTokenList *tokens, guint index, const RgTokenList *needle,
                     guint *end)
{
  guint at = index, count = tokens->tokens->len;
  RgPart part = index < count ? rg_token_list_get (tokens, index)->part : RG_N_PARTS;
  for (guint i = 0; i < needle->tokens->len; i++)
    {
      const RgToken *wanted = rg_token_list_get (needle, i);
      if (is_line_end (wanted))
        continue;
      while (at > index && at < count && is_line_end (rg_token_list_get (tokens, at)))
        at++;
      if (at >= count || rg_token_list_get (tokens, at)->part != part
          || !g_str_equal (rg_token_list_get (tokens, at)->lower, wanted->lower))
        return FALSE;
      at++;
    }
  *end = at;
  return at > index;
}

char *
rg_token_list_text (const RgTokenList *tokens, guint first, guint end)
{
  const RgToken *from = rg_token_list_get (tokens, first);
  const char *text = tokens->texts[from->part];
  GString *line = g_string_new (NULL);
  for (guint i = first; i < end; i++)
    {
      const RgToken *token = rg_token_list_get (tokens, i);
      if (i > first && token->has_space_before && !is_line_end (token))
        g_string_append_c (line, ' ');
      if (!is_line_end (token))
        g_string_append_len (line, text + token->start, (gssize) (token->end - token->start));
    }
  return g_string_free (line, FALSE);
}
