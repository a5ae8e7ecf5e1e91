/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The corridor: bytes → Message → Detection → Facts → Decision → Draft. */
#pragma once

#include "detect/language.h"
#include "reply/draft.h"
#include "reply/page.h"

/* What stays the same from message to message. Borrowed. */
typedef struct
{
  const RgRules *rules;
  RgLanguages *languages; /* locks itself */
  const RgWords *words;
  const RgProfile *profile;
  const RgTemplates *templates;
  const char *const *addresses; /* the user's own, NULL-terminated, first one preferred */
  GDateTime *now;
  int recent_interviews;     /* taken on in the last seven days; -1: not known */
  int broken_promises;       /* days by which this sender wanted to answer, and didn't */
  const char *template_name; /* the text that the user wants instead; NULL: as decided */
  const RgThread *thread;    /* what the user declined in its thread; NULL: nothing */
  const GPtrArray *past;     /* RgEntry, newest first: decisions before; NULL: not known */
  gboolean is_invitation;    /* the user says that it is one, whatever the rules say */
} RgSetting;

typedef struct
{
  RgMessage *message;
  RgDetection *detection;
  RgFacts *facts;
  RgDecision *decision;
  RgDraft *draft; /* NULL where nothing is to be written */
} RgOutcome;

/* Pure: the same bytes and the same setting give the same outcome, byte for byte. Error:
 * RG_ERROR_INPUT (no mail), RG_ERROR_CONFIG (template). Transfer full. */
RgOutcome *
rg_pipeline_run (const RgSetting *setting, const char *bytes, gsize length, GError **error);
void rg_outcome_free (RgOutcome *outcome);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgOutcome, rg_outcome_free)

/* The journal's row for this outcome under the same setting; what depends on the mailbox is
 * left open. Transfer full. */
RgEntry *rg_outcome_entry (const RgSetting *setting, const RgOutcome *outcome);

/* Its decision page; NULL where the mail doesn't tell who the user is. Transfer full. */
RgPage *
rg_outcome_page (const RgSetting *setting, const RgOutcome *outcome, const RgEntry *entry);
