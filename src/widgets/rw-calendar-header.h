/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RW_TYPE_CALENDAR_HEADER (rw_calendar_header_get_type ())

/**
 * RwCalendarHeader:
 *
 * The names of the days over a week or a month; today stands out.
 */
G_DECLARE_FINAL_TYPE (RwCalendarHeader, rw_calendar_header, RW, CALENDAR_HEADER, GtkWidget)

GtkWidget *rw_calendar_header_new      (void);
void       rw_calendar_header_set_days (RwCalendarHeader *self,
                                        gint64            first_day,
                                        guint             n_days,
                                        gboolean          dated,
                                        int               gutter,
                                        GTimeZone        *zone);

G_END_DECLS
