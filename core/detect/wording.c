/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "detect/wording.h"

#include "base/error.h"
#include "base/index.h"
#include "detect/terms.h"

#include <string.h>

#define ANSWER_LETTERS 3
#define REASONS        5
#define HUNDREDTHS     100.0

/* The term that every mail has. */
#define ALWAYS "*"

/* Three of four terms of a mail aren't in the file, which a table tells that fits into the
 * nearest cache. */
#define KNOWN_BITS  (1U << 18)
#define KNOWN_SHIFT 20

/* Hundredths, for each answer. */
typedef gint16 Points[RG_WORDING_ANSWERS];

struct _RgWording
{
  guint32 answers[RG_WORDING_ANSWERS]; /* their first letters */
  guint n_answers;
  GMappedFile *file;
  guint n_terms;
  guint32 *terms;                 /* where each begins in the file */
  Points *points;                 /* of each term */
  RgIndex *index;                 /* term → its number, counted from 1 */
  guint64 known[KNOWN_BITS / 64]; /* one bit for the hash of each term */
};

void
rg_wording_free (RgWording *wording)
{
  if (!wording)
    return;
  g_clear_pointer (&wording->file, g_mapped_file_unref);
  g_free (wording->terms);
  g_free (wording->points);
  rg_index_free (wording->index);
  g_free (wording);
}

/* ---- the file ---- */

static guint
known_bit (guint64 hash)
{
  return (guint) (hash >> KNOWN_SHIFT) % KNOWN_BITS;
}

static gboolean
may_know (const RgWording *wording, guint64 hash)
{
  guint bit = known_bit (hash);
  return wording->known[bit / 64] >> bit % 64 & 1;
}

static void
put (RgWording *wording, guint64 hash, guint term)
{
  guint bit = known_bit (hash);
  wording->known[bit / 64] |= G_GUINT64_CONSTANT (1) << bit % 64;
  rg_index_put (wording->index, hash, term + 1);
}

static guint32
pack_letters (const char *letters)
{
  guint32 packed = 0;
  for (int i = 0; i < ANSWER_LETTERS && letters[i]; i++)
    packed = packed << 8 | (guchar) letters[i];
  return packed;
}

static void
take_answers (RgWording *wording, const char *const *answers)
{
  for (; answers[wording->n_answers] && wording->n_answers < RG_WORDING_ANSWERS;
       wording->n_answers++)
    wording->answers[wording->n_answers] = pack_letters (answers[wording->n_answers]);
}

static int
find_answer (const RgWording *wording, const char *letters)
{
  guint32 packed = pack_letters (letters);
  for (guint i = 0; i < wording->n_answers; i++)
    if (packed == wording->answers[i])
      return (int) i;
  return -1;
}

/* A whole number with its sign; the end of it, `text` itself where there is none. There are a
 * hundred thousand of them, before the first mail is read. */
static const char *
read_number (const char *text, const char *end, gint16 *number)
{
  const char *digits = text + (text < end && (*text == '-' || *text == '+')), *at = digits;
  gint value = 0;
  for (; at < end && g_ascii_isdigit (*at) && value <= G_MAXINT16; at++)
    value = 10 * value + (*at - '0');
  if (at == digits || value > G_MAXINT16)
    return text;
  *number = (gint16) (*text == '-' ? -value : value);
  return at;
}

/* "inv+120 oth-35" */
static gboolean
read_points (const RgWording *wording, const char *text, const char *end, gint16 *points)
{
  while (text < end)
    {
      int answer = end - text > ANSWER_LETTERS ? find_answer (wording, text) : -1;
      if (answer < 0)
        return FALSE;
      const char *number = text + ANSWER_LETTERS;
      text = read_number (number, end, &points[answer]);
      if (text == number)
        return FALSE;
      while (text < end && *text == ' ')
        text++;
    }
  return TRUE;
}

static gboolean
read_line (RgWording *wording, const char *line, const char *end)
{
  const char *tab = memchr (line, '\t', (gsize) (end - line));
  guint term = wording->n_terms;
  if (!tab || tab == line || !read_points (wording, tab + 1, end, wording->points[term]))
    return FALSE;
  wording->terms[term] = (guint32) (line - g_mapped_file_get_contents (wording->file));
  wording->n_terms++;
  put (wording, rg_hash_bytes (RG_HASH_START, line, (gsize) (tab - line)), term);
  return TRUE;
}

static gboolean
read_lines (RgWording *wording, const char *path, GError **error)
{
  const char *text = g_mapped_file_get_contents (wording->file);
  const char *end = text + g_mapped_file_get_length (wording->file);
  guint number = 0;
  for (const char *next; text < end; text = next)
    {
      const char *line_end = memchr (text, '\n', (gsize) (end - text));
      line_end = line_end ? line_end : end;
      next = line_end + 1;
      number++;
      if (line_end == text || *text == '#' || read_line (wording, text, line_end))
        continue;
      g_set_error (error, RG_ERROR, RG_ERROR_CONFIG,
                   "%s:%u: not a term, a tab and points such as \"inv+120\"", path, number);
      return FALSE;
    }
  return TRUE;
}

static void
make_room (RgWording *wording)
{
  gsize lines = rg_index_count_lines (g_mapped_file_get_contents (wording->file),
                                      g_mapped_file_get_length (wording->file));
  wording->terms = g_new (guint32, lines);
  wording->points = g_new0 (Points, lines);
  wording->index = rg_index_new (lines);
}

RgWording *
rg_wording_load (const char *path, const char *const *answers, GError **error)
{
  g_autoptr (RgWording) wording = g_new0 (RgWording, 1);
  g_autoptr (GError) failure = NULL;
  wording->file = g_mapped_file_new (path, FALSE, &failure);
  if (!wording->file)
    {
      g_set_error (error, RG_ERROR, RG_ERROR_CONFIG, "can't read %s: %s", path,
                   failure->message);
      return NULL;
    }
  take_answers (wording, answers);
  make_room (wording);
  return read_lines (wording, path, error) ? g_steal_pointer (&wording) : NULL;
}

/* ---- weighing ---- */

/* So many terms are asked for before the first is looked up: hardly any is in a cache. */
#define AHEAD 8

typedef struct
{
  const RgWording *wording;
  RgWeighed *weighed;
  guint8 *found;          /* a bit for each term */
  guint64 waiting[AHEAD]; /* hashes of terms that were asked for and aren't looked up yet */
  guint asked;
} Scale;

static void
look_up (Scale *scale, guint64 hash)
{
  guint number = rg_index_get (scale->wording->index, hash);
  guint8 bit = (guint8) (1U << number % 8);
  if (!number || scale->found[number / 8] & bit)
    return;
  scale->found[number / 8] |= bit;
  number--;
  g_array_append_val (scale->weighed->found, number);
}

static void
put_term (const RgTerm *term, gpointer data)
{
  Scale *scale = data;
  if (!may_know (scale->wording, term->hash))
    return;
  guint64 *place = &scale->waiting[scale->asked % AHEAD];
  rg_index_ask (scale->wording->index, term->hash);
  if (scale->asked++ >= AHEAD)
    look_up (scale, *place);
  *place = term->hash;
}

static void
look_up_rest (Scale *scale)
{
  guint rest = MIN (scale->asked, AHEAD);
  for (guint i = scale->asked - rest; i < scale->asked; i++)
    look_up (scale, scale->waiting[i % AHEAD]);
}

/* Adds the points of what was found, from the term `first` on. */
static void
add_points (RgWeighed *weighed, const RgWording *wording, guint first)
{
  const guint *terms = (const guint *) (gconstpointer) weighed->found->data;
  guint count = weighed->found->len;
  gint32 sums[RG_WORDING_ANSWERS] = { 0 };
  for (guint i = first; i < count; i++)
    {
      __builtin_prefetch (wording->points[terms[MIN (i + AHEAD, count - 1)]]);
      const gint16 *points = wording->points[terms[i]];
      for (guint answer = 0; answer < RG_WORDING_ANSWERS; answer++)
        sums[answer] += points[answer];
    }
  for (guint answer = 0; answer < wording->n_answers; answer++)
    weighed->points[answer] += sums[answer] / HUNDREDTHS;
}

static void
find_named (RgWeighed *weighed, const RgWording *wording, const char *term)
{
  guint number = rg_index_get (wording->index, rg_term_hash (term));
  if (number--)
    g_array_append_val (weighed->found, number);
}

RgWeighed *
rg_wording_weigh (const RgWording *wording, const RgMessage *message)
{
  RgWeighed *weighed = g_new0 (RgWeighed, 1);
  weighed->found = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree guint8 *found = g_malloc0 (wording->n_terms / 8 + 1);
  find_named (weighed, wording, ALWAYS);
  Scale scale = { .wording = wording, .weighed = weighed, .found = found };
  rg_terms_each (message, put_term, &scale);
  look_up_rest (&scale);
  add_points (weighed, wording, 0);
  return weighed;
}

void
rg_weighed_add_signs (RgWeighed *weighed, const RgWording *wording, const GPtrArray *signs)
{
  guint first = weighed->found->len;
  for (guint i = 0; i < signs->len; i++)
    find_named (weighed, wording, g_ptr_array_index (signs, i));
  add_points (weighed, wording, first);
}

guint
rg_weighed_best (const RgWeighed *weighed, const RgWording *wording)
{
  guint best = 0;
  for (guint i = 1; i < wording->n_answers; i++)
    if (weighed->points[i] > weighed->points[best])
      best = i;
  return best;
}

double
rg_weighed_most (const RgWeighed *weighed, const RgWording *wording, guint answer)
{
  gint16 most = 0;
  for (guint i = 0; i < weighed->found->len; i++)
    most = MAX (most, wording->points[g_array_index (weighed->found, guint, i)][answer]);
  return most / HUNDREDTHS;
}

void
rg_weighed_free (RgWeighed *weighed)
{
  if (!weighed)
    return;
  g_array_unref (weighed->found);
  g_free (weighed);
}

/* ---- why ---- */

/* A term as it stands in the file, up to the tab behind it. */
static const char *
term_text (const RgWording *wording, guint term, int *length)
{
  const char *text = g_mapped_file_get_contents (wording->file) + wording->terms[term];
  *length = (int) strcspn (text, "\t");
  return text;
}

/* To somebody who reads it: words, without the place that they stand in or what is no word. */
static gboolean
may_be_told (const RgWording *wording, guint term)
{
  int length = 0;
  const char *text = term_text (wording, term, &length);
  return g_unichar_isalpha (g_utf8_get_char (text)) && !g_strstr_len (text, length, ": ");
}

/* Puts a term among those that are told, of which the one with most points is the first. */
static guint
insert_told (const RgWording *wording, guint answer, guint term, guint *told, guint count)
{
  guint at = MIN (count, REASONS - 1);
  gint16 points = wording->points[term][answer];
  for (; at > 0 && wording->points[told[at - 1]][answer] < points; at--)
    told[at] = told[at - 1];
  told[at] = term;
  return MIN (count + 1, REASONS);
}

/* What speaks most for the answer of all that may be told; returns how many they are. */
static guint
choose_told (const RgWeighed *weighed, const RgWording *wording, guint answer, guint *told)
{
  guint count = 0;
  for (guint i = 0; i < weighed->found->len; i++)
    {
      guint term = g_array_index (weighed->found, guint, i);
      gint16 least = count == REASONS ? wording->points[told[count - 1]][answer] : 0;
      if (wording->points[term][answer] > least && may_be_told (wording, term))
        count = insert_told (wording, answer, term, told, count);
    }
  return count;
}

char *
rg_weighed_reasons (const RgWeighed *weighed, const RgWording *wording, guint answer)
{
  guint told[REASONS];
  guint count = choose_told (weighed, wording, answer, told);
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < count; i++)
    {
      int length = 0;
      const char *term = term_text (wording, told[i], &length);
      g_string_append (text, i ? ", " : "");
      g_string_append_len (text, term, length);
    }
  return g_string_free (text, FALSE);
}
