/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-sync-status.h"

#include <glib/gi18n.h>

#include "rw-clock.h"
#include "rw-format.h"
#include "rw-sync-words.h"

struct _RwSyncStatus
{
  AdwBin parent_instance;

  RwSession *session;
  GtkMenuButton *button;
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *detail;
  GtkProgressBar *progress;
  GtkLabel *server;
  GtkLabel *person;
  GtkLabel *contact;
  GtkLabel *lease;
  GtkLabel *older;
  GtkLabel *message;
  const char *style;
  guint tick;
};

G_DEFINE_FINAL_TYPE (RwSyncStatus, rw_sync_status, ADW_TYPE_BIN)

static void
update (RwSyncStatus *self)
{
  g_auto (RwSyncWords) words = { 0 };
  RwSyncState state = RW_SYNC_STATE_CLOSED;
  const char *message = NULL;
  gint64 now = rw_clock_now (), contact = 0;
  g_autofree char *spoken = NULL;

  if (self->session != NULL)
    {
      state = rw_session_get_state (self->session);
      contact = rw_session_get_last_contact (self->session);
      message = rw_session_get_message (self->session);
      rw_sync_words_init (&words, state, rw_session_get_progress (self->session),
                          rw_session_get_pending (self->session),
                          rw_session_get_conflicts (self->session), contact,
                          rw_session_get_lease_end (self->session), now);
    }
  else
    rw_sync_words_init (&words, state, -1, 0, 0, 0, 0, now);

  gtk_image_set_from_icon_name (self->icon, words.icon_name);
  if (self->style != words.style)
    {
      if (self->style != NULL)
        gtk_widget_remove_css_class (GTK_WIDGET (self->icon), self->style);
      gtk_widget_add_css_class (GTK_WIDGET (self->icon), words.style);
      self->style = words.style;
    }
  gtk_label_set_label (self->title, words.title);
  gtk_label_set_label (self->detail, words.detail != NULL ? words.detail : "");
  gtk_widget_set_visible (GTK_WIDGET (self->detail), words.detail != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), state == RW_SYNC_STATE_FIRST_SYNC);
  if (state == RW_SYNC_STATE_FIRST_SYNC)
    gtk_progress_bar_set_fraction (self->progress, CLAMP (rw_session_get_progress (self->session), 0, 1));

  spoken = words.detail != NULL ? g_strdup_printf ("%s, %s", words.title, words.detail) : g_strdup (words.title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);

  if (self->session != NULL)
    {
      const char *name = rw_session_get_person_name (self->session);
      g_autofree char *relative = contact > 0 ? rw_format_relative (contact, now) : g_strdup (_("never"));
      g_autofree char *exact = contact > 0 ? rw_format_exact (contact) : NULL;
      g_autofree char *contact_text = g_strdup_printf (_("Last contact: %s"), relative);
      g_autofree char *person = name != NULL ? g_strdup_printf (_("Signed in as %s"), name) : NULL;

      gtk_label_set_label (self->server, rw_session_get_server_url (self->session));
      gtk_label_set_label (self->person, person != NULL ? person : _("Not signed in"));
      gtk_label_set_label (self->contact, contact_text);
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->contact), exact);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->older),
                          self->session != NULL && rw_session_is_server_older (self->session));
  gtk_label_set_label (self->lease, words.lease != NULL ? words.lease : "");
  gtk_widget_set_visible (GTK_WIDGET (self->lease), words.lease != NULL);
  gtk_label_set_label (self->message, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), message != NULL && *message != '\0');
}

/* Relative times age although nothing happens. */
static gboolean
tick_cb (gpointer user_data)
{
  update (user_data);
  return G_SOURCE_CONTINUE;
}

static GtkLabel *
line_new (const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return GTK_LABEL (label);
}

static GtkWidget *
popover_new (RwSyncStatus *self)
{
  GtkWidget *popover = gtk_popover_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *sync,
            *edits;
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->server = line_new ("heading");
  self->person = line_new (NULL);
  self->contact = line_new ("dim-label");
  self->lease = line_new ("dim-label");
  self->older = line_new (NULL);
  gtk_label_set_label (
    self->older,
    _ ("The server is older than this Rackward and does not take everything that can be "
       "entered here. Ask whoever runs it to update it"));
  self->message = line_new ("rw-bad");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->server));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->person));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->contact));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->lease));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->older));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->message));
  sync = gtk_button_new_with_mnemonic (_("_Sync Now"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (sync), "win.sync");
  edits = gtk_button_new_with_mnemonic (_ ("Your _Edits"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (edits), "win.page-inbox");
  g_signal_connect_object (edits, "clicked", G_CALLBACK (gtk_popover_popdown), popover,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_margin_top (buttons, 6);
  gtk_box_append (GTK_BOX (buttons), sync);
  gtk_box_append (GTK_BOX (buttons), edits);
  gtk_box_append (GTK_BOX (box), buttons);
  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_end (box, 6);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  return popover;
}

static void
rw_sync_status_map (GtkWidget *widget)
{
  RwSyncStatus *self = RW_SYNC_STATUS (widget);

  GTK_WIDGET_CLASS (rw_sync_status_parent_class)->map (widget);
  update (self);
  if (self->tick == 0 && !rw_clock_is_frozen ())
    self->tick = g_timeout_add_seconds (30, tick_cb, self);
}

static void
rw_sync_status_unmap (GtkWidget *widget)
{
  RwSyncStatus *self = RW_SYNC_STATUS (widget);

  g_clear_handle_id (&self->tick, g_source_remove);
  GTK_WIDGET_CLASS (rw_sync_status_parent_class)->unmap (widget);
}

static void
rw_sync_status_dispose (GObject *object)
{
  RwSyncStatus *self = RW_SYNC_STATUS (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (rw_sync_status_parent_class)->dispose (object);
}

static void
rw_sync_status_class_init (RwSyncStatusClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_sync_status_dispose;
  GTK_WIDGET_CLASS (klass)->map = rw_sync_status_map;
  GTK_WIDGET_CLASS (klass)->unmap = rw_sync_status_unmap;
}

static void
rw_sync_status_init (RwSyncStatus *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *text = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);

  self->icon = GTK_IMAGE (gtk_image_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->icon), GTK_ALIGN_START);
  gtk_widget_set_margin_top (GTK_WIDGET (self->icon), 2);
  gtk_image_set_pixel_size (self->icon, 14);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);

  self->title = line_new ("rw-sync-title");
  self->detail = line_new ("rw-sync-detail");
  self->progress = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  gtk_widget_set_margin_top (GTK_WIDGET (self->progress), 4);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_box_append (GTK_BOX (text), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (text), GTK_WIDGET (self->detail));
  gtk_box_append (GTK_BOX (text), GTK_WIDGET (self->progress));
  gtk_box_append (GTK_BOX (row), GTK_WIDGET (self->icon));
  gtk_box_append (GTK_BOX (row), text);

  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_child (self->button, row);
  gtk_menu_button_set_has_frame (self->button, FALSE);
  gtk_menu_button_set_direction (self->button, GTK_ARROW_UP);
  gtk_menu_button_set_popover (self->button, popover_new (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), "rw-sync");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->button));
  update (self);
}

/**
 * rw_sync_status_set_session:
 * @session: (nullable): whose state to show
 */
void
rw_sync_status_set_session (RwSyncStatus *self,
                            RwSession    *session)
{
  static const char *const properties[] = {
    "notify::state",     "notify::progress",     "notify::pending", "notify::conflicts",
    "notify::last-contact", "notify::message", "notify::person-name",
  };

  g_return_if_fail (RW_IS_SYNC_STATUS (self));
  if (self->session == session)
    return;
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  for (guint i = 0; session != NULL && i < G_N_ELEMENTS (properties); i++)
    g_signal_connect_swapped (session, properties[i], G_CALLBACK (update), self);
  update (self);
}
