/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/pattern.h"

#include "base/code.h"
#include "base/error.h"

#include <string.h>

/* Far above what honest mail needs, and 10 ms or so for the worst that mail can do, by machine
 * code. */
#define MATCH_LIMIT 20000

typedef struct
{
  pcre2_match_data *data;
  pcre2_match_context *context;
} Workspace;

static void
workspace_free (gpointer pointer)
{
  Workspace *workspace = pointer;
  pcre2_match_data_free (workspace->data);
  pcre2_match_context_free (workspace->context);
  g_free (workspace);
}

static GPrivate workspace_key = G_PRIVATE_INIT (workspace_free);

/* One for each thread, so that a match allocates nothing. */
static Workspace *
get_workspace (void)
{
  Workspace *workspace = g_private_get (&workspace_key);
  if (workspace)
    return workspace;
  workspace = g_new0 (Workspace, 1);
  workspace->data = pcre2_match_data_create (RG_PATTERN_GROUPS, NULL);
  workspace->context = pcre2_match_context_create (NULL);
  pcre2_set_match_limit (workspace->context, MATCH_LIMIT);
  g_private_set (&workspace_key, workspace);
  return workspace;
}

static RgCode *
compile (const char *regex, GError **error)
{
  int number = 0;
  PCRE2_SIZE offset = 0;
  RgCode *code = rg_code_new (regex, PCRE2_DUPNAMES, &number, &offset);
  if (code)
    return code;
  PCRE2_UCHAR message[160];
  pcre2_get_error_message (number, message, sizeof message);
  g_set_error (error, RG_ERROR, RG_ERROR_CONFIG,
               "not a regular expression: %s, at character %zu of '%s'", (const char *) message,
               (size_t) offset + 1, regex);
  return NULL;
}

gboolean
rg_pattern_check (const char *regex, GError **error)
{
  RgCode *code = compile (regex, error);
  rg_code_free (code);
  return code != NULL;
}

void
rg_pattern_clear (RgPattern *pattern)
{
  rg_code_free ((RgCode *) pattern->code);
  pattern->code = 0;
}

static gsize
compile_ours (const char *regex)
{
  g_autoptr (GError) error = NULL;
  RgCode *code = compile (regex, &error);
  if (!code)
    g_error ("%s", error->message);
  return (gsize) code;
}

static RgCode *
get_code (RgPattern *pattern)
{
  if (g_once_init_enter (&pattern->code))
    g_once_init_leave (&pattern->code, compile_ours (pattern->regex));
  return (RgCode *) pattern->code;
}

gsize
rg_pattern_cap (const char *text, gsize length)
{
  if (length <= RG_PATTERN_LIMIT)
    return length;
  length = RG_PATTERN_LIMIT;
  while (length > 0 && ((guchar) text[length] & 0xC0) == 0x80)
    length--;
  return length;
}

static void
copy_bounds (RgMatch *match, pcre2_match_data *data, int count)
{
  const PCRE2_SIZE *vector = pcre2_get_ovector_pointer (data);
  for (int i = 0; i < 2 * RG_PATTERN_GROUPS; i++)
    match->bounds[i] = i < 2 * count && vector[i] != PCRE2_UNSET ? (gssize) vector[i] : -1;
}

gboolean
rg_pattern_find (RgPattern *pattern, const char *text, gsize length, gsize start,
                 RgMatch *match)
{
  length = rg_pattern_cap (text, length);
  if (start > length)
    return FALSE;
  Workspace *workspace = get_workspace ();
  int count = rg_code_match (get_code (pattern), text, length, start, workspace->data,
                             workspace->context);
  if (count < 0)
    return FALSE;
  match->text = text;
  match->pattern = pattern;
  copy_bounds (match, workspace->data, count > 0 ? count : RG_PATTERN_GROUPS);
  return TRUE;
}

gboolean
rg_pattern_matches (RgPattern *pattern, const char *text)
{
  RgMatch match;
  return rg_pattern_find (pattern, text, strlen (text), 0, &match);
}

gboolean
rg_match_has (const RgMatch *match, guint group)
{
  return match->bounds[2 * group] >= 0;
}

char *
rg_match_get (const RgMatch *match, guint group)
{
  if (!rg_match_has (match, group))
    return g_strdup ("");
  gssize start = match->bounds[2 * group];
  return g_strndup (match->text + start, (gsize) (match->bounds[2 * group + 1] - start));
}

guint
rg_match_named (const RgMatch *match, const char *name)
{
  PCRE2_SPTR first, last;
  const RgCode *code = (const RgCode *) match->pattern->code;
  int size
      = pcre2_substring_nametable_scan (rg_code_plain (code), (PCRE2_SPTR) name, &first, &last);
  for (PCRE2_SPTR entry = first; size > 0 && entry <= last; entry += size)
    {
      guint group = (guint) entry[0] << 8 | entry[1];
      if (group < RG_PATTERN_GROUPS && rg_match_has (match, group))
        return group;
    }
  return 0;
}

gsize
rg_match_start (const RgMatch *match, guint group)
{
  return (gsize) match->bounds[2 * group];
}

gsize
rg_match_end (const RgMatch *match, guint group)
{
  return (gsize) match->bounds[2 * group + 1];
}
