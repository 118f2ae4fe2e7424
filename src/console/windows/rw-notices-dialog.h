/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-page.h"

G_BEGIN_DECLS

#define RW_TYPE_NOTICES_DIALOG (rw_notices_dialog_get_type ())

/**
 * RwNoticesDialog:
 *
 * What a carrier's file announces, and what of it is new: looked at, then kept.
 */
G_DECLARE_FINAL_TYPE (RwNoticesDialog, rw_notices_dialog, RW, NOTICES_DIALOG, AdwDialog)

AdwDialog *rw_notices_dialog_new     (RwSession       *session,
                                      GtkWidget       *page,
                                      GFile           *file);
gboolean   rw_notices_dialog_settled (RwNoticesDialog *self);
void       rw_notices_import_present (GtkWidget       *widget,
                                      RwSession       *session,
                                      GtkWidget       *page);
void       rw_notices_watch_drops    (RwPage          *page);

G_END_DECLS
