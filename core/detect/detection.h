/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What kind of message this is, and why. */
#pragma once

#include "detect/kind.h"
#include "detect/rules.h"
#include "mail/message.h"

typedef struct
{
  const char *rule;     /* name; belongs to the rules */
  const char *describe; /* in words; NULL if the rule has none; belongs to the rules */
  const char *place;    /* where it was looked for; belongs to the rules */
  RgKind kind;
  double score;
  const char *language; /* of the rule; NULL: any; belongs to the rules */
  double own;           /* points of the score that the user gave it */
  char *text;           /* what matched, one line, at most 80 characters */
} RgHit;

/* The "rule" of the hit that tells the points of the wording. */
#define RG_WORDING_RULE "wording"

typedef struct
{
  RgKind kind;
  double score; /* the points of `kind`; for other: those of an invitation */
  double scores[RG_N_KINDS];
  double rival; /* how far the strongest kind but invitation is above its threshold: what an
                   invitation has to be above its own */
  gboolean is_in_doubt;  /* not taken for an invitation, but nearly */
  GPtrArray *hits;       /* RgHit, every rule that matched, in rule order; the wording last */
  char *language;        /* "en", ...; NULL if it can't be told */
  const char *slow_rule; /* the first that ran into its limit, which lowers that of the rest;
                            NULL: none; belongs to the rules */
} RgDetection;

/* Pure. `language` is the message's ("en"; NULL: unknown, then it is that of which most rules
 * match, and theirs alone count).
 * `addresses` are the user's own (NULL-terminated). Without `all_rules` none is asked where the
 * words alone make it plain that it is a mail like everybody gets. Never fails: a rule that
 * runs into its match limit doesn't match. Transfer full. */
RgDetection *rg_detect (const RgRules *rules, const RgMessage *message, const char *language,
                        const char *const *addresses, gboolean all_rules);
void rg_detection_free (RgDetection *detection);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgDetection, rg_detection_free)

/* The rules that matched on what the mail is made of, in whatever language, as signs ("rule:
 * bulk") for those who weigh its wording. Transfer full. */
GPtrArray *rg_detection_structure (const RgDetection *detection);

/* Whether `kind` asks the candidate to talk: invitation or reschedule. */
gboolean rg_detection_is_invitation (const RgDetection *detection);
