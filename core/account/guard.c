/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/guard.h"

#include "base/error.h"

#include <string.h>

#define MIB           (1024 * 1024)
#define LINE_LIMIT    (1 * MIB)
#define LINES_LIMIT   (4 * MIB)
#define LITERAL_LIMIT (8 * MIB)
#define SUM_LIMIT     (64 * MIB)
#define DEPTH_LIMIT   200
#define WORD_SIZE     16

/* What a line is decides what its bytes may mean. Literals are taken only where libetpan can
 * take nothing else for one: a mistake there would let a server hide its bytes from us. */
typedef enum
{
  KIND_UNKNOWN, /* not enough of it seen yet */
  KIND_DATA,    /* untagged data without strings: FLAGS, SEARCH, CAPABILITY, ... */
  KIND_STATUS,  /* OK NO BAD BYE PREAUTH and `+`: free text, after a [code] */
  KIND_STRINGS, /* FETCH: quoted strings and literals */
  KIND_NAMES,   /* LIST LSUB STATUS: these too, and names that may be all digits */
} Kind;

typedef enum
{
  BRACE_NONE,
  BRACE_OPEN,   /* "{12" */
  BRACE_CLOSED, /* "{12}" */
} Brace;

/* Where a list of PERMANENTFLAGS stands that may begin with what is no flag: libetpan follows a
 * null pointer then. */
typedef enum
{
  FLAGS_NONE,
  FLAGS_NAMED,   /* "PERMANENTFLAGS" */
  FLAGS_OPEN,    /* "PERMANENTFLAGS (" */
  FLAGS_ESCAPED, /* "PERMANENTFLAGS (\\" */
} Flags;

struct _RgGuard
{
  gsize sum;        /* bytes since the reset */
  gsize lines;      /* those outside of literals */
  gsize line;       /* bytes of this line, literals apart */
  gsize literal;    /* bytes that are still to come */
  int depth;        /* open parentheses */
  gboolean quoted;  /* in a quoted string */
  gboolean escaped; /* behind its backslash */
  gboolean begun;   /* a status line is past the place where a [code] may begin */
  gboolean text;    /* in the free text of a status line */
  char last;        /* the last byte but white space */
  Kind kind;
  guint word_index;     /* which word of the line `word` is, from 0 */
  char word[WORD_SIZE]; /* the current or last atom in upper case, cut */
  gsize word_length;
  gboolean in_word;
  gboolean in_number; /* the current atom is digits only, so far */
  gboolean wide;      /* the number may have 64 bits */
  guint64 number;
  Brace brace;
  guint64 announced;
  Flags flags;
};

RgGuard *
rg_guard_new (void)
{
  return g_new0 (RgGuard, 1);
}

void
rg_guard_free (RgGuard *guard)
{
  g_free (guard);
}

void
rg_guard_reset (RgGuard *guard)
{
  guard->sum = 0;
  guard->lines = 0;
}

static gboolean
refuse (const char *what, GError **error)
{
  g_set_error (error, RG_ERROR, RG_ERROR_UNAVAILABLE, "the server's answer is refused: %s",
               what);
  return FALSE;
}

/* ---- words and numbers ---- */

static gboolean
is_separator (char c)
{
  return strchr (" \t()[]<>{}:,.\"\r\n", c) != NULL;
}

static gboolean
word_is (const RgGuard *guard, const char *const *words)
{
  return g_strv_contains (words, guard->word);
}

static Kind
kind_of_word (const RgGuard *guard)
{
  static const char *const statuses[] = { "OK", "NO", "BAD", "BYE", "PREAUTH", NULL };
  static const char *const names[] = { "LIST", "LSUB", "XLIST", "STATUS", NULL };
  if (guard->word_index == 0)
    return g_str_equal (guard->word, "+") ? KIND_STATUS : KIND_UNKNOWN;
  if (guard->word_index == 2)
    return g_str_equal (guard->word, "FETCH") ? KIND_STRINGS : KIND_DATA;
  if (word_is (guard, statuses))
    return KIND_STATUS;
  if (word_is (guard, names))
    return KIND_NAMES;
  return g_ascii_isdigit (guard->word[0]) ? KIND_UNKNOWN : KIND_DATA;
}

static void
end_word (RgGuard *guard)
{
  static const char *const wide[] = { "MODSEQ", "HIGHESTMODSEQ", "MAILBOXID", NULL };
  if (!guard->in_word)
    return;
  if (guard->kind == KIND_UNKNOWN)
    guard->kind = kind_of_word (guard);
  guard->wide = word_is (guard, wide);
  if (!guard->text && g_str_equal (guard->word, "PERMANENTFLAGS"))
    guard->flags = FLAGS_NAMED;
  guard->word_index++;
  guard->in_word = FALSE;
  guard->in_number = FALSE;
}

static void
begin_word (RgGuard *guard)
{
  guard->in_word = TRUE;
  guard->in_number = TRUE;
  guard->number = 0;
  guard->word_length = 0;
}

static gboolean
add_to_number (RgGuard *guard, char c, GError **error)
{
  guint64 limit = guard->wide ? G_MAXUINT64 : G_MAXUINT32;
  guint64 digit = (guint64) (c - '0');
  if (guard->number > (limit - digit) / 10)
    return refuse ("a number too big", error);
  guard->number = guard->number * 10 + digit;
  return TRUE;
}

static gboolean
see_word (RgGuard *guard, char c, GError **error)
{
  if (!guard->in_word)
    begin_word (guard);
  if (guard->word_length < WORD_SIZE - 1)
    guard->word[guard->word_length++] = g_ascii_toupper (c);
  guard->word[guard->word_length] = '\0';
  guard->in_number = guard->in_number && g_ascii_isdigit (c);
  if (!guard->in_number || guard->text || guard->kind == KIND_NAMES)
    return TRUE;
  return add_to_number (guard, c, error);
}

/* ---- flags ---- */

static gboolean
is_in_flag (char c)
{
  return g_ascii_isgraph (c) && !strchr ("(){}[]%*\"\\", c);
}

static gboolean
see_flags (RgGuard *guard, char c, GError **error)
{
  Flags before = guard->flags;
  guard->flags = FLAGS_NONE;
  if (before == FLAGS_NONE)
    return TRUE;
  if (before == FLAGS_NAMED)
    {
      guard->flags = c == '(' ? FLAGS_OPEN : c == ' ' ? FLAGS_NAMED : FLAGS_NONE;
      return TRUE;
    }
  if (before == FLAGS_OPEN && c == '\\')
    {
      guard->flags = FLAGS_ESCAPED;
      return TRUE;
    }
  return c == (before == FLAGS_OPEN ? ')' : '*') || is_in_flag (c)
         || refuse ("PERMANENTFLAGS that are none", error);
}

/* ---- literals ---- */

/* libetpan takes "{ 5 }" for a literal too: outside of free text a brace is well formed and
 * stands at the end of its line, or is refused. */
static gboolean
see_brace (RgGuard *guard, char c, GError **error)
{
  if (guard->text || (guard->brace == BRACE_NONE && c != '{'))
    return TRUE;
  if (guard->brace == BRACE_NONE)
    {
      guard->brace = BRACE_OPEN;
      guard->announced = 0;
      return TRUE;
    }
  if (guard->brace == BRACE_OPEN && g_ascii_isdigit (c))
    {
      guard->announced = guard->announced * 10 + (guint64) (c - '0');
      return guard->announced <= LITERAL_LIMIT || refuse ("a literal over 8 MiB", error);
    }
  if (guard->brace == BRACE_OPEN && c == '}' && g_ascii_isdigit (guard->last))
    guard->brace = BRACE_CLOSED;
  else if (guard->brace == BRACE_OPEN || c != '\r')
    return refuse ("a malformed literal", error);
  return TRUE;
}

/* A line that ends in {n}. */
static gboolean
begin_literal (RgGuard *guard, GError **error)
{
  if (guard->kind != KIND_STRINGS && guard->kind != KIND_NAMES)
    return refuse ("a literal where none belongs", error);
  guard->literal = (gsize) guard->announced;
  guard->brace = BRACE_NONE;
  return TRUE;
}

static void
begin_line (RgGuard *guard)
{
  guard->line = 0;
  guard->depth = 0;
  guard->begun = FALSE;
  guard->text = FALSE;
  guard->last = '\0';
  guard->kind = KIND_UNKNOWN;
  guard->word_index = 0;
  guard->word[0] = '\0';
  guard->wide = FALSE;
  guard->brace = BRACE_NONE;
  guard->flags = FLAGS_NONE;
}

static gboolean
end_line (RgGuard *guard, GError **error)
{
  if (guard->quoted)
    return refuse ("a line that ends inside a quoted string", error);
  if (guard->brace == BRACE_OPEN)
    return refuse ("a malformed literal", error);
  if (guard->brace == BRACE_CLOSED || (guard->text && guard->last == '}'))
    return begin_literal (guard, error);
  begin_line (guard);
  return TRUE;
}

/* ---- one byte after the other ---- */

static void
see_quoted (RgGuard *guard, char c)
{
  if (guard->escaped)
    guard->escaped = FALSE;
  else if (c == '\\')
    guard->escaped = TRUE;
  else if (c == '"')
    guard->quoted = FALSE;
}

static gboolean
see_structure (RgGuard *guard, char c, GError **error)
{
  gboolean strings = guard->kind == KIND_STRINGS || guard->kind == KIND_NAMES;
  if (c == '"' && strings)
    guard->quoted = TRUE;
  guard->depth += c == '(';
  guard->depth -= c == ')' && guard->depth > 0;
  if (guard->depth > DEPTH_LIMIT)
    return refuse ("nested too deep", error);
  return TRUE;
}

/* In a status line numbers count only within the [code] that may begin it. */
static void
see_status (RgGuard *guard, char c)
{
  if (guard->kind != KIND_STATUS || c == ' ' || guard->text)
    return;
  guard->text = c == ']' || (!guard->begun && c != '[');
  guard->begun = TRUE;
}

static gboolean
see_plain (RgGuard *guard, char c, GError **error)
{
  if (c != ' ' && c != '\t' && c != '\r')
    guard->last = c;
  if (!is_separator (c))
    return see_flags (guard, c, error) && see_word (guard, c, error);
  end_word (guard);
  return see_flags (guard, c, error) && see_structure (guard, c, error);
}

static gboolean
see_line_byte (RgGuard *guard, char c, GError **error)
{
  if (c == '\0')
    return refuse ("a NUL byte", error);
  if (++guard->line > LINE_LIMIT)
    return refuse ("a line over 1 MiB", error);
  if (++guard->lines > LINES_LIMIT)
    return refuse ("over 4 MiB of lines", error);
  if (c == '\n')
    {
      end_word (guard);
      return see_flags (guard, c, error) && end_line (guard, error);
    }
  if (guard->quoted)
    {
      see_quoted (guard, c);
      return TRUE;
    }
  see_status (guard, c);
  return see_brace (guard, c, error) && see_plain (guard, c, error);
}

gboolean
rg_guard_see (RgGuard *guard, const char *bytes, gsize length, GError **error)
{
  guard->sum += length;
  if (guard->sum > SUM_LIMIT)
    return refuse ("over 64 MiB", error);
  while (length > 0)
    {
      gsize taken = guard->literal > 0 ? MIN (guard->literal, length) : 1;
      if (guard->literal > 0)
        guard->literal -= taken;
      else if (!see_line_byte (guard, *bytes, error))
        return FALSE;
      bytes += taken;
      length -= taken;
    }
  return TRUE;
}
