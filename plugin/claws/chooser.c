/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "claws/chooser.h"

#include "base/translate.h"
#include "common/words.h"
#include "reply/page_words.h"

#define CHOICE "regrets-choice"

RgChoice *
rg_choice_new (const char *name, const char *outcome, const char *text)
{
  RgChoice *choice = g_new0 (RgChoice, 1);
  choice->name = g_strdup (name);
  choice->outcome = g_strdup (outcome);
  choice->text = g_strdup (text);
  return choice;
}

void
rg_choice_free (RgChoice *choice)
{
  g_free (choice->name);
  g_free (choice->outcome);
  g_free (choice->text);
  g_free (choice);
}

static const RgChoice *
choice_of (GtkListBoxRow *row)
{
  return row ? g_object_get_data (G_OBJECT (row), CHOICE) : NULL;
}

/* ---- the list ---- */

/* Texts of the user's own, of which nobody knows what they say, come last. */
static int
rank (const char *outcome)
{
  int i = RG_OUTCOME_DECLINE;
  while (i < RG_OUTCOME_KEEP && g_strcmp0 (rg_outcome_names[i], outcome) != 0)
    i++;
  return i;
}

static int
compare_rows (GtkListBoxRow *a, GtkListBoxRow *b, gpointer data)
{
  const RgChoice *one = choice_of (a), *other = choice_of (b);
  int difference = rank (one->outcome) - rank (other->outcome);
  return difference ? difference
                    : g_utf8_collate (rg_text_label (one->name), rg_text_label (other->name));
}

static const char *
title_of (const RgChoice *choice)
{
  gboolean is_own = rank (choice->outcome) == RG_OUTCOME_KEEP;
  return is_own ? _ ("Other texts") : rg_page_title (choice->outcome);
}

/* Dim text, which headers often are, can hardly be read in a light theme. */
static void
embolden (GtkWidget *label)
{
  PangoAttrList *attributes = pango_attr_list_new ();
  pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  gtk_label_set_attributes (GTK_LABEL (label), attributes);
  pango_attr_list_unref (attributes);
}

static void
add_header (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  const char *title = title_of (choice_of (row));
  if (before && g_str_equal (title_of (choice_of (before)), title))
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  GtkWidget *label = gtk_label_new (title);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_margin_start (label, 6);
  gtk_widget_set_margin_top (label, 6);
  embolden (label);
  gtk_widget_show (label);
  gtk_list_box_row_set_header (row, label);
}

static GtkWidget *
make_row (const RgChoice *choice)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *label = gtk_label_new (rg_text_label (choice->name));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_margin_start (label, 18);
  gtk_widget_set_margin_end (label, 6);
  gtk_container_add (GTK_CONTAINER (row), label);
  g_object_set_data (G_OBJECT (row), CHOICE, (gpointer) choice);
  atk_object_set_name (gtk_widget_get_accessible (row), rg_text_label (choice->name));
  return row;
}

static GtkWidget *
make_list (const GPtrArray *choices, const char *first)
{
  GtkWidget *list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_BROWSE);
  gtk_list_box_set_activate_on_single_click (GTK_LIST_BOX (list), FALSE);
  gtk_list_box_set_sort_func (GTK_LIST_BOX (list), compare_rows, NULL, NULL);
  gtk_list_box_set_header_func (GTK_LIST_BOX (list), add_header, NULL, NULL);
  atk_object_set_name (gtk_widget_get_accessible (list), _ ("Replies"));
  for (guint i = 0; i < choices->len; i++)
    {
      const RgChoice *choice = g_ptr_array_index (choices, i);
      GtkWidget *row = make_row (choice);
      gtk_container_add (GTK_CONTAINER (list), row);
      if (i == 0 || g_strcmp0 (choice->name, first) == 0)
        gtk_list_box_select_row (GTK_LIST_BOX (list), GTK_LIST_BOX_ROW (row));
    }
  return list;
}

/* ---- the preview ---- */

static GtkWidget *
make_preview (void)
{
  GtkWidget *view = gtk_text_view_new ();
  gtk_text_view_set_editable (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (view), 8);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (view), 8);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (view), 8);
  atk_object_set_name (gtk_widget_get_accessible (view), _ ("How it would read"));
  return view;
}

typedef struct
{
  GtkWidget *preview;
  const RgChoice *choice;
} Selection;

static void
on_selected (GtkListBox *list, GtkListBoxRow *row, gpointer data)
{
  Selection *selection = data;
  selection->choice = choice_of (row);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (selection->preview)),
                            selection->choice ? selection->choice->text : "", -1);
}

static void
on_activated (GtkListBox *list, GtkListBoxRow *row, gpointer data)
{
  gtk_dialog_response (GTK_DIALOG (data), GTK_RESPONSE_ACCEPT);
}

/* ---- the window ---- */

static void
name (GtkWidget *widget, const char *text)
{
  atk_object_set_name (gtk_widget_get_accessible (widget), text);
}

/* With the name of its child, as the keyboard comes to it too. */
static GtkWidget *
scroll (GtkWidget *child, int width)
{
  GtkWidget *scrolled = gtk_scrolled_window_new (NULL, NULL);
  gtk_scrolled_window_set_shadow_type (GTK_SCROLLED_WINDOW (scrolled), GTK_SHADOW_IN);
  gtk_widget_set_size_request (scrolled, width, 400);
  gtk_container_add (GTK_CONTAINER (scrolled), child);
  name (scrolled, atk_object_get_name (gtk_widget_get_accessible (child)));
  return scrolled;
}

static GtkWidget *
make_dialog (GtkWindow *parent)
{
  GtkWidget *dialog = gtk_dialog_new_with_buttons (
      _ ("Another reply"), parent, GTK_DIALOG_MODAL, _ ("_Cancel"), GTK_RESPONSE_CANCEL,
      _ ("_Write this draft"), GTK_RESPONSE_ACCEPT, NULL);
  gtk_dialog_set_default_response (GTK_DIALOG (dialog), GTK_RESPONSE_ACCEPT);
  gtk_window_set_default_size (GTK_WINDOW (dialog), 760, 400);
  return dialog;
}

static GtkWidget *
make_panes (GtkWidget *list, GtkWidget *preview)
{
  GtkWidget *panes = gtk_paned_new (GTK_ORIENTATION_HORIZONTAL);
  name (panes, _ ("Another reply"));
  gtk_paned_pack1 (GTK_PANED (panes), scroll (list, 300), FALSE, FALSE);
  gtk_paned_pack2 (GTK_PANED (panes), scroll (preview, 360), TRUE, FALSE);
  return panes;
}

const RgChoice *
rg_chooser_run (GtkWindow *parent, const GPtrArray *choices, const char *first)
{
  GtkWidget *dialog = make_dialog (parent);
  GtkWidget *list = make_list (choices, first);
  GtkWidget *content = gtk_dialog_get_content_area (GTK_DIALOG (dialog));
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (list));
  Selection selection = { make_preview (), NULL };
  gtk_container_set_border_width (GTK_CONTAINER (content), 8);
  gtk_box_pack_start (GTK_BOX (content), make_panes (list, selection.preview), TRUE, TRUE, 0);
  g_signal_connect (list, "row-selected", G_CALLBACK (on_selected), &selection);
  g_signal_connect (list, "row-activated", G_CALLBACK (on_activated), dialog);
  on_selected (GTK_LIST_BOX (list), row, &selection);
  gtk_widget_show_all (dialog);
  gtk_widget_grab_focus (GTK_WIDGET (row));
  int response = gtk_dialog_run (GTK_DIALOG (dialog));
  const RgChoice *choice = selection.choice;
  g_signal_handlers_disconnect_by_data (list, &selection);
  gtk_widget_destroy (dialog);
  return response == GTK_RESPONSE_ACCEPT ? choice : NULL;
}
