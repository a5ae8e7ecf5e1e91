/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "facts/manner.h"

#include "facts/finders.h"

GPtrArray *
rg_manner_signs (const RgMessage *message, const RgVocabulary *words)
{
  static const char *const addresses[] = { NULL };
  RgSource source = rg_source_of (message, words, addresses);
  g_autofree char *link = rg_find_scheduling_link (&source);
  g_autofree char *mode = NULL, *stage = NULL;
  GPtrArray *signs = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (
      signs, g_strconcat ("found: mode ", rg_mode_names[rg_find_mode (&source, &mode)], NULL));
  g_ptr_array_add (signs, g_strconcat ("found: stage ",
                                       rg_stage_names[rg_find_stage (&source, &stage)], NULL));
  if (link)
    g_ptr_array_add (signs, g_strdup ("found: link"));
  if (source.calendar)
    g_ptr_array_add (signs, g_strdup ("found: calendar"));
  return signs;
}

/* The answer that the wording gives; `otherwise` where nothing was learned. */
static guint
answer (const RgWording *wording, const RgMessage *message, const GPtrArray *signs,
        guint otherwise)
{
  if (!wording)
    return otherwise;
  g_autoptr (RgWeighed) weighed = rg_wording_weigh (wording, message);
  rg_weighed_add_signs (weighed, wording, signs);
  return rg_weighed_best (weighed, wording);
}

void
rg_find_manner (const RgMessage *message, const RgVocabulary *words, RgFacts *facts)
{
  g_autoptr (GPtrArray) signs = rg_manner_signs (message, words);
  facts->mode = (RgMode) answer (rg_vocabulary_modes (words), message, signs, facts->mode);
  facts->stage = (RgStage) answer (rg_vocabulary_stages (words), message, signs, facts->stage);
}
