/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A number for each of many words. It is a table of its own because it is asked a thousand
 * times for each mail: eight bytes a place, and of a word nothing is kept but its hash. A word
 * that was never put is taken for another once in thousands of millions of times. */
#pragma once

#include <glib.h>

/* FNV-1a. What follows a text is hashed on from the text's own hash. */
#define RG_HASH_START G_GUINT64_CONSTANT (14695981039346656037)
guint64 rg_hash_text (guint64 hash, const char *text);
guint64 rg_hash_bytes (guint64 hash, const char *bytes, gsize length);

typedef struct _RgIndex RgIndex;

/* For no more than `most` words. Transfer full. */
RgIndex *rg_index_new (gsize most);
void rg_index_free (RgIndex *index);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgIndex, rg_index_free)

/* `number` is not 0, and takes the place of an earlier one of the same hash. */
void rg_index_put (RgIndex *index, guint64 hash, guint32 number);

/* Brings the word's place from memory, so that it will be looked up sooner. */
void rg_index_ask (const RgIndex *index, guint64 hash);

/* 0 for a word that isn't there. */
guint32 rg_index_get (const RgIndex *index, guint64 hash);

/* How many lines a text has, so no fewer than there are words in it, one a line. */
gsize rg_index_count_lines (const char *bytes, gsize length);
