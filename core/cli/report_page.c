/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/report_page.h"

#include "base/translate.h"
#include "reply/page_words.h"

/* In units of the charts, which are about a pixel each. */
#define CHART_WIDTH   264
#define ROW_HEIGHT    34
#define BAR_HEIGHT    8
#define COLUMN_HEIGHT 110
#define COLUMN_TOP    18
#define MAX_ROWS      8
#define MAX_MONTHS    12

static const char head[]
    = "<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
      "'unsafe-inline'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n"
      "<style>\n"
      ":root { --ink: #1d2733; --soft: #5a6675; --paper: #ffffff; --sheet: #f3f5f8;\n"
      "  --line: #d5dbe3; --bar: #2f6db5; }\n"
      "@media (prefers-color-scheme: dark) { :root { --ink: #e8ecf1; --soft: #a3afbd;\n"
      "  --paper: #14181d; --sheet: #1d232b; --line: #37414d; --bar: #6fa8e8; } }\n"
      "* { box-sizing: border-box; }\n"
      "body { margin: 0; background: var(--paper); color: var(--ink);\n"
      "  font: 16px/1.5 system-ui, sans-serif; }\n"
      "main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }\n"
      "h1 { font-size: 1.6rem; margin: 0; } h2 { font-size: 1.05rem; margin: 0 0 .5rem; }\n"
      "p { margin: .25rem 0; } .soft { color: var(--soft); }\n"
      ".numbers { display: flex; flex-wrap: wrap; gap: 1rem; margin: 1.25rem 0; padding: 0; }\n"
      ".numbers li { list-style: none; flex: 1 1 9rem; padding: .75rem 1rem;\n"
      "  background: var(--sheet); border-radius: .5rem; }\n"
      ".numbers b { display: block; font-size: 1.6rem; line-height: 1.2; }\n"
      ".charts { display: grid; gap: 1.25rem;\n"
      "  grid-template-columns: repeat(auto-fill, minmax(min(100%, 18.5rem), 1fr)); }\n"
      "section { background: var(--sheet); border-radius: .5rem; padding: 1rem; }\n"
      "section.wide { margin-top: 1.25rem; overflow-x: auto; }\n"
      "svg { display: block; width: 100%; max-width: 22rem; height: auto; }\n"
      "svg text { fill: var(--ink); font: 13px system-ui, sans-serif; }\n"
      "svg .soft { fill: var(--soft); } .end { text-anchor: end; } .mid { text-anchor: middle; "
      "}\n"
      ".bar { fill: var(--bar); } .track { fill: var(--line); }\n"
      "blockquote { margin: .5rem 0 0; padding: .5rem .9rem; border-left: 4px solid "
      "var(--bar); }\n"
      "table { border-collapse: collapse; width: 100%; font-size: .9rem; }\n"
      "th, td { text-align: left; padding: .35rem .6rem .35rem 0; vertical-align: top;\n"
      "  border-bottom: 1px solid var(--line); }\n"
      "td:first-child { white-space: nowrap; }\n"
      "</style>\n</head>\n<body>\n<main>\n";

static void append (GString *page, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* Every argument is escaped. */
static void
append (GString *page, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  g_autofree char *text = g_markup_vprintf_escaped (format, arguments);
  va_end (arguments);
  g_string_append (page, text);
}

static char *
day_of (gint64 seconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (seconds);
  return time ? g_date_time_format (time, "%Y-%m-%d") : g_strdup ("");
}

/* ---- head and numbers ---- */

static void
add_number (GString *page, const char *number, const char *what)
{
  append (page, "<li><b>%s</b>%s</li>\n", number, what);
}

static void
add_numbers (GString *page, const RgFigures *figures)
{
  g_autofree char *total = g_strdup_printf ("%u", figures->total);
  g_autofree char *median = figures->answered ? rg_figures_span (figures->median) : NULL;
  g_autofree char *in_time
      = g_strdup_printf ("%u %%", rg_figures_percent (figures->in_time, figures->answered));
  g_string_append (page, "<ul class=\"numbers\">\n");
  add_number (page, total, rg_translate_number ("invitation", "invitations", figures->total));
  if (median)
    {
      add_number (page, median, _ ("median time to answer"));
      add_number (page, in_time, _ ("answered within 48 hours"));
    }
  g_string_append (page, "</ul>\n");
}

static void
add_patterns (GString *page, const RgFigures *figures)
{
  if (!figures->patterns->len)
    return;
  append (page, "<section>\n<h2>%s</h2>\n", _ ("What keeps coming back"));
  for (guint i = 0; i < figures->patterns->len; i++)
    append (page, "<p>%s</p>\n", (const char *) g_ptr_array_index (figures->patterns, i));
  if (figures->sentence)
    append (page, "<p class=\"soft\">%s</p>\n<blockquote>%s</blockquote>\n",
            _ ("A sentence for your public profile:"), figures->sentence);
  g_string_append (page, "</section>\n");
}

/* ---- charts ---- */

static void
open_chart (GString *page, RgTally tally, guint height)
{
  append (page,
          "<section>\n<h2>%s</h2>\n<svg viewBox=\"0 0 %d %u\" role=\"img\" "
          "aria-label=\"%s\">\n",
          _ (rg_tally_titles[tally]), CHART_WIDTH, height, _ (rg_tally_titles[tally]));
}

static void
add_bar (GString *page, const RgCount *count, guint sum, guint y)
{
  guint percent = rg_figures_percent (count->count, sum);
  append (page,
          "<text x=\"0\" y=\"%u\">%s</text><text class=\"end\" x=\"%d\" y=\"%u\">%u "
          "<tspan class=\"soft\">(%u %%)</tspan></text>\n"
          "<rect class=\"track\" x=\"0\" y=\"%u\" width=\"%d\" height=\"%d\" rx=\"2\"/>"
          "<rect class=\"bar\" x=\"0\" y=\"%u\" width=\"%u\" height=\"%d\" rx=\"2\"/>\n",
          y + 13, rg_page_word (count->label), CHART_WIDTH, y + 13, count->count, percent,
          y + 18, CHART_WIDTH, BAR_HEIGHT, y + 18, MAX (2, percent * CHART_WIDTH / 100),
          BAR_HEIGHT);
}

static void
add_bars (GString *page, const RgFigures *figures, RgTally tally)
{
  const GPtrArray *counts = figures->tallies[tally];
  guint rows = MIN (counts->len, MAX_ROWS);
  if (!rows)
    return;
  open_chart (page, tally, rows * ROW_HEIGHT);
  for (guint i = 0; i < rows; i++)
    add_bar (page, g_ptr_array_index (counts, i), figures->sums[tally], i * ROW_HEIGHT);
  g_string_append (page, "</svg>\n</section>\n");
}

/* A column, its figure above, its month below; of the year only where it begins. */
static void
add_column (GString *page, const RgCount *count, guint highest, guint place, guint places)
{
  guint width = CHART_WIDTH / places, height = count->count * COLUMN_HEIGHT / MAX (1, highest);
  guint middle = place * width + width / 2, bar = MIN (width * 2 / 3, 40);
  guint bottom = COLUMN_TOP + COLUMN_HEIGHT;
  append (page,
          "<rect class=\"bar\" x=\"%u\" y=\"%u\" width=\"%u\" height=\"%u\"/>"
          "<text class=\"mid\" x=\"%u\" y=\"%u\">%u</text>"
          "<text class=\"mid soft\" x=\"%u\" y=\"%u\">%s</text>",
          middle - bar / 2, bottom - height, bar, height, middle, bottom - height - 5,
          count->count, middle, bottom + 15, count->label + 5);
  if (place == 0 || g_str_has_suffix (count->label, "-01"))
    append (page, "<text class=\"mid soft\" x=\"%u\" y=\"%u\">%.4s</text>", middle, bottom + 30,
            count->label);
  g_string_append_c (page, '\n');
}

static void
add_months (GString *page, const RgFigures *figures)
{
  const GPtrArray *counts = figures->tallies[RG_TALLY_MONTH];
  guint places = MIN (counts->len, MAX_MONTHS), first = counts->len - places, highest = 0;
  if (!places)
    return;
  for (guint i = first; i < counts->len; i++)
    highest = MAX (highest, ((RgCount *) g_ptr_array_index (counts, i))->count);
  open_chart (page, RG_TALLY_MONTH, COLUMN_TOP + COLUMN_HEIGHT + 36);
  for (guint i = 0; i < places; i++)
    add_column (page, g_ptr_array_index (counts, first + i), highest, i, MAX (places, 4));
  append (page, "<rect class=\"track\" x=\"0\" y=\"%d\" width=\"%d\" height=\"1\"/>\n",
          COLUMN_TOP + COLUMN_HEIGHT, CHART_WIDTH);
  g_string_append (page, "</svg>\n</section>\n");
}

/* ---- the decisions ---- */

static void
add_decision (GString *page, const RgEntry *entry)
{
  g_autofree char *day = day_of (entry->decided_at);
  g_autofree char *decision = rg_page_short (entry);
  append (page, "<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>\n", day,
          entry->company  ? entry->company
          : entry->sender ? entry->sender
                          : _ ("unknown"),
          entry->position ? entry->position : _ ("unknown"), decision,
          rg_page_word (rg_entry_state_names[entry->state]));
}

static void
add_decisions (GString *page, const GPtrArray *entries)
{
  const char *const columns[]
      = { _ ("Day"), _ ("Company"), _ ("Role"), _ ("Decision"), _ ("The answer") };
  append (page, "<section class=\"wide\">\n<h2>%s</h2>\n<table>\n<thead><tr>",
          _ ("The decisions"));
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    append (page, "<th scope=\"col\">%s</th>", columns[i]);
  g_string_append (page, "</tr></thead>\n<tbody>\n");
  for (guint i = 0; i < entries->len; i++)
    add_decision (page, g_ptr_array_index (entries, i));
  g_string_append (page, "</tbody>\n</table>\n</section>\n");
}

char *
rg_report_page (const RgFigures *figures, const GPtrArray *entries)
{
  GString *page = g_string_new ("<!DOCTYPE html>\n");
  append (page, "<html lang=\"%s\">\n<head>\n<title>%s</title>\n", rg_translate_language (),
          _ ("Interview invitations"));
  g_string_append (page, head);
  g_autofree char *first = day_of (figures->first);
  g_autofree char *last = day_of (figures->last);
  append (page, "<h1>%s</h1>\n<p class=\"soft\">", _ ("Interview invitations"));
  if (figures->total)
    append (page, _ ("Decided from %s to %s"), first, last);
  else
    append (page, "%s", _ ("Nothing has been decided yet."));
  g_string_append (page, "</p>\n");
  add_numbers (page, figures);
  g_string_append (page, "<div class=\"charts\">\n");
  add_patterns (page, figures);
  add_bars (page, figures, RG_TALLY_OUTCOME);
  add_bars (page, figures, RG_TALLY_REASON);
  add_months (page, figures);
  for (int tally = RG_TALLY_STAGE; tally < RG_TALLY_MONTH; tally++)
    add_bars (page, figures, (RgTally) tally);
  g_string_append (page, "</div>\n");
  if (entries->len)
    add_decisions (page, entries);
  g_string_append (page, "</main>\n</body>\n</html>\n");
  return g_string_free (page, FALSE);
}
