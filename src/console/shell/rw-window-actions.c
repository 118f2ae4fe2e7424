/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-calendars-dialog.h"
#include "rw-setup-dialog.h"
#include "rw-window-private.h"

#include <glib/gi18n.h>

#include "rw-address.h"
#include "rw-feeds-dialog.h"
#include "rw-find-record.h"
#include "rw-notices-dialog.h"
#include "rw-palette.h"
#include "rw-settings.h"
#include "rw-shell-pages.h"
#include "rw-shortcuts-dialog.h"
#include "rw-submit.h"
#include "rw-system-dialog.h"
#include "rw-types-dialog.h"
#include "rw-windows-dialog.h"

static const char *
page_id (RwPage *page)
{
  return RW_PAGE_GET_CLASS (page)->id;
}

static void
page_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  rw_window_go_to_page (RW_WINDOW (widget), name + strlen ("win.page-"));
}

static void
back_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  RwWindow *self = RW_WINDOW (widget);
  RwWindowPlace place;
  RwPage *page;

  if (self->back->len == 0)
    return;
  place = g_array_index (self->back, RwWindowPlace, self->back->len - 1);
  place.page_id = g_strdup (place.page_id);
  g_array_set_size (self->back, self->back->len - 1);
  gtk_widget_action_set_enabled (widget, "win.back", self->back->len > 0);
  page = rw_window_find_page (self, place.page_id);
  g_free (place.page_id);
  if (page == NULL)
    return;
  rw_window_show_page (self, page);
  if (place.kind != RW_KIND_NONE)
    {
      rw_page_reveal (page, place.kind, &place.id);
      rw_window_inspect (self, place.kind, &place.id);
    }
}

static void
palette_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  RwWindow *self = RW_WINDOW (widget);

  if (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)) == NULL)
    adw_dialog_present (rw_palette_new (self), widget);
}

static void
shortcuts_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  RwWindow *self = RW_WINDOW (widget);

  adw_dialog_present (rw_shortcuts_dialog_new (self->page != NULL ? page_id (self->page) : NULL), widget);
}

static void
undo_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (RwWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!rw_session_undo_finish (RW_SESSION (source), result, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    rw_toast (GTK_WIDGET (self->page_stack), error->message);
}

static void
undo_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  RwWindow *self = RW_WINDOW (widget);
  gboolean redo = g_str_equal (name, "win.redo");
  const char *label;
  g_autofree char *message = NULL;

  if ((self->page != NULL && rw_page_undo (self->page, redo)) || self->session == NULL)
    return;
  if (!(redo ? rw_session_get_can_redo (self->session) : rw_session_get_can_undo (self->session)))
    return;
  label = redo ? rw_session_get_redo_label (self->session) : rw_session_get_undo_label (self->session);
  /* Translators: %s is what was done: "Undone: Move web-014 to R11, unit 20" */
  message = g_strdup_printf (redo ? _("Done again: %s") : _("Undone: %s"), label != NULL ? label : "");
  rw_session_undo_async (self->session, redo, NULL, undo_cb, g_object_ref (self));
  rw_toast (GTK_WIDGET (self->page_stack), message);
}

static void
sync_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  RwWindow *self = RW_WINDOW (widget);

  if (self->session == NULL)
    return;
  if (rw_session_get_state (self->session) == RW_SYNC_STATE_SIGNED_OUT)
    rw_window_show_sign_in (self);
  else
    rw_session_sync_now (self->session);
}

static void
open_system_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  RwWindow *self = RW_WINDOW (widget);

  if (self->selected_kind != RW_KIND_NONE)
    rw_window_open (self, self->selected_kind, &self->selected);
}

/* Of a ticket those that it asks for, of a service or a system those that it needs. */
static void
measures_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  RwWindow *self = RW_WINDOW (widget);
  RwPage *page = rw_window_find_page (self, "security");
  g_autofree char *id = NULL;

  if (page == NULL || self->selected_kind == RW_KIND_NONE)
    return;
  id = rw_id_to_string (&self->selected);
  gtk_widget_activate_action (GTK_WIDGET (page), "security.of", "(is)", (int) self->selected_kind, id);
  rw_window_remember_place (self);
  rw_window_show_page (self, page);
}

static void
copy_address_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  RwWindow *self = RW_WINDOW (widget);
  g_autofree char *address = NULL;

  if (self->selected_kind == RW_KIND_NONE)
    return;
  address = rw_address_to_string (self->selected_kind, &self->selected);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), address);
  rw_toast (GTK_WIDGET (self->page_stack), _("Address copied"));
}

static void
inspector_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  RwWindow *self = RW_WINDOW (widget);

  adw_overlay_split_view_set_show_sidebar (self->inspector_split,
                                           !adw_overlay_split_view_get_show_sidebar (self->inspector_split));
}

static void
fullscreen_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  if (gtk_window_is_fullscreen (GTK_WINDOW (widget)))
    gtk_window_unfullscreen (GTK_WINDOW (widget));
  else
    gtk_window_fullscreen (GTK_WINDOW (widget));
}

static void
sign_out_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  rw_window_ask_to_leave (RW_WINDOW (widget));
}

static void
sign_in_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  if (RW_WINDOW (widget)->session != NULL)
    rw_window_show_sign_in (RW_WINDOW (widget));
}

static void
export_edits_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  rw_window_export_edits (RW_WINDOW (widget));
}

/* From everywhere, as its key says: the page has an action of the same name, and is gone to first. */
static void
new_incident_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  if (RW_WINDOW (widget)->has_pages)
    rw_window_activate_in_page (RW_WINDOW (widget), "tickets", name);
}

static void
new_change_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  if (RW_WINDOW (widget)->has_pages)
    rw_window_activate_in_page (RW_WINDOW (widget), "changes", name);
}

static void
calendars_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  RwWindow *self = RW_WINDOW (widget);

  if (self->has_pages)
    adw_dialog_present (rw_calendars_dialog_new (self->session, GTK_WIDGET (self->page_stack)),
                        widget);
}

static void
setup_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  RwWindow *self = RW_WINDOW (widget);
  RwKind kind =
    g_str_equal (name, "win.change-templates") ? RW_KIND_CHANGE_TEMPLATE : RW_KIND_RISK_QUESTION;

  if (self->has_pages)
    adw_dialog_present (rw_setup_dialog_new (self->session, GTK_WIDGET (self->page_stack), kind),
                        widget);
}

static void
windows_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  RwWindow *self = RW_WINDOW (widget);

  if (self->has_pages)
    adw_dialog_present (rw_windows_dialog_new (self->session, GTK_WIDGET (self->page_stack)),
                        widget);
}

static void
feeds_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  RwWindow *self = RW_WINDOW (widget);

  if (self->has_pages)
    adw_dialog_present (rw_feeds_dialog_new (self->session, GTK_WIDGET (self->page_stack)), widget);
}

static void
import_notice_action (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  RwWindow *self = RW_WINDOW (widget);

  if (self->has_pages)
    rw_notices_import_present (widget, self->session, GTK_WIDGET (self->page_stack));
}

static void
import_types_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  RwWindow *self = RW_WINDOW (widget);
  g_autofree char *refusal = NULL;

  if (!self->has_pages)
    return;
  if (rw_session_get_roles (self->session) & rw_schema_get (RW_KIND_DEVICE_TYPE)->writers)
    {
      adw_dialog_present (rw_types_dialog_new (self->session), widget);
      return;
    }
  refusal = g_strdup_printf (_ ("You may not change %s"), rw_kind_labels (RW_KIND_DEVICE_TYPE));
  rw_toast (GTK_WIDGET (self->page_stack), refusal);
}

/* --- Going places -------------------------------------------------------------------------------- */

/* The pages that show a kind, best first; the inspector shows every kind. */
static const char *const *
places_of_kind (RwKind kind)
{
  static const char *const rack[] = { "racks", "systems", NULL };
  static const char *const system[] = { "systems", "racks", NULL };
  static const char *const network[] = { "networks", NULL };
  static const char *const ticket[] = { "tickets", NULL };
  static const char *const change[] = { "changes", NULL };
  static const char *const backup[] = { "backups", NULL };
  static const char *const disks[] = { "disks", NULL };
  static const char *const security[] = { "security", NULL };
  static const char *const nowhere[] = { NULL };

  switch (kind)
    {
    case RW_KIND_SITE:
    case RW_KIND_ROOM:
    case RW_KIND_RACK:
    case RW_KIND_RESERVATION:
    case RW_KIND_POWER_FEED:
      return rack;
    case RW_KIND_DEVICE:
    case RW_KIND_VM:
      return system;
    case RW_KIND_PREFIX:
    case RW_KIND_VLAN:
    case RW_KIND_ADDRESS:
      return network;
    case RW_KIND_TICKET:
    case RW_KIND_MESSAGE:
      return ticket;
    case RW_KIND_CHANGE:
    case RW_KIND_WINDOW:
      return change;
    case RW_KIND_MEASURE:
    case RW_KIND_FINDING:
      return security;
    case RW_KIND_VOLUME:
      return disks;
    case RW_KIND_BACKUP_JOB:
    case RW_KIND_BACKUP_RUN:
    case RW_KIND_BACKUP_ACK:
    case RW_KIND_BACKUP_POLICY:
    case RW_KIND_RESTORE_TEST:
    case RW_KIND_MORNING_CHECK:
      return backup;
    default:
      return nowhere;
    }
}

static void
show_inspector (RwWindow *self)
{
  /* What no page shows is shown there, whatever was chosen before; that choice stays. */
  self->arranging = TRUE;
  adw_overlay_split_view_set_show_sidebar (self->inspector_split, TRUE);
  self->arranging = FALSE;
}

void
rw_window_cancel_reveal (RwWindow *self)
{
  if (self->reveal_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->page_stack), self->reveal_tick);
  self->reveal_tick = 0;
}

/* A list that has no size yet cannot scroll to a row: the page first gets its place. */
static gboolean
reveal_cb (GtkWidget     *widget,
           GdkFrameClock *clock,
           gpointer       user_data)
{
  RwWindow *self = user_data;

  if (!gtk_widget_get_mapped (GTK_WIDGET (self->page)) || gtk_widget_get_width (GTK_WIDGET (self->page)) == 0)
    return G_SOURCE_CONTINUE;
  self->reveal_tick = 0;
  if (!rw_page_reveal (self->page, self->selected_kind, &self->selected))
    show_inspector (self);
  return G_SOURCE_REMOVE;
}

/**
 * rw_window_go_to:
 *
 * Shows a record where it is shown best: in the page that is there if it has it, else in its own;
 * in the inspector always.
 */
void
rw_window_go_to (RwWindow   *self,
                 RwKind      kind,
                 const RwId *id)
{
  g_autofree char *address = NULL;
  RwPage *page = NULL;
  gboolean shown;
  RwId copy;

  g_return_if_fail (RW_IS_WINDOW (self) && id != NULL);
  if (self->page == NULL)
    return;
  copy = *id; /* it may belong to what is about to be reloaded */
  if (self->system_dialog != NULL)
    adw_dialog_close (self->system_dialog);
  address = rw_address_to_string (kind, &copy);
  rw_settings_add_recent (address);
  rw_window_remember_place (self);
  rw_window_cancel_reveal (self);

  shown = rw_page_reveal (self->page, kind, &copy);
  for (const char *const *place = places_of_kind (kind); !shown && page == NULL && *place != NULL; place++)
    page = rw_window_find_page (self, *place);
  if (page == self->page)
    page = NULL;
  if (page != NULL)
    rw_window_show_page (self, page);
  rw_window_inspect (self, kind, &copy);
  if (page != NULL)
    self->reveal_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self->page_stack), reveal_cb, self, NULL);
  else if (!shown)
    show_inspector (self);
  adw_navigation_split_view_set_show_content (self->split, TRUE);
}

/**
 * rw_window_open:
 *
 * Shows a record where it is shown best. A system that is already selected is opened: its page comes
 * over the window.
 */
void
rw_window_open (RwWindow   *self,
                RwKind      kind,
                const RwId *id)
{
  g_return_if_fail (RW_IS_WINDOW (self) && id != NULL);
  if (self->session == NULL || self->selected_kind != kind || !rw_id_equal (&self->selected, id) ||
      !(rw_schema_get (kind)->flags & RW_K_SYSTEM))
    {
      rw_window_go_to (self, kind, id);
      return;
    }
  if (self->system_dialog != NULL)
    return;
  g_set_weak_pointer (&self->system_dialog, rw_system_dialog_new (self, kind, id));
  adw_dialog_present (self->system_dialog, GTK_WIDGET (self));
}

/**
 * rw_window_go_to_page:
 * @id: "racks"
 */
void
rw_window_go_to_page (RwWindow   *self,
                      const char *id)
{
  RwPage *page;

  g_return_if_fail (RW_IS_WINDOW (self));
  if (self->session == NULL || !self->has_pages)
    return;
  page = rw_window_find_page (self, id);
  if (page == NULL)
    return;
  if (page != self->page)
    rw_window_remember_place (self);
  rw_window_show_page (self, page);
  adw_navigation_split_view_set_show_content (self->split, TRUE);
}

/**
 * rw_window_activate_in_page:
 * @page_id: (nullable): the page that the action belongs to; shown first
 * @action: "racks.zoom-in", "win.undo"
 */
void
rw_window_activate_in_page (RwWindow   *self,
                            const char *id,
                            const char *action)
{
  GtkWidget *widget = GTK_WIDGET (self);

  g_return_if_fail (RW_IS_WINDOW (self));
  if (id != NULL)
    {
      rw_window_go_to_page (self, id);
      if (self->page == NULL || !g_str_equal (page_id (self->page), id))
        return;
      widget = GTK_WIDGET (self->page);
    }
  if (!gtk_widget_activate_action_variant (widget, action, NULL))
    rw_toast (GTK_WIDGET (self->page_stack), _("Not possible right now"));
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (RwWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RwRecord) record = rw_find_record_finish (RW_SESSION (source), result, &error);

  if (record != NULL)
    rw_window_go_to (self, rw_record_get_kind (record), rw_record_get_id (record));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    rw_toast (GTK_WIDGET (self->page_stack), error->message);
}

/**
 * rw_window_open_address:
 * @address: "rackward://ticket/T-1042"; waits for the data if there is none yet
 */
void
rw_window_open_address (RwWindow   *self,
                        const char *text)
{
  g_auto (RwAddress) address = { .kind = RW_KIND_NONE };

  g_return_if_fail (RW_IS_WINDOW (self) && text != NULL);
  if (!self->has_pages)
    {
      g_set_str (&self->pending_address, text);
      return;
    }
  if (rw_address_parse (text, &address))
    rw_find_record_async (self->session, &address, NULL, found_cb, g_object_ref (self));
  else
    {
      g_autofree char *message = g_strdup_printf (_("“%s” is not an address of Rackward"), text);

      rw_toast (GTK_WIDGET (self->page_stack), message);
    }
}

void
rw_window_install_actions (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < rw_shell_n_pages (); i++)
    gtk_widget_class_install_action (widget_class, rw_shell_page_action (i), NULL, page_action);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "win.palette", NULL, palette_action);
  gtk_widget_class_install_action (widget_class, "win.shortcuts", NULL, shortcuts_action);
  gtk_widget_class_install_action (widget_class, "win.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "win.redo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "win.sync", NULL, sync_action);
  gtk_widget_class_install_action (widget_class, "win.open-system", NULL, open_system_action);
  gtk_widget_class_install_action (widget_class, "win.measures", NULL, measures_action);
  gtk_widget_class_install_action (widget_class, "win.copy-address", NULL, copy_address_action);
  gtk_widget_class_install_action (widget_class, "win.inspector", NULL, inspector_action);
  gtk_widget_class_install_action (widget_class, "win.fullscreen", NULL, fullscreen_action);
  gtk_widget_class_install_action (widget_class, "win.sign-in", NULL, sign_in_action);
  gtk_widget_class_install_action (widget_class, "win.sign-out", NULL, sign_out_action);
  gtk_widget_class_install_action (widget_class, "win.import-device-types", NULL,
                                   import_types_action);
  gtk_widget_class_install_action (widget_class, "tickets.new-incident", NULL, new_incident_action);
  gtk_widget_class_install_action (widget_class, "changes.new", NULL, new_change_action);
  gtk_widget_class_install_action (widget_class, "win.calendars", NULL, calendars_action);
  gtk_widget_class_install_action (widget_class, "win.change-templates", NULL, setup_action);
  gtk_widget_class_install_action (widget_class, "win.risk-questions", NULL, setup_action);
  gtk_widget_class_install_action (widget_class, "win.windows", NULL, windows_action);
  gtk_widget_class_install_action (widget_class, "win.calendar-feeds", NULL, feeds_action);
  gtk_widget_class_install_action (widget_class, "win.import-notice", NULL, import_notice_action);
  gtk_widget_class_install_action (widget_class, "win.export-edits", NULL, export_edits_action);
}
