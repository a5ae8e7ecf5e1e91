/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "thunderbird/answer.h"

#include "base/translate.h"
#include "common/reader.h"
#include "common/words.h"
#include "desk/places.h"
#include "reply/page_text.h"
#include "reply/page_words.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* Thunderbird takes no longer answer. */
#define ANSWER_BYTES (1024u * 1024)

/* ---- what is asked ---- */

/* A member that is a text; NULL for none. */
static const char *
text_of (JsonObject *request, const char *name)
{
  JsonNode *node = json_object_get_member (request, name);
  return node && JSON_NODE_HOLDS_VALUE (node)
                 && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

/* Reads with the files of `config` (NULL: the usual place), in `language` (NULL: the
 * environment's); kept until another place is asked for. */
static RgReader *
reader_for (JsonObject *request)
{
  static RgReader *reader;
  static char *place;
  const char *config = text_of (request, "config");
  if (config && !*config)
    config = NULL;
  if (reader && g_strcmp0 (config, place) == 0)
    return reader;
  g_clear_pointer (&reader, rg_reader_unref);
  g_free (place);
  place = g_strdup (config);
  reader = rg_reader_new (config);
  return reader;
}

static void
speak (JsonObject *request)
{
  static gboolean is_begun;
  const char *language = text_of (request, "language");
  g_autoptr (RgPlaces) places = rg_places_new ();
  if (!is_begun)
    rg_places_speak (places, NULL);
  is_begun = TRUE;
  if (language && *language)
    rg_translate_prefer (language);
}

static RgRequest *
request_from (JsonObject *request)
{
  const char *mail = text_of (request, "mail"), *template_name = text_of (request, "template");
  const char *address = text_of (request, "address");
  gsize length = 0;
  guchar *bytes = mail ? g_base64_decode (mail, &length) : NULL;
  RgRequest *wish = g_new0 (RgRequest, 1);
  wish->mail = g_bytes_new_take (bytes, length);
  wish->folder = g_strdup (text_of (request, "folder"));
  wish->address = g_strdup (address ? address : "");
  wish->template_name = template_name && *template_name ? g_strdup (template_name) : NULL;
  return wish;
}

/* ---- what is answered ---- */

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
add_line (JsonBuilder *json, const RgPageLine *line)
{
  json_builder_begin_object (json);
  add_text (json, "name", line->name);
  add_text (json, "value", line->value);
  add_text (json, "words", line->words);
  add_text (json, "colour", rg_page_colour (line->value, RG_ON_LIGHT));
  add_text (json, "colour_on_dark", rg_page_colour (line->value, RG_ON_DARK));
  json_builder_end_object (json);
}

static void
add_sections (JsonBuilder *json, const RgPage *page)
{
  g_autoptr (GPtrArray) sections = rg_page_findings (page);
  json_builder_set_member_name (json, "sections");
  json_builder_begin_array (json);
  for (guint i = 0; i < sections->len; i++)
    {
      const RgPageSection *section = g_ptr_array_index (sections, i);
      json_builder_begin_object (json);
      add_text (json, "heading", section->heading);
      json_builder_set_member_name (json, "lines");
      json_builder_begin_array (json);
      for (guint k = 0; k < section->lines->len; k++)
        add_line (json, g_ptr_array_index (section->lines, k));
      json_builder_end_array (json);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

static void
add_draft (JsonBuilder *json, const RgDraft *draft)
{
  gsize length = 0;
  const guchar *bytes = g_bytes_get_data (draft->bytes, &length);
  g_autofree char *mail = g_base64_encode (bytes, length);
  json_builder_set_member_name (json, "draft");
  json_builder_begin_object (json);
  add_text (json, "message_id", draft->message_id);
  add_text (json, "text", draft->text);
  add_text (json, "mail", mail);
  json_builder_end_object (json);
}

/* The number that is to be called before anything is written. */
static const char *
find_phone (const RgPage *page)
{
  if (g_strcmp0 (page->entry->channel, rg_channel_names[RG_CHANNEL_PHONE_FIRST]) != 0)
    return NULL;
  for (guint i = 0; i < page->facts->len; i++)
    {
      const RgPageLine *line = g_ptr_array_index (page->facts, i);
      if (g_str_equal (line->name, "phone"))
        return line->value;
    }
  return NULL;
}

static void
add_reading (JsonBuilder *json, const RgReading *reading)
{
  add_text (json, "verdict", reading->verdict);
  add_text (json, "outcome", reading->outcome);
  add_text (json, "pages", reading->pages);
  add_text (json, "mistakes", RG_PAGE_MISTAKES_FOLDER);
  add_text (json, "missed", RG_PAGE_MISSED_FOLDER);
  add_text (json, "fault", reading->fault);
  json_builder_set_member_name (json, "is_mistake");
  json_builder_add_boolean_value (json, reading->is_mistake);
  if (reading->page)
    {
      add_text (json, "phone", find_phone (reading->page));
      add_sections (json, reading->page);
    }
  if (reading->draft)
    add_draft (json, reading->draft);
}

static void
add_choice (JsonBuilder *json, const char *name, const RgReading *reading)
{
  json_builder_begin_object (json);
  add_text (json, "name", name);
  add_text (json, "label", rg_text_label (name));
  add_text (json, "title", rg_page_title (reading->outcome));
  add_text (json, "text", reading->draft->text);
  json_builder_end_object (json);
}

/* Each text that answers an invitation, as it would read. */
static void
add_choices (JsonBuilder *json, RgReader *reader, RgRequest *wish, const char *language)
{
  g_auto (GStrv) names = rg_reader_texts (reader, language);
  json_builder_set_member_name (json, "choices");
  json_builder_begin_array (json);
  for (char **name = names; *name; name++)
    {
      if (!rg_text_answers_invitations (*name))
        continue;
      g_free (wish->template_name);
      wish->template_name = g_strdup (*name);
      g_autoptr (RgReading) reading = rg_reader_read (reader, wish);
      if (reading->draft)
        add_choice (json, *name, reading);
    }
  json_builder_end_array (json);
}

/* ---- one request ---- */

static void
answer (JsonBuilder *json, JsonObject *request)
{
  const char *command = text_of (request, "command");
  g_autoptr (RgRequest) wish = request_from (request);
  speak (request);
  RgReader *reader = reader_for (request);
  g_autoptr (RgReading) reading = rg_reader_read (reader, wish);
  if (g_strcmp0 (command, "check") == 0)
    add_reading (json, reading);
  else if (g_strcmp0 (command, "choices") == 0)
    add_choices (json, reader, wish, reading->language);
  else
    add_text (json, "fault", "no such command");
}

static char *
finish (JsonBuilder *json)
{
  g_autoptr (JsonNode) root = json_builder_get_root (json);
  return json_to_string (root, FALSE);
}

static char *
refuse (const char *why)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  json_builder_begin_object (json);
  add_text (json, "fault", why);
  json_builder_end_object (json);
  return finish (json);
}

char *
rg_answer_request (const char *request, gsize length)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  if (!g_utf8_validate (request, (gssize) length, NULL)
      || !json_parser_load_from_data (parser, request, (gssize) length, NULL)
      || !json_parser_get_root (parser)
      || !JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    return refuse ("this is no request");
  JsonObject *object = json_node_get_object (json_parser_get_root (parser));
  g_autoptr (JsonBuilder) json = json_builder_new ();
  json_builder_begin_object (json);
  json_builder_set_member_name (json, "id");
  json_builder_add_int_value (json, json_object_get_int_member_with_default (object, "id", 0));
  answer (json, object);
  json_builder_end_object (json);
  char *text = finish (json);
  if (strlen (text) <= ANSWER_BYTES)
    return text;
  g_free (text);
  return refuse ("the answer is too long");
}
