/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Static regular expressions (PCRE2, UTF, Unicode classes), compiled when first used. */
#pragma once

#include <glib.h>

/* More than this of a text is never looked at. */
#define RG_PATTERN_LIMIT (32 * 1024)

#define RG_PATTERN_GROUPS 8

/* Lives in a static table; only `regex` is filled in there. May be used by several threads. */
typedef struct
{
  const char *regex;
  gsize code; /* the compiled form; 0 before the first use */
} RgPattern;

typedef struct
{
  const char *text;                     /* what was searched; borrowed */
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

gsize rg_match_start (const RgMatch *match, guint group);
gsize rg_match_end (const RgMatch *match, guint group);

/* `length`, or less where the text is over RG_PATTERN_LIMIT; never inside a character. */
gsize rg_pattern_cap (const char *text, gsize length);
