/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "detect/second_look.h"

#include "detect/net.h"
#include "detect/rules_private.h"
#include "detect/sequence.h"

#include <string.h>

/* Neither of the two is ever surer than this. */
#define MOST_ODDS 8

/* How much a point and their word count, as told by letters that none was fitted to; the base
 * asks for somewhat more: that misses two more of 650 invitations, and halves the few others
 * that are taken for one. */
#define LEAD_WEIGHT 0.074
#define ODDS_WEIGHT 0.632
#define BASE        (-0.8)

/* An invitation that isn't one is put no further behind than by a strong rule. */
#define MOST_BEHIND 5

/* What is so little behind may be one, where rules give it a few points; it is put so far ahead
 * at most. */
#define LITTLE_BEHIND 4
#define FEW_POINTS    2
#define MOST_AHEAD    2

static double
own_points (const RgDetection *detection, int kind)
{
  double points = 0;
  for (guint i = 0; i < detection->hits->len; i++)
    {
      const RgHit *hit = g_ptr_array_index (detection->hits, i);
      points += (int) hit->kind == kind ? hit->own : 0;
    }
  return points;
}

static gboolean
invites (int kind)
{
  return kind == RG_KIND_INVITATION || kind == RG_KIND_RESCHEDULE;
}

static double
lead_of (const RgDetection *detection, const RgRules *rules, gboolean with_own)
{
  double best = -G_MAXDOUBLE, rival = -G_MAXDOUBLE;
  for (int kind = 0; kind < RG_N_KINDS; kind++)
    {
      double margin = detection->scores[kind] - rules->shipped_thresholds[kind];
      double *most = invites (kind) ? &best : &rival;
      *most = MAX (*most, with_own ? margin : margin - own_points (detection, kind));
    }
  return best - rival;
}

double
rg_second_look_lead (const RgDetection *detection, const RgRules *rules)
{
  return lead_of (detection, rules, FALSE);
}

void
rg_second_look_points (const RgDetection *detection, double *points)
{
  memset (points, 0, RG_N_KINDS * sizeof *points);
  for (guint i = 0; i < detection->hits->len; i++)
    {
      const RgHit *hit = g_ptr_array_index (detection->hits, i);
      if (!g_str_equal (hit->rule, RG_WORDING_RULE))
        points[hit->kind] += hit->score - hit->own;
    }
}

/* What the two say, and what is between them. */
typedef struct
{
  double least, mean;
} Odds;

static Odds
ask_both (const RgDetection *detection, const RgRules *rules, const RgMessage *message,
          const double *points)
{
  g_autoptr (GPtrArray) signs = rg_detection_structure (detection);
  g_autoptr (GArray) steps = rg_sequence_of (message);
  g_autoptr (GArray) contents = rg_bag_contents (message, steps, signs);
  double by_net = CLAMP (rg_net_odds (rules->net, steps), -MOST_ODDS, MOST_ODDS);
  double by_bag = CLAMP (rg_bag_odds (rules->bag, contents, points), -MOST_ODDS, MOST_ODDS);
  return (Odds){ MIN (by_net, by_bag), (by_net + by_bag) / 2 };
}

static double
verdict_of (double lead, Odds odds)
{
  return LEAD_WEIGHT * lead + ODDS_WEIGHT * odds.mean + BASE;
}

/* What an invitation that is ahead by `lead` gets for it: nothing, or less than nothing. */
static double
points_against (double lead, Odds odds)
{
  double verdict = verdict_of (lead, odds);
  return verdict > 0 ? 0 : MAX (verdict / LEAD_WEIGHT, -MOST_BEHIND) - lead;
}

/* What one gets that is behind: nothing, or as much as puts it ahead. */
static double
points_for (double lead, Odds odds)
{
  double verdict = verdict_of (lead, odds);
  return verdict > 0 && odds.least > 0 ? MIN (verdict / LEAD_WEIGHT, MOST_AHEAD) - lead : 0;
}

/* Whether rules speak for it, though it is a little behind. */
static gboolean
is_nearly_one (double lead, const double *points)
{
  double most = MAX (points[RG_KIND_INVITATION], points[RG_KIND_RESCHEDULE]);
  return lead > -LITTLE_BEHIND && most >= FEW_POINTS;
}

/* Whether the user's own rules have the last word: they speak for what the two may be against,
 * or against what they may be for. */
static gboolean
is_decided (const RgDetection *detection, const RgRules *rules, double lead)
{
  double with_own = lead_of (detection, rules, TRUE);
  return with_own > lead || (lead <= 0 && with_own < lead);
}

/* Of the two kinds that get them, the one that leads is told. */
static void
tell (RgDetection *detection, const RgRules *rules, double points)
{
  const double *scores = detection->scores, *thresholds = rules->thresholds;
  gboolean is_moved = scores[RG_KIND_RESCHEDULE] - thresholds[RG_KIND_RESCHEDULE]
                      > scores[RG_KIND_INVITATION] - thresholds[RG_KIND_INVITATION];
  RgHit *hit = g_new0 (RgHit, 1);
  *hit = (RgHit){ .rule = RG_SECOND_LOOK_RULE,
                  .describe = "how its words follow each other",
                  .place = "whole",
                  .kind = is_moved ? RG_KIND_RESCHEDULE : RG_KIND_INVITATION,
                  .score = points,
                  .text = g_strdup ("") };
  g_ptr_array_add (detection->hits, hit);
}

gboolean
rg_second_look (RgDetection *detection, const RgRules *rules, const RgMessage *message)
{
  double lead = rules->net ? rg_second_look_lead (detection, rules) : -G_MAXDOUBLE;
  double shipped[RG_N_KINDS];
  rg_second_look_points (detection, shipped);
  if ((lead <= 0 && !is_nearly_one (lead, shipped)) || is_decided (detection, rules, lead))
    return FALSE;
  Odds odds = ask_both (detection, rules, message, shipped);
  double points = lead > 0 ? points_against (lead, odds) : points_for (lead, odds);
  if (points == 0)
    return FALSE;
  detection->scores[RG_KIND_INVITATION] += points;
  detection->scores[RG_KIND_RESCHEDULE] += points;
  tell (detection, rules, points);
  return points < 0;
}
