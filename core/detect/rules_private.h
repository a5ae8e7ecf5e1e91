/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules as the matcher sees them. */
#pragma once

#include "base/code.h"
#include "base/needles.h"
#include "base/starts.h"
#include "detect/bag.h"
#include "detect/net.h"
#include "detect/rules.h"
#include "detect/wording.h"

typedef enum
{
  RG_PLACE_SUBJECT,
  RG_PLACE_FROM,
  RG_PLACE_REPLY_TO,
  RG_PLACE_LIST_ID,
  RG_PLACE_BODY,
  RG_PLACE_QUOTE,
  RG_PLACE_WHOLE,
  RG_PLACE_LINKS,
  RG_PLACE_SENDER_DOMAIN,
  RG_PLACE_CALENDAR,
  RG_PLACE_ATTACHMENT_NAME,
  RG_PLACE_TRAITS,
  RG_PLACE_HITS, /* the names of the rules that matched elsewhere */
  RG_N_PLACES,
  RG_PLACE_HEADER = RG_N_PLACES, /* any other header, by name */
} RgPlace;

typedef struct
{
  char *name;
  char *place_name; /* as written: "subject", "header:X-Foo" */
  RgPlace place;
  char *header; /* for RG_PLACE_HEADER */
  char *match;
  char *language;
  char *describe;
  char *file;
  RgKind kind;
  double score;
  double own;               /* points of the score that the user gave it */
  gsize search_code;        /* RgCode, made when it is first needed, as is the next */
  gsize start_code;         /* matches at the offset it is given or not at all */
  gboolean is_studied;      /* the next two are known */
  RgNeedles *needles;       /* NULL: the rule has to be tried on every text */
  RgBeginnings *beginnings; /* NULL: it has to be searched for */
} RgRule;

/* The rules by language; see rule_set.h. */
typedef struct _RgRuleSets RgRuleSets;
RgRuleSets *rg_rule_sets_new (void);
void rg_rule_sets_free (RgRuleSets *sets);

struct _RgRules
{
  GPtrArray *rules;    /* RgRule */
  GHashTable *numbers; /* the name of a rule, which that owns → its place, counted from 1 */
  RgRuleSets *sets;
  double thresholds[RG_N_KINDS];         /* what the points of a kind must reach */
  double shipped_thresholds[RG_N_KINDS]; /* the same without the user's files */
  gboolean has_own;                      /* some are from another folder than the first */
  RgWording *wording;                    /* NULL: rules alone count */
  double wording_weight;                 /* its points are taken so many times */
  RgNet *net;                            /* NULL: nobody takes a second look */
  RgBag *bag;                            /* NULL where that is */
};

/* Ready for a search of the whole text. */
RgCode *rg_rule_search_code (RgRule *rule);

/* Ready to be tried at one place; made when first asked for. */
RgCode *rg_rule_start_code (RgRule *rule);

/* Finds out what can be known of the rule before it is tried; `expression` is what it matches,
 * NULL if that isn't understood. Not for two threads at once. */
void rg_rule_study (RgRule *rule, const RgExpression *expression);
