/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "detect/rule_set.h"

struct _RgRuleSets
{
  GHashTable *by_language; /* name, "" for none → RgRuleSet */
  GMutex lock;
};

static void
rule_set_free (gpointer data)
{
  RgRuleSet *set = data;
  g_array_unref (set->ids);
  g_array_unref (set->at_hits);
  for (int place = 0; place < RG_PLACE_HITS; place++)
    rg_starts_free (set->starts[place]);
  g_free (set);
}

RgRuleSets *
rg_rule_sets_new (void)
{
  RgRuleSets *sets = g_new0 (RgRuleSets, 1);
  g_mutex_init (&sets->lock);
  sets->by_language = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, rule_set_free);
  return sets;
}

void
rg_rule_sets_free (RgRuleSets *sets)
{
  g_hash_table_unref (sets->by_language);
  g_mutex_clear (&sets->lock);
  g_free (sets);
}

/* All expressions are read before the first is studied, and freed behind the last: what is kept
 * would otherwise stand scattered among the holes that they leave, and each mail after pay for
 * it. */
static void
study_rules (const RgRules *rules, const GArray *ids)
{
  g_autoptr (GPtrArray) expressions
      = g_ptr_array_new_with_free_func ((GDestroyNotify) rg_expression_free);
  for (guint i = 0; i < ids->len; i++)
    {
      const RgRule *rule = g_ptr_array_index (rules->rules, g_array_index (ids, guint, i));
      g_ptr_array_add (expressions, rule->is_studied ? NULL : rg_expression_read (rule->match));
    }
  for (guint i = 0; i < ids->len; i++)
    {
      RgRule *rule = g_ptr_array_index (rules->rules, g_array_index (ids, guint, i));
      if (!rule->is_studied)
        rg_rule_study (rule, g_ptr_array_index (expressions, i));
    }
}

static void
add_starts (RgRuleSet *set, const RgRule *rule, guint id)
{
  if (!rule->beginnings)
    return;
  if (!set->starts[rule->place])
    set->starts[rule->place] = rg_starts_new ();
  rg_starts_add (set->starts[rule->place], rule->beginnings, id);
}

static void
make_starts (RgRuleSet *set, const RgRules *rules)
{
  for (guint i = 0; i < set->ids->len; i++)
    {
      guint id = g_array_index (set->ids, guint, i);
      add_starts (set, g_ptr_array_index (rules->rules, id), id);
    }
  for (int place = 0; place < RG_PLACE_HITS; place++)
    if (set->starts[place])
      rg_starts_finish (set->starts[place]);
}

static RgRuleSet *
make_set (const RgRules *rules, const char *language)
{
  RgRuleSet *set = g_new0 (RgRuleSet, 1);
  set->ids = g_array_new (FALSE, FALSE, sizeof (guint));
  set->at_hits = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint id = 0; id < rules->rules->len; id++)
    {
      const RgRule *rule = g_ptr_array_index (rules->rules, id);
      if (!rule->language || !language || g_str_equal (rule->language, language))
        g_array_append_val (*(rule->place == RG_PLACE_HITS ? &set->at_hits : &set->ids), id);
    }
  study_rules (rules, set->ids);
  study_rules (rules, set->at_hits);
  make_starts (set, rules);
  return set;
}

const RgRuleSet *
rg_rules_of_language (const RgRules *rules, const char *language)
{
  RgRuleSets *sets = rules->sets;
  const char *key = language ? language : "";
  g_mutex_lock (&sets->lock);
  RgRuleSet *set = g_hash_table_lookup (sets->by_language, key);
  if (!set)
    {
      set = make_set (rules, language);
      g_hash_table_insert (sets->by_language, g_strdup (key), set);
    }
  g_mutex_unlock (&sets->lock);
  return set;
}
