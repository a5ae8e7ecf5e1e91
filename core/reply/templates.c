/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reply/templates.h"

#include "base/error.h"
#include "base/text.h"

#include <string.h>
#include <tmpl-glib.h>

const char *const rg_template_names[]
    = { "company",   "contact",   "date",          "first_name", "last_name", "informal",
        "late",      "mode",      "notice_period", "place",      "position",  "reason",
        "recruiter", "signature", "stage",         "time",       "tone",      "user_name",
        NULL };

/* In the order in which they are rendered: a later part may use an earlier one. */
static const char *const part_names[]
    = { "role", "interview", "greeting", "apology", "closing", NULL };

typedef struct
{
  char *path;
  char *source;
  TmplTemplate *parsed;
} Text;

struct _RgTemplates
{
  GHashTable *texts; /* "en/mobility", "en/_greeting" → Text */
};

static void
text_free (gpointer data)
{
  Text *text = data;
  g_free (text->path);
  g_free (text->source);
  g_clear_object (&text->parsed);
  g_free (text);
}

void
rg_templates_free (RgTemplates *templates)
{
  if (!templates)
    return;
  g_hash_table_unref (templates->texts);
  g_free (templates);
}

/* ---- reading ---- */

/* template-glib takes an unterminated "{{name" for nothing and a comment for the end. */
static gboolean
check_tags (const char *path, const char *line, int number, GError **error)
{
  for (const char *open = line; (open = strstr (open, "{{")); open += 2)
    {
      const char *close = strstr (open, "}}");
      const char *again = strstr (open + 2, "{{");
      if (!close || (again && again < close))
        {
          g_set_error (error, RG_ERROR, RG_ERROR_CONFIG,
                       "%s:%d: '{{' is not closed by '}}' on its line", path, number);
          return FALSE;
        }
      if (!g_ascii_isalpha (open[2]))
        {
          g_set_error (error, RG_ERROR, RG_ERROR_CONFIG,
                       "%s:%d: a tag begins with a name, if, else or end; this one with '%c'",
                       path, number, open[2]);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
is_block_tag (const char *tag)
{
  return g_str_has_prefix (tag, "{{if ") || g_str_has_prefix (tag, "{{else")
         || g_str_has_prefix (tag, "{{end");
}

/* template-glib eats the line end behind every block tag; behind one that closes a line of
 * text it is meant, so it is written twice. */
static gboolean
loses_line_end (const char *line)
{
  const char *tag = g_strrstr (line, "{{");
  if (!tag || !g_str_has_suffix (line, "}}") || !is_block_tag (tag))
    return FALSE;
  return tag > line;
}

static char *
prepare (const char *path, const char *source, GError **error)
{
  g_auto (GStrv) lines = g_strsplit (source, "\n", -1);
  GString *prepared = g_string_new (NULL);
  for (int i = 0; lines[i]; i++)
    {
      g_strchomp (lines[i]);
      if (!check_tags (path, lines[i], i + 1, error))
        {
          g_string_free (prepared, TRUE);
          return NULL;
        }
      g_string_append_printf (prepared, "%s\n%s", lines[i],
                              loses_line_end (lines[i]) ? "\n" : "");
    }
  return g_string_free (prepared, FALSE);
}

static Text *
text_read (const char *path, GError **error)
{
  g_autofree char *source = NULL;
  gsize length = 0;
  g_autoptr (GError) inner = NULL;
  if (!g_file_get_contents (path, &source, &length, &inner))
    {
      g_set_error (error, RG_ERROR, RG_ERROR_CONFIG, "can't read a template: %s",
                   inner->message);
      return NULL;
    }
  if (!g_utf8_validate (source, (gssize) length, NULL))
    {
      g_set_error (error, RG_ERROR, RG_ERROR_CONFIG, "%s:1: not UTF-8; save the file as UTF-8",
                   path);
      return NULL;
    }
  g_autofree char *prepared = prepare (path, source, error);
  if (!prepared)
    return NULL;
  g_autoptr (TmplTemplate) parsed = tmpl_template_new (NULL);
  if (!tmpl_template_parse_string (parsed, prepared, &inner))
    {
      g_set_error (error, RG_ERROR, RG_ERROR_CONFIG,
                   "%s:1: the template is not complete (%s); is an {{end}} missing?", path,
                   inner->message);
      return NULL;
    }
  Text *text = g_new0 (Text, 1);
  text->path = g_strdup (path);
  text->source = g_steal_pointer (&source);
  text->parsed = g_steal_pointer (&parsed);
  return text;
}

static gboolean
read_language (RgTemplates *templates, const char *dir, const char *language, GError **error)
{
  g_autofree char *path = g_build_filename (dir, language, NULL);
  g_autoptr (GDir) files = g_dir_open (path, 0, NULL);
  for (const char *name; files && (name = g_dir_read_name (files));)
    {
      if (!g_str_has_suffix (name, ".txt") || *name == '.')
        continue;
      g_autofree char *file = g_build_filename (path, name, NULL);
      Text *text = text_read (file, error);
      if (!text)
        return FALSE;
      g_hash_table_replace (
          templates->texts,
          g_strdup_printf ("%s/%.*s", language, (int) strlen (name) - 4, name), text);
    }
  return TRUE;
}

static gboolean
read_dir (RgTemplates *templates, const char *dir, GError **error)
{
  g_autoptr (GDir) languages = g_dir_open (dir, 0, NULL);
  for (const char *name; languages && (name = g_dir_read_name (languages));)
    if (*name != '.' && !read_language (templates, dir, name, error))
      return FALSE;
  return TRUE;
}

static gboolean
check_all (const RgTemplates *templates, GError **error)
{
  g_autoptr (GHashTable) nothing = g_hash_table_new (g_str_hash, g_str_equal);
  g_auto (GStrv) ids = rg_templates_ids (templates);
  for (char **id = ids; *id; id++)
    {
      g_autofree char *text = rg_templates_render (templates, *id, nothing, error);
      if (!text)
        return FALSE;
    }
  return TRUE;
}

RgTemplates *
rg_templates_load (const char *const *dirs, GError **error)
{
  g_autoptr (RgTemplates) templates = g_new0 (RgTemplates, 1);
  templates->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, text_free);
  for (; *dirs; dirs++)
    if (!read_dir (templates, *dirs, error))
      return NULL;
  if (!check_all (templates, error))
    return NULL;
  return g_steal_pointer (&templates);
}

/* ---- asking ---- */

char *
rg_templates_choose (const RgTemplates *templates, const char *language, const char *name)
{
  const char *tries[] = { language, "en", NULL };
  for (gsize i = 0; i < 2; i++)
    {
      g_autofree char *id = tries[i] ? g_strdup_printf ("%s/%s", tries[i], name) : NULL;
      if (id && g_hash_table_contains (templates->texts, id))
        return g_steal_pointer (&id);
    }
  return NULL;
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

GStrv
rg_templates_ids (const RgTemplates *templates)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer id;
  g_hash_table_iter_init (&iter, templates->texts);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!strstr (id, "/_"))
      g_ptr_array_add (ids, g_strdup (id));
  g_ptr_array_sort (ids, compare_ids);
  g_ptr_array_add (ids, NULL);
  return (GStrv) g_ptr_array_free (g_steal_pointer (&ids), FALSE);
}

const char *
rg_templates_path (const RgTemplates *templates, const char *id)
{
  const Text *text = g_hash_table_lookup (templates->texts, id);
  return text ? text->path : NULL;
}

/* ---- rendering ---- */

/* A missing fact can leave two spaces, or one before a comma. */
static char *
tidy (const char *text)
{
  GString *clean = g_string_new (NULL);
  for (const char *p = text; *p; p++)
    {
      if (*p == ' ' && (p[1] == ' ' || p[1] == ',' || p[1] == '.' || p[1] == '\n'))
        continue;
      g_string_append_c (clean, *p);
    }
  char *tidied = rg_text_tidy (clean->str);
  g_string_free (clean, TRUE);
  return tidied;
}

static int
line_with (const char *source, const char *word)
{
  const char *found = strstr (source, word);
  int line = 1;
  for (const char *p = source; found && p < found; p++)
    line += *p == '\n';
  return line;
}

static void
explain_failure (const Text *text, const GError *inner, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (inner->message, "\"", 3);
  gboolean named = g_strv_length (parts) == 3;
  g_autofree char *names = g_strjoinv (", ", (char **) rg_template_names);
  g_autofree char *phrases = g_strjoinv (", ", (char **) part_names);
  if (named)
    g_set_error (error, RG_ERROR, RG_ERROR_CONFIG,
                 "%s:%d: unknown name '%s'; known are: %s, %s", text->path,
                 line_with (text->source, parts[1]), parts[1], names, phrases);
  else
    g_set_error (error, RG_ERROR, RG_ERROR_CONFIG, "%s:1: %s", text->path, inner->message);
}

static char *
expand (const Text *text, TmplScope *scope, GError **error)
{
  g_autoptr (GError) inner = NULL;
  g_autofree char *raw = tmpl_template_expand_string (text->parsed, scope, &inner);
  if (raw)
    return tidy (raw);
  explain_failure (text, inner, error);
  return NULL;
}

static TmplScope *
new_scope (GHashTable *values)
{
  TmplScope *scope = tmpl_scope_new ();
  for (const char *const *name = rg_template_names; *name; name++)
    {
      const char *value = g_hash_table_lookup (values, *name);
      tmpl_scope_set_string (scope, *name, value ? value : "");
    }
  return scope;
}

/* Renders the parts of the language into the scope. */
static gboolean
add_parts (const RgTemplates *templates, const char *language, TmplScope *scope, GError **error)
{
  for (const char *const *name = part_names; *name; name++)
    {
      g_autofree char *id = g_strdup_printf ("%s/_%s", language, *name);
      const Text *part = g_hash_table_lookup (templates->texts, id);
      g_autofree char *phrase = part ? expand (part, scope, error) : g_strdup ("");
      if (!phrase)
        return FALSE;
      tmpl_scope_set_string (scope, *name, g_strchomp (phrase));
    }
  return TRUE;
}

char *
rg_templates_render (const RgTemplates *templates, const char *id, GHashTable *values,
                     GError **error)
{
  const Text *text = g_hash_table_lookup (templates->texts, id);
  g_autofree char *language = g_strndup (id, strcspn (id, "/"));
  g_autoptr (TmplScope) scope = new_scope (values);
  if (!text)
    {
      g_set_error (error, RG_ERROR, RG_ERROR_CONFIG, "there is no template %s", id);
      return NULL;
    }
  if (!add_parts (templates, language, scope, error))
    return NULL;
  return expand (text, scope, error);
}
