/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"

#include "watch/watcher.h"

gboolean
rg_command_watch (RgPlaces *places, int argc, char **argv, GError **error)
{
  gboolean once = FALSE;
  const GOptionEntry entries[] = {
    { "once", 0, 0, G_OPTION_ARG_NONE, &once, "Look through the new mail once, then end",
      NULL },
    { NULL },
  };
  if (!rg_command_parse (places, NULL,
                         "Watches the inboxes and puts drafted replies into Drafts.", entries,
                         &argc, &argv, error)
      || !rg_command_takes_no_more (argc, argv, error))
    return FALSE;
  g_autoptr (RgSettings) settings = rg_places_load_settings (places, error);
  g_autoptr (RgDesk) desk = settings ? rg_desk_load_whole (places, error) : NULL;
  g_autoptr (RgJournal) journal = desk ? rg_command_open_journal (places, error) : NULL;
  return journal
         && rg_watch (places, g_steal_pointer (&settings), g_steal_pointer (&desk), journal,
                      once, error);
}
