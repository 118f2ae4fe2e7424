/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-changes-header.h"

#include <glib/gi18n.h>

#include "rw-action.h"
#include "rw-changes-jump.h"
#include "rw-changes-layers.h"
#include "rw-changes-period.h"

static const struct
{
  const char *word;
  const char *label;
} lanes[RW_CHANGE_N_LANES_BY] = {
  { "site", NC_ ("lanes", "Sites") },         { "rack", NC_ ("lanes", "Racks") },   { "service", NC_ ("lanes", "Services") },
  { "customer", NC_ ("lanes", "Customers") }, { "person", NC_ ("lanes", "People") },
};

/**
 * rw_changes_lane_parse:
 * @word: from the settings
 *
 * Returns: what a lane is
 */
RwChangeLaneBy
rw_changes_lane_parse (const char *word)
{
  for (guint i = 0; i < RW_CHANGE_N_LANES_BY; i++)
    if (g_strcmp0 (lanes[i].word, word) == 0)
      return (RwChangeLaneBy) i;
  return RW_CHANGE_LANE_SITE;
}

static GtkWidget *
new_button (const char *icon_name,
            const char *label,
            const char *action)
{
  GtkWidget *button = icon_name != NULL ? gtk_button_new_from_icon_name (icon_name) : gtk_button_new_with_label (label);
  g_autofree char *tooltip = rw_action_tooltip (action);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_tooltip_text (button, tooltip);
  return button;
}

static char *
get_word (GActionGroup *actions,
          const char   *action)
{
  g_autoptr (GVariant) state = g_action_group_get_action_state (actions, action);

  return g_variant_dup_string (state, NULL);
}

/* --- The ways to look at it ---------------------------------------------------------------------------- */

static void
toggle_changed_cb (AdwToggleGroup *toggles,
                   GParamSpec     *pspec,
                   GActionGroup   *actions)
{
  const char *name = adw_toggle_group_get_active_name (toggles);
  g_autofree char *now = get_word (actions, "view");

  if (name != NULL && !g_str_equal (name, now))
    g_action_group_change_action_state (actions, "view", g_variant_new_string (name));
}

static void
view_changed_cb (GActionGroup   *actions,
                 const char     *name,
                 GVariant       *state,
                 AdwToggleGroup *toggles)
{
  adw_toggle_group_set_active_name (toggles, g_variant_get_string (state, NULL));
}

static GtkWidget *
new_toggles (GActionGroup *actions)
{
  AdwToggleGroup *toggles = ADW_TOGGLE_GROUP (adw_toggle_group_new ());
  g_autofree char *now = get_word (actions, "view");

  for (guint i = 0; i < RW_CHANGES_N_MODES; i++)
    {
      AdwToggle *toggle = adw_toggle_new ();
      g_autofree char *action = g_strconcat ("changes.", rw_changes_mode_name ((RwChangesMode) i), NULL);
      g_autofree char *tooltip = rw_action_tooltip (action);

      adw_toggle_set_label (toggle, rw_changes_mode_label ((RwChangesMode) i));
      adw_toggle_set_name (toggle, rw_changes_mode_name ((RwChangesMode) i));
      adw_toggle_set_tooltip (toggle, tooltip);
      adw_toggle_group_add (toggles, toggle);
    }
  adw_toggle_group_set_active_name (toggles, now);
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggles), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Calendar view"), -1);
  g_signal_connect_object (toggles, "notify::active-name", G_CALLBACK (toggle_changed_cb), actions, 0);
  g_signal_connect_object (actions, "action-state-changed::view", G_CALLBACK (view_changed_cb), toggles, 0);
  return GTK_WIDGET (toggles);
}

/* --- What a lane is ------------------------------------------------------------------------------------ */

static void
lanes_selected_cb (GtkDropDown  *down,
                   GParamSpec   *pspec,
                   GActionGroup *actions)
{
  guint selected = gtk_drop_down_get_selected (down);
  g_autofree char *now = get_word (actions, "changes-lanes");

  if (selected < RW_CHANGE_N_LANES_BY && !g_str_equal (lanes[selected].word, now))
    g_action_group_change_action_state (actions, "changes-lanes", g_variant_new_string (lanes[selected].word));
}

static void
show_lanes (GActionGroup *actions,
            GtkDropDown  *down)
{
  g_autofree char *view = get_word (actions, "view"), *now = get_word (actions, "changes-lanes");

  for (guint i = 0; i < RW_CHANGE_N_LANES_BY; i++)
    if (g_str_equal (lanes[i].word, now))
      gtk_drop_down_set_selected (down, i);
  gtk_widget_set_visible (GTK_WIDGET (down), g_str_equal (view, rw_changes_mode_name (RW_CHANGES_LANES)));
}

static void
lanes_changed_cb (GActionGroup *actions,
                  const char   *name,
                  GVariant     *state,
                  GtkDropDown  *down)
{
  show_lanes (actions, down);
}

static GtkWidget *
new_lanes (GActionGroup *actions)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  GtkWidget *down;

  for (guint i = 0; i < RW_CHANGE_N_LANES_BY; i++)
    gtk_string_list_append (labels, g_dpgettext2 (NULL, "lanes", lanes[i].label));
  down = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&labels)), NULL);
  gtk_widget_set_tooltip_text (down, _ ("What Each Row Is"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (down), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Rows"), -1);
  show_lanes (actions, GTK_DROP_DOWN (down));
  g_signal_connect_object (down, "notify::selected", G_CALLBACK (lanes_selected_cb), actions, 0);
  g_signal_connect_object (actions, "action-state-changed::changes-lanes", G_CALLBACK (lanes_changed_cb), down, 0);
  g_signal_connect_object (actions, "action-state-changed::view", G_CALLBACK (lanes_changed_cb), down, 0);
  return down;
}

static void
jump_cb (GSimpleAction *action,
         GVariant      *parameter,
         GtkMenuButton *button)
{
  gtk_menu_button_popup (button);
}

/* The popover belongs to its button, so the key is of use as long as there is one. */
static GtkWidget *
new_jump (GActionGroup *actions)
{
  g_autoptr (GSimpleAction) action = g_simple_action_new ("jump", NULL);
  GtkWidget *button = gtk_menu_button_new ();
  g_autofree char *tooltip = rw_action_tooltip ("changes.jump");

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "x-office-calendar-symbolic");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), rw_changes_jump_new ());
  gtk_widget_set_tooltip_text (button, tooltip);
  g_signal_connect_object (action, "activate", G_CALLBACK (jump_cb), button, 0);
  g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (action));
  return button;
}

/**
 * rw_changes_header_start_new:
 * @actions: of the page
 *
 * Returns: (transfer floating): how to look, and when
 */
GtkWidget *
rw_changes_header_start_new (GActionGroup *actions)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (GTK_BOX (box), new_toggles (actions));
  gtk_box_append (GTK_BOX (box), new_lanes (actions));
  gtk_box_append (GTK_BOX (box), new_button ("go-previous-symbolic", NULL, "changes.previous"));
  gtk_box_append (GTK_BOX (box), new_button (NULL, C_ ("calendar", "Today"), "changes.today"));
  gtk_box_append (GTK_BOX (box), new_button ("go-next-symbolic", NULL, "changes.next"));
  gtk_box_append (GTK_BOX (box), new_jump (actions));
  /* The header bar is not inside the page. */
  gtk_widget_insert_action_group (box, "changes", actions);
  return box;
}

/**
 * rw_changes_header_end_new:
 * @actions: of the page
 *
 * Returns: (transfer floating): what is shown, and what can be added
 */
GtkWidget *
rw_changes_header_end_new (GActionGroup *actions)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6),
            *create = new_button (NULL, _ ("New Change"), "changes.new");

  gtk_widget_add_css_class (create, "suggested-action");
  gtk_box_append (GTK_BOX (box), rw_changes_layers_button_new ());
  gtk_box_append (GTK_BOX (box), create);
  gtk_widget_insert_action_group (box, "changes", actions);
  return box;
}
