/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"

#include "cli/terminal.h"
#include "watch/post.h"

typedef struct
{
  const RgSettings *settings;
  RgDesk *desk;
  RgJournal *journal;
} Rebuild;

/* One account after the other; a fault of one doesn't keep the others from their turn. */
static gboolean
rebuild_accounts (const Rebuild *rebuild, guint *count, GError **error)
{
  g_autoptr (GError) first = NULL;
  const GPtrArray *accounts = rebuild->settings->accounts;
  for (guint i = 0; i < accounts->len; i++)
    {
      g_autoptr (GError) inner = NULL;
      RgPost *post = rg_post_new (g_ptr_array_index (accounts, i), rebuild->desk,
                                  rebuild->journal, NULL, NULL);
      if (!rg_post_rebuild (post, count, &inner))
        g_message ("%s", inner->message);
      rg_post_free (post);
      if (inner && !first)
        first = g_steal_pointer (&inner);
    }
  if (!first)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&first));
  return FALSE;
}

gboolean
rg_command_rebuild (RgPlaces *places, int argc, char **argv, GError **error)
{
  guint count = 0;
  if (!rg_command_parse (places, NULL, "Fills the journal from the decision pages.", NULL,
                         &argc, &argv, error)
      || !rg_command_takes_no_more (argc, argv, error))
    return FALSE;
  g_autoptr (RgSettings) settings = rg_places_load_settings (places, error);
  g_autoptr (RgDesk) desk = settings ? rg_desk_load (places, NULL, NULL, error) : NULL;
  g_autoptr (RgJournal) journal = desk ? rg_command_open_journal (places, error) : NULL;
  if (!journal)
    return FALSE;
  const Rebuild rebuild = { settings, desk, journal };
  gboolean done = rebuild_accounts (&rebuild, &count, error);
  g_autofree char *line = g_strdup_printf ("%u decisions were read from the pages.\n", count);
  rg_terminal_print (line);
  return done;
}
