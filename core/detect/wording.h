/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the wording of a mail says of its kind: each term has points for some kinds. They are
 * fitted to labelled mail (scripts/fit-wording.py) on top of the scores of the rules, so both
 * add up; see docs/recognition.md. */
#pragma once

#include "detect/kind.h"
#include "mail/message.h"

typedef struct _RgWording RgWording;

/* Reads a file of lines "TERM<tab>inv+120 oth-35": a term as in terms.h or "rule: NAME", then
 * hundredths of a point by the first three letters of a kind. Error: RG_ERROR_CONFIG with file
 * and line. */
RgWording *rg_wording_load (const char *path, GError **error);
void rg_wording_free (RgWording *wording);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgWording, rg_wording_free)

/* What was found in one mail. */
typedef struct
{
  double points[RG_N_KINDS];
  GArray *found; /* guint: which terms of the wording the mail has */
} RgWeighed;

/* The points of the message. Transfer full. */
RgWeighed *rg_wording_weigh (const RgWording *wording, const RgMessage *message);

/* Adds those of `rules`, names of rules on its structure that matched. */
void
rg_weighed_add_rules (RgWeighed *weighed, const RgWording *wording, const GPtrArray *rules);
void rg_weighed_free (RgWeighed *weighed);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgWeighed, rg_weighed_free)

/* The terms that speak most for a kind, "slot, next round, your availa"; "" for none. Transfer
 * full. */
char *rg_weighed_reasons (const RgWeighed *weighed, const RgWording *wording, RgKind kind);
