/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "detect/rules_private.h"

#include "base/config.h"
#include "base/error.h"

#include <string.h>

static const RgConfigKey schema[] = {
  { "rule", "in", RG_CONFIG_PLAIN },
  { "rule", "match", RG_CONFIG_VERBATIM },
  { "rule", "kind", RG_CONFIG_PLAIN },
  { "rule", "score", RG_CONFIG_PLAIN },
  { "rule", "language", RG_CONFIG_PLAIN },
  { "rule", "describe", RG_CONFIG_VERBATIM },
  { "kind", "threshold", RG_CONFIG_PLAIN },
  { "wording", "weight", RG_CONFIG_PLAIN },
  { NULL, NULL, 0 },
};

static const char *const place_names[RG_N_PLACES + 1] = {
  [RG_PLACE_SUBJECT] = "subject",
  [RG_PLACE_FROM] = "from",
  [RG_PLACE_REPLY_TO] = "reply-to",
  [RG_PLACE_LIST_ID] = "list-id",
  [RG_PLACE_BODY] = "body",
  [RG_PLACE_QUOTE] = "quote",
  [RG_PLACE_WHOLE] = "whole",
  [RG_PLACE_LINKS] = "links",
  [RG_PLACE_SENDER_DOMAIN] = "sender-domain",
  [RG_PLACE_CALENDAR] = "calendar",
  [RG_PLACE_ATTACHMENT_NAME] = "attachment-name",
  [RG_PLACE_TRAITS] = "traits",
  [RG_PLACE_HITS] = "hits",
};

static void
rule_free (gpointer data)
{
  RgRule *rule = data;
  if (!rule)
    return;
  g_free (rule->name);
  g_free (rule->place_name);
  g_free (rule->header);
  g_free (rule->match);
  g_free (rule->language);
  g_free (rule->describe);
  g_free (rule->file);
  rg_code_free ((RgCode *) rule->search_code);
  rg_code_free ((RgCode *) rule->start_code);
  rg_needles_free (rule->needles);
  rg_beginnings_free (rule->beginnings);
  g_free (rule);
}

void
rg_rules_free (RgRules *rules)
{
  if (!rules)
    return;
  rg_rule_sets_free (rules->sets);
  rg_wording_free (rules->wording);
  rg_net_free (rules->net);
  rg_bag_free (rules->bag);
  g_hash_table_unref (rules->numbers);
  g_ptr_array_unref (rules->rules);
  g_free (rules);
}

/* ---- one rule ---- */

static gboolean
require (const RgConfig *config, const char *group, const char *key, char **value,
         GError **error)
{
  *value = rg_config_string (config, group, key);
  return *value ? TRUE
                : rg_config_refuse (config, group, NULL, error, "the rule lacks '%s'", key);
}

static gboolean
read_place (RgRule *rule, const RgConfig *config, const char *group, GError **error)
{
  if (!require (config, group, "in", &rule->place_name, error))
    return FALSE;
  if (g_str_has_prefix (rule->place_name, "header:") && rule->place_name[strlen ("header:")])
    {
      rule->place = RG_PLACE_HEADER;
      rule->header = g_strdup (rule->place_name + strlen ("header:"));
      return TRUE;
    }
  int place = 0;
  if (!rg_config_choice (config, group, "in", place_names, &place, error))
    {
      g_prefix_error (error, "a place is one of those listed or header:NAME; ");
      return FALSE;
    }
  rule->place = (RgPlace) place;
  return TRUE;
}

void
rg_rule_study (RgRule *rule, const RgExpression *expression)
{
  rule->is_studied = TRUE;
  if (!expression)
    return;
  rule->needles = rg_needles_new (expression);
  if (rule->place < RG_PLACE_HITS)
    rule->beginnings = rg_beginnings_new (expression);
}

static gboolean
check_match (RgRule *rule, const RgConfig *config, const char *group, GError **error)
{
  int code = 0;
  PCRE2_SIZE offset = 0;
  RgCode *made = rg_code_new (rule->match, PCRE2_CASELESS, &code, &offset);
  rg_code_free (made);
  if (made)
    return TRUE;
  char message[128];
  pcre2_get_error_message (code, (PCRE2_UCHAR *) message, sizeof message);
  return rg_config_refuse (config, group, "match", error,
                           "not a regular expression: %s, at character %zu of '%s'", message,
                           (size_t) offset + 1, rule->match);
}

/* The user's rules have been checked, and ours are by the tests. */
static gsize
make_code (const RgRule *rule, guint32 options)
{
  int code = 0;
  PCRE2_SIZE offset = 0;
  RgCode *made = rg_code_new (rule->match, PCRE2_CASELESS | options, &code, &offset);
  if (!made)
    g_error ("%s: the rule %s is not a regular expression", rule->file, rule->name);
  return (gsize) made;
}

RgCode *
rg_rule_search_code (RgRule *rule)
{
  if (g_once_init_enter (&rule->search_code))
    g_once_init_leave (&rule->search_code, make_code (rule, 0));
  return (RgCode *) rule->search_code;
}

RgCode *
rg_rule_start_code (RgRule *rule)
{
  if (g_once_init_enter (&rule->start_code))
    g_once_init_leave (&rule->start_code, make_code (rule, PCRE2_ANCHORED));
  return (RgCode *) rule->start_code;
}

static gboolean
read_kind (const RgConfig *config, const char *group, RgKind *kind, GError **error)
{
  g_autofree char *name = NULL;
  int index = 0;
  if (!require (config, group, "kind", &name, error)
      || !rg_config_choice (config, group, "kind", rg_kind_names, &index, error))
    return FALSE;
  *kind = (RgKind) index;
  return TRUE;
}

static gboolean
fill_rule (RgRule *rule, const RgConfig *config, const char *group, gboolean check,
           GError **error)
{
  if (!rg_config_has (config, group, "score"))
    return rg_config_refuse (config, group, NULL, error, "the rule lacks 'score'");
  return read_place (rule, config, group, error)
         && require (config, group, "match", &rule->match, error)
         && read_kind (config, group, &rule->kind, error)
         && rg_config_number (config, group, "score", -100, 100, &rule->score, error)
         && (!check || check_match (rule, config, group, error));
}

static RgRule *
read_rule (const RgConfig *config, const char *group, gboolean check, GError **error)
{
  RgRule *rule = g_new0 (RgRule, 1);
  rule->name = g_strstrip (g_strdup (group + strlen ("rule")));
  rule->file = g_strdup (rg_config_path (config));
  rule->language = rg_config_string (config, group, "language");
  rule->describe = rg_config_string (config, group, "describe");
  if (*rule->name
          ? fill_rule (rule, config, group, check, error)
          : rg_config_refuse (config, group, NULL, error, "a rule needs a name: [rule NAME]"))
    return rule;
  rule_free (rule);
  return NULL;
}

/* ---- files ---- */

/* What is the user's of a rule in a file of the user's: of a shipped one that is only changed,
 * the difference. */
static void
count_own (RgRule *rule, const RgRule *before)
{
  rule->own = rule->score;
  if (before && before->kind == rule->kind)
    rule->own -= before->score - before->own;
}

/* In the place of an earlier one of its name. `is_own`: it stands in a file of the user's. */
static void
put_rule (RgRules *rules, RgRule *rule, gboolean is_own)
{
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (rules->numbers, rule->name));
  RgRule *before = number ? g_ptr_array_index (rules->rules, number - 1) : NULL;
  if (is_own)
    count_own (rule, before);
  if (before)
    rules->rules->pdata[number - 1] = rule;
  else
    g_ptr_array_add (rules->rules, rule);
  number = before ? number : rules->rules->len;
  g_hash_table_replace (rules->numbers, rule->name, GUINT_TO_POINTER (number));
  rule_free (before);
}

static gboolean
read_threshold (RgRules *rules, const RgConfig *config, const char *group, GError **error)
{
  const char *name = group + strlen ("kind");
  name += strspn (name, " ");
  for (int kind = 0; kind < RG_N_KINDS; kind++)
    if (g_str_equal (name, rg_kind_names[kind]))
      return rg_config_number (config, group, "threshold", 0.1, 100, &rules->thresholds[kind],
                               error);
  return rg_config_refuse (config, group, NULL, error, "'%s' is not a kind of message", name);
}

static gboolean
read_group (RgRules *rules, const RgConfig *config, const char *group, gboolean check,
            GError **error)
{
  if (g_str_has_prefix (group, "kind"))
    return read_threshold (rules, config, group, error);
  if (g_str_has_prefix (group, "wording"))
    return rg_config_number (config, group, "weight", 0, 10, &rules->wording_weight, error);
  RgRule *rule = read_rule (config, group, check, error);
  if (!rule)
    return FALSE;
  put_rule (rules, rule, check);
  return TRUE;
}

static gboolean
read_file (RgRules *rules, const char *path, gboolean check, GError **error)
{
  g_autoptr (RgConfig) config = rg_config_load (path, schema, error);
  if (!config)
    return FALSE;
  for (const char *const *group = rg_config_groups (config); *group; group++)
    if (!read_group (rules, config, *group, check, error))
      return FALSE;
  return TRUE;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static gboolean
read_dir (RgRules *rules, const char *path, gboolean check, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  for (const char *name; dir && (name = g_dir_read_name (dir));)
    if (g_str_has_suffix (name, ".conf") && *name != '.')
      g_ptr_array_add (names, g_build_filename (path, name, NULL));
  g_ptr_array_sort (names, compare_names);
  rules->has_own = names->len > 0; /* of the last, as each says so */
  for (guint i = 0; i < names->len; i++)
    if (!read_file (rules, g_ptr_array_index (names, i), check, error))
      return FALSE;
  return TRUE;
}

RgRules *
rg_rules_load (const char *const *dirs, const char *wording, GError **error)
{
  g_autoptr (RgRules) rules = g_new0 (RgRules, 1);
  rules->rules = g_ptr_array_new_with_free_func (rule_free);
  rules->numbers = g_hash_table_new (g_str_hash, g_str_equal);
  rules->sets = rg_rule_sets_new ();
  for (int kind = 0; kind < RG_N_KINDS; kind++)
    rules->thresholds[kind] = 4.0;
  rules->wording_weight = 1.0;
  if (wording && !(rules->wording = rg_wording_load (wording, rg_kind_names, error)))
    return NULL;
  for (const char *const *dir = dirs; *dir; dir++)
    {
      memcpy (rules->shipped_thresholds, rules->thresholds, sizeof rules->thresholds);
      if (!read_dir (rules, *dir, !dir[1], error))
        return NULL;
    }
  return g_steal_pointer (&rules);
}

gboolean
rg_rules_read_nets (RgRules *rules, const char *folder, GError **error)
{
  g_autofree char *net_path = g_build_filename (folder, "net.bin", NULL);
  g_autofree char *bag_path = g_build_filename (folder, "bag.bin", NULL);
  g_autoptr (RgBag) bag = rg_bag_load (bag_path, error);
  g_autoptr (RgNet) net = bag ? rg_net_load (net_path, error) : NULL;
  if (!net)
    return FALSE;
  rg_net_free (rules->net);
  rg_bag_free (rules->bag);
  rules->net = g_steal_pointer (&net);
  rules->bag = g_steal_pointer (&bag);
  return TRUE;
}

gboolean
rg_rules_know (const RgRules *rules, const char *language)
{
  gboolean is_any_known = FALSE;
  for (guint i = 0; i < rules->rules->len; i++)
    {
      const char *known = ((RgRule *) g_ptr_array_index (rules->rules, i))->language;
      if (!g_strcmp0 (known, language))
        return TRUE;
      is_any_known |= known != NULL;
    }
  return !is_any_known;
}

guint
rg_rules_count (const RgRules *rules)
{
  return rules->rules->len;
}

RgRuleInfo
rg_rules_info (const RgRules *rules, guint index)
{
  const RgRule *rule = g_ptr_array_index (rules->rules, index);
  return (RgRuleInfo){
    .name = rule->name,
    .place = rule->place_name,
    .match = rule->match,
    .kind = rule->kind,
    .score = rule->score,
    .language = rule->language,
    .describe = rule->describe,
    .file = rule->file,
  };
}
