/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be seen of each word of a mail that tells whether it belongs to a fact: itself, its
 * neighbours, where it stands, what the phrases of words.h say. */
#pragma once

#include "facts/finders.h"
#include "facts/tokens.h"

/* What is looked for word by word. */
typedef enum
{
  RG_TAG_COMPANY,
  RG_TAG_POSITION,
  RG_TAG_PERSON,
  RG_TAG_PLACE,
  RG_N_TAGS
} RgTag;

extern const char *const rg_tag_names[RG_N_TAGS + 1]; /* "company", "position", ... */

typedef struct _RgClues RgClues;

/* `found` are the phrases' answers, one for each tag or NULL. All is borrowed. */
RgClues *rg_clues_new (const RgSource *source, const RgTokenList *tokens,
                       const char *const found[RG_N_TAGS]);
void rg_clues_free (RgClues *clues);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgClues, rg_clues_free)

/* Gets the name of one clue, which has neither spaces nor line breaks. */
typedef void (*RgClueFunc) (const char *name, gsize length, gpointer data);

/* Calls `func` with each clue of a token. */
void rg_clues_tell (RgClues *clues, guint index, RgClueFunc func, gpointer data);
