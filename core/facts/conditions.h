/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a mail says of the job itself, and what it demands of a candidate. */
#pragma once

#include "facts/words.h"

/* How senior a title is: "senior", "head", ... and the words of the title that say so. */
typedef struct
{
  char *level;
  char *words;
} RgLevel;

/* NULL means unknown. All owned by the struct; arrays are never NULL. */
typedef struct
{
  char *permit_demand;    /* the words that ask for a right to work, or refuse a visa */
  char *immediate_start;  /* the words that ask for a start at once */
  char *work_model;       /* "remote", "hybrid" or "onsite": of the job, not the interview */
  char *work_model_words; /* NULL with work_model */
  char *advertised_model; /* the words quoted below the mail that speak of another work model */
  GPtrArray *levels;      /* RgLevel, of the title */
  GPtrArray *red_flags;   /* char *: what no decent employer asks for, each a sentence part */
} RgConditions;

/* Of which none is known. Transfer full. */
RgConditions *rg_conditions_new (void);

/* Fills empty conditions from a mail's text, what it quotes ("" for nothing) and the title
 * found in it, which may be NULL. */
void rg_conditions_find (RgConditions *conditions, const RgVocabulary *words, const char *text,
                         const char *quote, const char *position);
void rg_conditions_free (RgConditions *conditions);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgConditions, rg_conditions_free)
