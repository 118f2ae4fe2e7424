/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-overview-tile.h"

struct _RwOverviewTile
{
  GtkButton parent_instance;

  GtkLabel *title;
  GtkLabel *symbol;
  GtkLabel *figure;
  GtkLabel *hint;
  const char *page;
};

G_DEFINE_FINAL_TYPE (RwOverviewTile, rw_overview_tile, GTK_TYPE_BUTTON)

static void
rw_overview_tile_clicked (GtkButton *button)
{
  RwOverviewTile *self = RW_OVERVIEW_TILE (button);

  if (self->page != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), self->page, NULL);
}

static void
rw_overview_tile_class_init (RwOverviewTileClass *klass)
{
  GTK_BUTTON_CLASS (klass)->clicked = rw_overview_tile_clicked;
}

static GtkLabel *
add_label (GtkWidget  *box,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  /* All tiles are equally wide, however long their texts are. */
  gtk_label_set_width_chars (GTK_LABEL (label), 1);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 1);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static void
rw_overview_tile_init (RwOverviewTile *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2), *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->title = add_label (box, "rw-tile-title");
  self->figure = add_label (line, "rw-tile-figure");
  gtk_widget_add_css_class (GTK_WIDGET (self->figure), "numeric");
  self->symbol = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_set_valign (GTK_WIDGET (self->symbol), GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->symbol));
  gtk_box_append (GTK_BOX (box), line);
  self->hint = add_label (box, "rw-tile-hint");
  gtk_widget_add_css_class (GTK_WIDGET (self->hint), "numeric");
  /* Where the tiles are narrow it takes a second line rather than lose its end. */
  gtk_label_set_single_line_mode (self->hint, FALSE);
  gtk_label_set_wrap (self->hint, TRUE);
  gtk_label_set_wrap_mode (self->hint, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (self->hint, 2);
  gtk_label_set_yalign (self->hint, 0);
  gtk_button_set_child (GTK_BUTTON (self), box);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "rw-tile");
}

GtkWidget *
rw_overview_tile_new (void)
{
  return g_object_new (RW_TYPE_OVERVIEW_TILE, NULL);
}

/**
 * rw_overview_tile_set_figure:
 * @figure: what to show
 */
void
rw_overview_tile_set_figure (RwOverviewTile         *self,
                             const RwOverviewFigure *figure)
{
  gboolean colored = figure->status == RW_STATUS_BAD || figure->status == RW_STATUS_ATTENTION;
  g_autofree char *name = NULL, *tooltip = NULL;

  g_return_if_fail (RW_IS_OVERVIEW_TILE (self));
  gtk_label_set_text (self->title, figure->title);
  gtk_label_set_text (self->figure, figure->figure);
  gtk_label_set_text (self->hint, figure->hint);
  gtk_label_set_text (self->symbol, colored ? rw_status_symbol (figure->status) : "");
  for (int i = 0; i < RW_STATUS_N_VALUES; i++)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->figure), rw_status_css_class (i));
      gtk_widget_remove_css_class (GTK_WIDGET (self->symbol), rw_status_css_class (i));
    }
  if (colored)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->figure), rw_status_css_class (figure->status));
      gtk_widget_add_css_class (GTK_WIDGET (self->symbol), rw_status_css_class (figure->status));
    }
  self->page = figure->page;
  tooltip = g_strdup_printf ("%s\n%s", figure->figure, figure->hint);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), tooltip);
  name = colored ? g_strdup_printf ("%s: %s. %s. %s", figure->title, figure->figure, figure->hint, rw_status_label (figure->status))
                 : g_strdup_printf ("%s: %s. %s", figure->title, figure->figure, figure->hint);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
