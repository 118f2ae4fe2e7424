/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-racks-actions.h"

#include <glib/gi18n.h>

#include "rw-action.h"
#include "rw-capacity-dialog.h"
#include "rw-loss-dialog.h"
#include "rw-paper-dialog.h"
#include "rw-racks-cables.h"
#include "rw-racks-page-private.h"
#include "rw-single-dialog.h"
#include "rw-trace-dialog.h"
#include "rw-type-photos-dialog.h"

/* Power and cables: what follows from what hangs on what. */

static void
loss_action_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RwKind kind;
  RwId id;

  if (rw_page_get_session (RW_PAGE (widget)) == NULL)
    return;
  if (rw_racks_page_get_selected (RW_RACKS_PAGE (widget), &kind, &id) && rw_loss_dialog_can (kind))
    adw_dialog_present (rw_loss_dialog_new (RW_PAGE (widget), kind, &id), widget);
  else
    rw_page_toast (RW_PAGE (widget), _ ("Select the device or rack that may be lost first"));
}

static void
trace_action_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RwKind kind;
  RwId id;

  if (rw_page_get_session (RW_PAGE (widget)) == NULL)
    return;
  if (rw_racks_page_get_selected (RW_RACKS_PAGE (widget), &kind, &id) && rw_trace_dialog_can (kind))
    adw_dialog_present (rw_trace_dialog_new (RW_PAGE (widget), kind, &id), widget);
  else
    rw_page_toast (RW_PAGE (widget), _ ("Select the device whose cables are to be followed first"));
}

static void
cables_action_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RwKind kind;
  RwId id;

  if (rw_page_get_session (RW_PAGE (widget)) == NULL)
    return;
  if (rw_racks_page_get_selected (RW_RACKS_PAGE (widget), &kind, &id) && kind == RW_KIND_DEVICE)
    rw_racks_cables_show (RW_RACKS_PAGE (widget), &id);
  else
    rw_page_toast (RW_PAGE (widget), _ ("Select the device whose cables are to be followed first"));
}

static void
photos_action_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RwKind kind;
  RwId id;

  if (rw_page_get_session (RW_PAGE (widget)) == NULL)
    return;
  if (rw_racks_page_get_selected (RW_RACKS_PAGE (widget), &kind, &id) && kind == RW_KIND_DEVICE)
    adw_dialog_present (rw_type_photos_dialog_new (RW_PAGE (widget), &id), widget);
  else
    rw_page_toast (RW_PAGE (widget), _ ("Select a device of the type first"));
}

static void
singles_action_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  if (rw_page_get_session (RW_PAGE (widget)) != NULL)
    adw_dialog_present (rw_single_dialog_new (RW_PAGE (widget)), widget);
}

static void
capacity_action_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  if (rw_page_get_session (RW_PAGE (widget)) != NULL)
    adw_dialog_present (rw_capacity_dialog_new (RW_PAGE (widget), &RW_RACKS_PAGE (widget)->room),
                        widget);
}

static void
print_action_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  const RwId *room = &RW_RACKS_PAGE (widget)->room;
  RwKind kind = RW_KIND_NONE;
  RwId id = RW_ID_NIL;

  if (rw_page_get_session (RW_PAGE (widget)) == NULL)
    return;
  if (rw_id_is_nil (room))
    {
      rw_page_toast (RW_PAGE (widget), _ ("There is no room whose racks could be printed"));
      return;
    }
  if (!rw_racks_page_get_selected (RW_RACKS_PAGE (widget), &kind, &id))
    kind = RW_KIND_NONE;
  adw_dialog_present (rw_paper_dialog_new (RW_PAGE (widget), room, kind, &id), widget);
}

static const RwAction actions[] = {
  { "racks.loss", N_ ("What If This Is Lost?"), N_ ("Racks"), "<Control>l", "racks",
    RW_ACTION_DEFAULT, "dialog-warning-symbolic" },
  { "racks.trace", N_ ("Trace Cables"), N_ ("Racks"), "<Control>t", "racks", RW_ACTION_DEFAULT,
    "network-wired-symbolic" },
  { "racks.show-cables", N_ ("Cables over the Racks"), N_ ("Racks"), "<Control><Shift>t", "racks",
    RW_ACTION_DEFAULT, "network-wired-symbolic" },
  { "racks.type-photos", N_ ("Pictures of the Type…"), N_ ("Racks"), NULL, "racks",
    RW_ACTION_DEFAULT, "image-x-generic-symbolic" },
  { "racks.single-cords", N_ ("Single Cords"), N_ ("Racks"), NULL, "racks", RW_ACTION_DEFAULT,
    "battery-symbolic" },
  { "racks.capacity", N_ ("Capacity"), N_ ("Racks"), "<Control>u", "racks", RW_ACTION_DEFAULT,
    "view-list-symbolic" },
  { "racks.print", N_ ("Print Racks…"), N_ ("Racks"), "<Control>p", "racks", RW_ACTION_DEFAULT,
    "printer-symbolic" },
};

/**
 * rw_racks_actions_install:
 * @klass: of the page, in its class_init
 *
 * Installs and registers the actions that ask about the racks and change nothing.
 */
void
rw_racks_actions_install (RwRacksPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_install_action (widget_class, "racks.loss", NULL, loss_action_cb);
  gtk_widget_class_install_action (widget_class, "racks.trace", NULL, trace_action_cb);
  gtk_widget_class_install_action (widget_class, "racks.show-cables", NULL, cables_action_cb);
  gtk_widget_class_install_action (widget_class, "racks.type-photos", NULL, photos_action_cb);
  gtk_widget_class_install_action (widget_class, "racks.single-cords", NULL, singles_action_cb);
  gtk_widget_class_install_action (widget_class, "racks.capacity", NULL, capacity_action_cb);
  gtk_widget_class_install_action (widget_class, "racks.print", NULL, print_action_cb);
  rw_actions_register (actions, G_N_ELEMENTS (actions));
}
