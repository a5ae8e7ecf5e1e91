/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reply/template_text.h"

#include "base/error.h"
#include "base/text.h"
#include "reply/templates.h"

#include <string.h>

void
rg_template_text_free (RgTemplateText *text)
{
  if (!text)
    return;
  g_free (text->path);
  g_free (text->source);
  g_clear_object (&text->parsed);
  g_mutex_clear (&text->lock);
  g_free (text);
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
prepare (const char *path, int first, const char *source, GError **error)
{
  g_auto (GStrv) lines = g_strsplit (source, "\n", -1);
  GString *prepared = g_string_new (NULL);
  for (int i = 0; lines[i]; i++)
    {
      g_strchomp (lines[i]);
      if (!check_tags (path, lines[i], first + i, error))
        {
          g_string_free (prepared, TRUE);
          return NULL;
        }
      g_string_append_printf (prepared, "%s\n%s", lines[i],
                              loses_line_end (lines[i]) ? "\n" : "");
    }
  return g_string_free (prepared, FALSE);
}

RgTemplateText *
rg_template_text_new (const char *path, int line, const char *source)
{
  RgTemplateText *text = g_new0 (RgTemplateText, 1);
  g_mutex_init (&text->lock);
  text->path = g_strdup (path);
  text->line = line;
  text->source = g_strdup (source);
  return text;
}

static TmplTemplate *
parse (const RgTemplateText *text, GError **error)
{
  g_autofree char *prepared = prepare (text->path, text->line, text->source, error);
  g_autoptr (GError) inner = NULL;
  g_autoptr (TmplTemplate) parsed = tmpl_template_new (NULL);
  if (!prepared)
    return NULL;
  if (tmpl_template_parse_string (parsed, prepared, &inner))
    return g_steal_pointer (&parsed);
  g_set_error (error, RG_ERROR, RG_ERROR_CONFIG,
               "%s:%d: the template is not complete (%s); is an {{end}} missing?", text->path,
               text->line, inner->message);
  return NULL;
}

gboolean
rg_template_text_parse (RgTemplateText *text, GError **error)
{
  g_mutex_lock (&text->lock);
  if (!text->parsed)
    text->parsed = parse (text, error);
  gboolean is_parsed = text->parsed != NULL;
  g_mutex_unlock (&text->lock);
  return is_parsed;
}

void
rg_template_text_add_words (const RgTemplateText *text, GHashTable *words)
{
  gboolean is_tag = FALSE, is_quoted = FALSE;
  for (const char *p = text->source; *p; p++)
    {
      gsize length = strspn (p, G_CSET_a_2_z "_");
      if (g_str_has_prefix (p, "{{") || g_str_has_prefix (p, "}}"))
        is_tag = *p == '{';
      else if (is_tag && *p == '"')
        is_quoted = !is_quoted;
      else if (is_tag && !is_quoted && length)
        g_hash_table_add (words, g_strndup (p, length));
      p += length ? length - 1 : 0;
    }
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
  int line = 0;
  for (const char *p = source; found && p < found; p++)
    line += *p == '\n';
  return line;
}

static void
explain_failure (const RgTemplateText *text, const GError *inner, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (inner->message, "\"", 3);
  gboolean named = g_strv_length (parts) == 3;
  g_autofree char *names = g_strjoinv (", ", (char **) rg_template_names);
  g_autofree char *phrases = g_strjoinv (", ", (char **) rg_template_parts);
  if (named)
    g_set_error (error, RG_ERROR, RG_ERROR_CONFIG,
                 "%s:%d: unknown name '%s'; known are: %s, %s", text->path,
                 text->line + line_with (text->source, parts[1]), parts[1], names, phrases);
  else
    g_set_error (error, RG_ERROR, RG_ERROR_CONFIG, "%s:%d: %s", text->path, text->line,
                 inner->message);
}

char *
rg_template_text_expand (RgTemplateText *text, TmplScope *scope, GError **error)
{
  g_autoptr (GError) inner = NULL;
  if (!rg_template_text_parse (text, error))
    return NULL;
  g_autofree char *raw = tmpl_template_expand_string (text->parsed, scope, &inner);
  if (raw)
    return tidy (raw);
  explain_failure (text, inner, error);
  return NULL;
}
