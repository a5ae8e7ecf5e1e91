/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Both forms are made from the same outline: sections of lines. */
#include "reply/page_text.h"

#include "base/translate.h"
#include "decide/questions.h"
#include "reply/page_data.h"
#include "reply/page_words.h"

GDateTime *
rg_page_time (const RgPage *page, gint64 seconds)
{
  g_autoptr (GTimeZone) zone = page->zone ? g_time_zone_new_identifier (page->zone) : NULL;
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (seconds);
  if (!utc)
    return g_date_time_new_from_unix_utc (0);
  return zone ? g_date_time_to_timezone (utc, zone) : g_steal_pointer (&utc);
}

/* ---- the outline ---- */

static RgPageSection *
add_section (GPtrArray *outline, const char *heading)
{
  RgPageSection *section = g_new0 (RgPageSection, 1);
  section->heading = heading;
  section->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) rg_page_line_free);
  g_ptr_array_add (outline, section);
  return section;
}

static void
section_free (gpointer data)
{
  RgPageSection *section = data;
  g_ptr_array_unref (section->lines);
  g_free (section);
}

static void
add_line (RgPageSection *section, const char *name, const char *value, const char *words)
{
  g_ptr_array_add (section->lines,
                   rg_page_line_new (*name ? rg_page_label (name) : "", value, words));
}

/* The words of the mail stand in quotation marks, and only where they say more. */
static void
add_facts (RgPageSection *section, const GPtrArray *facts)
{
  for (guint i = 0; i < facts->len; i++)
    {
      const RgPageLine *line = g_ptr_array_index (facts, i);
      gboolean says_more = line->words && !g_str_equal (line->words, line->value);
      g_autofree char *quoted = says_more ? g_strdup_printf ("\"%s\"", line->words) : NULL;
      gboolean is_own = g_str_equal (line->name, "stage") || g_str_equal (line->name, "mode");
      add_line (section, line->name, is_own ? rg_page_word (line->value) : line->value, quoted);
    }
}

static void
add_answers (RgPageSection *section, const GPtrArray *answers)
{
  for (guint i = 0; i < answers->len; i++)
    {
      const RgPageLine *line = g_ptr_array_index (answers, i);
      add_line (section, line->name, rg_page_word (line->value), line->words);
    }
}

static void
add_decision (GPtrArray *outline, const RgPage *page)
{
  RgPageSection *section = add_section (outline, NULL);
  g_autofree char *decision = rg_page_decision (page);
  g_autofree char *channel = rg_page_channel (page);
  add_line (section, "decision", decision, NULL);
  if (page->entry->answer_by)
    {
      g_autoptr (GDateTime) time = rg_page_time (page, page->entry->answer_by);
      g_autoptr (RgMoment) moment = rg_moment_new (time, TRUE);
      g_autofree char *by = rg_moment_for_people (moment);
      add_line (section, "answer_by", by, NULL);
    }
  add_line (section, "channel", channel, NULL);
}

static void
add_sentences (GPtrArray *outline, RgPagePhrase heading, const char *const *sentences,
               guint count)
{
  RgPageSection *section = count ? add_section (outline, rg_page_phrase (heading)) : NULL;
  for (guint i = 0; i < count; i++)
    add_line (section, "", sentences[i], NULL);
}

GPtrArray *
rg_page_findings (const RgPage *page)
{
  GPtrArray *outline = g_ptr_array_new_with_free_func (section_free);
  add_decision (outline, page);
  add_sentences (outline, RG_PAGE_WARNINGS, (const char *const *) page->warnings->pdata,
                 page->warnings->len);
  add_facts (add_section (outline, rg_page_phrase (RG_PAGE_FOUND)), page->facts);
  add_answers (add_section (outline, rg_page_phrase (RG_PAGE_QUESTIONS)), page->answers);
  return outline;
}

static GPtrArray *
make_outline (const RgPage *page)
{
  const char *const ways[]
      = { rg_page_phrase (RG_PAGE_AGREE), rg_page_phrase (RG_PAGE_HANDLE),
          rg_page_phrase (RG_PAGE_MISTAKE), rg_page_phrase (RG_PAGE_MISSED) };
  gboolean has_draft = page->entry->draft_message_id != NULL;
  GPtrArray *outline = rg_page_findings (page);
  g_autofree char *draft = rg_page_draft (page);
  add_line (g_ptr_array_index (outline, 0), "draft", draft, NULL);
  add_sentences (outline, RG_PAGE_OVERRULE, has_draft ? ways : ways + 2, has_draft ? 4 : 2);
  return outline;
}

/* ---- text ---- */

static void
write_line (GString *text, const RgPageLine *line)
{
  if (!*line->name)
    g_string_append_printf (text, "* %s\n", line->value);
  else if (line->words)
    g_string_append_printf (text, "%s: %s (%s)\n", line->name, line->value, line->words);
  else
    g_string_append_printf (text, "%s: %s\n", line->name, line->value);
}

char *
rg_page_text (const RgPage *page)
{
  g_autoptr (GPtrArray) outline = make_outline (page);
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < outline->len; i++)
    {
      const RgPageSection *section = g_ptr_array_index (outline, i);
      if (section->heading)
        g_string_append_printf (text, "%s\n\n", section->heading);
      for (guint k = 0; k < section->lines->len; k++)
        write_line (text, g_ptr_array_index (section->lines, k));
      g_string_append_c (text, '\n');
    }
  g_string_append_printf (text, "%s\n", rg_page_phrase (RG_PAGE_FOOTER));
  return g_string_free (text, FALSE);
}

/* ---- HTML ---- */

#define CELL "padding:6px 8px;border-top:1px solid rgba(128,128,128,.35);vertical-align:top"

/* What doesn't know light-dark() takes the colour before it. */
static char *
write_colour (const char *value)
{
  const char *any = rg_page_colour (value, RG_ON_ANY);
  return any ? g_strdup_printf (";color:%s;color:light-dark(%s,%s)", any,
                                rg_page_colour (value, RG_ON_LIGHT),
                                rg_page_colour (value, RG_ON_DARK))
             : g_strdup ("");
}

static void
write_row (GString *html, const RgPageLine *line)
{
  g_autofree char *value = g_markup_escape_text (line->value, -1);
  g_autofree char *colour = write_colour (line->value);
  g_autofree char *words = line->words ? g_markup_escape_text (line->words, -1) : NULL;
  if (!*line->name)
    {
      g_string_append_printf (html, "<tr><td colspan=\"2\" style=\"" CELL "\">%s</td></tr>\n",
                              value);
      return;
    }
  g_string_append_printf (html,
                          "<tr><th scope=\"row\" style=\"" CELL
                          ";text-align:left;width:7em;font-weight:600\">%s</th>"
                          "<td style=\"" CELL ";overflow-wrap:anywhere\"><span "
                          "style=\"font-weight:500%s\">%s</span>",
                          line->name, colour, value);
  if (words)
    g_string_append_printf (html, "<br><span style=\"font-size:90%%;opacity:.75\">%s</span>",
                            words);
  g_string_append (html, "</td></tr>\n");
}

static void
write_section (GString *html, const RgPageSection *section)
{
  if (section->heading)
    g_string_append_printf (html, "<h2 style=\"font-size:110%%;margin:20px 0 4px\">%s</h2>\n",
                            section->heading);
  g_string_append (html, "<table style=\"border-collapse:collapse;width:100%\">\n");
  for (guint i = 0; i < section->lines->len; i++)
    write_row (html, g_ptr_array_index (section->lines, i));
  g_string_append (html, "</table>\n");
}

char *
rg_page_html (const RgPage *page)
{
  g_autoptr (GPtrArray) outline = make_outline (page);
  g_autofree char *subject = rg_page_subject (page);
  g_autofree char *title = g_markup_escape_text (subject, -1);
  GString *html = g_string_new ("<!DOCTYPE html>\n");
  g_string_append_printf (html,
                          "<html lang=\"%s\"><head><meta charset=\"utf-8\">\n<meta "
                          "name=\"viewport\" content=\"width=device-width, "
                          "initial-scale=1\">\n<meta name=\"color-scheme\" "
                          "content=\"light dark\">\n",
                          rg_translate_language ());
  g_string_append_printf (html,
                          "<title>%s</title></head>\n<body style=\"font-family:sans-serif;"
                          "font-size:15px;line-height:1.45;max-width:44em;margin:0 auto;"
                          "padding:8px\">\n<h1 style=\"font-size:130%%;margin:4px 0 8px\">%s"
                          "</h1>\n",
                          title, title);
  for (guint i = 0; i < outline->len; i++)
    write_section (html, g_ptr_array_index (outline, i));
  g_string_append_printf (html,
                          "<p style=\"font-size:90%%;opacity:.75\">%s</p>\n</body></html>\n",
                          rg_page_phrase (RG_PAGE_FOOTER));
  return g_string_free (html, FALSE);
}
