/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"

#include "base/error.h"
#include "base/text.h"
#include "base/translate.h"
#include "cli/selection.h"
#include "cli/terminal.h"
#include "reply/page_words.h"

#include <json-glib/json-glib.h>
#include <string.h>

static char *
format_time (gint64 seconds, const char *format)
{
  g_autoptr (GDateTime) time = seconds ? g_date_time_new_from_unix_local (seconds) : NULL;
  return time ? g_date_time_format (time, format) : NULL;
}

/* ---- what is told of an entry ---- */

#define MAX_COLUMNS 20

typedef struct
{
  const char *name;
  char *value; /* NULL: unknown */
} Column;

static void
add (GArray *columns, const char *name, const char *value)
{
  const Column column = { name, g_strdup (value) };
  g_array_append_val (columns, column);
}

static void
add_time (GArray *columns, const char *name, gint64 seconds)
{
  g_autofree char *time = format_time (seconds, "%Y-%m-%dT%H:%M:%S%:z");
  add (columns, name, time);
}

static void
clear_column (gpointer column)
{
  g_free (((Column *) column)->value);
}

/* The same for JSON and for a table. */
static GArray *
columns_of (const RgEntry *entry)
{
  GArray *columns = g_array_sized_new (FALSE, FALSE, sizeof (Column), MAX_COLUMNS);
  g_array_set_clear_func (columns, clear_column);
  add_time (columns, "decided", entry->decided_at);
  add (columns, "account", entry->account);
  add (columns, "message_id", entry->message_id);
  add_time (columns, "received", entry->received_at);
  add (columns, "sender", entry->sender);
  add (columns, "kind", entry->kind);
  add (columns, "company", entry->company);
  add (columns, "position", entry->position);
  add (columns, "stage", entry->stage);
  add (columns, "language", entry->language);
  add (columns, "source", entry->source);
  add (columns, "outcome", entry->outcome);
  add (columns, "reason", entry->reason);
  add (columns, "channel", entry->channel);
  add_time (columns, "answer_by", entry->answer_by);
  add (columns, "template", entry->template_id);
  add (columns, "state", rg_entry_state_names[entry->state]);
  add_time (columns, "changed", entry->changed_at);
  add (columns, "draft_message_id", entry->draft_message_id);
  return columns;
}

/* The widest cell of each column of the table. */
typedef struct
{
  guint outcome, state;
} Widths;

/* ---- JSON ---- */

static char *
entry_json (const RgEntry *entry, const Widths *widths)
{
  g_autoptr (GArray) columns = columns_of (entry);
  g_autoptr (JsonBuilder) json = json_builder_new ();
  json_builder_begin_object (json);
  for (guint i = 0; i < columns->len; i++)
    {
      const Column *column = &g_array_index (columns, Column, i);
      json_builder_set_member_name (json, column->name);
      if (column->value)
        json_builder_add_string_value (json, column->value);
      else
        json_builder_add_null_value (json);
    }
  json_builder_end_object (json);
  g_autoptr (JsonNode) root = json_builder_get_root (json);
  g_autofree char *text = json_to_string (root, FALSE);
  return g_strconcat (text, "\n", NULL);
}

/* ---- CSV (RFC 4180) ---- */

/* A stranger's mail names the company: what a spreadsheet would take for a formula gets an
 * apostrophe before it. */
static void
append_cell (GString *row, const char *value)
{
  if (row->len)
    g_string_append_c (row, ',');
  if (!value || !*value)
    return;
  g_string_append_c (row, '"');
  if (strchr ("=+-@\t", *value))
    g_string_append_c (row, '\'');
  for (; *value; value++)
    {
      if (*value == '"')
        g_string_append_c (row, '"');
      g_string_append_c (row, *value);
    }
  g_string_append_c (row, '"');
}

/* `entry` NULL: the row of names. */
static char *
entry_row (const RgEntry *entry, const Widths *widths)
{
  static const RgEntry nothing = { 0 };
  g_autoptr (GArray) columns = columns_of (entry ? entry : &nothing);
  GString *row = g_string_new (NULL);
  for (guint i = 0; i < columns->len; i++)
    {
      const Column *column = &g_array_index (columns, Column, i);
      append_cell (row, entry ? column->value : column->name);
    }
  g_string_append (row, "\r\n");
  return g_string_free (row, FALSE);
}

/* ---- text ---- */

static Widths
measure (const GPtrArray *entries)
{
  Widths widths = { 0 };
  for (guint i = 0; i < entries->len; i++)
    {
      const RgEntry *entry = g_ptr_array_index (entries, i);
      g_autofree char *outcome = rg_page_short (entry);
      const char *state = rg_page_word (rg_entry_state_names[entry->state]);
      widths.outcome = MAX (widths.outcome, rg_text_columns (outcome));
      widths.state = MAX (widths.state, rg_text_columns (state));
    }
  return widths;
}

static char *
entry_line (const RgEntry *entry, const Widths *widths)
{
  g_autofree char *when = format_time (entry->decided_at, "%Y-%m-%d %H:%M");
  g_autofree char *decision = rg_page_short (entry);
  g_autofree char *outcome = rg_text_pad (decision, widths->outcome);
  g_autofree char *state
      = rg_text_pad (rg_page_word (rg_entry_state_names[entry->state]), widths->state);
  return g_strdup_printf ("%s  %s  %s  %s, %s\n", when, outcome, state,
                          entry->company  ? entry->company
                          : entry->sender ? entry->sender
                                          : _ ("unknown sender"),
                          entry->position ? entry->position : _ ("role unknown"));
}

/* ---- the command ---- */

/* `widths` is for the table alone. */
typedef char *(*Printer) (const RgEntry *entry, const Widths *widths);

static Printer
find_printer (const char *format, GError **error)
{
  if (!format || g_str_equal (format, "text"))
    return entry_line;
  if (g_str_equal (format, "json"))
    return entry_json;
  if (g_str_equal (format, "csv"))
    return entry_row;
  g_set_error (error, RG_ERROR, RG_ERROR_USAGE, "--format is text, csv or json, not '%s'",
               format);
  return NULL;
}

static void
print (Printer printer, const RgEntry *entry, const Widths *widths)
{
  g_autofree char *text = printer (entry, widths);
  rg_terminal_print (text);
}

gboolean
rg_command_log (RgPlaces *places, int argc, char **argv, GError **error)
{
  g_auto (RgSelection) selection = { 0 };
  g_autofree char *format = NULL;
  const GOptionEntry more[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &format,
      "text (the default), csv, or json, one object a line", "FORMAT" },
    { NULL },
  };
  g_autofree GOptionEntry *entries = rg_selection_options (&selection, more);
  if (!rg_command_parse (places, NULL, "Shows the decisions so far, newest first.", entries,
                         &argc, &argv, error)
      || !rg_command_takes_no_more (argc, argv, error))
    return FALSE;
  Printer printer = find_printer (format, error);
  g_autoptr (RgJournal) journal = printer ? rg_command_open_journal (places, error) : NULL;
  g_autoptr (GPtrArray) list = journal ? rg_selection_list (&selection, journal, error) : NULL;
  if (!list)
    return FALSE;
  Widths widths = measure (list);
  if (printer == entry_row)
    print (printer, NULL, &widths);
  for (guint i = 0; i < list->len; i++)
    print (printer, g_ptr_array_index (list, i), &widths);
  return TRUE;
}
