/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-calendar-view.h"

G_BEGIN_DECLS

#define RW_TYPE_WEEK_VIEW (rw_week_view_get_type ())

#define RW_WEEK_VIEW_GUTTER 52

/**
 * RwWeekView:
 *
 * Days side by side over the hours of the day. What goes on over midnight stays in the grid, cut
 * at midnight. Put it into a scrolled window: it fills the height there is, and asks for no less
 * than an hour needs to be read.
 */
G_DECLARE_FINAL_TYPE (RwWeekView, rw_week_view, RW, WEEK_VIEW, RwCalendarView)

GtkWidget *rw_week_view_new (void);

G_END_DECLS
