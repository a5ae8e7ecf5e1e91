/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the decisions so far add up to. */
#pragma once

#include "base/entry.h"
#include "decide/profile.h"

typedef struct
{
  char *label;
  guint count;
} RgCount;

typedef enum
{
  RG_TALLY_OUTCOME,
  RG_TALLY_REASON, /* of those that have one */
  RG_TALLY_STAGE,
  RG_TALLY_SOURCE,
  RG_TALLY_LANGUAGE,
  RG_TALLY_STATE,
  RG_TALLY_MONTH,   /* in order of time, without gaps; the others most frequent first */
  RG_TALLY_COMPANY, /* where it is known; not shown, for patterns */
  RG_N_TALLIES
} RgTally;

typedef struct
{
  guint total;                      /* invitations; those that were none are left out */
  gint64 first, last;               /* decided; seconds since 1970, 0 where there is none */
  GPtrArray *tallies[RG_N_TALLIES]; /* RgCount */
  guint sums[RG_N_TALLIES];
  guint answered;      /* sent, or answered by the user */
  guint in_time;       /* of these, within 48 hours of the invitation */
  gint64 median;       /* seconds from invitation to answer */
  GPtrArray *patterns; /* char *: what keeps coming back, a sentence each */
  char *sentence;      /* for a public profile, by the most frequent reason; NULL if none */
} RgFigures;

extern const char *const rg_tally_titles[RG_N_TALLIES];

/* Pure; `entries` are RgEntry. Transfer full. */
RgFigures *rg_figures_count (const GPtrArray *entries, const RgProfile *profile);
void rg_figures_free (RgFigures *figures);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RgFigures, rg_figures_free)

/* 5 of 9 → 56. */
guint rg_figures_percent (guint count, guint sum);

/* "5 hours", "2 days". Transfer full. */
char *rg_figures_span (gint64 seconds);
