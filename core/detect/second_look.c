/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "detect/second_look.h"

#include "detect/net.h"
#include "detect/rules_private.h"
#include "detect/sequence.h"

#include <string.h>

/* Further behind, an invitation is none whatever they say. */
#define LEAST_LEAD -4

/* Neither of the two is ever surer than this. */
#define MOST_ODDS 8

/* How much a point and their word count, as told by letters that none was fitted to. */
#define LEAD_WEIGHT 0.074
#define ODDS_WEIGHT 0.632
#define BASE        (-0.46)

/* So that a rule of the user's can still turn it, the lead is never made larger. */
#define MOST_LEAD 5

static double
own_points (const RgDetection *detection, int kind)
{
  double points = 0;
  for (guint i = 0; i < detection->hits->len; i++)
    {
      const RgHit *hit = g_ptr_array_index (detection->hits, i);
      points += hit->is_own && (int) hit->kind == kind ? hit->score : 0;
    }
  return points;
}

static gboolean
invites (int kind)
{
  return kind == RG_KIND_INVITATION || kind == RG_KIND_RESCHEDULE;
}

double
rg_second_look_lead (const RgDetection *detection, const RgRules *rules)
{
  double best = -G_MAXDOUBLE, rival = -G_MAXDOUBLE;
  for (int kind = 0; kind < RG_N_KINDS; kind++)
    {
      double margin
          = detection->scores[kind] - own_points (detection, kind) - rules->thresholds[kind];
      double *most = invites (kind) ? &best : &rival;
      *most = MAX (*most, margin);
    }
  return best - rival;
}

void
rg_second_look_points (const RgDetection *detection, double *points)
{
  memset (points, 0, RG_N_KINDS * sizeof *points);
  for (guint i = 0; i < detection->hits->len; i++)
    {
      const RgHit *hit = g_ptr_array_index (detection->hits, i);
      gboolean is_shipped = !hit->is_own && !g_str_equal (hit->rule, RG_WORDING_RULE);
      points[hit->kind] += is_shipped ? hit->score : 0;
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

/* By how many points the lead changes; 0 where they agree with it. */
static double
change (double lead, double odds)
{
  double verdict = LEAD_WEIGHT * lead + ODDS_WEIGHT * odds + BASE;
  if ((verdict > 0) == (lead > 0))
    return 0;
  return CLAMP (verdict / LEAD_WEIGHT, -MOST_LEAD, MOST_LEAD) - lead;
}

static void
tell (RgDetection *detection, double points)
{
  RgHit *hit = g_new0 (RgHit, 1);
  *hit = (RgHit){ .rule = RG_SECOND_LOOK_RULE,
                  .describe = "how its words follow each other",
                  .place = "whole",
                  .kind = RG_KIND_INVITATION,
                  .score = points,
                  .text = g_strdup ("") };
  g_ptr_array_add (detection->hits, hit);
}

void
rg_second_look (RgDetection *detection, const RgRules *rules, const RgMessage *message)
{
  double lead = rules->net ? rg_second_look_lead (detection, rules) : LEAST_LEAD;
  if (lead <= LEAST_LEAD)
    return;
  double points = change (lead, mean_odds (detection, rules, message));
  if (points == 0)
    return;
  detection->scores[RG_KIND_INVITATION] += points;
  detection->scores[RG_KIND_RESCHEDULE] += points;
  tell (detection, points);
}
