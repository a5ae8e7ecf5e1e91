/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "explain.h"

#include "base/text.h"
#include "base/translate.h"
#include "reply/page_data.h"
#include "reply/page_text.h"
#include "reply/page_words.h"

#include <json-glib/json-glib.h>

#define FORMAT_VERSION 1
#define SENDER_CHARS   60
#define REPLY_COLUMNS  78

/* ---- one line ---- */

static const char *const invitation_words[]
    = { N_ ("Interview invitation from %s"), N_ ("Interview invitation") };
static const char *const reschedule_words[]
    = { N_ ("New interview time from %s"), N_ ("New interview time") };

static const char *const outcome_words[RG_N_OUTCOMES] = {
  [RG_OUTCOME_NONE] = "",
  [RG_OUTCOME_DECLINE] = N_ ("would decline"),
  [RG_OUTCOME_EXPLORE] = N_ ("would propose a short talk instead"),
  [RG_OUTCOME_RESCHEDULE] = N_ ("would ask for another time"),
  [RG_OUTCOME_ASK] = N_ ("would ask about what isn't known yet"),
  [RG_OUTCOME_KEEP] = N_ ("yours to answer"),
};

static const char *const reason_words[RG_N_QUESTIONS] = {
  [RG_QUESTION_STATUS] = N_ ("status"),       [RG_QUESTION_GOALS] = N_ ("goals"),
  [RG_QUESTION_MOBILITY] = N_ ("mobility"),   [RG_QUESTION_RED_FLAGS] = N_ ("warning signs"),
  [RG_QUESTION_BANDWIDTH] = N_ ("bandwidth"), [RG_QUESTION_RELATIONSHIP] = N_ ("relationship"),
};

static const char *
find_reason (const char *name)
{
  for (int i = 0; name && i < RG_N_QUESTIONS; i++)
    if (g_str_equal (name, rg_question_names[i]))
      return reason_words[i];
  return NULL;
}

static const char *
find_sender (const RgOutcome *outcome)
{
  const RgAddress *from = outcome->message->from;
  if (outcome->facts->company || !from)
    return outcome->facts->company;
  return from->name ? from->name : from->address;
}

/* The name may have any character in it, so it is no part of a format. */
static char *
tell_kind (const RgOutcome *outcome)
{
  gboolean is_moved = outcome->detection->kind == RG_KIND_RESCHEDULE;
  const char *const *words = is_moved ? reschedule_words : invitation_words;
  const char *sender = find_sender (outcome);
  if (rg_text_is_blank (sender))
    return g_strdup (_ (words[1]));
  g_autofree char *name = rg_text_excerpt (sender, SENDER_CHARS);
  g_auto (GStrv) around = g_strsplit (_ (words[0]), "%s", 2);
  return g_strjoinv (name, around);
}

char *
rg_explain_verdict (const RgOutcome *outcome)
{
  const RgDecision *decision = outcome->decision;
  const char *reason = find_reason (decision->reason);
  if (!rg_detection_is_invitation (outcome->detection))
    return NULL;
  g_autofree char *kind = tell_kind (outcome);
  return g_strconcat (kind, " · ", _ (outcome_words[decision->outcome]), reason ? ": " : NULL,
                      reason ? _ (reason) : NULL, NULL);
}

/* ---- JSON ---- */

static void
add_text (JsonBuilder *json, const char *name, const char *value)
{
  json_builder_set_member_name (json, name);
  if (value)
    json_builder_add_string_value (json, value);
  else
    json_builder_add_null_value (json);
}

static void
add_boolean (JsonBuilder *json, const char *name, gboolean value)
{
  json_builder_set_member_name (json, name);
  json_builder_add_boolean_value (json, value);
}

static void
add_number (JsonBuilder *json, const char *name, double value)
{
  json_builder_set_member_name (json, name);
  json_builder_add_double_value (json, value);
}

static void
add_moment (JsonBuilder *json, const char *name, const RgMoment *moment)
{
  g_autofree char *iso = moment ? rg_moment_format_iso (moment) : NULL;
  add_text (json, name, iso);
}

static void
add_hits (JsonBuilder *json, const GPtrArray *hits)
{
  json_builder_set_member_name (json, "hits");
  json_builder_begin_array (json);
  for (guint i = 0; i < hits->len; i++)
    {
      const RgHit *hit = g_ptr_array_index (hits, i);
      json_builder_begin_object (json);
      add_text (json, "rule", hit->rule);
      add_text (json, "kind", rg_kind_name (hit->kind));
      add_number (json, "score", hit->score);
      add_text (json, "in", hit->place);
      add_text (json, "text", hit->text);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

static void
add_contact (JsonBuilder *json, const RgAddress *contact)
{
  json_builder_set_member_name (json, "contact");
  if (!contact)
    {
      json_builder_add_null_value (json);
      return;
    }
  json_builder_begin_object (json);
  add_text (json, "name", contact->name);
  add_text (json, "address", *contact->address ? contact->address : NULL);
  json_builder_end_object (json);
}

static void
add_times (JsonBuilder *json, const GPtrArray *times)
{
  json_builder_set_member_name (json, "times");
  json_builder_begin_array (json);
  for (guint i = 0; i < times->len; i++)
    {
      g_autofree char *iso = rg_moment_format_iso (g_ptr_array_index (times, i));
      json_builder_add_string_value (json, iso);
    }
  json_builder_end_array (json);
}

static void
tell_facts (JsonBuilder *json, const RgFacts *facts)
{
  json_builder_begin_object (json);
  add_text (json, "company", facts->company);
  add_text (json, "position", facts->position);
  add_contact (json, facts->contact);
  add_boolean (json, "via_recruiter", facts->via_recruiter);
  add_text (json, "stage", rg_stage_names[facts->stage]);
  add_text (json, "mode", rg_mode_names[facts->mode]);
  add_text (json, "place", facts->place);
  add_times (json, facts->times);
  add_moment (json, "reply_by", facts->reply_by);
  add_text (json, "reply_to", facts->reply_to ? facts->reply_to->address : NULL);
  add_text (json, "scheduling_link", facts->scheduling_link);
  add_boolean (json, "calendar", facts->calendar);
  add_text (json, "salary", facts->salary);
  add_text (json, "phone", facts->phone);
  json_builder_end_object (json);
}

/* What most mail has, made once: to make it costs more than to read the words of a mail. */
static gpointer
make_no_facts (gpointer unused)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (RgFacts) none = rg_facts_new ();
  tell_facts (json, none);
  JsonNode *node = json_builder_get_root (json);
  json_node_seal (node);
  return node;
}

static void
add_facts (JsonBuilder *json, const RgFacts *facts)
{
  static GOnce no_facts = G_ONCE_INIT;
  json_builder_set_member_name (json, "facts");
  if (rg_facts_are_none (facts))
    json_builder_add_value (json, json_node_ref (g_once (&no_facts, make_no_facts, NULL)));
  else
    tell_facts (json, facts);
}

static void
add_answers (JsonBuilder *json, const RgChecklist *checklist)
{
  json_builder_set_member_name (json, "answers");
  json_builder_begin_array (json);
  for (int i = 0; checklist && i < RG_N_QUESTIONS; i++)
    {
      json_builder_begin_object (json);
      add_text (json, "question", rg_question_names[i]);
      add_text (json, "answer", rg_verdict_names[checklist->answers[i].verdict]);
      add_text (json, "evidence", checklist->answers[i].evidence);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

static void
tell_decision (JsonBuilder *json, const RgDecision *decision, const char *template_id)
{
  gboolean is_none = decision->outcome == RG_OUTCOME_NONE;
  json_builder_begin_object (json);
  add_text (json, "outcome", rg_outcome_names[decision->outcome]);
  add_text (json, "reason", decision->reason);
  add_text (json, "channel", is_none ? NULL : rg_channel_names[decision->channel]);
  add_moment (json, "answer_by", decision->answer_by);
  add_answers (json, decision->checklist);
  add_text (json, "template", template_id);
  json_builder_end_object (json);
}

static gpointer
make_no_decision (gpointer unused)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  tell_decision (json, &(RgDecision){ .outcome = RG_OUTCOME_NONE }, NULL);
  JsonNode *node = json_builder_get_root (json);
  json_node_seal (node);
  return node;
}

static gboolean
is_no_decision (const RgDecision *decision)
{
  return decision->outcome == RG_OUTCOME_NONE && !decision->reason && !decision->answer_by
         && !decision->checklist;
}

static void
add_decision (JsonBuilder *json, const RgOutcome *outcome)
{
  static GOnce no_decision = G_ONCE_INIT;
  json_builder_set_member_name (json, "decision");
  if (is_no_decision (outcome->decision) && !outcome->draft)
    json_builder_add_value (json,
                            json_node_ref (g_once (&no_decision, make_no_decision, NULL)));
  else
    tell_decision (json, outcome->decision,
                   outcome->draft ? outcome->draft->template_id : NULL);
}

/* The draft has ASCII bytes only: rg_compose() encodes the rest. */
static void
add_draft (JsonBuilder *json, const RgDraft *draft)
{
  gsize length = 0;
  const char *bytes = draft ? g_bytes_get_data (draft->bytes, &length) : NULL;
  g_autofree char *text = draft ? g_utf8_make_valid (bytes, (gssize) length) : NULL;
  add_text (json, "draft", text);
}

char *
rg_explain_json (const RgOutcome *outcome, const char *file)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autofree char *path = file ? g_filename_display_name (file) : NULL;
  json_builder_begin_object (json);
  json_builder_set_member_name (json, "v");
  json_builder_add_int_value (json, FORMAT_VERSION);
  add_text (json, "file", path);
  add_text (json, "message_id", outcome->message->message_id);
  add_text (json, "kind", rg_kind_name (outcome->detection->kind));
  add_number (json, "score", outcome->detection->score);
  add_text (json, "language", outcome->detection->language);
  add_hits (json, outcome->detection->hits);
  add_facts (json, outcome->facts);
  add_decision (json, outcome);
  add_draft (json, outcome->draft);
  json_builder_end_object (json);
  g_autoptr (JsonNode) root = json_builder_get_root (json);
  return json_to_string (root, FALSE);
}

/* ---- text ---- */

/* A rule without a score is only a sign for others, which stand on the names of rules: those
 * are no words of the mail. */
static void
tell_hit (GString *text, const RgHit *hit)
{
  if (hit->score == 0)
    return;
  g_string_append_printf (text, "  %+5.1f %-15s %s", hit->score, rg_kind_name (hit->kind),
                          hit->describe ? hit->describe : hit->rule);
  if (*hit->text && !g_str_equal (hit->place, "hits"))
    g_string_append_printf (text, ": \"%s\"", hit->text);
  g_string_append_c (text, '\n');
}

/* What else it might have been, without its words. */
static void
tell_other_kinds (GString *text, const RgDetection *detection, RgKind told)
{
  const char *before = _ ("   other signs: ");
  for (int kind = 0; kind < RG_N_KINDS; kind++)
    {
      if (kind == (int) told || kind == (int) detection->kind || detection->scores[kind] <= 0)
        continue;
      g_string_append_printf (text, "%s%s %.1f", before, rg_kind_name (kind),
                              detection->scores[kind]);
      before = ", ";
    }
  if (g_str_equal (before, ", "))
    g_string_append_c (text, '\n');
}

/* The signs for what it is taken for, and for an invitation: that is what is asked. */
static void
tell_hits (GString *text, const RgDetection *detection)
{
  for (guint i = 0; i < detection->hits->len; i++)
    {
      const RgHit *hit = g_ptr_array_index (detection->hits, i);
      if (hit->kind == detection->kind || hit->kind == RG_KIND_INVITATION)
        tell_hit (text, hit);
    }
  tell_other_kinds (text, detection, RG_KIND_INVITATION);
  if (!detection->hits->len)
    g_string_append (text, _ ("   no rule matched\n"));
}

static void
tell_line (GString *text, const RgPageLine *line, guint names, guint values)
{
  g_autofree char *name = rg_text_pad (line->name, names);
  g_autofree char *value = rg_text_pad (line->value, line->words ? values : 0);
  g_string_append_printf (text, "  %s%s%s", name, names ? "  " : "* ", value);
  if (line->words)
    g_string_append_printf (text, "   %s", line->words);
  g_string_append_c (text, '\n');
}

/* The values of answers are short, and stand in a column. */
static void
tell_section (GString *text, const RgPageSection *section, gboolean has_answers)
{
  guint names = 0, values = 0;
  for (guint i = 0; i < section->lines->len; i++)
    {
      const RgPageLine *line = g_ptr_array_index (section->lines, i);
      names = MAX (names, rg_text_columns (line->name));
      if (has_answers)
        values = MAX (values, rg_text_columns (line->value));
    }
  g_string_append_printf (text, "%s%s", section->heading ? section->heading : "",
                          section->heading ? ":\n" : "");
  for (guint i = 0; i < section->lines->len; i++)
    tell_line (text, g_ptr_array_index (section->lines, i), names, values);
  g_string_append_c (text, '\n');
}

/* In the words and the order of the decision page. */
static void
tell_findings (GString *text, const RgSetting *setting, const RgOutcome *outcome)
{
  g_autoptr (RgEntry) entry = rg_outcome_entry (setting, outcome);
  if (!entry->identity)
    entry->identity = g_strdup (""); /* nobody is to get this page */
  g_autoptr (RgPage) page = rg_outcome_page (setting, outcome, entry);
  g_autoptr (GPtrArray) sections = rg_page_findings (page);
  g_autofree char *draft = outcome->draft ? NULL : rg_page_draft (page);
  const RgPageSection *first = g_ptr_array_index (sections, 0);
  if (draft)
    g_ptr_array_add (first->lines, rg_page_line_new (rg_page_label ("draft"), draft, NULL));
  for (guint i = 0; i < sections->len; i++)
    tell_section (text, g_ptr_array_index (sections, i), i == sections->len - 1);
}

static void
tell_kind_and_signs (GString *text, const RgDetection *detection)
{
  g_string_append_printf (text, _ ("This is: %s (score %.1f, language %s)\n"),
                          rg_kind_name (detection->kind), detection->score,
                          detection->language ? detection->language : _ ("unknown"));
  tell_hits (text, detection);
}

char *
rg_explain_text (const RgSetting *setting, const RgOutcome *outcome, const char *file)
{
  GString *text = g_string_new (NULL);
  g_autofree char *path = file ? g_filename_display_name (file) : g_strdup (_ ("message"));
  g_autofree char *verdict = rg_explain_verdict (outcome);
  g_string_append_printf (text, "%s: %s\n\n", path, outcome->message->subject);
  if (verdict)
    {
      g_string_append_printf (text, "%s\n\n", verdict);
      tell_findings (text, setting, outcome);
    }
  tell_kind_and_signs (text, outcome->detection);
  if (verdict && outcome->draft)
    {
      g_autofree char *reply = rg_text_wrap (outcome->draft->text, REPLY_COLUMNS);
      g_string_append_printf (text, "\n%s (%s):\n\n%s", _ ("Reply"),
                              outcome->draft->template_id, reply);
    }
  return g_string_free (text, FALSE);
}
