/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rw-session.h"

G_BEGIN_DECLS

#define RW_TYPE_MANY_EDIT_DIALOG (rw_many_edit_dialog_get_type ())

/**
 * RwManyEditDialog:
 *
 * Sets fields of several records at once, as one group with one undo. What is not touched stays as it is
 * in each of them.
 */
G_DECLARE_FINAL_TYPE (RwManyEditDialog, rw_many_edit_dialog, RW, MANY_EDIT_DIALOG, AdwDialog)

AdwDialog *rw_many_edit_dialog_new     (RwSession        *session,
                                        GArray           *keys,
                                        GtkWidget        *toasts);
gboolean   rw_many_edit_dialog_settled (RwManyEditDialog *self);

G_END_DECLS
