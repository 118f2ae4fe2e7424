/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-racks-hint.h"

#include <glib/gi18n.h>

/**
 * rw_racks_hint_new:
 *
 * Returns: (transfer floating): a revealer that says which keys do what, as long as a device is in the
 *   hand
 */
GtkWidget *
rw_racks_hint_new (void)
{
  GtkWidget *revealer = gtk_revealer_new ();
  GtkWidget *label = gtk_label_new (_ (
    "Arrows move · Shift: half units · F: other face · N: next free place · Enter drops · Esc cancels"));

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "osd");
  gtk_widget_add_css_class (label, "toolbar");
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_set_margin_bottom (label, 12);
  gtk_widget_set_margin_start (label, 12);
  gtk_widget_set_margin_end (label, 12);
  gtk_revealer_set_transition_type (GTK_REVEALER (revealer),
                                    GTK_REVEALER_TRANSITION_TYPE_CROSSFADE);
  gtk_revealer_set_child (GTK_REVEALER (revealer), label);
  gtk_widget_set_halign (revealer, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (revealer, GTK_ALIGN_END);
  gtk_widget_set_can_target (revealer, FALSE);
  return revealer;
}
