/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-pick-dialog.h"

#include "rw-record-picker.h"

typedef struct
{
  RwPage *page;
  RwPickedFunc func;
  gpointer data;
  GDestroyNotify free_data;
} Picking;

static void
picking_free (gpointer data, GClosure *closure)
{
  Picking *picking = data;

  if (picking->free_data != NULL)
    picking->free_data (picking->data);
  g_object_unref (picking->page);
  g_free (picking);
}

static void
picked_cb (GtkWidget *picker, int kind, const RwId *id, const char *title, Picking *picking)
{
  AdwDialog *dialog = ADW_DIALOG (gtk_widget_get_ancestor (picker, ADW_TYPE_DIALOG));
  RwId picked = *id;

  picking->func (picking->page, (RwKind) kind, &picked, picking->data);
  adw_dialog_close (dialog);
}

/**
 * rw_pick_dialog_present:
 * @page: that asks
 * @title: what for
 * @kinds: mask of the kinds to offer
 * @func: gets the record that was picked; not called when the dialog is closed
 * @free_data: (nullable): for @data
 *
 * Returns: (transfer none): a dialog in which a record is found by typing
 */
AdwDialog *
rw_pick_dialog_present (RwPage *page, const char *title, guint64 kinds, RwPickedFunc func, gpointer data, GDestroyNotify free_data)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new (), *header = adw_header_bar_new (),
            *picker = rw_record_picker_new (rw_page_get_session (page), kinds);
  Picking *picking = g_new (Picking, 1);

  *picking = (Picking) { g_object_ref (page), func, data, free_data };
  g_signal_connect_data (picker, "picked", G_CALLBACK (picked_cb), picking, picking_free, 0);
  gtk_widget_set_margin_start (picker, 12);
  gtk_widget_set_margin_end (picker, 12);
  gtk_widget_set_margin_bottom (picker, 12);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), header);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), picker);
  adw_dialog_set_title (dialog, title);
  adw_dialog_set_content_width (dialog, 460);
  adw_dialog_set_content_height (dialog, 420);
  adw_dialog_set_child (dialog, view);
  adw_dialog_present (dialog, GTK_WIDGET (page));
  rw_record_picker_grab_entry (RW_RECORD_PICKER (picker));
  return dialog;
}
