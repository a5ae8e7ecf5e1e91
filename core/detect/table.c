/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "detect/table.h"

#include "base/error.h"

#include <string.h>

#define MAGIC_BYTES 16

/* No file has more, so that no length that is counted from it overflows. */
#define MOST_WORDS 1000000

static guint32
read_number (const char *at)
{
  guint32 number;
  memcpy (&number, at, sizeof number);
  return GUINT32_FROM_LE (number);
}

const char *
rg_table_file_take (RgTableFile *file, gsize length)
{
  const char *part = file->at;
  if (!part || length > (gsize) (file->end - part))
    return file->at = NULL;
  file->at += length;
  return part;
}

void
rg_table_file_take_table (RgTableFile *file, RgTable *table, gsize rows, gsize columns)
{
  table->columns = columns;
  table->scales = rg_table_file_take (file, rows * sizeof (float));
  table->numbers = (const gint8 *) rg_table_file_take (file, rows * columns);
}

/* Whether it is of the sort that `magic` tells, and how many words it has. */
static gboolean
take_head (RgTableFile *file, const char *magic)
{
  const char *sort = rg_table_file_take (file, MAGIC_BYTES);
  const char *count = rg_table_file_take (file, sizeof (guint32));
  if (!count || memcmp (sort, magic, MAGIC_BYTES) || read_number (count) > MOST_WORDS)
    return FALSE;
  file->n_words = read_number (count);
  return TRUE;
}

void
rg_table_file_open (RgTableFile *file, const char *path, const char *magic)
{
  file->mapped = g_mapped_file_new (path, FALSE, NULL);
  file->at = file->mapped ? g_mapped_file_get_contents (file->mapped) : NULL;
  if (!file->at)
    return;
  file->end = file->at + g_mapped_file_get_length (file->mapped);
  if (!take_head (file, magic))
    file->at = NULL;
  file->hashes = rg_table_file_take (file, file->n_words * sizeof (guint64));
}

void
rg_table_file_close (RgTableFile *file)
{
  g_clear_pointer (&file->mapped, g_mapped_file_unref);
}

gboolean
rg_table_file_is_whole (const RgTableFile *file, const char *path, GError **error)
{
  if (file->at && file->at == file->end)
    return TRUE;
  g_set_error (error, RG_ERROR, RG_ERROR_CONFIG,
               "%s is %s; it comes with regrets, so install that again", path,
               file->mapped ? "cut off, or of another version" : "missing or can't be read");
  return FALSE;
}

RgIndex *
rg_table_file_index (const RgTableFile *file, guint32 first)
{
  RgIndex *index = rg_index_new (file->n_words);
  for (guint32 i = 0; i < file->n_words; i++)
    {
      guint64 hash;
      memcpy (&hash, file->hashes + i * sizeof hash, sizeof hash);
      rg_index_put (index, GUINT64_FROM_LE (hash), i + first);
    }
  return index;
}

static float
read_float (const char *at)
{
  guint32 bits = read_number (at);
  float number;
  memcpy (&number, &bits, sizeof number);
  return number;
}

const char *
rg_table_read_floats (const char *at, gsize count, float *floats)
{
  for (gsize i = 0; i < count; i++, at += sizeof (float))
    floats[i] = read_float (at);
  return at;
}

void
rg_table_add_row (const RgTable *table, gsize row, float *sum)
{
  float scale = read_float (table->scales + row * sizeof (float));
  const gint8 *numbers = table->numbers + row * table->columns;
  for (gsize i = 0; i < table->columns; i++)
    sum[i] += scale * (float) numbers[i];
}

void
rg_table_read_layer (const RgTable *table, gsize outputs, float *layer)
{
  for (gsize output = 0; output < outputs; output++)
    {
      float scale = read_float (table->scales + output * sizeof (float));
      const gint8 *numbers = table->numbers + output * table->columns;
      for (gsize input = 0; input < table->columns; input++)
        layer[input * outputs + output] = scale * (float) numbers[input];
    }
}
