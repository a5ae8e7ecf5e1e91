/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "detect/detection.h"

#include "base/text.h"
#include "detect/texts.h"
#include "detect/traits.h"
#include "detect/rule_set.h"
#include "detect/second_look.h"

#include <string.h>

#define MATCH_LIMIT    60000
#define HIT_CHARACTERS 80

/* A rule that runs into its limit has cost what a hundred mails do; so that many of them cost
 * little more than one, those behind it get a tenth, down to this. */
#define LEAST_LIMIT 600

static void
hit_free (gpointer data)
{
  RgHit *hit = data;
  g_free (hit->text);
  g_free (hit);
}

void
rg_detection_free (RgDetection *detection)
{
  if (!detection)
    return;
  g_ptr_array_unref (detection->hits);
  g_free (detection->language);
  g_free (detection);
}

/* Whether the rule could match at all; asked before it is tried. */
static gboolean
may_match (RgTexts *texts, const RgRule *rule)
{
  return rg_texts_may_have (texts, rule, rule->needles);
}

/* Whether it could match where none of its beginnings is. */
static gboolean
may_begin_otherwise (RgTexts *texts, const RgRule *rule)
{
  return !rule->beginnings
         || (rule->beginnings->rest && rg_texts_may_have (texts, rule, rule->beginnings->rest));
}

/* ---- matching ---- */

/* Where a rule was found, and whether it was looked for at all. */
typedef struct
{
  gboolean is_ruled_out; /* there are words that the text lacks, or it is searched for later */
  gboolean is_found;
  gboolean is_tried;
  gsize tried; /* where last */
  gsize from, to;
} Trial;

typedef struct
{
  const RgRules *rules;
  RgTexts *texts;
  Trial *trials; /* by the number of the rule */
  pcre2_match_context *context;
  pcre2_match_data *data;
  const char *text; /* that is searched for the beginnings of rules */
  gsize length;
  guint32 limit;         /* of each try */
  const char *slow_rule; /* the first that ran into it */
} Matcher;

static void
set_limit (Matcher *matcher, guint32 limit)
{
  matcher->limit = limit;
  pcre2_set_match_limit (matcher->context, limit);
  pcre2_set_depth_limit (matcher->context, limit);
}

static void
blame (Matcher *matcher, const RgRule *rule)
{
  if (!matcher->slow_rule)
    matcher->slow_rule = rule->name;
  set_limit (matcher, MAX (matcher->limit / 10, LEAST_LIMIT));
}

static void
try_code (Matcher *matcher, const RgRule *rule, RgCode *code, const char *text, gsize length,
          gsize offset, Trial *trial)
{
  int found = rg_code_match (code, text, length, offset, matcher->data, matcher->context);
  if (found == PCRE2_ERROR_MATCHLIMIT)
    blame (matcher, rule);
  if (found < 0)
    return;
  const PCRE2_SIZE *span = pcre2_get_ovector_pointer (matcher->data);
  trial->is_found = TRUE;
  trial->from = span[0];
  trial->to = span[1];
}

/* Asked before the first try, which alone costs more than to look for the words of a rule. */
static gboolean
is_ruled_out (Matcher *matcher, const RgRule *rule)
{
  return may_begin_otherwise (matcher->texts, rule) || !may_match (matcher->texts, rule);
}

/* Places come from the first on, so that what is found first is what a search of the whole text
 * would find. */
static void
try_beginning (guint id, gsize offset, gpointer data)
{
  Matcher *matcher = data;
  Trial *trial = &matcher->trials[id];
  if (trial->is_found || trial->is_ruled_out || (trial->is_tried && trial->tried == offset))
    return;
  RgRule *rule = g_ptr_array_index (matcher->rules->rules, id);
  trial->is_ruled_out = !trial->is_tried && is_ruled_out (matcher, rule);
  trial->is_tried = TRUE;
  trial->tried = offset;
  if (!trial->is_ruled_out)
    try_code (matcher, rule, rg_rule_start_code (rule), matcher->text, matcher->length, offset,
              trial);
}

/* Tries all rules whose beginnings are known. */
static void
try_beginnings (Matcher *matcher, const RgRuleSet *set)
{
  for (int place = 0; place < RG_PLACE_HITS; place++)
    if (set->starts[place])
      {
        matcher->text = rg_texts_at (matcher->texts, (RgPlace) place);
        matcher->length = strlen (matcher->text);
        rg_starts_find (set->starts[place], matcher->text,
                        rg_texts_letters (matcher->texts, (RgPlace) place), try_beginning,
                        matcher);
      }
}

static void
add_hit (RgDetection *detection, const RgRule *rule, const char *text, const Trial *trial)
{
  g_autofree char *matched
      = g_strndup (text + trial->from, trial->to > trial->from ? trial->to - trial->from : 0);
  RgHit *hit = g_new0 (RgHit, 1);
  *hit = (RgHit){ rule->name,       rule->describe,
                  rule->place_name, rule->kind,
                  rule->score,      rule->language,
                  rule->own,        rg_text_excerpt (matched, HIT_CHARACTERS) };
  g_ptr_array_add (detection->hits, hit);
}

static void
try_rule (RgDetection *detection, Matcher *matcher, guint id)
{
  RgRule *rule = g_ptr_array_index (matcher->rules->rules, id);
  Trial *trial = &matcher->trials[id];
  const char *text = rg_texts_of_rule (matcher->texts, rule);
  if (*text && may_begin_otherwise (matcher->texts, rule) && may_match (matcher->texts, rule))
    try_code (matcher, rule, rg_rule_search_code (rule), text, strlen (text), 0, trial);
  if (trial->is_found)
    add_hit (detection, rule, text, trial);
}

/* Tries those rules that look at the names of others, or all but those. */
static void
try_rules (RgDetection *detection, Matcher *matcher, gboolean at_hits)
{
  const RgRuleSet *set = rg_rules_of_language (matcher->rules, detection->language);
  const GArray *ids = at_hits ? set->at_hits : set->ids;
  set_limit (matcher, MATCH_LIMIT);
  if (!at_hits)
    try_beginnings (matcher, set);
  for (guint i = 0; i < ids->len; i++)
    try_rule (detection, matcher, g_array_index (ids, guint, i));
}

static void
matcher_clear (Matcher *matcher)
{
  g_free (matcher->trials);
  pcre2_match_data_free (matcher->data);
  pcre2_match_context_free (matcher->context);
}

/* ---- where the language could not be told ---- */

/* Fewer words of a language than this are chance. */
#define SURE_HITS 2

/* Rules that speak against a kind may hit because nothing is said: they tell no language. */
static guint
count_hits (const RgDetection *detection, const char *language)
{
  guint count = 0;
  for (guint i = 0; i < detection->hits->len; i++)
    {
      const RgHit *hit = g_ptr_array_index (detection->hits, i);
      count += hit->score > 0 && !g_strcmp0 (hit->language, language);
    }
  return count;
}

/* The language of which most rules hit; NULL if too few did. */
static const char *
language_of_hits (const RgDetection *detection)
{
  const char *best = NULL;
  guint most = SURE_HITS - 1;
  for (guint i = 0; i < detection->hits->len; i++)
    {
      const RgHit *hit = g_ptr_array_index (detection->hits, i);
      guint count = hit->language ? count_hits (detection, hit->language) : 0;
      if (count > most)
        {
          most = count;
          best = hit->language;
        }
    }
  return best;
}

/* Rules of several languages must not add up: all but those of one are dropped. */
static void
settle_language (RgDetection *detection)
{
  if (detection->language)
    return;
  detection->language = g_strdup (language_of_hits (detection));
  for (guint i = detection->hits->len; i-- > 0;)
    {
      const RgHit *hit = g_ptr_array_index (detection->hits, i);
      if (hit->language && g_strcmp0 (hit->language, detection->language))
        g_ptr_array_remove_index (detection->hits, i);
    }
}

/* " en-says-interview en-names-a-time ": what rules of any language can be told together by. */
static char *
hits_text (const RgDetection *detection)
{
  GString *text = g_string_new (" ");
  for (guint i = 0; i < detection->hits->len; i++)
    g_string_append_printf (text, "%s ",
                            ((RgHit *) g_ptr_array_index (detection->hits, i))->rule);
  return g_string_free (text, FALSE);
}

static void
add_scores (RgDetection *detection)
{
  for (guint i = 0; i < detection->hits->len; i++)
    {
      const RgHit *hit = g_ptr_array_index (detection->hits, i);
      detection->scores[hit->kind] += hit->score;
    }
}

/* ---- the wording ---- */

/* What is told like a rule, and is none. */
static gboolean
is_no_rule (const RgHit *hit)
{
  return g_str_equal (hit->rule, RG_WORDING_RULE)
         || g_str_equal (hit->rule, RG_SECOND_LOOK_RULE);
}

/* "en-sign-job" → "sign-job", which is the same in all languages; NULL for other rules of a
 * language. */
static const char *
common_sign (const RgHit *hit)
{
  gsize length = strlen (hit->language);
  if (!g_str_has_prefix (hit->rule, hit->language) || hit->rule[length] != '-')
    return NULL;
  const char *name = hit->rule + length + 1;
  return g_str_has_prefix (name, "sign-") ? name : NULL;
}

/* Rules without words, and signs that each language has: these say something of other kinds
 * than their own, too. */
GPtrArray *
rg_detection_structure (const RgDetection *detection)
{
  GPtrArray *signs = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < detection->hits->len; i++)
    {
      const RgHit *hit = g_ptr_array_index (detection->hits, i);
      const char *name = hit->language ? common_sign (hit) : hit->rule;
      if (name && !g_str_equal (hit->place, "hits") && !is_no_rule (hit))
        g_ptr_array_add (signs, g_strconcat ("rule: ", name, NULL));
    }
  return signs;
}

/* NULL where the wording doesn't count. */
static RgWeighed *
weigh_wording (const RgRules *rules, const RgMessage *message)
{
  return rules->wording && rules->wording_weight > 0
             ? rg_wording_weigh (rules->wording, message)
             : NULL;
}

G_STATIC_ASSERT ((int) RG_N_KINDS <= RG_WORDING_ANSWERS);

/* Of a language that there are no rules for hardly a word is known. */
static gboolean
is_foreign (const RgDetection *detection, const RgRules *rules)
{
  return detection->language && !rg_rules_know (rules, detection->language);
}

/* Whether all is said elsewhere: in the subject, in what is attached. */
static gboolean
is_nothing_to_read (const RgMessage *message)
{
  return rg_text_is_blank (message->text);
}

/* Whether the wording can't tell what it isn't. */
static gboolean
is_unread (const RgDetection *detection, const RgRules *rules, const RgMessage *message)
{
  return is_foreign (detection, rules) || is_nothing_to_read (message);
}

/* What can't be read doesn't speak against an invitation, nor for anything else. */
static void
forget_doubts (RgWeighed *weighed)
{
  weighed->points[RG_KIND_INVITATION] = MAX (weighed->points[RG_KIND_INVITATION], 0);
  weighed->points[RG_KIND_OTHER] = MIN (weighed->points[RG_KIND_OTHER], 0);
}

static void
add_wording (RgDetection *detection, const RgRules *rules, const RgMessage *message,
             RgWeighed *weighed)
{
  if (!weighed)
    return;
  g_autoptr (GPtrArray) signs = rg_detection_structure (detection);
  rg_weighed_add_signs (weighed, rules->wording, signs);
  if (is_unread (detection, rules, message))
    forget_doubts (weighed);
  for (int kind = 0; kind < RG_N_KINDS; kind++)
    {
      weighed->points[kind] *= rules->wording_weight;
      detection->scores[kind] += weighed->points[kind];
    }
}

/* More than rules add up to against the wording, but for a mail in thousands. */
#define CLEAR_LEAD 14

/* The same where no word speaks for an invitation by so many points: then rules find little. */
#define CLEAR_LEAD_UNTOLD 8
#define TOLD              2

/* Nobody is invited through a mailing list. */
#define CLEAR_LEAD_ON_LIST 2

static gboolean
is_told_by_a_word (const RgRules *rules, const RgWeighed *weighed)
{
  return rg_weighed_most (weighed, rules->wording, RG_KIND_INVITATION) >= TOLD
         || rg_weighed_most (weighed, rules->wording, RG_KIND_RESCHEDULE) >= TOLD;
}

/* Whether the rules needn't be asked, as for most mail that everybody gets: by its words alone
 * it is nothing of ours. Rules of the user's own are always asked. */
static gboolean
is_plainly_other (const RgRules *rules, const RgMessage *message, const char *const *addresses,
                  const RgWeighed *weighed)
{
  if (!weighed || rules->has_own || message->calendars->len > 0 || is_nothing_to_read (message))
    return FALSE;
  double most = weighed->points[RG_KIND_INVITATION];
  for (int kind = 0; kind < RG_N_KINDS; kind++)
    if (kind != RG_KIND_OTHER)
      most = MAX (most, weighed->points[kind]);
  double lead = rules->wording_weight * (weighed->points[RG_KIND_OTHER] - most);
  return lead >= CLEAR_LEAD
         || (lead >= CLEAR_LEAD_UNTOLD && !is_told_by_a_word (rules, weighed))
         || (lead >= CLEAR_LEAD_ON_LIST && rg_is_for_list (message, addresses));
}

/* Told like a rule that matched. */
static void
tell_wording (RgDetection *detection, const RgRules *rules, const RgWeighed *weighed,
              RgKind kind)
{
  if (!weighed)
    return;
  g_autofree char *reasons = rg_weighed_reasons (weighed, rules->wording, kind);
  RgHit *hit = g_new0 (RgHit, 1);
  *hit = (RgHit){ .rule = RG_WORDING_RULE,
                  .describe = "its words, as far as they are known",
                  .place = "whole",
                  .kind = kind,
                  .score = weighed->points[kind],
                  .text = rg_text_excerpt (reasons, HIT_CHARACTERS) };
  g_ptr_array_add (detection->hits, hit);
}

/* ---- the verdict ---- */

/* A threshold counts as reached for all that binary fractions do to a sum. */
#define ENOUGH 1e-9

/* A kind that is further below its threshold is seldom the right one. */
#define FURTHEST_BELOW 4

/* The kind that is furthest above its threshold, or least below. Where the wording isn't
 * weighed, or can't be read, nothing speaks for "other", which then is what is above none. */
static void
find_kind (RgDetection *detection, const RgRules *rules, gboolean is_other_known)
{
  double best = is_other_known ? -G_MAXDOUBLE : -ENOUGH;
  detection->kind = RG_KIND_OTHER;
  for (int kind = RG_N_KINDS; kind-- > 0;) /* other first */
    {
      double margin = detection->scores[kind] - rules->thresholds[kind];
      if (kind == RG_KIND_INVITATION)
        detection->rival = best;
      if (margin <= best)
        continue;
      best = margin;
      detection->kind = (RgKind) kind;
    }
}

/* Below its threshold a kind that isn't far is told, where more than single words tell it. But
 * an invitation is as long as nothing is likelier: missing one is worse. */
static void
settle_faint (RgDetection *detection, const RgRules *rules)
{
  RgKind kind = detection->kind;
  double margin = detection->scores[kind] - rules->thresholds[kind];
  if (rg_detection_is_invitation (detection) || margin >= -ENOUGH
      || (margin >= -FURTHEST_BELOW && detection->hits->len > 0))
    return;
  detection->kind = RG_KIND_OTHER;
}

/* What was taken for an invitation and is none has no kind that would have come next, unless
 * that is plain by itself: a friend's interview is no assessment. */
static void
settle_refused (RgDetection *detection, const RgRules *rules)
{
  if (!rg_detection_is_invitation (detection)
      && detection->scores[detection->kind] < rules->thresholds[detection->kind] - ENOUGH)
    detection->kind = RG_KIND_OTHER;
}

/* So few points behind, a mail may be an invitation all the same: of those that aren't seen
 * three of four are. */
#define IN_DOUBT 10

static gboolean
is_nearly_invitation (const RgDetection *detection, const RgRules *rules,
                      const RgMessage *message)
{
  const double *scores = detection->scores, *thresholds = rules->thresholds;
  double invitation = scores[RG_KIND_INVITATION] - thresholds[RG_KIND_INVITATION];
  double moved = scores[RG_KIND_RESCHEDULE] - thresholds[RG_KIND_RESCHEDULE];
  double found = scores[detection->kind] - thresholds[detection->kind];
  if (is_unread (detection, rules, message) && scores[RG_KIND_INVITATION] <= 0)
    return FALSE; /* nothing speaks for it; else nothing would speak against it, either */
  return !rg_detection_is_invitation (detection) && found - MAX (invitation, moved) < IN_DOUBT;
}

static void
ask_rules (RgDetection *detection, const RgRules *rules, const RgMessage *message,
           const char *const *addresses)
{
  RgTexts texts = { message, addresses, { NULL } };
  Matcher matcher = { .rules = rules,
                      .texts = &texts,
                      .trials = g_new0 (Trial, rules->rules->len),
                      .context = pcre2_match_context_create (NULL),
                      .data = pcre2_match_data_create (1, NULL) };
  try_rules (detection, &matcher, FALSE);
  settle_language (detection);
  texts.texts[RG_PLACE_HITS] = hits_text (detection);
  try_rules (detection, &matcher, TRUE);
  detection->slow_rule = matcher.slow_rule;
  matcher_clear (&matcher);
  rg_texts_clear (&texts);
}

RgDetection *
rg_detect (const RgRules *rules, const RgMessage *message, const char *language,
           const char *const *addresses, gboolean all_rules)
{
  RgDetection *detection = g_new0 (RgDetection, 1);
  detection->hits = g_ptr_array_new_with_free_func (hit_free);
  detection->language = g_strdup (language);
  g_autoptr (RgWeighed) weighed = weigh_wording (rules, message);
  gboolean is_plain = is_plainly_other (rules, message, addresses, weighed);
  if (all_rules || !is_plain)
    ask_rules (detection, rules, message, addresses);
  add_scores (detection);
  add_wording (detection, rules, message, weighed);
  gboolean is_refused
      = weighed && !is_nothing_to_read (message) && rg_second_look (detection, rules, message);
  find_kind (detection, rules, weighed && !is_unread (detection, rules, message));
  settle_faint (detection, rules);
  if (is_refused)
    settle_refused (detection, rules);
  detection->is_in_doubt
      = weighed && !is_plain && is_nearly_invitation (detection, rules, message);
  RgKind told = detection->kind == RG_KIND_OTHER ? RG_KIND_INVITATION : detection->kind;
  detection->score = detection->scores[told];
  tell_wording (detection, rules, weighed, told);
  return detection;
}

gboolean
rg_detection_is_invitation (const RgDetection *detection)
{
  return detection->kind == RG_KIND_INVITATION || detection->kind == RG_KIND_RESCHEDULE;
}
