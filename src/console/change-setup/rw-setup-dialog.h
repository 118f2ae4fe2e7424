/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rw-session.h"

G_BEGIN_DECLS

#define RW_TYPE_SETUP_DIALOG (rw_setup_dialog_get_type ())

/**
 * RwSetupDialog:
 *
 * All templates for changes, or all questions on risk, and one of them to be edited.
 */
G_DECLARE_FINAL_TYPE (RwSetupDialog, rw_setup_dialog, RW, SETUP_DIALOG, AdwDialog)

AdwDialog *rw_setup_dialog_new     (RwSession     *session,
                                    GtkWidget     *page,
                                    RwKind         kind);
gboolean   rw_setup_dialog_settled (RwSetupDialog *self);
guint      rw_setup_dialog_get_n   (RwSetupDialog *self);
void       rw_setup_dialog_edit    (RwSetupDialog *self,
                                    guint          position);
void       rw_setup_dialog_add     (RwSetupDialog *self);
void       rw_setup_dialog_move    (RwSetupDialog *self,
                                    guint          position,
                                    int            by);

G_END_DECLS
