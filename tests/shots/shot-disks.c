/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shot-disks.h"

/* A volume that fills, what more data would do, its thresholds, and the groups; each volume again afterwards. */

static void
type_amount (Shots *shots, const char *text)
{
  GtkWidget *focus;

  rw_window_activate_in_page (shots->window, "disks", "disks.what-if");
  focus = gtk_root_get_focus (GTK_ROOT (shots->window));
  if (GTK_IS_EDITABLE (focus))
    gtk_editable_set_text (GTK_EDITABLE (focus), text);
  /* Nothing is asked for while somebody types. */
  for (gint64 end = g_get_monotonic_time () + 600 * 1000; g_get_monotonic_time () < end;)
    g_main_context_iteration (NULL, FALSE);
  shot_settle (shots, "disks");
}

void
shot_disks (Shots *shots, const char *scheme)
{
  static const char *const dialogs[][2] = { { "disks.change", "disks-change" },
                                            { "disks.ticket", "disks-ticket" },
                                            { "disks.alerts", "disks-alerts" } };

  rw_window_activate_in_page (shots->window, "disks", "disks.next");
  shot_settle (shots, "disks");
  shot_picture (shots, "disks-volume", scheme);
  rw_window_activate_in_page (shots->window, "disks", "disks.zoom");
  shot_settle (shots, "disks");
  shot_picture (shots, "disks-all", scheme);
  type_amount (shots, "200 GB");
  shot_picture (shots, "disks-what-if", scheme);
  for (guint i = 0; i < G_N_ELEMENTS (dialogs); i++)
    {
      AdwDialog *dialog;

      rw_window_activate_in_page (shots->window, "disks", dialogs[i][0]);
      shot_settle (shots, "disks");
      dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (shots->window));
      shot_picture (shots, dialogs[i][1], scheme);
      if (dialog != NULL)
        adw_dialog_force_close (dialog);
    }
  type_amount (shots, "");
  rw_window_activate_in_page (shots->window, "disks", "disks.zoom");
  for (guint i = 0; i < 5; i++)
    {
      rw_window_activate_in_page (shots->window, "disks", "disks.group");
      shot_settle (shots, "disks");
      rw_window_activate_in_page (shots->window, "disks", "disks.next");
      shot_settle (shots, "disks");
      if (i == 1)
        shot_picture (shots, "disks-services", scheme);
    }
  rw_window_activate_in_page (shots->window, "disks", "disks.zoom");
}
