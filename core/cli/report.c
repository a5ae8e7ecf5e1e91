/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"

#include "base/error.h"
#include "base/text.h"
#include "base/translate.h"
#include "cli/report_page.h"
#include "cli/selection.h"
#include "cli/terminal.h"
#include "reply/page_words.h"

#define BAR_CELLS 24

static void
add_count (GString *text, const RgCount *count, guint sum)
{
  guint percent = rg_figures_percent (count->count, sum);
  g_autofree char *label = rg_text_pad (rg_page_word (count->label), 18);
  g_string_append_printf (text, "  %s %4u  %3u %%  ", label, count->count, percent);
  for (guint i = 0; i < (percent * BAR_CELLS + 50) / 100; i++)
    g_string_append (text, "█");
  g_string_append_c (text, '\n');
}

static void
add_tally (GString *text, const RgFigures *figures, RgTally tally)
{
  const GPtrArray *counts = figures->tallies[tally];
  if (!counts->len)
    return;
  g_string_append_printf (text, "\n%s\n", _ (rg_tally_titles[tally]));
  for (guint i = 0; i < counts->len; i++)
    add_count (text, g_ptr_array_index (counts, i), figures->sums[tally]);
}

static void
add_speed (GString *text, const RgFigures *figures)
{
  g_autofree char *median = rg_figures_span (figures->median);
  if (figures->answered)
    g_string_append_printf (
        text, _ ("\nMedian time to answer: %s (%u answered, %u %% of them within 48 hours)\n"),
        median, figures->answered, rg_figures_percent (figures->in_time, figures->answered));
}

static void
add_patterns (GString *text, const RgFigures *figures)
{
  if (!figures->patterns->len)
    return;
  g_string_append_printf (text, "\n%s\n", _ ("What keeps coming back"));
  for (guint i = 0; i < figures->patterns->len; i++)
    g_string_append_printf (text, "  %s\n",
                            (const char *) g_ptr_array_index (figures->patterns, i));
  if (figures->sentence)
    g_string_append_printf (text, "\n%s\n  %s\n", _ ("A sentence for your public profile:"),
                            figures->sentence);
}

static char *
report_text (const RgFigures *figures)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GDateTime) first = g_date_time_new_from_unix_local (figures->first);
  g_autoptr (GDateTime) last = g_date_time_new_from_unix_local (figures->last);
  g_autofree char *from = g_date_time_format (first, "%Y-%m-%d");
  g_autofree char *to = g_date_time_format (last, "%Y-%m-%d");
  if (!figures->total)
    {
      g_string_append_printf (text, "%s\n", _ ("Nothing has been decided yet."));
      return g_string_free (text, FALSE);
    }
  g_string_append_printf (text,
                          rg_translate_number ("%u invitation, decided from %s to %s\n",
                                               "%u invitations, decided from %s to %s\n",
                                               figures->total),
                          figures->total, from, to);
  for (int tally = 0; tally <= RG_TALLY_MONTH; tally++)
    add_tally (text, figures, (RgTally) tally);
  add_speed (text, figures);
  add_patterns (text, figures);
  return g_string_free (text, FALSE);
}

/* It tells of companies and decisions: only for the user to read. */
static gboolean
write_page (const char *file, const RgFigures *figures, const GPtrArray *entries,
            GError **error)
{
  g_autofree char *page = rg_report_page (figures, entries);
  g_autoptr (GError) inner = NULL;
  if (g_file_set_contents_full (file, page, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &inner))
    return TRUE;
  g_set_error (error, RG_ERROR, RG_ERROR_STORAGE, "can't write the report: %s", inner->message);
  return FALSE;
}

gboolean
rg_command_report (RgPlaces *places, int argc, char **argv, GError **error)
{
  g_auto (RgSelection) selection = { .only_invitations = TRUE };
  g_autofree char *html = NULL;
  const GOptionEntry more[] = {
    { "html", 0, 0, G_OPTION_ARG_FILENAME, &html, "Write a web page with charts to FILE",
      "FILE" },
    { NULL },
  };
  g_autofree GOptionEntry *entries = rg_selection_options (&selection, more);
  if (!rg_command_parse (places, NULL, "Tells what the decisions so far add up to.", entries,
                         &argc, &argv, error)
      || !rg_command_takes_no_more (argc, argv, error))
    return FALSE;
  g_autoptr (RgProfile) profile = rg_places_load_profile (places, NULL, error);
  g_autoptr (RgJournal) journal = profile ? rg_command_open_journal (places, error) : NULL;
  g_autoptr (GPtrArray) list = journal ? rg_selection_list (&selection, journal, error) : NULL;
  if (!list)
    return FALSE;
  g_autoptr (RgFigures) figures = rg_figures_count (list, profile);
  if (html)
    return write_page (html, figures, list, error);
  g_autofree char *text = report_text (figures);
  rg_terminal_print (text);
  return TRUE;
}
