/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one way through the house; read this file first. */
#include "pipeline.h"

#include "facts/foreign.h"

static RgCase
make_case (const RgSetting *setting, const RgOutcome *outcome)
{
  return (RgCase){
    .message = outcome->message,
    .facts = outcome->facts,
    .profile = setting->profile,
    .addresses = setting->addresses,
    .now = setting->now,
    .recent_interviews = setting->recent_interviews,
    .broken_promises = setting->broken_promises,
    .thread = setting->thread,
    .past = setting->past,
  };
}

/* In most mail there is nothing to find, and looking costs more than all the rest. Who looks
 * at what was missed finds the facts. */
static gboolean
is_worth_facts (const RgDetection *detection)
{
  return detection->is_in_doubt
         || (detection->kind != RG_KIND_OTHER && detection->kind != RG_KIND_ALERT);
}

static RgFacts *
find_facts (const RgSetting *setting, const RgOutcome *outcome)
{
  const char *language = outcome->detection->language;
  if (!is_worth_facts (outcome->detection))
    return rg_facts_new ();
  RgFacts *facts = rg_facts_find (outcome->message, rg_words_get (setting->words, language),
                                  setting->addresses);
  return language && !rg_words_know (setting->words, language)
             ? rg_foreign_facts (facts, outcome->message, language)
             : facts;
}

/* The words of this mail tell what it says itself, and nothing else. */
static void
replace (RgFacts *facts, const char *name, char **value, const char *known)
{
  if (!known || !g_strcmp0 (*value, known))
    return;
  g_free (*value);
  *value = g_strdup (known);
  g_hash_table_remove (facts->spans, name);
}

/* An answer needn't say again which role it is about, and what the invitation said is surer
 * than what an answer mentions. */
static void
remember (RgFacts *facts, const RgThread *thread)
{
  if (!thread)
    return;
  replace (facts, "company", &facts->company, thread->company);
  replace (facts, "position", &facts->position, thread->position);
}

RgOutcome *
rg_pipeline_run (const RgSetting *setting, const char *bytes, gsize length, GError **error)
{
  g_autoptr (RgOutcome) outcome = g_new0 (RgOutcome, 1);
  outcome->message = rg_message_read (bytes, length, error);
  if (!outcome->message)
    return NULL;
  g_autofree char *language = rg_languages_of_message (setting->languages, outcome->message);
  outcome->detection
      = rg_detect (setting->rules, outcome->message, language, setting->addresses, FALSE);
  if (setting->is_invitation && !rg_detection_is_invitation (outcome->detection))
    outcome->detection->kind = RG_KIND_INVITATION;
  outcome->facts = find_facts (setting, outcome);
  remember (outcome->facts, setting->thread);
  RgCase the_case = make_case (setting, outcome);
  outcome->decision = rg_decide (&the_case, outcome->detection);
  if (setting->template_name)
    rg_decision_overrule (outcome->decision, setting->template_name);

  g_autoptr (GError) failure = NULL;
  outcome->draft = rg_draft_write (&the_case, outcome->detection, outcome->decision,
                                   setting->templates, &failure);
  if (!failure)
    return g_steal_pointer (&outcome);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

void
rg_outcome_free (RgOutcome *outcome)
{
  if (!outcome)
    return;
  rg_draft_free (outcome->draft);
  rg_decision_free (outcome->decision);
  rg_facts_free (outcome->facts);
  rg_detection_free (outcome->detection);
  rg_message_free (outcome->message);
  g_free (outcome);
}

RgEntry *
rg_outcome_entry (const RgSetting *setting, const RgOutcome *outcome)
{
  RgCase the_case = make_case (setting, outcome);
  return rg_page_entry (&the_case, outcome->detection, outcome->decision, outcome->draft);
}

RgPage *
rg_outcome_page (const RgSetting *setting, const RgOutcome *outcome, const RgEntry *entry)
{
  RgCase the_case = make_case (setting, outcome);
  return rg_page_new (&the_case, outcome->decision, entry);
}
