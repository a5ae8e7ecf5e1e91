/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/figures.h"

#include "base/translate.h"
#include "decide/checklist.h"
#include "reply/page_words.h"

#include <string.h>

#define IN_TIME_SECONDS (48 * 3600)
/* What is called a pattern: at least so many, and at least this share. */
#define PATTERN_COUNT   3
#define PATTERN_PERCENT 30
#define MAX_COMPANIES   3
#define LONGEST_MONTHS  24

const char *const rg_tally_titles[RG_N_TALLIES] = {
  [RG_TALLY_OUTCOME] = N_ ("Decision"),  [RG_TALLY_REASON] = N_ ("Reason"),
  [RG_TALLY_STAGE] = N_ ("Stage"),       [RG_TALLY_SOURCE] = N_ ("Who wrote"),
  [RG_TALLY_LANGUAGE] = N_ ("Language"), [RG_TALLY_STATE] = N_ ("The answer"),
  [RG_TALLY_MONTH] = N_ ("Month"),       [RG_TALLY_COMPANY] = N_ ("Company"),
};

static void
count_free (gpointer data)
{
  RgCount *count = data;
  g_free (count->label);
  g_free (count);
}

void
rg_figures_free (RgFigures *figures)
{
  if (!figures)
    return;
  for (int i = 0; i < RG_N_TALLIES; i++)
    g_ptr_array_unref (figures->tallies[i]);
  g_ptr_array_unref (figures->patterns);
  g_free (figures->sentence);
  g_free (figures);
}

guint
rg_figures_percent (guint count, guint sum)
{
  return sum ? (count * 200 + sum) / (2 * sum) : 0;
}

char *
rg_figures_span (gint64 seconds)
{
  gulong minutes = (gulong) (seconds + 30) / 60, hours = (gulong) (seconds + 1800) / 3600;
  gulong days = (gulong) (seconds + 43200) / 86400;
  if (seconds >= 2 * 86400)
    return g_strdup_printf (rg_translate_number ("%lu day", "%lu days", days), days);
  if (seconds >= 2 * 3600)
    return g_strdup_printf (rg_translate_number ("%lu hour", "%lu hours", hours), hours);
  return g_strdup_printf (rg_translate_number ("%lu minute", "%lu minutes", minutes), minutes);
}

/* ---- counting ---- */

static void
count_one (RgFigures *figures, RgTally tally, const char *label)
{
  GPtrArray *counts = figures->tallies[tally];
  figures->sums[tally]++;
  for (guint i = 0; i < counts->len; i++)
    {
      RgCount *count = g_ptr_array_index (counts, i);
      if (g_str_equal (count->label, label))
        {
          count->count++;
          return;
        }
    }
  RgCount *count = g_new0 (RgCount, 1);
  count->label = g_strdup (label);
  count->count = 1;
  g_ptr_array_add (counts, count);
}

static char *
month_of (gint64 seconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (seconds);
  return time ? g_date_time_format (time, "%Y-%m") : g_strdup ("unknown");
}

static const char *
or_unknown (const char *value)
{
  return value ? value : "unknown";
}

static void
count_entry (RgFigures *figures, const RgEntry *entry)
{
  g_autofree char *month = month_of (entry->decided_at);
  figures->total++;
  if (!figures->first || entry->decided_at < figures->first)
    figures->first = entry->decided_at;
  figures->last = MAX (figures->last, entry->decided_at);
  count_one (figures, RG_TALLY_OUTCOME, or_unknown (entry->outcome));
  if (entry->reason)
    count_one (figures, RG_TALLY_REASON, entry->reason);
  count_one (figures, RG_TALLY_STAGE, or_unknown (entry->stage));
  count_one (figures, RG_TALLY_SOURCE, or_unknown (entry->source));
  count_one (figures, RG_TALLY_LANGUAGE, or_unknown (entry->language));
  count_one (figures, RG_TALLY_STATE, rg_entry_state_names[entry->state]);
  count_one (figures, RG_TALLY_MONTH, month);
  if (entry->company)
    count_one (figures, RG_TALLY_COMPANY, entry->company);
}

static int
more_first (gconstpointer a, gconstpointer b)
{
  const RgCount *left = *(RgCount *const *) a, *right = *(RgCount *const *) b;
  if (left->count != right->count)
    return left->count < right->count ? 1 : -1;
  return strcmp (left->label, right->label);
}

static int
earlier_first (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(RgCount *const *) a)->label, (*(RgCount *const *) b)->label);
}

/* Months in which nothing came are part of the picture. */
static void
fill_months (RgFigures *figures)
{
  g_autoptr (GDateTime) month = g_date_time_new_from_unix_local (figures->first);
  g_autofree char *last = month_of (figures->last);
  for (int i = 0; i < LONGEST_MONTHS && month; i++)
    {
      g_autofree char *label = g_date_time_format (month, "%Y-%m");
      if (strcmp (label, last) >= 0)
        return;
      count_one (figures, RG_TALLY_MONTH, label);
      GPtrArray *counts = figures->tallies[RG_TALLY_MONTH];
      for (guint k = 0; k < counts->len; k++)
        {
          RgCount *count = g_ptr_array_index (counts, k);
          if (g_str_equal (count->label, label))
            count->count--;
        }
      figures->sums[RG_TALLY_MONTH]--;
      GDateTime *first_of_next = g_date_time_new_local (
          g_date_time_get_year (month), g_date_time_get_month (month), 1, 12, 0, 0);
      g_date_time_unref (month);
      month = g_date_time_add_months (first_of_next, 1);
      g_date_time_unref (first_of_next);
    }
}

static void
sort_tallies (RgFigures *figures)
{
  for (int i = 0; i < RG_N_TALLIES; i++)
    g_ptr_array_sort (figures->tallies[i], i == RG_TALLY_MONTH ? earlier_first : more_first);
}

/* ---- how fast ---- */

static int
compare_spans (gconstpointer a, gconstpointer b)
{
  gint64 left = *(const gint64 *) a, right = *(const gint64 *) b;
  return (left > right) - (left < right);
}

static void
measure_answers (RgFigures *figures, const GPtrArray *entries)
{
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < entries->len; i++)
    {
      const RgEntry *entry = g_ptr_array_index (entries, i);
      gint64 span = entry->changed_at - entry->received_at;
      gboolean is_answered = entry->state == RG_ENTRY_SENT || entry->state == RG_ENTRY_ANSWERED;
      if (!is_answered || !entry->received_at || span < 0)
        continue;
      g_array_append_val (spans, span);
      figures->in_time += span <= IN_TIME_SECONDS;
    }
  figures->answered = spans->len;
  g_array_sort (spans, compare_spans);
  if (spans->len)
    figures->median = (g_array_index (spans, gint64, (spans->len - 1) / 2)
                       + g_array_index (spans, gint64, spans->len / 2))
                      / 2;
}

/* ---- what keeps coming back ---- */

static void
find_reason_patterns (RgFigures *figures)
{
  const GPtrArray *reasons = figures->tallies[RG_TALLY_REASON];
  guint sum = figures->sums[RG_TALLY_REASON];
  for (guint i = 0; i < reasons->len; i++)
    {
      const RgCount *count = g_ptr_array_index (reasons, i);
      if (count->count >= PATTERN_COUNT
          && rg_figures_percent (count->count, sum) >= PATTERN_PERCENT)
        g_ptr_array_add (figures->patterns,
                         g_strdup_printf (_ ("%u of %u were decided by this question: %s."),
                                          count->count, sum, rg_page_word (count->label)));
    }
}

/* The few that write most often. */
static void
find_company_patterns (RgFigures *figures, const GPtrArray *companies)
{
  for (guint i = 0; i < MIN (companies->len, MAX_COMPANIES); i++)
    {
      const RgCount *count = g_ptr_array_index (companies, i);
      if (count->count >= PATTERN_COUNT)
        g_ptr_array_add (figures->patterns, g_strdup_printf (_ ("%s wrote %u times."),
                                                             count->label, count->count));
    }
}

static char *
join_some (GStrv words)
{
  return g_strjoinv (", ", words);
}

static char *
mobility_sentence (const RgProfile *profile)
{
  g_autofree char *models = join_some (profile->work_models);
  g_autofree char *targets = join_some (profile->relocate_to);
  GString *sentence = g_string_new (NULL);
  if (profile->home)
    g_string_append_printf (sentence, _ ("Based in %s. "), profile->home);
  if (*models)
    g_string_append_printf (sentence, _ ("Open to roles that are %s. "), models);
  if (*targets)
    g_string_append_printf (sentence, _ ("I would move to: %s. "), targets);
  if (!sentence->len)
    g_string_append (sentence, _ ("Please name place and work model in your first message."));
  return g_strchomp (g_string_free (sentence, FALSE));
}

static char *
goals_sentence (const RgProfile *profile)
{
  g_autofree char *titles = join_some (profile->titles);
  g_autofree char *industries = join_some (profile->industries);
  if (!*titles)
    return g_strdup (_ ("Please send the job description with your first message."));
  if (!*industries)
    return g_strdup_printf (_ ("I look for roles such as %s."), titles);
  return g_strdup_printf (_ ("I look for roles such as %s; above all in %s."), titles,
                          industries);
}

static char *
sentence_for (const char *reason, const RgProfile *profile)
{
  if (g_str_equal (reason, rg_question_names[RG_QUESTION_MOBILITY]))
    return mobility_sentence (profile);
  if (g_str_equal (reason, rg_question_names[RG_QUESTION_GOALS]))
    return goals_sentence (profile);
  if (g_str_equal (reason, rg_question_names[RG_QUESTION_STATUS]))
    return g_strdup (_ ("I have taken a new position and am not looking at present."));
  if (g_str_equal (reason, rg_question_names[RG_QUESTION_RED_FLAGS]))
    return g_strdup (_ ("Please name employer, role and pay range in your first message."));
  return g_strdup (
      _ ("My time for interviews is short: please send the job description first."));
}

static void
find_patterns (RgFigures *figures, const RgProfile *profile)
{
  find_reason_patterns (figures);
  if (figures->patterns->len)
    {
      const RgCount *top = g_ptr_array_index (figures->tallies[RG_TALLY_REASON], 0);
      figures->sentence = sentence_for (top->label, profile);
    }
  find_company_patterns (figures, figures->tallies[RG_TALLY_COMPANY]);
}

RgFigures *
rg_figures_count (const GPtrArray *entries, const RgProfile *profile)
{
  RgFigures *figures = g_new0 (RgFigures, 1);
  figures->patterns = g_ptr_array_new_with_free_func (g_free);
  for (int i = 0; i < RG_N_TALLIES; i++)
    figures->tallies[i] = g_ptr_array_new_with_free_func (count_free);
  for (guint i = 0; i < entries->len; i++)
    {
      const RgEntry *entry = g_ptr_array_index (entries, i);
      if (entry->state != RG_ENTRY_MISTAKEN)
        count_entry (figures, entry);
    }
  if (figures->total)
    fill_months (figures);
  sort_tallies (figures);
  measure_answers (figures, entries);
  find_patterns (figures, profile);
  return figures;
}
