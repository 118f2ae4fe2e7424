/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rw-session.h"

G_BEGIN_DECLS

#define RW_TYPE_CALENDARS_DIALOG (rw_calendars_dialog_get_type ())

/**
 * RwCalendarsDialog:
 *
 * The calendars in which service levels count: a list, and an editor for each.
 */
G_DECLARE_FINAL_TYPE (RwCalendarsDialog, rw_calendars_dialog, RW, CALENDARS_DIALOG, AdwDialog)

AdwDialog *rw_calendars_dialog_new     (RwSession         *session,
                                        GtkWidget         *page);
gboolean   rw_calendars_dialog_settled (RwCalendarsDialog *self);
guint      rw_calendars_dialog_get_n   (RwCalendarsDialog *self);
void       rw_calendars_dialog_edit    (RwCalendarsDialog *self,
                                        guint              position);

G_END_DECLS
