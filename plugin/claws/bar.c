/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "claws/bar.h"

#include "base/translate.h"
#include "decide/questions.h"
#include "reply/page_text.h"
#include "reply/page_words.h"

#include <string.h>

#define DETAILS_HEIGHT 300 /* pixels; more of them can be scrolled to */
#define NOTICE         "regrets-notice"
#define WISH           "regrets-wish"

typedef struct
{
  RgWishFunc act;
  gpointer data;
} Handler;

/* As the user left it with the last mail. */
static gboolean is_open;

/* A tint of the theme's own colours, so that it fits a dark one as well. Small or soft text
 * keeps enough contrast to be read in both. */
static const char style[]
    = ".regrets-bar { padding: 4px 8px; border-bottom: 1px solid alpha(currentColor, .2);"
      " background-color: alpha(@theme_selected_bg_color, .12); }"
      ".regrets-bar .verdict { font-weight: bold; margin-left: 4px; }"
      ".regrets-bar .name { opacity: .75; }"
      ".regrets-bar .heading { font-weight: bold; margin-top: 8px; }"
      ".regrets-bar .words, .regrets-bar .fault { font-size: 92%; opacity: .8; }";

/* ---- small things ---- */

static void
add_class (GtkWidget *widget, const char *name)
{
  gtk_style_context_add_class (gtk_widget_get_style_context (widget), name);
}

static void
use_style (void)
{
  static gsize is_used;
  if (!g_once_init_enter (&is_used))
    return;
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_data (provider, style, -1, NULL);
  gtk_style_context_add_provider_for_screen (gdk_screen_get_default (),
                                             GTK_STYLE_PROVIDER (provider),
                                             GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  g_once_init_leave (&is_used, 1);
}

static void
describe (GtkWidget *widget, AtkRole role, const char *name)
{
  AtkObject *object = gtk_widget_get_accessible (widget);
  if (role != ATK_ROLE_INVALID)
    atk_object_set_role (object, role);
  atk_object_set_name (object, name);
}

/* Plain text, whatever a mail has put into it. */
static GtkWidget *
make_label (const char *text, const char *style_class)
{
  GtkWidget *label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_line_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_line_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (style_class)
    add_class (label, style_class);
  return label;
}

/* Told by the colour of its text. */
static gboolean
has_dark_ground (GtkWidget *widget)
{
  GdkRGBA ink;
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), GTK_STATE_FLAG_NORMAL,
                               &ink);
  return ink.red + ink.green + ink.blue > 1.5;
}

static void
colour (GtkWidget *label, gpointer data)
{
  PangoColor rgb;
  const char *name = rg_page_colour (gtk_label_get_text (GTK_LABEL (label)),
                                     has_dark_ground (label) ? RG_ON_DARK : RG_ON_LIGHT);
  if (!name || !pango_color_parse (&rgb, name))
    return;
  PangoAttrList *attributes = pango_attr_list_new ();
  pango_attr_list_insert (attributes, pango_attr_foreground_new (rgb.red, rgb.green, rgb.blue));
  pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  gtk_label_set_attributes (GTK_LABEL (label), attributes);
  pango_attr_list_unref (attributes);
}

/* ---- the details ---- */

static GtkWidget *
make_value (const RgPageLine *line)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *value = make_label (line->value, NULL);
  gtk_label_set_selectable (GTK_LABEL (value), TRUE);
  /* Only in its window a label knows its theme. */
  g_signal_connect (value, "style-updated", G_CALLBACK (colour), NULL);
  g_signal_connect (value, "realize", G_CALLBACK (colour), NULL);
  gtk_container_add (GTK_CONTAINER (box), value);
  if (line->words)
    gtk_container_add (GTK_CONTAINER (box), make_label (line->words, "words"));
  gtk_widget_set_hexpand (box, TRUE);
  return box;
}

static void
add_line (GtkGrid *grid, const RgPageLine *line, int *row)
{
  const char *name = line->name;
  g_autofree char *spoken
      = g_strconcat (name, *name ? ": " : "", line->value, line->words ? ". " : "",
                     line->words ? line->words : "", NULL);
  GtkWidget *value = make_value (line);
  describe (value, ATK_ROLE_PANEL, spoken);
  gtk_grid_attach (grid, make_label (name, "name"), 0, *row, 1, 1);
  gtk_grid_attach (grid, value, 1, (*row)++, 1, 1);
}

static void
add_section (GtkGrid *grid, const RgPageSection *section, int *row)
{
  if (section->heading)
    {
      GtkWidget *heading = make_label (section->heading, "heading");
      describe (heading, ATK_ROLE_HEADING, section->heading);
      gtk_grid_attach (grid, heading, 0, (*row)++, 2, 1);
    }
  for (guint i = 0; i < section->lines->len; i++)
    add_line (grid, g_ptr_array_index (section->lines, i), row);
}

/* Why there is no draft, where it would be expected. */
static void
add_missing_draft (GtkGrid *grid, const RgReading *reading, int *row)
{
  if (reading->draft)
    return;
  g_autofree char *why = rg_page_draft (reading->page);
  const RgPageLine line = { (char *) rg_page_label ("draft"), why, NULL };
  add_line (grid, &line, row);
}

static GtkWidget *
make_details (const RgReading *reading)
{
  g_autoptr (GPtrArray) sections = rg_page_findings (reading->page);
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new (NULL, NULL);
  int row = 0;
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 3);
  gtk_widget_set_margin_start (grid, 18);
  for (guint i = 0; i < sections->len; i++)
    {
      add_section (GTK_GRID (grid), g_ptr_array_index (sections, i), &row);
      if (i == 0)
        add_missing_draft (GTK_GRID (grid), reading, &row);
    }
  gtk_container_add (GTK_CONTAINER (scrolled), grid);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), DETAILS_HEIGHT);
  describe (scrolled, ATK_ROLE_INVALID, _ ("What was found, and why"));
  return scrolled;
}

static void
remember_state (GObject *expander, GParamSpec *spec, gpointer data)
{
  is_open = gtk_expander_get_expanded (GTK_EXPANDER (expander));
}

static GtkWidget *
make_expander (const RgReading *reading)
{
  GtkWidget *expander = gtk_expander_new (NULL);
  GtkWidget *verdict = make_label (reading->verdict, "verdict");
  gtk_expander_set_label_widget (GTK_EXPANDER (expander), verdict);
  gtk_expander_set_label_fill (GTK_EXPANDER (expander), TRUE);
  gtk_expander_set_spacing (GTK_EXPANDER (expander), 4);
  gtk_container_add (GTK_CONTAINER (expander), make_details (reading));
  gtk_expander_set_expanded (GTK_EXPANDER (expander), is_open);
  gtk_widget_set_tooltip_text (verdict, _ ("Shows what was found, and why"));
  describe (expander, ATK_ROLE_INVALID, reading->verdict);
  g_signal_connect (expander, "notify::expanded", G_CALLBACK (remember_state), NULL);
  return expander;
}

/* ---- the buttons ---- */

/* NULL where no call comes first, or no number is known. */
static const char *
find_phone (const RgReading *reading)
{
  const RgPage *page = reading->page;
  if (g_strcmp0 (page->entry->channel, rg_channel_names[RG_CHANNEL_PHONE_FIRST]) != 0)
    return NULL;
  for (guint i = 0; i < page->facts->len; i++)
    {
      const RgPageLine *line = g_ptr_array_index (page->facts, i);
      if (g_str_equal (line->name, "phone"))
        return line->value;
    }
  return NULL;
}

gboolean
rg_wish_is_possible (RgWish wish, const RgReading *reading)
{
  if (!reading || !reading->pages)
    return FALSE;
  switch (wish)
    {
    case RG_WISH_DRAFT:
      return reading->draft != NULL;
    case RG_WISH_ANOTHER:
      return reading->page && reading->page->entry->reply_to;
    case RG_WISH_MISTAKE:
      return reading->page != NULL;
    case RG_WISH_MISSED:
      return !reading->page;
    default:
      return reading->page && find_phone (reading);
    }
}

/* With a mnemonic. A number from a mail may have an underscore in it, which is none. */
static char *
label_of (RgWish wish, const RgReading *reading)
{
  gboolean declines = g_strcmp0 (reading->outcome, rg_outcome_names[RG_OUTCOME_DECLINE]) == 0;
  switch (wish)
    {
    case RG_WISH_DRAFT:
      return g_strdup (declines ? _ ("_Draft decline") : _ ("_Draft reply"));
    case RG_WISH_ANOTHER:
      return g_strdup (_ ("_Another reply…"));
    case RG_WISH_MISTAKE:
      return g_strdup (_ ("_Not an invitation"));
    case RG_WISH_MISSED:
      return g_strdup (_ ("It _is one"));
    default:
      break;
    }
  g_auto (GStrv) parts = g_strsplit (find_phone (reading), "_", -1);
  g_autofree char *number = g_strjoinv ("__", parts);
  return g_strconcat (_ ("Ca_ll first:"), " ", number, NULL);
}

static void
on_clicked (GtkButton *button, gpointer data)
{
  const Handler *handler = data;
  handler->act (GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), WISH)), handler->data);
}

static void
add_button (GtkFlowBox *box, RgWish wish, const RgReading *reading, const Handler *handler)
{
  g_autofree char *label = label_of (wish, reading);
  GtkWidget *button = gtk_button_new_with_mnemonic (label);
  GtkWidget *child = gtk_flow_box_child_new ();
  gtk_widget_set_can_focus (child, FALSE);
  describe (child, ATK_ROLE_FILLER, ""); /* the button in it tells all */
  g_object_set_data (G_OBJECT (button), WISH, GINT_TO_POINTER (wish));
  g_signal_connect (button, "clicked", G_CALLBACK (on_clicked), (gpointer) handler);
  gtk_container_add (GTK_CONTAINER (child), button);
  gtk_container_add (GTK_CONTAINER (box), child);
}

/* In as many rows as a narrow window needs; the call comes first, as it says. */
static GtkWidget *
make_buttons (const RgReading *reading, const Handler *handler)
{
  static const RgWish order[]
      = { RG_WISH_CALL, RG_WISH_DRAFT, RG_WISH_ANOTHER, RG_WISH_MISTAKE, RG_WISH_MISSED };
  GtkWidget *box = gtk_flow_box_new ();
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (box), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (box), G_N_ELEMENTS (order));
  gtk_flow_box_set_min_children_per_line (GTK_FLOW_BOX (box), 3);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (box), 4);
  gtk_widget_set_halign (box, GTK_ALIGN_START);
  for (gsize i = 0; i < G_N_ELEMENTS (order); i++)
    if (rg_wish_is_possible (order[i], reading))
      add_button (GTK_FLOW_BOX (box), order[i], reading, handler);
  describe (box, ATK_ROLE_TOOL_BAR, _ ("What you can do"));
  return box;
}

/* ---- the bar ---- */

static void
add_notice (GtkWidget *bar, const char *fault)
{
  GtkWidget *notice = make_label (fault, "fault");
  gtk_label_set_selectable (GTK_LABEL (notice), TRUE);
  gtk_widget_set_no_show_all (notice, TRUE);
  gtk_widget_set_visible (notice, fault != NULL);
  describe (notice, ATK_ROLE_STATUSBAR, fault ? fault : "");
  gtk_container_add (GTK_CONTAINER (bar), notice);
  g_object_set_data (G_OBJECT (bar), NOTICE, notice);
}

GtkWidget *
rg_bar_new (const RgReading *reading, RgWishFunc act, gpointer data)
{
  if (!reading->verdict && !reading->fault && !reading->is_mistake)
    return NULL;
  use_style ();
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  Handler *handler = g_new (Handler, 1);
  *handler = (Handler){ act, data };
  g_object_set_data_full (G_OBJECT (bar), "regrets-handler", handler, g_free);
  add_class (bar, "regrets-bar");
  describe (bar, ATK_ROLE_PANEL, _ ("Interview invitation"));
  if (reading->verdict)
    gtk_container_add (GTK_CONTAINER (bar), make_expander (reading));
  else if (reading->is_mistake)
    gtk_container_add (GTK_CONTAINER (bar),
                       make_label (_ ("You said that this is no invitation."), "verdict"));
  if (reading->verdict || reading->is_mistake)
    gtk_container_add (GTK_CONTAINER (bar), make_buttons (reading, handler));
  add_notice (bar, reading->fault);
  gtk_widget_show_all (bar);
  return bar;
}

void
rg_bar_tell (GtkWidget *bar, const char *what)
{
  GtkWidget *notice = g_object_get_data (G_OBJECT (bar), NOTICE);
  gtk_label_set_text (GTK_LABEL (notice), what ? what : "");
  gtk_widget_set_visible (notice, what != NULL);
  describe (notice, ATK_ROLE_INVALID, what ? what : "");
}
