/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/expression.h"

#include <string.h>

#define MAX_DEPTH 50

/* ---- letters ---- */

/* 1 to 26 letters, 27 to 36 digits, then these, then two for all the others. Never 0. */
static const char others[] = " '-.,:;/@&_%+!?()\"=#$";
#define FIRST_OTHER 37
#define WIDE        62
#define RARE        63

static guint
letter_of (guchar c)
{
  if (g_ascii_isalpha (c))
    return (guint) (g_ascii_tolower ((char) c) - 'a') + 1;
  if (g_ascii_isdigit (c))
    return (guint) (c - '0') + 27;
  const char *place = c ? strchr (others, c) : NULL;
  return place ? (guint) (place - others) + FIRST_OTHER : RARE;
}

static const guint8 *
make_letters (void)
{
  static guint8 letters[128];
  for (guint c = 0; c < sizeof letters; c++)
    letters[c] = (guint8) letter_of ((guchar) c);
  return letters;
}

static const guint8 *
ascii_letters (void)
{
  static const guint8 *letters;
  if (g_once_init_enter (&letters))
    g_once_init_leave (&letters, make_letters ());
  return letters;
}

guint
rg_letter_take (const char **text)
{
  guchar c = (guchar) * *text;
  if (c < 0x80)
    {
      (*text)++;
      return ascii_letters ()[c];
    }
  gunichar wide = g_utf8_get_char (*text);
  *text = g_utf8_next_char (*text);
  return wide == 0x17F ? letter_of ('s') : wide == 0x212A ? letter_of ('k') : WIDE;
}

guint8 *
rg_letters_of (const char *text)
{
  const guint8 *of_ascii = ascii_letters ();
  guint8 *letters = g_malloc (strlen (text) + 1), *end = letters;
  for (const char *p = text; *p;)
    *end++ = (guchar) *p < 0x80 ? of_ascii[(guchar) *p++] : (guint8) rg_letter_take (&p);
  *end = 0;
  return letters;
}

gboolean
rg_letter_begins_word (const char *text, const char *at)
{
  return at == text || !(g_ascii_isalnum (at[-1]) || at[-1] == '_');
}

static RgLetters
set_of (guint letter)
{
  return G_GUINT64_CONSTANT (1) << letter;
}

guint
rg_letters_single (RgLetters letters)
{
  if (!letters || letters & (letters - 1))
    return 0;
  return (guint) __builtin_ctzll (letters);
}

/* ---- making and freeing ---- */

static RgExpression *
expression_new (RgExpressionKind kind)
{
  RgExpression *expression = g_new0 (RgExpression, 1);
  expression->kind = kind;
  return expression;
}

static RgExpression *
expression_of_letters (RgLetters letters)
{
  RgExpression *expression = expression_new (RG_EXPRESSION_LETTERS);
  expression->letters = letters;
  return expression;
}

RgExpression *
rg_expression_of_parts (RgExpressionKind kind, RgExpression *const *parts, guint n_parts)
{
  gsize size = n_parts * sizeof *parts;
  RgExpression *expression = g_malloc0 (sizeof *expression + size);
  expression->kind = kind;
  expression->n_parts = n_parts;
  if (n_parts)
    memcpy (expression->parts, parts, size);
  return expression;
}

void
rg_expression_free (RgExpression *expression)
{
  if (!expression)
    return;
  for (guint i = 0; i < expression->n_parts; i++)
    rg_expression_free (expression->parts[i]);
  g_free (expression);
}

/* ---- reading ---- */

typedef struct
{
  const char *at;
  GPtrArray *parts;   /* that were read and are in no expression yet */
  gboolean has_lines; /* ^ is the beginning of each line */
  gboolean is_lost;   /* something was found that isn't understood */
} Reader;

static RgExpression *read_choice (Reader *reader, int depth);

/* Of the parts that were read since there were `first` of them. */
static RgExpression *
take_parts (Reader *reader, RgExpressionKind kind, guint first)
{
  RgExpression **parts = (RgExpression **) reader->parts->pdata + first;
  RgExpression *taken = rg_expression_of_parts (kind, parts, reader->parts->len - first);
  g_ptr_array_set_size (reader->parts, (gint) first);
  return taken;
}

/* "{2,5}" */
static void
read_counts (Reader *reader, RgExpression *expression)
{
  char *end;
  guint64 least = g_ascii_strtoull (reader->at + 1, &end, 10), most = least;
  if (*end == ',')
    most = g_ascii_isdigit (end[1]) ? g_ascii_strtoull (end + 1, &end, 10) : (end++, 2);
  reader->is_lost |= *end != '}' || most == 0;
  expression->may_lack = least == 0;
  expression->may_repeat = most > 1;
  reader->at = end;
}

static gboolean
is_quantifier (const char *at)
{
  return *at && (strchr ("?*+", *at) || (*at == '{' && g_ascii_isdigit (at[1])));
}

/* What says how often the atom before it may be there; moves past it. */
static void
read_quantifier (Reader *reader, RgExpression *expression)
{
  char c = *reader->at;
  if (!is_quantifier (reader->at))
    return;
  if (c == '{')
    read_counts (reader, expression);
  else
    {
      expression->may_lack = c != '+';
      expression->may_repeat = c != '?';
    }
  reader->at += *reader->at != '\0';
  if (*reader->at == '?' || *reader->at == '+')
    reader->at++;
}

/* The letters that an escape such as "\d" stands for. */
static RgLetters
letters_of_escape (char c)
{
  RgLetters digits = 0;
  for (char digit = '0'; digit <= '9'; digit++)
    digits |= set_of (letter_of ((guchar) digit));
  if (c == 'd')
    return digits | set_of (WIDE);
  if (c == 's' || c == 'h')
    return set_of (letter_of (' ')) | set_of (RARE) | set_of (WIDE);
  return strchr ("nrtfea", c) ? set_of (RARE) : RG_LETTERS_ALL;
}

/* \p{Lu}, \pL: a character of which nothing is known. */
static RgExpression *
read_property (Reader *reader)
{
  const char *end = reader->at[2] == '{' ? strchr (reader->at, '}') : reader->at + 2;
  reader->is_lost |= !end || !*end;
  reader->at = reader->is_lost ? reader->at : end + 1;
  return expression_of_letters (RG_LETTERS_ALL);
}

static RgExpression *
read_escape (Reader *reader)
{
  char c = reader->at[1];
  if (c == 'p' || c == 'P')
    return read_property (reader);
  gboolean is_plain = (guchar) c < 0x80 && !g_ascii_isalnum (c);
  reader->is_lost |= !c || (!is_plain && !strchr ("bBAZzGKdDwWsShHvVRXnrtfeaN", c));
  reader->at += reader->is_lost ? 0 : 2;
  if (is_plain)
    return expression_of_letters (set_of (letter_of ((guchar) c)));
  if (c == 'b')
    return expression_new (RG_EXPRESSION_BOUNDARY);
  if (c == 'A')
    return expression_new (RG_EXPRESSION_FIRST);
  if (strchr ("BZzGK", c))
    return expression_new (RG_EXPRESSION_NOTHING);
  return expression_of_letters (letters_of_escape (c));
}

/* One character or a range within [...]; moves past it. */
static RgLetters
read_class_item (Reader *reader)
{
  const char *p = reader->at;
  if (*p == '\\' || g_str_has_prefix (p, "[:"))
    {
      const char *end = *p == '[' ? strstr (p, ":]") : NULL;
      reader->is_lost |= p[1] == 'Q' || p[1] == 'c' || (*p == '[' && !end);
      reader->at = end ? end + 2 : p + 1 + (p[1] != '\0');
      gboolean is_plain = *p == '\\' && !g_ascii_isalnum (p[1]) && (guchar) p[1] < 0x80;
      gboolean is_range = *reader->at == '-' && reader->at[1] != ']';
      return is_range                             ? RG_LETTERS_ALL
             : is_plain                           ? set_of (letter_of ((guchar) p[1]))
             : *p == '\\' && strchr ("dsh", p[1]) ? letters_of_escape (p[1])
                                                  : RG_LETTERS_ALL;
    }
  guint first = (guchar) *p;
  guint letter = rg_letter_take (&reader->at);
  if (*reader->at != '-' || reader->at[1] == ']' || !reader->at[1])
    return set_of (letter);
  guint last = (guchar) reader->at[1];
  if (first >= 0x80 || last >= 0x80 || last == '\\' || last == '[')
    return RG_LETTERS_ALL;
  reader->at += 2;
  RgLetters letters = 0;
  for (; first <= last; first++)
    letters |= set_of (letter_of ((guchar) first));
  return letters;
}

/* [...]. Of one that names what it must not be, nothing is known. */
static RgExpression *
read_class (Reader *reader)
{
  RgLetters letters = 0;
  reader->at++;
  gboolean is_negative = *reader->at == '^';
  reader->at += is_negative;
  do
    letters |= *reader->at ? read_class_item (reader) : 0;
  while (*reader->at && *reader->at != ']');
  reader->is_lost |= !*reader->at;
  reader->at += *reader->at != '\0';
  return expression_of_letters (is_negative ? RG_LETTERS_ALL : letters);
}

typedef enum
{
  GROUP,
  LOOK,          /* (?=...), (?<=...) */
  NEGATIVE_LOOK, /* (?!...), (?<!...) */
  OPTION,        /* (?i) */
} Head;

/* Past "(?:", "(?<name>", "(?i)" and the like. */
static Head
read_group_head (Reader *reader)
{
  const char *p = reader->at + 1;
  Head head = GROUP;
  reader->is_lost |= *p == '*';
  if (*p != '?')
    {
      reader->at = p;
      return head;
    }
  p++;
  if (*p == ':' || *p == '>' || *p == '|')
    p++;
  else if (*p == '=' || *p == '!' || g_str_has_prefix (p, "<=") || g_str_has_prefix (p, "<!"))
    {
      p += *p == '<';
      head = *p++ == '!' ? NEGATIVE_LOOK : LOOK;
    }
  else if (*p == '<' && g_ascii_isalpha (p[1]))
    {
      p = strchr (p, '>');
      reader->is_lost |= !p;
      p = p ? p + 1 : reader->at;
    }
  else
    {
      gsize options = strspn (p, "ims-");
      reader->has_lines |= memchr (p, 'm', options) != NULL;
      p += options;
      head = *p == ')' ? OPTION : GROUP;
      reader->is_lost |= *p != ':' && *p != ')';
      p += *p == ':';
    }
  reader->at = p;
  return head;
}

static RgExpression *
read_group (Reader *reader, int depth)
{
  Head head = read_group_head (reader);
  RgExpression *inner = head == OPTION || reader->is_lost
                            ? expression_new (RG_EXPRESSION_NOTHING)
                            : read_choice (reader, depth - 1);
  reader->is_lost |= *reader->at != ')';
  reader->at += *reader->at == ')';
  if (head != LOOK && head != NEGATIVE_LOOK)
    return inner;
  if (head == NEGATIVE_LOOK)
    {
      rg_expression_free (inner);
      return expression_new (RG_EXPRESSION_NOTHING);
    }
  return rg_expression_of_parts (RG_EXPRESSION_AHEAD, &inner, 1);
}

static RgExpression *
read_atom (Reader *reader, int depth)
{
  switch (*reader->at)
    {
    case '(':
      return read_group (reader, depth);
    case '\\':
      return read_escape (reader);
    case '[':
      return read_class (reader);
    case '.':
      reader->at++;
      return expression_of_letters (RG_LETTERS_ALL);
    case '^':
      reader->at++;
      return expression_new (reader->has_lines ? RG_EXPRESSION_NOTHING : RG_EXPRESSION_FIRST);
    case '$':
      reader->at++;
      return expression_new (RG_EXPRESSION_NOTHING);
    default:
      return expression_of_letters (set_of (rg_letter_take (&reader->at)));
    }
}

/* Where the characters end that stand for themselves. The last of them is left out where it
 * need not be there just once. */
static const char *
word_end (const char *at)
{
  while (*at && !strchr ("\\[](){}.*+?|^$", *at) && !is_quantifier (g_utf8_next_char (at)))
    at = g_utf8_next_char (at);
  return at;
}

static RgExpression *
read_word (Reader *reader, const char *end)
{
  RgExpression *word = expression_new (RG_EXPRESSION_WORD);
  word->word = reader->at;
  word->word_end = reader->at = end;
  return word;
}

static RgExpression *
read_part (Reader *reader, int depth)
{
  const char *end = word_end (reader->at);
  if (end > reader->at)
    return read_word (reader, end);
  RgExpression *atom = read_atom (reader, depth);
  if (!reader->is_lost)
    read_quantifier (reader, atom);
  return atom;
}

static RgExpression *
read_sequence (Reader *reader, int depth)
{
  guint first = reader->parts->len;
  while (*reader->at && *reader->at != '|' && *reader->at != ')' && !reader->is_lost)
    {
      RgExpression *part = read_part (reader, depth);
      g_ptr_array_add (reader->parts, part);
    }
  return take_parts (reader, RG_EXPRESSION_SEQUENCE, first);
}

static RgExpression *
read_choice (Reader *reader, int depth)
{
  guint first = reader->parts->len;
  reader->is_lost |= depth == 0;
  do
    {
      RgExpression *sequence = read_sequence (reader, depth);
      g_ptr_array_add (reader->parts, sequence);
    }
  while (!reader->is_lost && *reader->at == '|' && reader->at++);
  return take_parts (reader, RG_EXPRESSION_CHOICE, first);
}

RgExpression *
rg_expression_read (const char *regex)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  Reader reader = { regex, parts, FALSE, FALSE };
  RgExpression *expression = read_choice (&reader, MAX_DEPTH);
  if (*reader.at || reader.is_lost)
    g_clear_pointer (&expression, rg_expression_free);
  return expression;
}
