/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"

#include "base/error.h"
#include "cli/terminal.h"
#include "reply/proof.h"

#include <string.h>

static void print_line (const char *format, ...) G_GNUC_PRINTF (1, 2);

static void
print_line (const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  g_autofree char *line = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  rg_terminal_print (line);
  rg_terminal_print ("\n");
}

static gboolean
is_own (const RgPlaces *places, const char *path)
{
  g_autofree char *own = g_build_filename (places->config, "templates", "", NULL);
  return g_str_has_prefix (path, own);
}

/* ---- list ---- */

static gboolean
list_templates (const RgPlaces *places, GError **error)
{
  g_autoptr (RgTemplates) templates = rg_places_load_templates (places, error);
  g_auto (GStrv) ids = templates ? rg_templates_ids (templates) : NULL;
  for (char **id = ids; id && *id; id++)
    {
      const char *path = rg_templates_path (templates, *id);
      print_line ("%-20s  %-7s  %s", *id, is_own (places, path) ? "own" : "shipped", path);
    }
  return ids != NULL;
}

/* ---- show ---- */

typedef struct
{
  const RgTemplates *templates;
  const RgProfile *profile;
  char *tone; /* NULL: as the profile says */
  gboolean is_informal;
} Look;

static gboolean
print_rendering (const Look *look, const char *id, const char *title, GHashTable *values,
                 GError **error)
{
  g_autofree char *subject = NULL;
  g_autofree char *language = g_strndup (id, strcspn (id, "/"));
  const char *tone
      = look->tone ? look->tone : rg_tone_names[rg_profile_tone (look->profile, language)];
  g_hash_table_insert (values, (gpointer) "tone", (gpointer) tone);
  if (look->is_informal)
    g_hash_table_insert (values, (gpointer) "informal", (gpointer) "yes");
  g_autofree char *text = rg_templates_render (look->templates, id, values, &subject, error);
  if (!text)
    return FALSE;
  print_line ("---- %s, %s ----\n", title, tone);
  if (subject)
    print_line ("Subject: %s\n", subject);
  rg_terminal_print (text);
  rg_terminal_print ("\n");
  return TRUE;
}

static gboolean
show_template (const Look *look, const char *name, GError **error)
{
  g_autofree char *id = strchr (name, '/') ? g_strdup (name) : g_strconcat ("en/", name, NULL);
  g_autofree char *source = rg_templates_source (look->templates, id);
  if (!source)
    {
      g_set_error (error, RG_ERROR, RG_ERROR_USAGE,
                   "there is no text '%s'; see regrets templates list", id);
      return FALSE;
    }
  g_auto (GStrv) needs = rg_templates_needs (look->templates, id);
  g_autofree char *names = g_strjoinv (", ", needs);
  g_autoptr (GHashTable) known = rg_proof_samples ();
  g_autoptr (GHashTable) nothing = g_hash_table_new (g_str_hash, g_str_equal);
  print_line ("%s: %s\nasks for: %s\n", id, rg_templates_path (look->templates, id), names);
  rg_terminal_print (source);
  rg_terminal_print ("\n");
  return print_rendering (look, id, "everything known", known, error)
         && print_rendering (look, id, "nothing known", nothing, error);
}

static gboolean
show_templates (const RgPlaces *places, Look *look, int argc, char **argv, GError **error)
{
  if (argc < 3 || (look->tone && !g_strv_contains (rg_tone_names, look->tone)))
    {
      g_set_error (error, RG_ERROR, RG_ERROR_USAGE,
                   argc < 3 ? "name a text, like en/mobility; see regrets templates list"
                            : "--tone is warm, formal or brief, not '%s'",
                   look->tone);
      return FALSE;
    }
  g_autoptr (RgTemplates) templates = rg_places_load_templates (places, error);
  g_autoptr (RgProfile) profile
      = templates ? rg_places_load_profile (places, NULL, error) : NULL;
  if (!profile)
    return FALSE;
  look->templates = templates;
  look->profile = profile;
  for (int i = 2; i < argc; i++)
    if (!show_template (look, argv[i], error))
      return FALSE;
  return TRUE;
}

/* ---- check ---- */

/* A file with a name that nothing asks for would never be used. */
static gboolean
is_asked_for (const RgTemplates *shipped, const char *id)
{
  const char *name = strchr (id, '/') + 1;
  g_autofree char *found = rg_templates_choose (shipped, NULL, name);
  return found != NULL;
}

static char *
find_fault (const RgTemplates *templates, const RgTemplates *shipped, const char *id)
{
  const char *path = rg_templates_path (templates, id);
  if (!is_asked_for (shipped, id))
    return g_strdup_printf ("%s:1: nothing asks for a text of this name; "
                            "see regrets templates list",
                            path);
  g_autofree char *fault = rg_proof_template (templates, id, NULL);
  return fault ? g_strdup_printf ("%s:1: %s", path, fault) : NULL;
}

/* A phrase of one's own may spoil the shipped texts of its language too. */
static gboolean
has_own_phrases (const RgPlaces *places, const char *id)
{
  g_autofree char *language = g_strndup (id, strcspn (id, "/"));
  g_autofree char *path
      = g_build_filename (places->config, "templates", language, "phrases.txt", NULL);
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static gboolean
read_all (const RgPlaces *places, const RgTemplates *shipped, GPtrArray *faults, guint *n_read)
{
  g_autofree char *shipped_dir = g_build_filename (places->data, "templates", NULL);
  g_autofree char *own_dir = g_build_filename (places->config, "templates", NULL);
  const char *dirs[] = { shipped_dir, own_dir, NULL };
  g_autoptr (RgTemplates) templates = rg_templates_read (dirs, faults);
  if (faults->len)
    return FALSE;
  g_auto (GStrv) ids = rg_templates_ids (templates);
  for (char **id = ids; *id; id++)
    {
      if (!is_own (places, rg_templates_path (templates, *id))
          && !has_own_phrases (places, *id))
        continue;
      char *fault = find_fault (templates, shipped, *id);
      if (fault)
        g_ptr_array_add (faults, fault);
      *n_read += 1;
    }
  return !faults->len;
}

static gboolean
check_templates (const RgPlaces *places, GError **error)
{
  g_autofree char *dir = g_build_filename (places->data, "templates", NULL);
  const char *dirs[] = { dir, NULL };
  g_autoptr (RgTemplates) shipped = rg_templates_load (dirs, error);
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  guint n_read = 0;
  if (!shipped)
    return FALSE;
  if (read_all (places, shipped, faults, &n_read))
    {
      print_line (n_read ? "%u texts read; nothing is wrong."
                         : "You have no texts of your own.",
                  n_read);
      return TRUE;
    }
  for (guint i = 0; i < faults->len; i++)
    print_line ("%s", (const char *) g_ptr_array_index (faults, i));
  g_set_error (error, RG_ERROR, RG_ERROR_CONFIG, "%u of your texts need a change", faults->len);
  return FALSE;
}

gboolean
rg_command_templates (RgPlaces *places, int argc, char **argv, GError **error)
{
  g_autofree char *tone = NULL;
  Look look = { 0 };
  const GOptionEntry entries[] = {
    { "tone", 0, 0, G_OPTION_ARG_STRING, &tone,
      "show: warm, formal or brief; else that of the profile", "TONE" },
    { "informal", 0, 0, G_OPTION_ARG_NONE, &look.is_informal,
      "show: as to somebody who says du, tu or je", NULL },
    { NULL },
  };
  if (!rg_command_parse (places, "list|show TEXT...|check",
                         "Lists the reply texts, shows them, or checks your own.", entries,
                         &argc, &argv, error))
    return FALSE;
  const char *what = argc > 1 ? argv[1] : "";
  if (g_str_equal (what, "show"))
    {
      look.tone = g_steal_pointer (&tone);
      gboolean is_shown = show_templates (places, &look, argc, argv, error);
      g_free (look.tone);
      return is_shown;
    }
  if (g_str_equal (what, "list") || g_str_equal (what, "check"))
    return rg_command_takes_no_more (argc - 1, argv + 1, error)
           && (*what == 'l' ? list_templates (places, error) : check_templates (places, error));
  g_set_error (error, RG_ERROR, RG_ERROR_USAGE,
               "say templates list, templates show TEXT or templates check, not 'templates %s'",
               what);
  return FALSE;
}
