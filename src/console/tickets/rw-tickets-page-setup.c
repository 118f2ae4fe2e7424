/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "rw-action.h"
#include "rw-announce.h"
#include "rw-format.h"
#include "rw-tickets-page-private.h"

/* How the page is set up: in which lanes the tickets are, how many a column is to have, and whether closed ones
 * are there. */

/* As many closed tickets at a time, and as many at most: an older one is looked for and not scrolled to. */
#define CLOSED_STEP 200
#define CLOSED_MOST 2000

/* --- Closed tickets ---------------------------------------------------------------------------------- */

static void
set_n_closed (RwTicketsPage *self,
              guint          n_closed)
{
  n_closed = MIN (n_closed, CLOSED_MOST);
  if (self->n_closed == n_closed)
    return;
  self->n_closed = n_closed;
  rw_board_set_column_shown (RW_BOARD (self->board), RW_TICKET_STATUS_CLOSED, n_closed > 0);
  for (guint i = 0; i < G_N_ELEMENTS (self->show_closed); i++)
    gtk_widget_set_visible (self->show_closed[i], n_closed == 0);
  rw_tickets_page_load (self);
}

/* What is there of closed tickets, said below them; and aloud, once it has come. */
void
rw_tickets_page_update_closed (RwTicketsPage *self,
                               guint          n,
                               gboolean       more)
{
  g_autofree char *count = rw_format_count (n);
  g_autofree char *text = NULL;

  if (more)
    text = g_strdup_printf (_ ("The %s tickets that were closed last"), count);
  else if (n > 0)
    text = g_strdup_printf (ngettext ("%s closed ticket, and no more",
                                      "%s closed tickets, and no more", n),
                            count);
  else
    text = g_strdup (_ ("There are no closed tickets"));
  rw_tickets_page_update_bars (self);
  gtk_widget_set_visible (self->more_closed, more && self->n_closed < CLOSED_MOST);
  if (self->n_closed > 0 &&
      g_strcmp0 (gtk_label_get_label (GTK_LABEL (self->closed_label)), text) != 0)
    rw_announce (GTK_WIDGET (self), text);
  gtk_label_set_label (GTK_LABEL (self->closed_label), self->n_closed > 0 ? text : "");
}

/* The bars below belong to the board and the list. */
void
rw_tickets_page_update_bars (RwTicketsPage *self)
{
  gboolean ticket =
    g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (self->stack)), "ticket") == 0;

  gtk_widget_set_visible (self->closed_bar, self->n_closed > 0 && self->loaded && !ticket);
}

static void
closed_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  RwTicketsPage *self = RW_TICKETS_PAGE (widget);

  set_n_closed (self, self->n_closed > 0 ? 0 : CLOSED_STEP);
}

static void
more_closed_cb (RwTicketsPage *self)
{
  set_n_closed (self, self->n_closed + CLOSED_STEP);
}

static GtkWidget *
button_new (const char *label,
            const char *action)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);
  g_autofree char *tooltip = rw_action_tooltip (action);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_add_css_class (button, "flat");
  return button;
}

static GtkWidget *
create_closed_bar (RwTicketsPage *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_widget_add_css_class (bar, "toolbar");
  self->closed_label = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->closed_label, "dimmed");
  gtk_widget_add_css_class (self->closed_label, "numeric");
  gtk_widget_set_margin_start (self->closed_label, 6);
  gtk_widget_set_hexpand (self->closed_label, TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->closed_label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->closed_label), PANGO_ELLIPSIZE_END);
  self->more_closed = gtk_button_new_with_mnemonic (_ ("Show _More"));
  gtk_widget_add_css_class (self->more_closed, "flat");
  g_signal_connect_swapped (self->more_closed, "clicked", G_CALLBACK (more_closed_cb), self);
  gtk_box_append (GTK_BOX (bar), self->closed_label);
  gtk_box_append (GTK_BOX (bar), self->more_closed);
  gtk_box_append (GTK_BOX (bar), button_new (_ ("Hide _Closed"), "tickets.closed"));
  gtk_widget_set_visible (bar, FALSE);
  return bar;
}

/* --- Lanes ------------------------------------------------------------------------------------------- */

static void
lane_folded_cb (RwTicketsPage *self)
{
  g_auto (GStrv) folded = rw_board_dup_folded (RW_BOARD (self->board));

  if (self->settings != NULL)
    g_settings_set_strv (self->settings, "tickets-folded", (const char *const *) folded);
}

static void
set_lanes (RwTicketsPage *self,
           RwTicketLanes  lanes)
{
  gboolean first = self->lanes == RW_TICKET_LANES_NONE && lanes != RW_TICKET_LANES_NONE;

  self->lanes = lanes;
  rw_ticket_board_set_lanes (RW_BOARD (self->board), lanes);
  rw_tickets_list_set_lanes (RW_TICKETS_LIST (self->list), lanes);
  if (first && self->settings != NULL)
    {
      g_auto (GStrv) folded = g_settings_get_strv (self->settings, "tickets-folded");

      rw_board_set_folded (RW_BOARD (self->board), (const char *const *) folded);
    }
}

static void
lanes_changed_cb (GSimpleAction *action,
                  GVariant      *state,
                  gpointer       user_data)
{
  RwTicketsPage *self = user_data;

  g_simple_action_set_state (action, state);
  set_lanes (self, rw_ticket_lanes_find (g_variant_get_string (state, NULL)));
  if (self->settings != NULL)
    g_settings_set_value (self->settings, "tickets-lanes", state);
}

static void
next_lanes_cb (GtkWidget  *widget,
               const char *action,
               GVariant   *parameter)
{
  RwTicketsPage *self = RW_TICKETS_PAGE (widget);
  RwTicketLanes next = (self->lanes + 1) % RW_TICKET_N_LANES;

  g_action_group_change_action_state (G_ACTION_GROUP (self->setup), "lanes",
                                      g_variant_new_string (rw_ticket_lanes_get_id (next)));
  rw_announce (widget, rw_ticket_lanes_get_name (next));
}

static void
closed_entry_cb (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  gtk_widget_activate_action (GTK_WIDGET (user_data), "tickets.closed", NULL);
}

/* --- Limits ------------------------------------------------------------------------------------------ */

static void
limit_changed_cb (RwTicketsPage *self)
{
  g_auto (GVariantBuilder) limits = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{su}"));

  for (guint i = 0; i < rw_board_get_n_columns (RW_BOARD (self->board)); i++)
    if (rw_board_get_limit (RW_BOARD (self->board), i) > 0)
      g_variant_builder_add (&limits, "{su}", rw_enum_ticket_status.values[i],
                             rw_board_get_limit (RW_BOARD (self->board), i));
  if (self->settings != NULL)
    g_settings_set_value (self->settings, "tickets-limits", g_variant_builder_end (&limits));
}

static void
restore_limits (RwTicketsPage *self)
{
  g_autoptr (GVariant) limits = g_settings_get_value (self->settings, "tickets-limits");

  for (guint i = 0; i < rw_board_get_n_columns (RW_BOARD (self->board)); i++)
    {
      guint limit;

      if (g_variant_lookup (limits, rw_enum_ticket_status.values[i], "u", &limit))
        rw_board_set_limit (RW_BOARD (self->board), i, MIN (limit, 999));
    }
}

static void
limit_cb (GtkWidget  *widget,
          const char *action,
          GVariant   *parameter)
{
  RwTicketsPage *self = RW_TICKETS_PAGE (widget);

  if (self->view == RW_TICKETS_PAGE_BOARD && rw_id_is_nil (&self->open))
    rw_board_edit_limit (RW_BOARD (self->board));
}

/* --- The menu ---------------------------------------------------------------------------------------- */

/* For the header bar, which is not inside the page. */
GtkWidget *
rw_tickets_page_create_setup_button (RwTicketsPage *self)
{
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) lanes = g_menu_new ();
  g_autoptr (GMenu) closed = g_menu_new ();

  for (guint i = 0; i < RW_TICKET_N_LANES; i++)
    {
      g_autofree char *action =
        g_strconcat ("setup.lanes::", rw_ticket_lanes_get_id ((RwTicketLanes) i), NULL);

      g_menu_append (lanes, rw_ticket_lanes_get_name ((RwTicketLanes) i), action);
    }
  g_menu_append (closed, _ ("Show or Hide Closed Tickets"), "setup.closed");
  g_menu_append_section (menu, C_ ("tickets", "Lanes"), G_MENU_MODEL (lanes));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (closed));
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_set_tooltip_text (button, _ ("Lanes and closed tickets"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Lanes and closed tickets"), -1);
  gtk_widget_insert_action_group (button, "setup", G_ACTION_GROUP (self->setup));
  return button;
}

static void
restore_setup (RwTicketsPage *self)
{
  static const GActionEntry entries[] = {
    { "lanes", NULL, "s", "'none'", lanes_changed_cb, { 0 } },
    { "closed", closed_entry_cb, NULL, NULL, NULL, { 0 } },
  };
  g_autoptr (GSettingsSchema) schema =
    g_settings_schema_source_lookup (g_settings_schema_source_get_default (),
                                     "net.rackward.Rackward", TRUE);
  g_autoptr (GVariant) lanes = NULL;

  self->setup = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->setup), entries, G_N_ELEMENTS (entries),
                                   self);
  /* Uninstalled programs and tests may run without the schema. */
  if (schema == NULL || !g_settings_schema_has_key (schema, "tickets-lanes"))
    return;
  self->settings = g_settings_new ("net.rackward.Rackward");
  restore_limits (self);
  lanes = g_settings_get_value (self->settings, "tickets-lanes");
  g_action_group_change_action_state (G_ACTION_GROUP (self->setup), "lanes", lanes);
}

static const RwAction setup_actions[] = {
  { "tickets.limit", N_ ("Limit of the Column…"), N_ ("Tickets"), "<Control>l", "tickets", RW_ACTION_DEFAULT, NULL },
  { "tickets.lanes", N_ ("Lanes by the Next Thing"), N_ ("Tickets"), "<Control>e", "tickets", RW_ACTION_DEFAULT, NULL },
  { "tickets.closed", N_ ("Show or Hide Closed Tickets"), N_ ("Tickets"), "<Control>h", "tickets", RW_ACTION_DEFAULT, NULL },
};

/* Installs the actions, with their keys. */
void
rw_tickets_page_install_setup (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "tickets.closed", NULL, closed_cb);
  gtk_widget_class_install_action (widget_class, "tickets.lanes", NULL, next_lanes_cb);
  gtk_widget_class_install_action (widget_class, "tickets.limit", NULL, limit_cb);
  rw_actions_register (setup_actions, G_N_ELEMENTS (setup_actions));
}

/* Adds what goes below the board and the list. */
void
rw_tickets_page_connect_setup (RwTicketsPage *self,
                               GtkBox        *box)
{
  self->closed_bar = create_closed_bar (self);
  gtk_box_append (box, self->closed_bar);
  g_signal_connect_swapped (self->stack, "notify::visible-child",
                            G_CALLBACK (rw_tickets_page_update_bars), self);
  for (guint i = 0; i < G_N_ELEMENTS (self->show_closed); i++)
    {
      self->show_closed[i] = button_new (_ ("Show _Closed"), "tickets.closed");
      gtk_widget_add_css_class (self->show_closed[i], "dimmed");
    }
  rw_board_set_column_foot (RW_BOARD (self->board), RW_TICKET_STATUS_RESOLVED,
                            self->show_closed[0]);
  rw_tickets_list_set_foot (RW_TICKETS_LIST (self->list), self->show_closed[1]);
  gtk_widget_set_halign (self->show_closed[2], GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->board, "limit-changed", G_CALLBACK (limit_changed_cb), self);
  g_signal_connect_swapped (self->board, "lane-folded", G_CALLBACK (lane_folded_cb), self);
  restore_setup (self);
}
