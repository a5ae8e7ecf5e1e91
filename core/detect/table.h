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

/* A file that is read from front to back: 16 bytes that tell what it is, how many words it
 * knows, and their hashes; then tables and floats. */
typedef struct
{
  GMappedFile *mapped;
  const char *at; /* what is left; NULL once it was too short */
  const char *end;
  guint32 n_words;
  const char *hashes; /* of 8 bytes */
} RgTableFile;

/* Where there is no such file, or one of another sort, all that is taken of it will be NULL. */
void rg_table_file_open (RgTableFile *file, const char *path, const char *magic);
void rg_table_file_close (RgTableFile *file);

/* The next part of the file; NULL where less is left. */
const char *rg_table_file_take (RgTableFile *file, gsize length);
void rg_table_file_take_table (RgTableFile *file, RgTable *table, gsize rows, gsize columns);

/* Whether all that was taken was there, and nothing is left. Error: RG_ERROR_CONFIG. */
gboolean rg_table_file_is_whole (const RgTableFile *file, const char *path, GError **error);

/* The row of each word by its hash, counted from `first`. Transfer full. */
RgIndex *rg_table_file_index (const RgTableFile *file, guint32 first);

/* Returns what stands behind them. */
const char *rg_table_read_floats (const char *at, gsize count, float *floats);

/* Adds the numbers of the row, each as it is to be taken. */
void rg_table_add_row (const RgTable *table, gsize row, float *sum);

/* In the file a row is what one of the outputs takes of each input; in `layer` it is what one
 * input gives to each, so that all are counted side by side. */
void rg_table_read_layer (const RgTable *table, gsize outputs, float *layer);
