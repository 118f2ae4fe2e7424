/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rw-record.h"

G_BEGIN_DECLS

#define RW_TYPE_CALENDAR_EDITOR (rw_calendar_editor_get_type ())

/**
 * RwCalendarEditor:
 *
 * One calendar of service levels: its zone, its hours and its holidays, with what they come to. It changes nothing:
 * it emits "save" (RwRecord *calendar) when a person is done and what they wrote can be kept.
 */
G_DECLARE_FINAL_TYPE (RwCalendarEditor, rw_calendar_editor, RW, CALENDAR_EDITOR, AdwNavigationPage)

AdwNavigationPage *rw_calendar_editor_new     (RwRecord         *calendar,
                                               gboolean          writable);
const char        *rw_calendar_editor_get_sum (RwCalendarEditor *self);

G_END_DECLS
