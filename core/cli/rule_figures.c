/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/rule_figures.h"

#include <math.h>

typedef struct
{
  gboolean is_invitation; /* what it is */
  gboolean is_taken;      /* what it is taken for */
  RgKind kind;
  double score;     /* for an invitation */
  double rival;     /* what it has to be above its threshold */
  GHashTable *hits; /* rule names, borrowed from the rules */
} Sample;

struct _RgRuleFigures
{
  const RgRules *rules;
  GPtrArray *samples; /* Sample */
};

static void
sample_free (gpointer pointer)
{
  Sample *sample = pointer;
  g_hash_table_unref (sample->hits);
  g_free (sample);
}

RgRuleFigures *
rg_rule_figures_new (const RgRules *rules)
{
  RgRuleFigures *figures = g_new0 (RgRuleFigures, 1);
  figures->rules = rules;
  figures->samples = g_ptr_array_new_with_free_func (sample_free);
  return figures;
}

void
rg_rule_figures_free (RgRuleFigures *figures)
{
  if (!figures)
    return;
  g_ptr_array_unref (figures->samples);
  g_free (figures);
}

void
rg_rule_figures_add (RgRuleFigures *figures, const RgDetection *detection,
                     gboolean is_invitation)
{
  Sample *sample = g_new0 (Sample, 1);
  sample->is_invitation = is_invitation;
  sample->is_taken = rg_detection_is_invitation (detection);
  sample->kind = detection->kind;
  sample->rival = detection->rival;
  sample->score = detection->scores[RG_KIND_INVITATION];
  sample->hits = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < detection->hits->len; i++)
    {
      const RgHit *hit = g_ptr_array_index (detection->hits, i);
      g_hash_table_add (sample->hits, (gpointer) hit->rule);
    }
  g_ptr_array_add (figures->samples, sample);
}

static guint
count_samples (const RgRuleFigures *figures, gboolean is_invitation)
{
  guint count = 0;
  for (guint i = 0; i < figures->samples->len; i++)
    count
        += ((Sample *) g_ptr_array_index (figures->samples, i))->is_invitation == is_invitation;
  return count;
}

/* ---- precision and recall ---- */

/* Whether it would be taken for an invitation if that had another threshold. */
static gboolean
is_taken_at (const Sample *sample, double threshold)
{
  return sample->kind == RG_KIND_RESCHEDULE || sample->score - threshold >= sample->rival;
}

static void
append_rates (const RgRuleFigures *figures, GString *out, const char *label, double threshold)
{
  guint right = 0, wrong = 0, missed = 0;
  for (guint i = 0; i < figures->samples->len; i++)
    {
      const Sample *sample = g_ptr_array_index (figures->samples, i);
      gboolean taken = threshold > 0 ? is_taken_at (sample, threshold) : sample->is_taken;
      right += taken && sample->is_invitation;
      wrong += taken && !sample->is_invitation;
      missed += !taken && sample->is_invitation;
    }
  g_string_append_printf (out, "%-12s %9.3f %9.3f %7u %7u %7u\n", label,
                          right + wrong ? (double) right / (right + wrong) : 0,
                          right + missed ? (double) right / (right + missed) : 0, right, wrong,
                          missed);
}

static void
append_thresholds (const RgRuleFigures *figures, GString *out)
{
  g_string_append (out, "threshold    precision    recall   found   false  missed\n");
  append_rates (figures, out, "as it is", 0);
  for (int threshold = 1; threshold <= 10; threshold++)
    {
      g_autofree char *label = g_strdup_printf ("%d", threshold);
      append_rates (figures, out, label, threshold);
    }
}

/* ---- single rules ---- */

static guint
count_hits (const RgRuleFigures *figures, const char *rule, gboolean is_invitation)
{
  guint count = 0;
  for (guint i = 0; i < figures->samples->len; i++)
    {
      const Sample *sample = g_ptr_array_index (figures->samples, i);
      count += sample->is_invitation == is_invitation
               && g_hash_table_contains (sample->hits, rule);
    }
  return count;
}

/* The rule that is there most often where `rule` is, and in which share of these. */
static const char *
find_companion (const RgRuleFigures *figures, const char *rule, double *share)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);
  guint total = 0, most = 0;
  const char *companion = NULL;
  for (guint i = 0; i < figures->samples->len; i++)
    {
      const Sample *sample = g_ptr_array_index (figures->samples, i);
      GHashTableIter iter;
      gpointer other;
      if (!g_hash_table_contains (sample->hits, rule))
        continue;
      total++;
      for (g_hash_table_iter_init (&iter, sample->hits);
           g_hash_table_iter_next (&iter, &other, NULL);)
        {
          guint count = GPOINTER_TO_UINT (g_hash_table_lookup (counts, other)) + 1;
          g_hash_table_replace (counts, other, GUINT_TO_POINTER (count));
          if (count <= most || g_str_equal (other, rule))
            continue;
          most = count;
          companion = other;
        }
    }
  *share = total ? (double) most / total : 0;
  return companion;
}

static void
append_rule (const RgRuleFigures *figures, GString *out, const RgRuleInfo *rule)
{
  double invitations = MAX (1, count_samples (figures, TRUE));
  double others = MAX (1, count_samples (figures, FALSE));
  guint in_invitations = count_hits (figures, rule->name, TRUE);
  guint in_others = count_hits (figures, rule->name, FALSE);
  double left = in_invitations / invitations, right = in_others / others;
  if (!in_invitations && !in_others)
    return;
  double share = 0;
  const char *companion = find_companion (figures, rule->name, &share);
  g_string_append_printf (out, "%5.1f%% %5.1f%% %5.2f %6.1f  %-15s %-32s", 100 * left,
                          100 * right, left / (left + right), rule->score,
                          rg_kind_names[rule->kind], rule->name);
  if (companion)
    g_string_append_printf (out, " %3.0f%% with %s", 100 * share, companion);
  g_string_append_c (out, '\n');
}

char *
rg_rule_figures_report (const RgRuleFigures *figures)
{
  GString *out = g_string_new (NULL);
  g_string_append_printf (out, "%u invitations, %u others\n\n", count_samples (figures, TRUE),
                          count_samples (figures, FALSE));
  append_thresholds (figures, out);
  g_string_append (out, "\n invit. others   S/O  score  kind            rule\n");
  for (guint i = 0; i < rg_rules_count (figures->rules); i++)
    {
      RgRuleInfo rule = rg_rules_info (figures->rules, i);
      append_rule (figures, out, &rule);
    }
  return g_string_free (out, FALSE);
}

/* ---- scores ---- */

/* Fewer hits say nothing of a rule. */
#define ENOUGH_HITS 5

/* How many times more often the rule hits in invitations, as a natural logarithm. Half a hit is
 * added to both sides, so that a rule that never erred yet is not trusted without end. */
static double
weight_of (const RgRuleFigures *figures, const char *rule)
{
  double left
      = (count_hits (figures, rule, TRUE) + 0.5) / (count_samples (figures, TRUE) + 1.0);
  double right
      = (count_hits (figures, rule, FALSE) + 0.5) / (count_samples (figures, FALSE) + 1.0);
  return CLAMP (round (2 * log (left / right)) / 2, -5, 5);
}

char *
rg_rule_figures_suggest (const RgRuleFigures *figures)
{
  GString *out = g_string_new ("\nSuggested scores: the logarithm of how much more often a "
                               "rule hits in invitations than\n"
                               "in other mail. Nothing is changed; write those that you agree "
                               "with into a file of your own.\n\n");
  for (guint i = 0; i < rg_rules_count (figures->rules); i++)
    {
      RgRuleInfo rule = rg_rules_info (figures->rules, i);
      guint hits
          = count_hits (figures, rule.name, TRUE) + count_hits (figures, rule.name, FALSE);
      double weight = weight_of (figures, rule.name);
      if (rule.kind == RG_KIND_INVITATION && hits >= ENOUGH_HITS
          && fabs (weight - rule.score) >= 0.5)
        g_string_append_printf (out, "%6.1f → %4.1f  %s (%u hits)\n", rule.score, weight,
                                rule.name, hits);
    }
  return g_string_free (out, FALSE);
}
