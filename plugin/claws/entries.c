/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "claws/entries.h"

#include "base/translate.h"
#include "claws/view.h"

#define MENU    "/Menu/Message"
#define SUBMENU "Regrets"

/* One for each wish, in the order of the menu. */
static const struct
{
  RgWish wish;
  const char *name, *label, *accelerator, *hint;
} entries[] = {
  { RG_WISH_CALL, "RegretsCall", N_ ("_Call first"), NULL,
    N_ ("Dials the number, or puts it into the clipboard") },
  { RG_WISH_DRAFT, "RegretsDraft", N_ ("_Draft reply"), "<Primary><Alt>d",
    N_ ("Opens the draft of a reply, and writes it first if there is none") },
  { RG_WISH_ANOTHER, "RegretsAnother", N_ ("_Another reply…"), "<Primary><Alt>a",
    N_ ("Chooses another text for the reply") },
  { RG_WISH_MISTAKE, "RegretsMistake", N_ ("It is _not an invitation"), NULL,
    N_ ("Moves the mail to where regrets learns that it was mistaken") },
  { RG_WISH_MISSED, "RegretsMissed", N_ ("It is an _invitation"), "<Primary><Alt>i",
    N_ ("Moves the mail to where regrets learns that it missed one") },
};

static GtkActionGroup *group;
static guint merge_id;

static void
on_activate (GtkAction *action, gpointer data)
{
  MainWindow *window = mainwindow_get_mainwindow ();
  if (window && window->messageview)
    rg_view_act (window->messageview, GPOINTER_TO_INT (data));
}

static void
show_possible (MessageView *message_view)
{
  MainWindow *window = mainwindow_get_mainwindow ();
  if (!group || !window || window->messageview != message_view)
    return;
  const RgReading *reading = rg_view_reading (message_view);
  gboolean any = FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      gboolean can = rg_wish_is_possible (entries[i].wish, reading);
      gtk_action_set_visible (gtk_action_group_get_action (group, entries[i].name), can);
      any = any || can;
    }
  gtk_action_set_sensitive (gtk_action_group_get_action (group, SUBMENU), any);
}

static void
add_action (const char *name, const char *label, const char *hint, const char *accelerator,
            int wish)
{
  GtkAction *action = gtk_action_new (name, label, hint, NULL);
  if (wish >= 0)
    g_signal_connect (action, "activate", G_CALLBACK (on_activate), GINT_TO_POINTER (wish));
  gtk_action_group_add_action_with_accel (group, action, accelerator);
  g_object_unref (action);
}

void
rg_entries_add (MainWindow *window)
{
  GtkUIManager *manager = window->ui_manager;
  group = gtk_action_group_new ("Regrets");
  merge_id = gtk_ui_manager_new_merge_id (manager);
  add_action (SUBMENU, _ ("In_vitation"), NULL, "", -1);
  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++)
    add_action (entries[i].name, _ (entries[i].label), _ (entries[i].hint),
                entries[i].accelerator ? entries[i].accelerator : "", entries[i].wish);
  gtk_ui_manager_insert_action_group (manager, group, 0);
  gtk_ui_manager_add_ui (manager, merge_id, MENU, SUBMENU, SUBMENU, GTK_UI_MANAGER_MENU, FALSE);
  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++)
    gtk_ui_manager_add_ui (manager, merge_id, MENU "/" SUBMENU, entries[i].name,
                           entries[i].name, GTK_UI_MANAGER_MENUITEM, FALSE);
  rg_view_set_changed (show_possible);
  show_possible (window->messageview);
}

void
rg_entries_remove (MainWindow *window)
{
  rg_view_set_changed (NULL);
  if (window)
    {
      gtk_ui_manager_remove_ui (window->ui_manager, merge_id);
      gtk_ui_manager_remove_action_group (window->ui_manager, group);
    }
  g_clear_object (&group);
}
