/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reply/page_data.h"

#include <json-glib/json-glib.h>

#define FORMAT_VERSION 1
#define MAX_LINES      64
#define MAX_DEPTH      8

/* What the folder itself tells, or only this machine knows. */
static gboolean
is_local (const RgEntryField *field)
{
  static const char *const names[] = { "account",           "page_revision", "pages_mailbox",
                                       "pages_uidvalidity", "pages_uidnext", NULL };
  return g_strv_contains (names, field->name);
}

static gboolean
is_state (const RgEntryField *field)
{
  return g_str_equal (field->name, "state");
}

/* ---- writing ---- */

static void
add_text (JsonBuilder *json, const char *name, const char *value)
{
  if (!value)
    return;
  json_builder_set_member_name (json, name);
  json_builder_add_string_value (json, value);
}

static void
add_entry (JsonBuilder *json, const RgEntry *entry)
{
  json_builder_set_member_name (json, "entry");
  json_builder_begin_object (json);
  for (const RgEntryField *field = rg_entry_fields; field->name; field++)
    {
      if (is_local (field))
        continue;
      if (is_state (field))
        add_text (json, field->name, rg_entry_state_names[entry->state]);
      else if (field->type == RG_FIELD_TEXT)
        add_text (json, field->name, *rg_entry_text (entry, field));
      else
        {
          json_builder_set_member_name (json, field->name);
          json_builder_add_int_value (json, *rg_entry_number (entry, field));
        }
    }
  json_builder_end_object (json);
}

static void
add_lines (JsonBuilder *json, const char *name, const GPtrArray *lines)
{
  json_builder_set_member_name (json, name);
  json_builder_begin_array (json);
  for (guint i = 0; i < lines->len; i++)
    {
      const RgPageLine *line = g_ptr_array_index (lines, i);
      json_builder_begin_object (json);
      add_text (json, "name", line->name);
      add_text (json, "value", line->value);
      add_text (json, "words", line->words);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

static void
add_strings (JsonBuilder *json, const char *name, char *const *strings, guint count)
{
  json_builder_set_member_name (json, name);
  json_builder_begin_array (json);
  for (guint i = 0; i < count; i++)
    json_builder_add_string_value (json, strings[i]);
  json_builder_end_array (json);
}

char *
rg_page_data_write (const RgPage *page)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  json_builder_begin_object (json);
  json_builder_set_member_name (json, "v");
  json_builder_add_int_value (json, FORMAT_VERSION);
  add_text (json, "user_name", page->user_name);
  add_text (json, "zone", page->zone);
  add_strings (json, "references", page->references, g_strv_length (page->references));
  add_entry (json, page->entry);
  add_lines (json, "facts", page->facts);
  add_lines (json, "answers", page->answers);
  add_strings (json, "warnings", (char *const *) page->warnings->pdata, page->warnings->len);
  json_builder_end_object (json);
  g_autoptr (JsonNode) root = json_builder_get_root (json);
  return json_to_string (root, TRUE);
}

/* ---- reading ---- */

/* Whatever stands there instead counts as absent. */
static JsonNode *
member (JsonObject *object, const char *name, GType type)
{
  JsonNode *node = json_object_get_member (object, name);
  return node && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type ? node
                                                                                         : NULL;
}

static char *
read_text (JsonObject *object, const char *name)
{
  JsonNode *node = member (object, name, G_TYPE_STRING);
  return node ? json_node_dup_string (node) : NULL;
}

static gint64
read_number (JsonObject *object, const char *name)
{
  JsonNode *node = member (object, name, G_TYPE_INT64);
  return node ? json_node_get_int (node) : 0;
}

static JsonArray *
read_array (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  return node && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static JsonObject *
read_object (JsonNode *node)
{
  return node && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static RgEntry *
read_entry (JsonObject *object)
{
  g_autoptr (RgEntry) entry = g_new0 (RgEntry, 1);
  g_autofree char *name = read_text (object, "state");
  int state = rg_entry_state_parse (name);
  for (const RgEntryField *field = rg_entry_fields; field->name; field++)
    if (!is_local (field) && field->type == RG_FIELD_TEXT)
      *rg_entry_text (entry, field) = read_text (object, field->name);
    else if (!is_local (field))
      *rg_entry_number (entry, field) = read_number (object, field->name);
  entry->state = MAX (state, 0);
  gboolean is_whole = state >= 0 && entry->key && entry->outcome && entry->identity;
  return is_whole ? g_steal_pointer (&entry) : NULL;
}

static void
read_lines (GPtrArray *lines, JsonArray *array)
{
  for (guint i = 0; array && i < MIN (json_array_get_length (array), MAX_LINES); i++)
    {
      JsonObject *object = read_object (json_array_get_element (array, i));
      g_autofree char *name = object ? read_text (object, "name") : NULL;
      g_autofree char *value = object ? read_text (object, "value") : NULL;
      g_autofree char *words = object ? read_text (object, "words") : NULL;
      if (name && value)
        g_ptr_array_add (lines, rg_page_line_new (name, value, words));
    }
}

static void
read_strings (GPtrArray *strings, JsonArray *array)
{
  for (guint i = 0; array && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
        g_ptr_array_add (strings, json_node_dup_string (node));
    }
}

static GStrv
read_references (JsonArray *array)
{
  GPtrArray *references = g_ptr_array_new ();
  read_strings (references, array);
  g_ptr_array_add (references, NULL);
  return (GStrv) g_ptr_array_free (references, FALSE);
}

/* json-glib follows nesting by recursion, so that of a foreign message is looked at first. */
static gboolean
is_shallow (const char *json)
{
  gboolean in_string = FALSE;
  int depth = 0;
  for (const char *p = json; *p && depth <= MAX_DEPTH; p++)
    if (in_string && *p == '\\' && p[1])
      p++;
    else if (*p == '"')
      in_string = !in_string;
    else if (!in_string)
      depth += (*p == '{' || *p == '[') - (*p == '}' || *p == ']');
  return depth <= MAX_DEPTH;
}

RgPage *
rg_page_data_read (const char *json)
{
  g_autoptr (JsonNode) root = is_shallow (json) ? json_from_string (json, NULL) : NULL;
  JsonObject *object = read_object (root);
  JsonObject *row = object ? read_object (json_object_get_member (object, "entry")) : NULL;
  if (!row || read_number (object, "v") != FORMAT_VERSION)
    return NULL;
  g_autoptr (RgPage) page = rg_page_new_empty ();
  page->entry = read_entry (row);
  page->user_name = read_text (object, "user_name");
  page->zone = read_text (object, "zone");
  page->references = read_references (read_array (object, "references"));
  read_lines (page->facts, read_array (object, "facts"));
  read_lines (page->answers, read_array (object, "answers"));
  read_strings (page->warnings, read_array (object, "warnings"));
  return page->entry ? g_steal_pointer (&page) : NULL;
}
