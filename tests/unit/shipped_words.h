/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For the unit tests: the words as they are installed. */
#pragma once

#include "facts/words.h"

/* Of the folder `name` below REGRETS_DATADIR, and of the folder `more` there, which may be
 * NULL. Transfer full. */
static inline RgWords *
shipped_words (const char *name, const char *more)
{
  const char *data = g_getenv ("REGRETS_DATADIR");
  g_autofree char *first = g_build_filename (data, name, NULL);
  g_autofree char *second = more ? g_build_filename (data, more, NULL) : NULL;
  const char *dirs[] = { first, second, NULL };
  g_autoptr (GError) error = NULL;
  RgWords *words = rg_words_load (dirs, &error);
  g_assert_no_error (error);
  return words;
}
