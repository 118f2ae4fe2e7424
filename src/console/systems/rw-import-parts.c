/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-import-parts.h"

#include <glib/gi18n.h>

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *title = gtk_label_new (NULL), *detail = gtk_label_new (NULL);

  gtk_widget_add_css_class (detail, "caption");
  for (GtkWidget *label = title; label != NULL; label = label == title ? detail : NULL)
    {
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
      gtk_box_append (GTK_BOX (texts), label);
    }
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (check, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (row), check);
  gtk_box_append (GTK_BOX (row), texts);
  gtk_widget_set_margin_start (row, 12);
  gtk_widget_set_margin_end (row, 12);
  gtk_widget_set_margin_top (row, 6);
  gtk_widget_set_margin_bottom (row, 6);
  gtk_list_item_set_child (item, row);
  gtk_list_item_set_activatable (item, FALSE);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GBinding *binding = g_object_get_data (G_OBJECT (item), "binding");

  if (binding != NULL)
    g_binding_unbind (binding);
  g_object_set_data (G_OBJECT (item), "binding", NULL);
}

/**
 * rw_import_rows_new:
 * @bind: a handler of #GtkSignalListItemFactory::bind that calls rw_import_row_show()
 *
 * Returns: (transfer full): makes lines with a tick, a title and smaller lines below
 */
GtkListItemFactory *
rw_import_rows_new (GCallback bind, gpointer data)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", bind, data);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  return factory;
}

/**
 * rw_import_row_show:
 * @detail: (nullable): the smaller lines
 * @row: (nullable): what the tick is for; %NULL for a line without one
 * @property: its boolean that the tick shows and sets
 */
void
rw_import_row_show (GtkListItem *item,
                    const char  *title,
                    const char  *detail,
                    GObject     *row,
                    const char  *property)
{
  GtkWidget *check = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *first = gtk_widget_get_first_child (gtk_widget_get_next_sibling (check));
  GtkWidget *second = gtk_widget_get_next_sibling (first);
  g_autofree char *name = g_strdup_printf ("%s\n%s", title, detail != NULL ? detail : "");

  gtk_label_set_label (GTK_LABEL (first), title);
  gtk_label_set_label (GTK_LABEL (second), detail != NULL ? detail : "");
  gtk_widget_set_visible (second, detail != NULL);
  gtk_widget_set_visible (check, row != NULL);
  gtk_list_item_set_accessible_label (item, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (row != NULL)
    g_object_set_data_full (G_OBJECT (item), "binding",
                            g_object_ref (g_object_bind_property (row, property, check, "active",
                                                                  G_BINDING_SYNC_CREATE |
                                                                    G_BINDING_BIDIRECTIONAL)),
                            g_object_unref);
}

static void
setup_header_cb (GtkSignalListItemFactory *factory, GtkListHeader *header)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_set_margin_start (label, 12);
  gtk_widget_set_margin_top (label, 12);
  gtk_list_header_set_child (header, label);
}

/**
 * rw_import_headers_new:
 * @bind: a handler of #GtkSignalListItemFactory::bind that sets the text of the header's label
 *
 * Returns: (transfer full): makes headings of sections
 */
GtkListItemFactory *
rw_import_headers_new (GCallback bind, gpointer data)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_header_cb), NULL);
  g_signal_connect (factory, "bind", bind, data);
  return factory;
}

/**
 * rw_import_button_new:
 * @label: with a mnemonic
 * @style: (nullable): a style class
 * @clicked: a swapped handler
 * @object: a #GObject for it
 */
GtkWidget *
rw_import_button_new (const char *label, const char *style, GCallback clicked, gpointer object)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  if (style != NULL)
    gtk_widget_add_css_class (button, style);
  g_signal_connect_object (button, "clicked", clicked, object, G_CONNECT_SWAPPED);
  return button;
}

/**
 * rw_import_busy_new:
 * @label: (out): says what is being done
 * @bar: (out): how far it is, see rw_import_busy_update()
 * @stop: a swapped handler of the button that stops it
 * @object: a #GObject for it
 */
GtkWidget *
rw_import_busy_new (GtkLabel **label, GtkProgressBar **bar, GCallback stop, gpointer object)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *button = rw_import_button_new (_ ("_Stop"), "pill", stop, object);

  *label = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (*label), "title-2");
  *bar = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  gtk_progress_bar_set_show_text (*bar, TRUE);
  gtk_widget_set_size_request (GTK_WIDGET (*bar), 320, -1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (*bar), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  *label, NULL, -1);
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (*label));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (*bar));
  gtk_box_append (GTK_BOX (box), button);
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  return box;
}

/**
 * rw_import_busy_update:
 * @all: 0 while that is not known
 */
void
rw_import_busy_update (GtkProgressBar *bar, int done, int all)
{
  g_autofree char *text = NULL;

  if (all == 0)
    {
      gtk_progress_bar_pulse (bar);
      return;
    }
  /* Translators: so many of so many, under a bar */
  text = g_strdup_printf (_ ("%'d of %'d"), done, all);
  gtk_progress_bar_set_fraction (bar, (double) done / all);
  gtk_progress_bar_set_text (bar, text);
}
