/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "change-scene.h"
#include "rw-calendar-view.h"

G_BEGIN_DECLS

/* A hand in the week of the calendar. */

RwCalendarEntry *change_drag_entry (RwCalendarView *view,
                                    const char     *title);
void             change_drag_days  (RwCalendarView *view,
                                    const char     *title,
                                    double          days);
void             change_drag_on    (RwCalendarView *view,
                                    double          days);
void             change_drag_drop  (RwCalendarView *view);
GtkWidget       *change_drag_offer (ChangeScene    *scene);

G_END_DECLS
