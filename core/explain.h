/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells an outcome: to people as text, to programs as JSON. */
#pragma once

#include "pipeline.h"

/* All in one line, the same in every front end: "Interview invitation from Fernwood Labs ·
 * would decline: mobility". NULL where it is no invitation. Transfer full. */
char *rg_explain_verdict (const RgOutcome *outcome);

/* The decision, what was found and the six answers as on the page, why it is an invitation, and
 * the reply. Transfer full. */
char *rg_explain_text (const RgSetting *setting, const RgOutcome *outcome, const char *file);

/* One line of JSON, without the line end; its form is described in regrets(1). Transfer full.
 */
char *rg_explain_json (const RgOutcome *outcome, const char *file);
