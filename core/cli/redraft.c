/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"

#include "base/error.h"
#include "cli/reconnecting.h"
#include "cli/terminal.h"
#include "watch/post.h"

static void
print_open (const RgEntry *entry)
{
  g_autofree char *id = rg_entry_id (entry);
  g_autofree char *line = g_strdup_printf ("%s  %-24s  %s, %s\n", id,
                                           entry->template_id ? entry->template_id : "no draft",
                                           entry->company  ? entry->company
                                           : entry->sender ? entry->sender
                                                           : "unknown sender",
                                           entry->position ? entry->position : "role unknown");
  rg_terminal_print (line);
}

static void
list_open (const GPtrArray *entries)
{
  for (guint i = 0; i < entries->len; i++)
    {
      const RgEntry *entry = g_ptr_array_index (entries, i);
      if (rg_entry_is_open (entry) || entry->state == RG_ENTRY_NOTED)
        print_open (entry);
    }
}

static gboolean
check_template (const RgTemplates *templates, const char *name, GError **error)
{
  g_autofree char *id = name ? rg_templates_choose (templates, NULL, name) : NULL;
  if (id)
    return TRUE;
  g_set_error (error, RG_ERROR, RG_ERROR_USAGE,
               name ? "there is no text '%s'; see regrets templates list"
                    : "name the text with --template",
               name);
  return FALSE;
}

static gboolean
redraft (const RgPlaces *places, RgJournal *journal, RgEntry *entry, const char *name,
         GError **error)
{
  g_autoptr (RgSettings) settings = rg_places_load_settings (places, error);
  g_autoptr (RgDesk) desk = settings ? rg_desk_load (places, NULL, NULL, error) : NULL;
  if (!desk || !check_template (desk->templates, name, error))
    return FALSE;
  const RgAccount *account = rg_settings_find (settings, entry->account);
  if (!account)
    {
      g_set_error (error, RG_ERROR, RG_ERROR_CONFIG,
                   "regrets.conf has no [account %s] any more", entry->account);
      return FALSE;
    }
  RgPost *post = rg_post_new (account, desk, journal, NULL, NULL);
  gboolean is_done = rg_post_redraft (post, entry, name, error);
  rg_post_free (post);
  if (is_done)
    rg_terminal_print ("The new draft waits in Drafts. Read it before you send it.\n");
  return is_done;
}

gboolean
rg_command_redraft (RgPlaces *places, int argc, char **argv, GError **error)
{
  g_autofree char *name = NULL;
  const GOptionEntry entries[] = {
    { "template", 0, 0, G_OPTION_ARG_STRING, &name, "Take the text NAME, such as mobility",
      "NAME" },
    { NULL },
  };
  if (!rg_command_parse (places, "[ID]",
                         "Lists what waits for an answer, or writes another draft for one.",
                         entries, &argc, &argv, error)
      || !rg_command_takes_no_more (argc - (argc > 1), argv + (argc > 1), error))
    return FALSE;
  g_autoptr (RgJournal) journal = rg_command_open_journal (places, error);
  g_autoptr (GPtrArray) list = journal ? rg_journal_list (journal, NULL, -1, error) : NULL;
  if (!list)
    return FALSE;
  if (argc < 2)
    {
      list_open (list);
      return TRUE;
    }
  RgEntry *entry = rg_entry_find (list, argv[1], error);
  return entry && redraft (places, journal, entry, name, error);
}
