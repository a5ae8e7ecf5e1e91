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

typedef struct
{
  const char *term;                  /* in the text of the file */
  gint16 points[RG_WORDING_ANSWERS]; /* hundredths */
} Entry;

struct _RgWording
{
  const char *const *answers;
  guint n_answers;
  char *text;      /* of the file, cut into terms */
  GArray *entries; /* Entry */
  RgIndex *index;  /* term → number of the entry, counted from 1 */
};

void
rg_wording_free (RgWording *wording)
{
  if (!wording)
    return;
  g_clear_pointer (&wording->entries, g_array_unref);
  g_free (wording->text);
  rg_index_free (wording->index);
  g_free (wording);
}

/* ---- the file ---- */

static int
find_answer (const RgWording *wording, const char *letters)
{
  for (guint i = 0; i < wording->n_answers; i++)
    if (*letters == *wording->answers[i]
        && !strncmp (letters, wording->answers[i], ANSWER_LETTERS))
      return (int) i;
  return -1;
}

/* A whole number with its sign; the end of it, `text` itself where there is none. There are a
 * hundred thousand of them, before the first mail is read. */
static const char *
read_number (const char *text, gint16 *number)
{
  const char *digits = text + (*text == '-' || *text == '+');
  gint value = 0;
  const char *end = digits;
  for (; g_ascii_isdigit (*end) && value <= G_MAXINT16; end++)
    value = 10 * value + (*end - '0');
  if (end == digits || value > G_MAXINT16)
    return text;
  *number = (gint16) (*text == '-' ? -value : value);
  return end;
}

/* "inv+120 oth-35" */
static gboolean
read_points (const RgWording *wording, const char *text, Entry *entry)
{
  while (*text)
    {
      int answer = find_answer (wording, text);
      if (answer < 0)
        return FALSE;
      const char *end = read_number (text + ANSWER_LETTERS, &entry->points[answer]);
      if (end == text + ANSWER_LETTERS)
        return FALSE;
      text = end + strspn (end, " ");
    }
  return TRUE;
}

static gboolean
read_line (RgWording *wording, char *line)
{
  char *tab = strchr (line, '\t');
  Entry entry = { line, { 0 } };
  if (!tab || tab == line || !read_points (wording, tab + 1, &entry))
    return FALSE;
  *tab = 0;
  g_array_append_val (wording->entries, entry);
  rg_index_put (wording->index, rg_term_hash (line), wording->entries->len);
  return TRUE;
}

static gboolean
read_lines (RgWording *wording, const char *path, GError **error)
{
  guint number = 0;
  char *next = NULL;
  for (char *text = wording->text; text && *text; text = next)
    {
      number++;
      next = strchr (text, '\n');
      if (next)
        *next++ = 0;
      if (!*text || *text == '#' || read_line (wording, text))
        continue;
      g_set_error (error, RG_ERROR, RG_ERROR_CONFIG,
                   "%s:%u: not a term, a tab and points such as \"inv+120\"", path, number);
      return FALSE;
    }
  return TRUE;
}

RgWording *
rg_wording_load (const char *path, const char *const *answers, GError **error)
{
  g_autoptr (RgWording) wording = g_new0 (RgWording, 1);
  g_autoptr (GError) failure = NULL;
  gsize length = 0;
  if (!g_file_get_contents (path, &wording->text, &length, &failure))
    {
      g_set_error (error, RG_ERROR, RG_ERROR_CONFIG, "can't read %s: %s", path,
                   failure->message);
      return NULL;
    }
  gsize lines = rg_index_count_lines (wording->text, length);
  wording->entries = g_array_sized_new (FALSE, FALSE, sizeof (Entry), (guint) lines);
  wording->index = rg_index_new (lines);
  wording->answers = answers;
  wording->n_answers = MIN (g_strv_length ((char **) answers), RG_WORDING_ANSWERS);
  return read_lines (wording, path, error) ? g_steal_pointer (&wording) : NULL;
}

/* ---- weighing ---- */

/* So many terms are asked for before the first is looked up: hardly any is in a cache. */
#define AHEAD 8

typedef struct
{
  const RgWording *wording;
  RgWeighed *weighed;
  guint8 *found;          /* a bit for each entry */
  guint64 waiting[AHEAD]; /* hashes of terms that were asked for and aren't looked up yet */
  guint asked;
  gint32 points[RG_WORDING_ANSWERS]; /* hundredths */
} Scale;

static const gint16 *
take_entry (RgWeighed *weighed, const RgWording *wording, guint index)
{
  g_array_append_val (weighed->found, index);
  return g_array_index (wording->entries, Entry, index).points;
}

static void
look_up (Scale *scale, guint64 hash)
{
  guint number = rg_index_get (scale->wording->index, hash);
  guint8 bit = (guint8) (1U << number % 8);
  if (!number || scale->found[number / 8] & bit)
    return;
  scale->found[number / 8] |= bit;
  const gint16 *points = take_entry (scale->weighed, scale->wording, number - 1);
  for (guint i = 0; i < RG_WORDING_ANSWERS; i++)
    scale->points[i] += points[i];
}

static void
put_term (const RgTerm *term, gpointer data)
{
  Scale *scale = data;
  guint64 *place = &scale->waiting[scale->asked % AHEAD];
  rg_index_ask (scale->wording->index, term->hash);
  if (scale->asked++ >= AHEAD)
    look_up (scale, *place);
  *place = term->hash;
}

static void
finish (Scale *scale)
{
  guint rest = MIN (scale->asked, AHEAD);
  for (guint i = scale->asked - rest; i < scale->asked; i++)
    look_up (scale, scale->waiting[i % AHEAD]);
  for (guint i = 0; i < scale->wording->n_answers; i++)
    scale->weighed->points[i] += scale->points[i] / HUNDREDTHS;
}

static void
add_named (RgWeighed *weighed, const RgWording *wording, const char *term)
{
  guint number = rg_index_get (wording->index, rg_term_hash (term));
  if (!number)
    return;
  const gint16 *points = take_entry (weighed, wording, number - 1);
  for (guint i = 0; i < wording->n_answers; i++)
    weighed->points[i] += points[i] / HUNDREDTHS;
}

RgWeighed *
rg_wording_weigh (const RgWording *wording, const RgMessage *message)
{
  RgWeighed *weighed = g_new0 (RgWeighed, 1);
  weighed->found = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree guint8 *found = g_malloc0 (wording->entries->len / 8 + 1);
  add_named (weighed, wording, ALWAYS);
  Scale scale = { .wording = wording, .weighed = weighed, .found = found };
  rg_terms_each (message, put_term, &scale);
  finish (&scale);
  return weighed;
}

void
rg_weighed_add_signs (RgWeighed *weighed, const RgWording *wording, const GPtrArray *signs)
{
  for (guint i = 0; i < signs->len; i++)
    add_named (weighed, wording, g_ptr_array_index (signs, i));
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

void
rg_weighed_free (RgWeighed *weighed)
{
  if (!weighed)
    return;
  g_array_unref (weighed->found);
  g_free (weighed);
}

/* ---- why ---- */

typedef struct
{
  const RgWording *wording;
  guint answer;
} Order;

static int
compare_points (gconstpointer a, gconstpointer b, gpointer data)
{
  const Order *order = data;
  const GArray *entries = order->wording->entries;
  int first = g_array_index (entries, Entry, *(const guint *) a).points[order->answer];
  int second = g_array_index (entries, Entry, *(const guint *) b).points[order->answer];
  return second - first;
}

/* To somebody who reads it: words, without the place that they stand in or what is no word. */
static gboolean
is_told (const Entry *entry, guint answer)
{
  return entry->points[answer] > 0 && g_unichar_isalpha (g_utf8_get_char (entry->term))
         && !strstr (entry->term, ": ");
}

/* What may be told of all that was found, what speaks most for the answer first. */
static GArray *
list_told (const RgWeighed *weighed, const RgWording *wording, guint answer)
{
  GArray *told = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < weighed->found->len; i++)
    {
      guint index = g_array_index (weighed->found, guint, i);
      if (is_told (&g_array_index (wording->entries, Entry, index), answer))
        g_array_append_val (told, index);
    }
  g_array_sort_with_data (told, compare_points, &(Order){ wording, answer });
  return told;
}

char *
rg_weighed_reasons (const RgWeighed *weighed, const RgWording *wording, guint answer)
{
  g_autoptr (GArray) told = list_told (weighed, wording, answer);
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < told->len && i < REASONS; i++)
    {
      guint index = g_array_index (told, guint, i);
      g_string_append_printf (text, "%s%s", i ? ", " : "",
                              g_array_index (wording->entries, Entry, index).term);
    }
  return g_string_free (text, FALSE);
}
