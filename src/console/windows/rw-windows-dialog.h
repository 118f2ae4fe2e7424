/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-page.h"

G_BEGIN_DECLS

#define RW_TYPE_WINDOWS_DIALOG (rw_windows_dialog_get_type ())

/**
 * RwWindowsDialog:
 *
 * The maintenance windows and freezes: what holds next, for what, and when, in words; to make, change and delete.
 */
G_DECLARE_FINAL_TYPE (RwWindowsDialog, rw_windows_dialog, RW, WINDOWS_DIALOG, AdwDialog)

AdwDialog *rw_windows_dialog_new      (RwSession       *session,
                                       GtkWidget       *page);
gboolean   rw_windows_dialog_settled  (RwWindowsDialog *self);
guint      rw_windows_dialog_get_n    (RwWindowsDialog *self);
void       rw_windows_dialog_edit     (RwWindowsDialog *self,
                                       const RwId      *id);
void       rw_window_editor_present   (RwPage          *page,
                                       const RwId      *id);

G_END_DECLS
