/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A configuration file that comes about by questions and answers. */
#pragma once

#include <glib.h>

typedef struct
{
  const char *group;
  const char *key;
  const char *question; /* one plain sentence; becomes the comment above the key */
  const char *example;  /* NULL: none */
  /* An answer to propose, by what was answered before; NULL, or returns NULL, for none. */
  char *(*propose) (GKeyFile *answers);
  gboolean is_needed;
} RgAsked;

/* Whether a file with these answers can be used. Error: says what is wrong with the last. */
typedef gboolean (*RgCheckAnswers) (const char *text, gsize length, GError **error);

/* Asks on the terminal, or standard input, and writes `path` when the last answer is given.
 * Every answer is kept at once in "`path`.part", so that a later call goes on where this one
 * was stopped. A file that exists is never changed. `questions` end with a NULL group.
 * `*is_done` tells whether all is answered. Error: RG_ERROR_STORAGE. */
gboolean rg_questionnaire_run (const char *path, const char *heading, const RgAsked *questions,
                               RgCheckAnswers check, gboolean *is_done, GError **error);
