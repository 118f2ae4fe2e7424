/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-calendar-view.h"

G_BEGIN_DECLS

#define RW_TYPE_MONTH_VIEW (rw_month_view_get_type ())

#define RW_MONTH_VIEW_GUTTER 30

/**
 * RwMonthView:
 *
 * Weeks one below the other, a line per entry and day. What does not fit is counted: "+12 more",
 * which leads to the day.
 */
G_DECLARE_FINAL_TYPE (RwMonthView, rw_month_view, RW, MONTH_VIEW, RwCalendarView)

GtkWidget *rw_month_view_new       (void);
void       rw_month_view_set_month (RwMonthView *self,
                                    int          month);

G_END_DECLS
