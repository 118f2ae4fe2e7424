/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-trace-path.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "rw-cable-swatch.h"
#include "rw-trace-words.h"

/* A row that leads somewhere. */
typedef struct
{
  RwTraceGoFunc go;
  gpointer data;
  RwKind kind;
  RwId id;
} Target;

static void
free_target (gpointer data, GClosure *closure)
{
  g_free (data);
}

static void
activated_cb (GtkListBoxRow *row, Target *target)
{
  target->go (target->data, target->kind, &target->id);
}

static GtkWidget *
hop_row_new (const RwWiring *wiring, const RwTraceHop *hop, RwTraceGoFunc go, gpointer data)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *ports = rw_trace_hop_ports (wiring, hop);
  int system = hop->port >= 0 ? wiring->ports[hop->port].system : -1,
      rack = system >= 0      ? wiring->systems[system].rack
             : hop->feed >= 0 ? wiring->feeds[hop->feed].rack
                              : -1;
  Target *target;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), rw_trace_hop_system (wiring, hop));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                               ports != NULL ? ports : rw_kind_label (RW_KIND_POWER_FEED));
  if (rack >= 0)
    {
      GtkWidget *label = gtk_label_new (wiring->racks[rack].name);

      gtk_widget_add_css_class (label, "dim-label");
      gtk_widget_add_css_class (label, "caption");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
    }
  if (system < 0 && hop->feed < 0)
    return row;
  target = g_new (Target, 1);
  *target = (Target) { go, data, system >= 0 ? wiring->systems[system].kind : RW_KIND_POWER_FEED,
                       system >= 0 ? wiring->systems[system].id : wiring->feeds[hop->feed].id };
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  g_signal_connect_data (row, "activated", G_CALLBACK (activated_cb), target, free_target, 0);
  return row;
}

static GtkWidget *
cable_row_new (const RwWireCable *cable)
{
  GtkWidget *row = gtk_list_box_row_new (), *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12),
            *swatch = rw_cable_swatch_new (), *label;
  g_autofree char *text = rw_trace_cable_text (cable, TRUE), *name = NULL;

  rw_cable_swatch_set_colour (RW_CABLE_SWATCH (swatch), cable->colour);
  gtk_widget_set_valign (swatch, GTK_ALIGN_FILL);
  gtk_box_append (GTK_BOX (line), swatch);
  label = gtk_label_new (*text != '\0' ? text : _ ("Cable"));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "numeric");
  gtk_box_append (GTK_BOX (line), label);
  gtk_widget_add_css_class (line, "rw-trace-cable");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), line);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  /* Translators: what is known of a cable: "Cable: violet · MMF OM4 · 12 m" */
  name = g_strdup_printf (_ ("Cable: %s"), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return row;
}

/**
 * rw_trace_path_new:
 * @port: index of the port
 * @go: for a row that is activated
 *
 * Returns: (transfer floating): a way from end to end, one below the other
 */
GtkWidget *
rw_trace_path_new (const RwWiring *wiring, guint port, RwTraceGoFunc go, gpointer data)
{
  g_autoptr (GArray) hops = rw_trace_hops (wiring, port);
  GtkWidget *scroller = gtk_scrolled_window_new (), *clamp = adw_clamp_new (),
            *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12), *list = gtk_list_box_new (), *label;
  double metres = rw_trace_length (wiring, hops);
  g_autoptr (GString) sentence = g_string_new (NULL);
  guint n_cables = 0;

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  for (guint i = 0; i < hops->len; i++)
    {
      const RwTraceHop *hop = &g_array_index (hops, RwTraceHop, i);

      gtk_list_box_append (GTK_LIST_BOX (list), hop_row_new (wiring, hop, go, data));
      if (hop->cable < 0)
        continue;
      n_cables++;
      gtk_list_box_append (GTK_LIST_BOX (list), cable_row_new (&wiring->cables[hop->cable]));
    }
  if (n_cables == 0)
    g_string_append (sentence, _ ("Nothing is plugged in"));
  else
    g_string_append_printf (sentence, ngettext ("%u cable", "%u cables", n_cables), n_cables);
  if (metres > 0)
    {
      g_autofree char *length = rw_trace_length_text (metres);

      g_string_append_printf (sentence, " · %s", length);
    }
  label = gtk_label_new (sentence->str);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  sentence->str, -1);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), list);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 18);
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 640);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  return scroller;
}
