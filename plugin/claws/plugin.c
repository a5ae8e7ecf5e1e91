/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Claws Mail asks of a plugin. */
#include "config.h"

#include "claws/claws.h"

#include "base/translate.h"
#include "claws/entries.h"
#include "claws/view.h"
#include "desk/places.h"

#define OLDEST MAKE_NUMERIC_VERSION (4, 1, 0, 0)

static gulong hook;
static RgReader *reader;

static gboolean
on_shown (gpointer source, gpointer data)
{
  rg_view_show (source, data);
  return FALSE;
}

gint
plugin_init (gchar **error)
{
  g_autoptr (RgPlaces) places = rg_places_new ();
  rg_places_speak (places, NULL);
  if (!check_plugin_version (OLDEST, VERSION_NUMERIC, plugin_name (), error))
    return -1;
  reader = rg_reader_new (NULL);
  hook = hooks_register_hook (MESSAGE_VIEW_SHOW_DONE_HOOKLIST, on_shown, reader);
  if (hook == HOOK_NONE)
    {
      *error = g_strdup (_ ("The hook for open mail can't be registered."));
      g_clear_pointer (&reader, rg_reader_unref);
      return -1;
    }
  rg_entries_add (mainwindow_get_mainwindow ());
  return 0;
}

/* The code itself stays loaded: the types of GLib that it has registered can't be taken back.
 */
gboolean
plugin_done (void)
{
  hooks_unregister_hook (MESSAGE_VIEW_SHOW_DONE_HOOKLIST, hook);
  rg_entries_remove (mainwindow_get_mainwindow ());
  rg_view_remove_all ();
  g_clear_pointer (&reader, rg_reader_unref);
  return TRUE;
}

const gchar *
plugin_name (void)
{
  return "Regrets";
}

const gchar *
plugin_desc (void)
{
  return _ ("Finds interview invitations, tells what regrets would do about each and why, and "
            "drafts a polite reply. Nothing is ever sent.\n\n"
            "It goes by your profile and rules; see the manual of regrets.");
}

const gchar *
plugin_version (void)
{
  return PACKAGE_VERSION;
}

const gchar *
plugin_type (void)
{
  return "GTK3";
}

/* From a list that Claws Mail knows. */
const gchar *
plugin_licence (void)
{
  return "GPL3+";
}

struct PluginFeature *
plugin_provides (void)
{
  static struct PluginFeature features[]
      = { { PLUGIN_UTILITY, N_ ("Interview invitations") }, { PLUGIN_NOTHING, NULL } };
  return features;
}
