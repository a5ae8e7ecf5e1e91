/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of small whole numbers in a file, each row with what its numbers are to be taken by:
 * what was learned, a byte a number. All other numbers in such files are little-endian. */
#pragma once

#include "base/index.h"

typedef struct
{
  const char *scales; /* floats */
  const gint8 *numbers;
  gsize columns;
} RgTable;

/* What is left of a file that is read from front to back. */
typedef struct
{
  const char *at; /* NULL once it was too short */
  const char *end;
} RgTableFile;

/* The next part of the file; NULL where less is left. */
const char *rg_table_file_take (RgTableFile *file, gsize length);
void rg_table_file_take_table (RgTableFile *file, RgTable *table, gsize rows, gsize columns);

guint32 rg_table_read_number (const char *at);

/* Returns what stands behind them. */
const char *rg_table_read_floats (const char *at, gsize count, float *floats);

/* Adds the numbers of the row, each as it is to be taken. */
void rg_table_add_row (const RgTable *table, gsize row, float *sum);

/* In the file a row is what one of the outputs takes of each input; in `layer` it is what one
 * input gives to each, so that all are counted side by side. */
void rg_table_read_layer (const RgTable *table, gsize outputs, float *layer);

/* Of `count` words, given by their hashes: the row of each, counted from `first`. Transfer
 * full.
 */
RgIndex *rg_table_read_words (const char *hashes, guint32 count, guint32 first);
