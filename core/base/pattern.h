/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Regular expressions (PCRE2, UTF, Unicode classes), compiled when first used. */
#pragma once

#include <glib.h>

/* More than this of a text is never looked at. */
#define RG_PATTERN_LIMIT (16 * 1024)

#define RG_PATTERN_GROUPS 16

/* Mostly in a static table, where only `regex` is filled in. May be used by several threads. */
typedef struct
{
  const char *regex;
  gsize code; /* the compiled form; 0 before the first use */
} RgPattern;

/* Whether `regex` is one, for those that a user wrote: any other that can't be compiled when it
 * is first used ends the program. Error: RG_ERROR_CONFIG. */
gboolean rg_pattern_check (const char *regex, GError **error);

/* Frees the compiled form. */
void rg_pattern_clear (RgPattern *pattern);

typedef struct
{
  const char *text;                     /* what was searched; borrowed */
  const RgPattern *pattern;             /* what for; borrowed */
  gssize bounds[2 * RG_PATTERN_GROUPS]; /* byte offsets; -1 where a group took no part */
} RgMatch;

/* Finds `pattern` in the first `length` bytes of valid UTF-8, from offset `start` on. A search
 * that hits the match limit found nothing. */
gboolean rg_pattern_find (RgPattern *pattern, const char *text, gsize length, gsize start,
                          RgMatch *match);

/* As above for a whole NUL-terminated text, where only the answer matters. */
gboolean rg_pattern_matches (RgPattern *pattern, const char *text);

gboolean rg_match_has (const RgMatch *match, guint group);

/* The text of a group, "" where it took no part. Transfer full. */
char *rg_match_get (const RgMatch *match, guint group);

/* The number of the group called `name` that took part; 0 if none did. */
guint rg_match_named (const RgMatch *match, const char *name);

gsize rg_match_start (const RgMatch *match, guint group);
gsize rg_match_end (const RgMatch *match, guint group);

/* `length`, or less where the text is over RG_PATTERN_LIMIT; never inside a character. */
gsize rg_pattern_cap (const char *text, gsize length);
