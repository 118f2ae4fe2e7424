/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rw-record.h"

G_BEGIN_DECLS

#define RW_TYPE_HOLIDAY_EDITOR (rw_holiday_editor_get_type ())

/**
 * RwHolidayEditor:
 *
 * The holidays of a calendar: those of every year and those of one, to add, to take away, and to take over from a
 * German state.
 *
 * Signals: "changed" ().
 */
G_DECLARE_FINAL_TYPE (RwHolidayEditor, rw_holiday_editor, RW, HOLIDAY_EDITOR, AdwPreferencesGroup)

GtkWidget *rw_holiday_editor_new   (RwRecord           *calendar,
                                       gint64              today);
void       rw_holiday_editor_write (RwHolidayEditor *self,
                                       RwRecord           *calendar);
int        rw_holiday_editor_until (const char *const  *holidays);

G_END_DECLS
