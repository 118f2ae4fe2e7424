/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-changes-layers.h"

#include <glib/gi18n.h>

#include "rw-calendar-chip.h"
#include "rw-layer-swatch.h"

static const char *const words[RW_CHANGES_N_LAYERS] = { "windows", "freezes", "shifts", "backups", "notices", "changes" };

/**
 * rw_changes_layer_word:
 * @index: of the bit
 *
 * Returns: its word in the settings
 */
const char *
rw_changes_layer_word (guint index)
{
  g_return_val_if_fail (index < RW_CHANGES_N_LAYERS, NULL);
  return words[index];
}

/**
 * rw_changes_layers_parse:
 * @text: words that somebody kept; unknown ones do not matter
 *
 * Returns: their bits
 */
guint
rw_changes_layers_parse (const char *const *text)
{
  guint layers = 0;

  for (guint i = 0; i < RW_CHANGES_N_LAYERS; i++)
    if (g_strv_contains (text, words[i]))
      layers |= 1u << i;
  return layers;
}

/**
 * rw_changes_layers_to_words:
 *
 * Returns: (transfer full): what rw_changes_layers_parse() reads
 */
GStrv
rw_changes_layers_to_words (guint layers)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < RW_CHANGES_N_LAYERS; i++)
    if (layers & (1u << i))
      g_strv_builder_add (builder, words[i]);
  return g_strv_builder_end (builder);
}

/**
 * rw_changes_layers_to_read:
 *
 * Returns: what has to be read for them besides changes and windows
 */
RwChangeLayers
rw_changes_layers_to_read (guint layers)
{
  return ((layers & RW_CHANGES_LAYER (RW_CALENDAR_LAYER_SHIFTS)) ? RW_CHANGE_LAYER_SHIFTS : 0) |
         ((layers & RW_CHANGES_LAYER (RW_CALENDAR_LAYER_BACKUPS)) ? RW_CHANGE_LAYER_BACKUPS : 0) |
         ((layers & RW_CHANGES_LAYER (RW_CALENDAR_LAYER_NOTICES)) ? RW_CHANGE_LAYER_NOTICES : 0);
}

static GtkWidget *
new_check (const char *label,
           const char *description,
           const char *action,
           GtkWidget  *swatch)
{
  GtkWidget *check = gtk_check_button_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *text = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *title = gtk_label_new (label);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_box_append (GTK_BOX (text), title);
  if (description != NULL)
    {
      GtkWidget *small = gtk_label_new (description);

      gtk_label_set_xalign (GTK_LABEL (small), 0);
      gtk_widget_add_css_class (small, "caption");
      gtk_widget_add_css_class (small, "dim-label");
      gtk_box_append (GTK_BOX (text), small);
    }
  if (swatch != NULL)
    {
      gtk_widget_set_valign (swatch, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (box), swatch);
    }
  gtk_box_append (GTK_BOX (box), text);
  gtk_widget_set_margin_start (box, 6);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (check), box);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (check), action);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description != NULL ? description : "", -1);
  return check;
}

/* How the chips of changes look, each with the word that is spoken of it. */
static GtkWidget *
new_legend (void)
{
  static const struct
  {
    RwCalendarTone tone;
    gboolean conflict;
    const char *label;
  } samples[] = {
    { RW_CALENDAR_TENTATIVE, FALSE, NC_ ("legend", "Not approved") }, { RW_CALENDAR_FIRM, FALSE, NC_ ("legend", "Approved") },
    { RW_CALENDAR_URGENT, FALSE, NC_ ("legend", "Emergency") },       { RW_CALENDAR_RUNNING, FALSE, NC_ ("legend", "In progress") },
    { RW_CALENDAR_DONE, FALSE, NC_ ("legend", "Over") },              { RW_CALENDAR_FIRM, TRUE, NC_ ("legend", "Collides") },
  };
  GtkWidget *grid = gtk_grid_new ();
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();

  gtk_grid_set_row_spacing (GTK_GRID (grid), 4);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      const char *label = g_dpgettext2 (NULL, "legend", samples[i].label);
      g_autoptr (RwCalendarEntry) entry = rw_calendar_entry_new (&RW_ID_NIL, NULL, label, 0, 0);
      GtkWidget *chip = rw_calendar_chip_new ();

      entry->tone = samples[i].tone;
      entry->note = samples[i].conflict ? g_strdup (label) : NULL;
      rw_calendar_chip_set_entry (RW_CALENDAR_CHIP (chip), entry, zone, label, TRUE);
      gtk_widget_set_focusable (chip, FALSE);
      gtk_widget_set_can_target (chip, FALSE);
      gtk_widget_set_hexpand (chip, TRUE);
      gtk_accessible_update_property (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
      gtk_grid_attach (GTK_GRID (grid), chip, (int) i % 2, (int) i / 2, 1, 1);
    }
  return grid;
}

/**
 * rw_changes_layers_button_new:
 *
 * The layers to switch, each with what it looks like: the menu is the legend.
 *
 * Returns: (transfer floating): a button for the header
 */
GtkWidget *
rw_changes_layers_button_new (void)
{
  static const char *const descriptions[RW_CALENDAR_N_LAYERS] = {
    NULL, N_ ("Hatched; at the edge where it holds for some"), N_ ("At the right edge"),
    N_ ("At the left edge, dotted"), N_ ("In a dashed frame; paler while tentative"),
  };
  GtkWidget *button = gtk_menu_button_new (), *popover = gtk_popover_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *check;

  gtk_widget_set_name (button, "changes-layers");
  check = new_check (_ ("Changes"), NULL, "changes.layer-changes", NULL);
  gtk_box_append (GTK_BOX (box), check);
  check = new_legend ();
  gtk_widget_set_margin_start (check, 34);
  gtk_box_append (GTK_BOX (box), check);
  for (guint i = 0; i < RW_CALENDAR_N_LAYERS; i++)
    {
      g_autofree char *action = g_strdup_printf ("changes.layer-%s", words[i]);

      gtk_box_append (GTK_BOX (box), new_check (rw_calendar_layer_label ((RwCalendarLayer) i),
                                                descriptions[i] != NULL ? _ (descriptions[i]) : NULL, action,
                                                rw_layer_swatch_new ((RwCalendarLayer) i)));
    }
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  check = gtk_check_button_new_with_label (_ ("Show the Year"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (check), "changes.changes-year");
  gtk_box_append (GTK_BOX (box), check);
  check = gtk_check_button_new_with_label (_ ("In lanes also rows without changes"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (check), "changes.changes-empty-rows");
  gtk_box_append (GTK_BOX (box), check);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_end (box, 6);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), C_ ("calendar", "Layers"));
  gtk_widget_set_tooltip_text (button, _ ("What Is Shown, and How It Looks"));
  return button;
}
