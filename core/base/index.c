/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/index.h"

#include <string.h>

#define HASH_PRIME G_GUINT64_CONSTANT (1099511628211)

/* The place of a word is told by the low half of its hash, the word itself by the high half. */
typedef struct
{
  guint32 word;
  guint32 number; /* 0 where the place is free */
} Place;

struct _RgIndex
{
  Place *places; /* each word in the first free one from its own on */
  gsize mask;
};

guint64
rg_hash_text (guint64 hash, const char *text)
{
  for (; *text; text++)
    hash = (hash ^ (guchar) *text) * HASH_PRIME;
  return hash;
}

guint64
rg_hash_bytes (guint64 hash, const char *bytes, gsize length)
{
  for (const char *end = bytes + length; bytes < end; bytes++)
    hash = (hash ^ (guchar) *bytes) * HASH_PRIME;
  return hash;
}

RgIndex *
rg_index_new (gsize most)
{
  gsize size = 64;
  while (size < most + most / 2)
    size *= 2;
  RgIndex *index = g_new0 (RgIndex, 1);
  index->places = g_new0 (Place, size);
  index->mask = size - 1;
  return index;
}

void
rg_index_free (RgIndex *index)
{
  if (!index)
    return;
  g_free (index->places);
  g_free (index);
}

static Place *
find_place (const RgIndex *index, guint64 hash)
{
  guint32 word = (guint32) (hash >> 32);
  gsize at = (gsize) hash & index->mask;
  while (index->places[at].number && index->places[at].word != word)
    at = (at + 1) & index->mask;
  return &index->places[at];
}

void
rg_index_put (RgIndex *index, guint64 hash, guint32 number)
{
  *find_place (index, hash) = (Place){ (guint32) (hash >> 32), number };
}

void
rg_index_ask (const RgIndex *index, guint64 hash)
{
  __builtin_prefetch (&index->places[(gsize) hash & index->mask]);
}

guint32
rg_index_get (const RgIndex *index, guint64 hash)
{
  return find_place (index, hash)->number;
}

gsize
rg_index_count_lines (const char *bytes, gsize length)
{
  gsize lines = 1;
  for (const char *end = bytes + length;
       bytes < end && (bytes = memchr (bytes, '\n', (gsize) (end - bytes))); bytes++)
    lines++;
  return lines;
}
