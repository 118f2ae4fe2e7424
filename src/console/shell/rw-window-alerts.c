/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-window-private.h"

#include <glib/gi18n.h>

#include "rw-address.h"
#include "rw-submit.h"

static void
open_clicked_cb (AdwToast *toast,
                 RwWindow *self)
{
  rw_window_open (self, RW_KIND_CHANGE, g_object_get_data (G_OBJECT (toast), "rw-change"));
}

/* On the desktop only where the window is not looked at, and for who has to do something. */
static void
notify_desktop (RwWindow   *self,
                const char *name,
                const char *title,
                const char *message,
                const RwId *id)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  g_autoptr (GNotification) notification = NULL;
  g_autofree char *address = NULL;

  if (application == NULL || gtk_window_is_active (GTK_WINDOW (self)))
    return;
  notification = g_notification_new (title);
  g_notification_set_body (notification, message);
  g_notification_set_priority (notification, G_NOTIFICATION_PRIORITY_URGENT);
  if (id != NULL)
    {
      address = rw_address_to_string (RW_KIND_CHANGE, id);
      g_notification_set_default_action_and_target (notification, "app.open-address", "s", address);
    }
  g_application_send_notification (G_APPLICATION (application), name, notification);
}

static void
overrun_cb (RwWindow   *self,
            const char *message,
            const RwId *id,
            gboolean    own)
{
  AdwToast *toast =
    rw_toast_with_button (GTK_WIDGET (self->page_stack), message, C_ ("toast", "Open"));

  if (own)
    notify_desktop (self, "overrun", _ ("Change overruns"), message, id);
  if (toast == NULL)
    return;
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  if (id == NULL)
    adw_toast_set_action_name (toast, "win.page-overview");
  else
    {
      g_object_set_data_full (G_OBJECT (toast), "rw-change", rw_id_copy (id), g_free);
      g_signal_connect_object (toast, "button-clicked", G_CALLBACK (open_clicked_cb), self, 0);
    }
}

/* One notification for each change. */
static void
conflict_cb (RwWindow   *self,
             const char *message,
             const RwId *id)
{
  AdwToast *toast =
    rw_toast_with_button (GTK_WIDGET (self->page_stack), message, C_ ("toast", "Open"));
  g_autofree char *name = rw_address_to_string (RW_KIND_CHANGE, id);

  notify_desktop (self, name, _ ("New conflict"), message, id);
  if (toast == NULL)
    return;
  /* What was decided without knowing of it is not over in five seconds. */
  adw_toast_set_timeout (toast, 0);
  g_object_set_data_full (G_OBJECT (toast), "rw-change", rw_id_copy (id), g_free);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (open_clicked_cb), self, 0);
}

/* Until the session is another. */
void
rw_window_watch_changes (RwWindow *self)
{
  g_clear_object (&self->change_watch);
  self->change_watch = rw_change_watch_new (self->session);
  g_signal_connect_object (self->change_watch, "overrun", G_CALLBACK (overrun_cb), self,
                           G_CONNECT_SWAPPED);
  g_clear_object (&self->conflict_watch);
  self->conflict_watch = rw_conflict_watch_new (self->session);
  g_signal_connect_object (self->conflict_watch, "found", G_CALLBACK (conflict_cb), self,
                           G_CONNECT_SWAPPED);
}
