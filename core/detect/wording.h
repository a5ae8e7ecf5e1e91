/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the wording of a mail says of its kind, or of another thing with a few answers: each
 * term has points for some of them. They are fitted to labelled mail (scripts/fit-wording.py);
 * those of the kind on top of the scores of the rules, so that both add up. */
#pragma once

#include "mail/message.h"

/* No question has more answers. */
#define RG_WORDING_ANSWERS 16

typedef struct _RgWording RgWording;

/* Reads a file of lines "TERM<tab>inv+120 oth-35": a term as in terms.h or a sign such as
 * "rule: NAME", then hundredths of a point by the first three letters of an answer. `answers`
 * is NULL-terminated and has to stay. Error: RG_ERROR_CONFIG with file and line. */
RgWording *rg_wording_load (const char *path, const char *const *answers, GError **error);
void rg_wording_free (RgWording *wording);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgWording, rg_wording_free)

/* What was found in one mail. */
typedef struct
{
  double points[RG_WORDING_ANSWERS];
  GArray *found; /* guint: which terms of the wording the mail has */
} RgWeighed;

/* The points of the message. Transfer full. */
RgWeighed *rg_wording_weigh (const RgWording *wording, const RgMessage *message);

/* Adds those of `signs` that were seen otherwise, each a term: "rule: bulk". */
void
rg_weighed_add_signs (RgWeighed *weighed, const RgWording *wording, const GPtrArray *signs);
void rg_weighed_free (RgWeighed *weighed);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgWeighed, rg_weighed_free)

/* The answer with most points. */
guint rg_weighed_best (const RgWeighed *weighed, const RgWording *wording);

/* The most points that one term gives the answer; 0: none speaks for it. */
double rg_weighed_most (const RgWeighed *weighed, const RgWording *wording, guint answer);

/* The words of the text that speak most for an answer, "slot, next round, your availa"; "" for
 * none. Transfer full. */
char *rg_weighed_reasons (const RgWeighed *weighed, const RgWording *wording, guint answer);
