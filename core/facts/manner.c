/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "facts/manner.h"

GPtrArray *
rg_manner_signs (const RgSource *source, RgMode mode, RgStage stage)
{
  g_autofree char *link = rg_find_scheduling_link (source);
  GPtrArray *signs = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (signs, g_strconcat ("found: mode ", rg_mode_names[mode], NULL));
  g_ptr_array_add (signs, g_strconcat ("found: stage ", rg_stage_names[stage], NULL));
  if (link)
    g_ptr_array_add (signs, g_strdup ("found: link"));
  if (source->calendar)
    g_ptr_array_add (signs, g_strdup ("found: calendar"));
  return signs;
}

GPtrArray *
rg_writer_signs (RgWriter writer)
{
  GPtrArray *signs = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (signs, g_strconcat ("found: writer ", rg_writer_names[writer], NULL));
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

gboolean
rg_is_via_recruiter (const RgSource *source)
{
  RgWriter writer = rg_find_recruiter (source) ? RG_WRITER_AGENCY : RG_WRITER_EMPLOYER;
  g_autoptr (GPtrArray) signs = rg_writer_signs (writer);
  const RgWording *writers = rg_vocabulary_writers (source->words);
  return answer (writers, source->message, signs, writer) == RG_WRITER_AGENCY;
}

/* The words that a phrase found are no evidence of another answer. */
static void
forget_span (RgFacts *facts, const char *name, gboolean is_other)
{
  if (is_other)
    g_hash_table_remove (facts->spans, name);
}

void
rg_find_manner (const RgSource *source, RgFacts *facts)
{
  RgMode mode = facts->mode;
  RgStage stage = facts->stage;
  g_autoptr (GPtrArray) signs = rg_manner_signs (source, mode, stage);
  facts->mode
      = (RgMode) answer (rg_vocabulary_modes (source->words), source->message, signs, mode);
  facts->stage
      = (RgStage) answer (rg_vocabulary_stages (source->words), source->message, signs, stage);
  forget_span (facts, "mode", facts->mode != mode);
  forget_span (facts, "stage", facts->stage != stage);
}
