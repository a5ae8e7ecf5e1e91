/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reply/templates.h"

#include "base/error.h"
#include "base/text.h"
#include "reply/articles.h"
#include "reply/template_text.h"

#include <string.h>

const char *const rg_template_names[]
    = { "article",  "ask_pay",       "company",  "contact",  "date",      "first_name",
        "headline", "hours_from",    "hours_to", "informal", "last_name", "late",
        "mode",     "notice_period", "place",    "position", "reason",    "recruiter",
        "referral", "signature",     "stage",    "time",     "time_zone", "titles",
        "tone",     "user_name",     NULL };

const char *const rg_template_parts[]
    = { "employer", "role",   "interview", "greeting", "apology",
        "thanks",   "wishes", "closing",   NULL };

#define ARTICLES_FILE  "articles.txt"
#define PHRASES_FILE   "phrases.txt"
#define SUBJECT_PREFIX "Subject: "

struct _RgTemplates
{
  GHashTable *texts; /* "en/mobility", "en/mobility#subject", "en/_greeting" → RgTemplateText */
  GHashTable *articles; /* language → RgArticles */
};

void
rg_templates_free (RgTemplates *templates)
{
  if (!templates)
    return;
  g_hash_table_unref (templates->texts);
  g_hash_table_unref (templates->articles);
  g_free (templates);
}

/* ---- reading ---- */

static char *
read_source (const char *path, GError **error)
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
  if (g_utf8_validate (source, (gssize) length, NULL))
    return g_steal_pointer (&source);
  g_set_error (error, RG_ERROR, RG_ERROR_CONFIG, "%s:1: not UTF-8; save the file as UTF-8",
               path);
  return NULL;
}

static void
add_text (RgTemplates *templates, const char *id, const char *path, int line,
          const char *source)
{
  g_hash_table_replace (templates->texts, g_strdup (id),
                        rg_template_text_new (path, line, source));
}

/* A text may begin with a subject of its own. */
static gboolean
read_text (RgTemplates *templates, const char *language, const char *name, const char *path,
           GError **error)
{
  g_autofree char *source = read_source (path, error);
  g_autofree char *id = g_strdup_printf ("%s/%.*s", language, (int) strlen (name) - 4, name);
  g_autofree char *subject_id = g_strconcat (id, "#subject", NULL);
  if (!source)
    return FALSE;
  g_hash_table_remove (templates->texts, subject_id); /* of the text that this one replaces */
  gsize length = g_str_has_prefix (source, SUBJECT_PREFIX) ? strcspn (source, "\n") : 0;
  const char *body = source + length + (length && source[length] == '\n');
  if (length)
    {
      source[length] = '\0';
      add_text (templates, subject_id, path, 1, source + strlen (SUBJECT_PREFIX));
    }
  add_text (templates, id, path, length ? 2 : 1, body);
  return TRUE;
}

/* "[greeting]" → "greeting"; NULL where the line is no heading. Transfer full. */
static char *
heading (const char *line)
{
  gsize length = strcspn (line, "]");
  gboolean is_heading
      = *line == '[' && line[length] == ']' && rg_text_is_blank (line + length + 1);
  return is_heading ? g_strndup (line + 1, length - 1) : NULL;
}

static gboolean
add_phrase (RgTemplates *templates, const char *language, const char *name, const char *path,
            int line, const GString *source, GError **error)
{
  g_autofree char *id = g_strdup_printf ("%s/_%s", language, name);
  if (g_strv_contains (rg_template_parts, name))
    {
      add_text (templates, id, path, line + 1, source->str);
      return TRUE;
    }
  g_autofree char *known = g_strjoinv (", ", (char **) rg_template_parts);
  g_set_error (error, RG_ERROR, RG_ERROR_CONFIG, "%s:%d: unknown phrase '%s'; known are: %s",
               path, line, name, known);
  return FALSE;
}

static gboolean
read_phrases (RgTemplates *templates, const char *language, const char *path, GError **error)
{
  g_autofree char *whole = read_source (path, error);
  g_auto (GStrv) lines = whole ? g_strsplit (whole, "\n", -1) : NULL;
  g_autoptr (GString) source = g_string_new (NULL);
  g_autofree char *name = NULL;
  int begin = 0;
  for (int i = 0; lines; i++)
    {
      g_autofree char *next = lines[i] ? heading (lines[i]) : NULL;
      if (!name && !next && lines[i] && !rg_text_is_blank (lines[i]))
        {
          g_set_error (error, RG_ERROR, RG_ERROR_CONFIG,
                       "%s:%d: a phrase begins with a line like [greeting]", path, i + 1);
          return FALSE;
        }
      if (name && (next || !lines[i])
          && !add_phrase (templates, language, name, path, begin, source, error))
        return FALSE;
      if (!lines[i])
        return TRUE;
      if (!next)
        {
          g_string_append_printf (source, "%s\n", lines[i]);
          continue;
        }
      g_free (name);
      name = g_steal_pointer (&next);
      begin = i + 1;
      g_string_truncate (source, 0);
    }
  return FALSE;
}

static void
read_articles (RgTemplates *templates, const char *language, const char *path, GError **error)
{
  g_autofree char *source = read_source (path, error);
  RgArticles *articles = source ? rg_articles_read (source, path, error) : NULL;
  if (articles)
    g_hash_table_replace (templates->articles, g_strdup (language), articles);
}

static void
take_fault (GPtrArray *faults, GError *fault)
{
  if (!g_ptr_array_find_with_equal_func (faults, fault->message, g_str_equal, NULL))
    g_ptr_array_add (faults, g_strdup (fault->message));
  g_error_free (fault);
}

static void
read_language (RgTemplates *templates, const char *dir, const char *language, GPtrArray *faults)
{
  g_autofree char *path = g_build_filename (dir, language, NULL);
  g_autoptr (GDir) files = g_dir_open (path, 0, NULL);
  for (const char *name; files && (name = g_dir_read_name (files));)
    {
      GError *fault = NULL;
      if (!g_str_has_suffix (name, ".txt") || *name == '.')
        continue;
      g_autofree char *file = g_build_filename (path, name, NULL);
      if (g_str_equal (name, PHRASES_FILE))
        read_phrases (templates, language, file, &fault);
      else if (g_str_equal (name, ARTICLES_FILE))
        read_articles (templates, language, file, &fault);
      else
        read_text (templates, language, name, file, &fault);
      if (fault)
        take_fault (faults, fault);
    }
}

static void
read_dir (RgTemplates *templates, const char *dir, GPtrArray *faults)
{
  g_autoptr (GDir) languages = g_dir_open (dir, 0, NULL);
  for (const char *name; languages && (name = g_dir_read_name (languages));)
    if (*name != '.')
      read_language (templates, dir, name, faults);
}

/* The phrase of the language that `id` is in. */
static RgTemplateText *
find_part (const RgTemplates *templates, const char *id, const char *name)
{
  g_autofree char *part_id = g_strdup_printf ("%.*s/_%s", (int) strcspn (id, "/"), id, name);
  return g_hash_table_lookup (templates->texts, part_id);
}

/* All names that a text asks for, or a phrase in it, or a phrase in that. Transfer full. */
static GHashTable *
words_of (const RgTemplates *templates, const char *id, const RgTemplateText *text)
{
  GHashTable *words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint before;
  rg_template_text_add_words (text, words);
  do
    {
      before = g_hash_table_size (words);
      for (const char *const *name = rg_template_parts; *name; name++)
        {
          const RgTemplateText *part
              = g_hash_table_contains (words, *name) ? find_part (templates, id, *name) : NULL;
          if (part)
            rg_template_text_add_words (part, words);
        }
    }
  while (g_hash_table_size (words) > before);
  return words;
}

static void
parse_all (const RgTemplates *templates, GPtrArray *faults)
{
  GHashTableIter iter;
  gpointer text;
  g_hash_table_iter_init (&iter, templates->texts);
  while (g_hash_table_iter_next (&iter, NULL, &text))
    {
      GError *fault = NULL;
      if (rg_template_text_parse (text, &fault))
        continue;
      take_fault (faults, fault);
      g_hash_table_iter_remove (&iter);
    }
}

static void
try_all (const RgTemplates *templates, GPtrArray *faults)
{
  g_autoptr (GHashTable) nothing = g_hash_table_new (g_str_hash, g_str_equal);
  g_auto (GStrv) ids = rg_templates_ids (templates);
  for (char **id = ids; *id; id++)
    {
      GError *fault = NULL;
      g_autofree char *subject = NULL;
      g_autofree char *text = rg_templates_render (templates, *id, nothing, &subject, &fault);
      if (!text)
        take_fault (faults, fault);
    }
}

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static RgTemplates *
read_all (const char *const *dirs, GPtrArray *faults)
{
  RgTemplates *templates = g_new0 (RgTemplates, 1);
  templates->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                            (GDestroyNotify) rg_template_text_free);
  templates->articles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                               (GDestroyNotify) rg_articles_free);
  for (; *dirs; dirs++)
    read_dir (templates, *dirs, faults);
  return templates;
}

RgTemplates *
rg_templates_read (const char *const *dirs, GPtrArray *faults)
{
  RgTemplates *templates = read_all (dirs, faults);
  parse_all (templates, faults);
  try_all (templates, faults);
  g_ptr_array_sort (faults, compare_strings);
  return templates;
}

static gboolean
has_own (const char *const *dirs)
{
  const char *last = dirs[g_strv_length ((char **) dirs) - 1];
  return g_file_test (last, G_FILE_TEST_IS_DIR);
}

RgTemplates *
rg_templates_load (const char *const *dirs, GError **error)
{
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (RgTemplates) templates
      = has_own (dirs) ? rg_templates_read (dirs, faults) : read_all (dirs, faults);
  if (!faults->len)
    return g_steal_pointer (&templates);
  g_set_error_literal (error, RG_ERROR, RG_ERROR_CONFIG, g_ptr_array_index (faults, 0));
  return NULL;
}

/* ---- asking ---- */

char *
rg_templates_choose (const RgTemplates *templates, const char *language, const char *name)
{
  const char *tries[] = { language, "en", NULL };
  if (strpbrk (name, "_#/")) /* phrases and subjects are no texts */
    return NULL;
  for (gsize i = 0; i < 2; i++)
    {
      g_autofree char *id = tries[i] ? g_strdup_printf ("%s/%s", tries[i], name) : NULL;
      if (id && g_hash_table_contains (templates->texts, id))
        return g_steal_pointer (&id);
    }
  return NULL;
}

GStrv
rg_templates_ids (const RgTemplates *templates)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer id;
  g_hash_table_iter_init (&iter, templates->texts);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!strstr (id, "/_") && !strchr (id, '#'))
      g_ptr_array_add (ids, g_strdup (id));
  g_ptr_array_sort (ids, compare_strings);
  g_ptr_array_add (ids, NULL);
  return (GStrv) g_ptr_array_free (g_steal_pointer (&ids), FALSE);
}

const char *
rg_templates_path (const RgTemplates *templates, const char *id)
{
  const RgTemplateText *text = g_hash_table_lookup (templates->texts, id);
  return text ? text->path : NULL;
}

GStrv
rg_templates_needs (const RgTemplates *templates, const char *id)
{
  const RgTemplateText *text = g_hash_table_lookup (templates->texts, id);
  g_autoptr (GHashTable) words = text ? words_of (templates, id, text) : NULL;
  g_autoptr (GStrvBuilder) needed = g_strv_builder_new ();
  for (const char *const *name = rg_template_names; words && *name; name++)
    if (g_hash_table_contains (words, *name))
      g_strv_builder_add (needed, *name);
  return g_strv_builder_end (needed);
}

char *
rg_templates_source (const RgTemplates *templates, const char *id)
{
  const RgTemplateText *text = g_hash_table_lookup (templates->texts, id);
  return text ? g_strdup (text->source) : NULL;
}

/* ---- rendering ---- */

/* The article of the firm in the language that `id` is in; NULL for none. */
static const char *
find_article (const RgTemplates *templates, const char *id, GHashTable *values)
{
  g_autofree char *language = g_strndup (id, strcspn (id, "/"));
  const RgArticles *articles = g_hash_table_lookup (templates->articles, language);
  const char *company = g_hash_table_lookup (values, "company");
  return articles && company ? rg_articles_of (articles, company) : NULL;
}

static TmplScope *
new_scope (const RgTemplates *templates, const char *id, GHashTable *values)
{
  TmplScope *scope = tmpl_scope_new ();
  const char *article = find_article (templates, id, values);
  for (const char *const *name = rg_template_names; *name; name++)
    {
      const char *value = g_hash_table_lookup (values, *name);
      tmpl_scope_set_string (scope, *name, value ? value : "");
    }
  tmpl_scope_set_string (scope, "article", article ? article : "");
  return scope;
}

/* Renders those phrases of the language that the text needs into the scope. */
static gboolean
add_parts (const RgTemplates *templates, const char *id, const RgTemplateText *text,
           TmplScope *scope, GError **error)
{
  g_autoptr (GHashTable) words = words_of (templates, id, text);
  for (const char *const *name = rg_template_parts; *name; name++)
    {
      RgTemplateText *part
          = g_hash_table_contains (words, *name) ? find_part (templates, id, *name) : NULL;
      g_autofree char *phrase
          = part ? rg_template_text_expand (part, scope, error) : g_strdup ("");
      if (!phrase)
        return FALSE;
      tmpl_scope_set_string (scope, *name, g_strchomp (phrase));
    }
  return TRUE;
}

static gboolean
render_subject (const RgTemplates *templates, const char *id, TmplScope *scope, char **subject,
                GError **error)
{
  g_autofree char *subject_id = g_strconcat (id, "#subject", NULL);
  RgTemplateText *text = g_hash_table_lookup (templates->texts, subject_id);
  *subject = NULL;
  if (!text)
    return TRUE;
  g_autofree char *rendered = rg_template_text_expand (text, scope, error);
  if (!rendered)
    return FALSE;
  *subject = rg_text_one_line (rendered);
  return TRUE;
}

char *
rg_templates_render (const RgTemplates *templates, const char *id, GHashTable *values,
                     char **subject, GError **error)
{
  RgTemplateText *text = g_hash_table_lookup (templates->texts, id);
  g_autoptr (TmplScope) scope = new_scope (templates, id, values);
  if (!text)
    {
      g_set_error (error, RG_ERROR, RG_ERROR_CONFIG, "there is no template %s", id);
      return NULL;
    }
  if (!add_parts (templates, id, text, scope, error)
      || !render_subject (templates, id, scope, subject, error))
    return NULL;
  return rg_template_text_expand (text, scope, error);
}
