/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shot-backups.h"

/* The matrix in groups, folded, and as a strip of 400 days; the customers; then as it was. */

static void
do_and_settle (Shots      *shots,
               const char *action)
{
  rw_window_activate_in_page (shots->window, "backups", action);
  shot_settle (shots, action);
}

static void
press (AdwDialog *dialog,
       guint      key)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (dialog));
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !handled; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key, 0, 0, &handled);
    }
}

void
shot_backups (Shots      *shots,
              const char *scheme)
{
  AdwDialog *dialog;

  do_and_settle (shots, "backups.group");
  shot_picture (shots, "backups-services", scheme);
  do_and_settle (shots, "backups.fold");
  shot_picture (shots, "backups-folded", scheme);
  do_and_settle (shots, "backups.zoom-out");
  do_and_settle (shots, "backups.unfold");
  shot_picture (shots, "backups-400-days", scheme);
  do_and_settle (shots, "backups.zoom-in");
  for (guint i = 0; i < 4; i++)
    do_and_settle (shots, "backups.group");
  do_and_settle (shots, "backups.side");
  shot_picture (shots, "backups-customers", scheme);
  do_and_settle (shots, "backups.side");
  do_and_settle (shots, "backups.morning-check");
  shot_picture (shots, "backups-morning", scheme);
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (shots->window));
  if (dialog == NULL)
    return;
  for (guint i = 0; i < 2; i++)
    press (dialog, GDK_KEY_s);
  shot_settle (shots, "backups-morning-step");
  press (dialog, GDK_KEY_a);
  shot_settle (shots, "backups-morning-answer");
  shot_picture (shots, "backups-morning-answer", scheme);
  adw_dialog_force_close (dialog);
}
