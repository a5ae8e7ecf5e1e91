/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "detect/table.h"

#include "base/index.h"

#include <string.h>

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

guint32
rg_table_read_number (const char *at)
{
  guint32 number;
  memcpy (&number, at, sizeof number);
  return GUINT32_FROM_LE (number);
}

static float
read_float (const char *at)
{
  guint32 bits = rg_table_read_number (at);
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

RgIndex *
rg_table_read_words (const char *hashes, guint32 count, guint32 first)
{
  RgIndex *index = rg_index_new (count);
  for (guint32 i = 0; i < count; i++)
    {
      guint64 hash;
      memcpy (&hash, hashes + i * sizeof hash, sizeof hash);
      rg_index_put (index, GUINT64_FROM_LE (hash), i + first);
    }
  return index;
}
