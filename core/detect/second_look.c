/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "detect/second_look.h"

#include "detect/net.h"
#include "detect/rules_private.h"
#include "detect/sequence.h"

#include <string.h>

/* Neither of the two is ever surer than this. */
#define MOST_ODDS 8

/* How much a point and their word count, as told by letters that none was fitted to. */
#define LEAD_WEIGHT 0.074
#define ODDS_WEIGHT 0.632
#define BASE        (-0.46)

/* An invitation that isn't one is put no further behind than by a strong rule. */
#define MOST_BEHIND 5

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

static double
mean_odds (const RgDetection *detection, const RgRules *rules, const RgMessage *message)
{
  g_autoptr (GPtrArray) signs = rg_detection_structure (detection);
  g_autoptr (GArray) steps = rg_sequence_of (message);
  g_autoptr (GArray) contents = rg_bag_contents (message, steps, signs);
  double points[RG_N_KINDS];
  rg_second_look_points (detection, points);
  double by_net = rg_net_odds (rules->net, steps);
  double by_bag = rg_bag_odds (rules->bag, contents, points);
  return (CLAMP (by_net, -MOST_ODDS, MOST_ODDS) + CLAMP (by_bag, -MOST_ODDS, MOST_ODDS)) / 2;
}

/* What an invitation that is ahead by `lead` gets for it: nothing, or less than nothing. */
static double
points_for (double lead, double odds)
{
  double verdict = LEAD_WEIGHT * lead + ODDS_WEIGHT * odds + BASE;
  return verdict > 0 ? 0 : MAX (verdict / LEAD_WEIGHT, -MOST_BEHIND) - lead;
}

/* Whether the user's own rules speak for it: these have the last word. */
static gboolean
is_wanted (const RgDetection *detection, const RgRules *rules, double lead)
{
  return lead_of (detection, rules, TRUE) > lead;
}

/* Of the two kinds that lose them, the one that leads is told. */
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
  double lead = rules->net ? rg_second_look_lead (detection, rules) : 0;
  if (lead <= 0 || is_wanted (detection, rules, lead))
    return FALSE;
  double points = points_for (lead, mean_odds (detection, rules, message));
  if (points >= 0)
    return FALSE;
  detection->scores[RG_KIND_INVITATION] += points;
  detection->scores[RG_KIND_RESCHEDULE] += points;
  tell (detection, rules, points);
  return TRUE;
}
