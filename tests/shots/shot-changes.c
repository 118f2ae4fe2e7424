/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shot-changes.h"

/* The calendar in each of its ways, with everything behind the changes that there is; then as it was. */

static void
do_and_settle (Shots      *shots,
               const char *action)
{
  rw_window_activate_in_page (shots->window, "changes", action);
  shot_settle (shots, action);
}

static GtkWidget *
find_layers (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_MENU_BUTTON (widget) && g_strcmp0 (gtk_widget_get_name (widget), "changes-layers") == 0 ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_layers (child);
  return found;
}

/* A popover is a surface of its own: what is in it is taken by itself. */
static void
take_legend (Shots      *shots,
             const char *scheme)
{
  GtkWidget *button = find_layers (GTK_WIDGET (shots->window));
  GtkPopover *popover = button != NULL ? gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)) : NULL;

  if (popover == NULL)
    {
      g_printerr ("There is no button for the layers\n");
      shots->failures++;
      return;
    }
  gtk_popover_popup (popover);
  shot_settle (shots, "changes-layers");
  shot_widget (shots, gtk_popover_get_child (popover), "changes-layers", scheme);
  gtk_popover_popdown (popover);
}

void
shot_changes (Shots      *shots,
              const char *scheme)
{
  static const char *const layers[] = { "changes.layer-shifts", "changes.layer-backups" };
  static const char *const views[] = { "month", "week", "day", "lanes" };

  for (guint i = 0; i < G_N_ELEMENTS (layers); i++)
    do_and_settle (shots, layers[i]);
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    {
      g_autofree char *action = g_strconcat ("changes.", views[i], NULL), *name = g_strconcat ("changes-", views[i], NULL);

      do_and_settle (shots, action);
      shot_picture (shots, name, scheme);
    }
  take_legend (shots, scheme);
  for (guint i = 0; i < G_N_ELEMENTS (layers); i++)
    do_and_settle (shots, layers[i]);
  do_and_settle (shots, "changes.week");
}
