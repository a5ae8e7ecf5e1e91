/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "facts/columns.h"

#include <string.h>

/* A table of an appointment has no more rows. */
#define ROWS 10

typedef struct
{
  gsize start, end; /* bytes of the text */
} Row;

/* Days and hours both begin with where they stand. */
static const gsize *
token_at (const GArray *tokens, guint size, guint i)
{
  return (const gsize *) (const void *) (tokens->data + (gsize) size * i);
}

/* Of the tokens in a row the half that stands in the old column is dropped; an odd one says for
 * both columns. */
static void
drop_half (GArray *tokens, const Row *row, gboolean old_first)
{
  guint size = g_array_get_element_size (tokens), first = 0;
  while (first < tokens->len && token_at (tokens, size, first)[0] < row->start)
    first++;
  guint count = 0;
  while (first + count < tokens->len && token_at (tokens, size, first + count)[0] < row->end)
    count++;
  if (count >= 2 && count % 2 == 0)
    g_array_remove_range (tokens, old_first ? first : first + count / 2, count / 2);
}

static gboolean
next_row (const RgReading *reading, Row *row)
{
  if (row->end >= reading->length)
    return FALSE;
  row->start = row->end + 1;
  row->end = row->start + strcspn (reading->text + row->start, "\n");
  return row->end > row->start;
}

static void
drop_below (RgReading *reading, gsize header_end, gboolean old_first)
{
  Row row = { header_end, header_end };
  for (int i = 0; i < ROWS && next_row (reading, &row); i++)
    {
      drop_half (reading->days, &row, old_first);
      drop_half (reading->hours, &row, old_first);
    }
}

void
rg_columns_drop_old (RgReading *reading)
{
  guint count;
  RgPhrase *const *phrases = rg_vocabulary_phrases (reading->words, RG_PHRASE_COLUMNS, &count);
  RgMatch match;
  for (guint i = 0; i < count; i++)
    if (rg_pattern_find (&phrases[i]->pattern, reading->text, reading->length, 0, &match))
      {
        guint old = rg_match_named (&match, "old"), new = rg_match_named (&match, "new");
        if (old && new)
          drop_below (reading, rg_match_end (&match, 0),
                      rg_match_start (&match, old) < rg_match_start (&match, new));
      }
}
