/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The six questions that are asked of every invitation, in this order. */
#pragma once

#include "decide/profile.h"
#include "facts/facts.h"

typedef enum
{
  RG_QUESTION_STATUS,
  RG_QUESTION_GOALS,
  RG_QUESTION_MOBILITY,
  RG_QUESTION_RED_FLAGS,
  RG_QUESTION_BANDWIDTH,
  RG_QUESTION_RELATIONSHIP,
  RG_N_QUESTIONS
} RgQuestion;

typedef enum
{
  RG_ANSWER_UNKNOWN,
  RG_ANSWER_PASS,
  RG_ANSWER_FAIL
} RgVerdict;

typedef struct
{
  RgVerdict verdict;
  char *evidence;         /* one sentence for the user; never NULL */
  gboolean only_the_slot; /* fails, but another time would solve it */
  gboolean matters;       /* unknown, and the answer would change the decision */
} RgAnswer;

typedef struct
{
  RgAnswer answers[RG_N_QUESTIONS];
} RgChecklist;

/* What went before in a thread in which the user declined. Borrowed. */
typedef struct
{
  const char *reason;             /* the question that decided then: "mobility", ... */
  const char *company, *position; /* NULL where unknown */
  int rounds;                     /* how often they have tried to persuade before */
} RgThread;

/* What every question looks at. Borrowed. */
typedef struct
{
  const RgMessage *message;
  const RgFacts *facts;
  const RgProfile *profile;
  const char *const *addresses; /* the user's own */
  GDateTime *now;
  int recent_interviews;  /* taken on in the last seven days; -1: not known */
  const RgThread *thread; /* NULL: none in which the user declined */
  const GPtrArray *past;  /* RgEntry, newest first: what the journal knows; NULL: not known */
  int broken_promises;    /* days by which whoever writes wanted to answer, and didn't */
} RgCase;

extern const char
    *const rg_question_names[RG_N_QUESTIONS + 1]; /* "status", ..., "relationship" */
extern const char *const rg_verdict_names[];      /* "unknown", "pass", "fail" */

/* Pure. Transfer full. */
RgChecklist *rg_checklist_ask (const RgCase *the_case);
void rg_checklist_free (RgChecklist *checklist);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgChecklist, rg_checklist_free)
