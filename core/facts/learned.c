/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Company, position, contact and place, as weights tell that were fitted from other mail. */
#include "facts/finders.h"

#include "base/text.h"
#include "facts/choice.h"

#include <string.h>

static void
replace (char **value, const char *chosen)
{
  char *copy = g_strdup (chosen);
  g_free (*value);
  *value = copy;
}

/* "Fernwood plc" is called Fernwood. */
static void
use_company (RgFacts *facts, const RgSpan *chosen)
{
  static RgPattern form
      = { ",? (?:plc|SA|SE|AG|KG|LL[CP]|Ltd\\.?|Limited|Inc\\.?|[BN]\\.?V\\.?|[bn]v|bvba|vzw|"
          "(?:g?GmbH|AG|SE|UG)(?: & Co\\. (?:KG|OHG|KGaA))?|OHG|KGaA|PartG|"
          "Partnerschaft(?:sgesellschaft)?(?: mbB)?|(?:PartG )?mbB|e\\. ?[KV]\\.|"
          "S\\.?r\\.?l\\.?|S\\.?p\\.?A\\.?|S\\.?n\\.?c\\.?|[Ss]oc\\. "
          "coop\\.|Ltda\\.?|Lda\\.?|S\\.?L\\.?U?\\.?|"
          "S\\.?A\\.?S\\.?|SARL|SCRL|SRL|ASBL|asbl|S\\.?A\\.?(?: de C\\.?V\\.?)?|S\\.A\\.U\\.|"
          "Sàrl|Pty Ltd|CIC|ONLUS|Onlus|ODV|APS|ETS|A\\.S\\.D\\.|ASD)$",
          0 };
  RgMatch match;
  replace (&facts->company, chosen ? chosen->text : NULL);
  if (chosen && rg_pattern_find (&form, facts->company, strlen (facts->company), 0, &match)
      && rg_match_start (&match, 0) > 1)
    facts->company[rg_match_start (&match, 0)] = '\0';
}

static void
use_position (const RgSource *source, RgFacts *facts, const RgSpan *chosen)
{
  g_autofree char *title = chosen ? rg_clean_position (source, chosen->text) : NULL;
  replace (&facts->position, title && *title ? title : NULL);
}

static void
use_person (const RgSource *source, RgFacts *facts, const RgSpan *chosen)
{
  rg_address_free (facts->contact);
  facts->contact = chosen ? rg_contact_named (source, chosen->text) : NULL;
}

static void
use (const RgSource *source, RgFacts *facts, RgTag tag, const RgSpan *chosen)
{
  if (chosen && chosen->is_found)
    return;
  if (tag == RG_TAG_COMPANY)
    use_company (facts, chosen);
  else if (tag == RG_TAG_POSITION)
    use_position (source, facts, chosen);
  else if (tag == RG_TAG_PERSON)
    use_person (source, facts, chosen);
  else
    replace (&facts->place, chosen ? chosen->text : NULL);
  static const char *const names[RG_N_TAGS] = { "company", "position", "contact", "place" };
  if (chosen)
    g_hash_table_replace (facts->spans, (gpointer) names[tag],
                          rg_text_excerpt (chosen->text, 120));
  else
    g_hash_table_remove (facts->spans, names[tag]);
}

void
rg_find_by_weights (const RgSource *source, RgFacts *facts)
{
  const RgTagger *tagger = rg_vocabulary_tagger (source->words);
  if (!tagger)
    return;
  g_autofree char *person = g_strdup (facts->contact ? facts->contact->name : NULL);
  const char *found[RG_N_TAGS] = { [RG_TAG_COMPANY] = facts->company,
                                   [RG_TAG_POSITION] = facts->position,
                                   [RG_TAG_PERSON] = person,
                                   [RG_TAG_PLACE] = facts->place };
  g_autoptr (RgTokenList) tokens = rg_token_list_new (source->message, source->calendar);
  g_autoptr (RgClues) clues = rg_clues_new (source, tokens, found);
  g_autofree double *probabilities = rg_tagger_weigh (tagger, clues, tokens);
  g_autoptr (RgSpans) spans = rg_spans_new (source, facts, tokens, found, probabilities);
  const RgSpan *chosen[RG_N_TAGS];
  for (int tag = 0; tag < RG_N_TAGS; tag++)
    {
      chosen[tag] = rg_choice_make (spans, tagger, (RgTag) tag);
      if (tag == RG_TAG_COMPANY)
        spans->company = chosen[tag] ? chosen[tag]->text : NULL;
    }
  for (int tag = 0; tag < RG_N_TAGS; tag++)
    use (source, facts, (RgTag) tag, chosen[tag]);
}
