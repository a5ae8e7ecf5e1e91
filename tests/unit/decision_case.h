/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For the tests of decisions: a profile and what a mail says, and what is decided. */
#pragma once

#include "decide/decision.h"

#include "base/entry.h"
#include "shipped_words.h"

#include <string.h>

/* Of the conditions that are told; set by the test. */
extern RgWords *words;

typedef struct
{
  const char *name;
  const char *profile;
  /* the mail */
  const char *language, *text, *quote, *from, *company, *position, *place, *salary, *time,
      *warning;
  RgMode mode;
  RgStage stage;
  gboolean recruiter;
  /* expected */
  const char *outcome, *reason, *channel, *template_name;
  int broken_promises;
} Row;

/* Transfer full. `past` are the entries of the journal; it and `thread` may be NULL. */
RgDecision *
decide_after (const Row *row, RgKind kind, const RgThread *thread, const GPtrArray *past);
RgDecision *decide_in (const Row *row, RgKind kind, const RgThread *thread);
RgDecision *decide (const Row *row, RgKind kind);
