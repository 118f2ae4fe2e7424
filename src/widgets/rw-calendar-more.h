/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-calendar-entry.h"

G_BEGIN_DECLS

#define RW_TYPE_CALENDAR_MORE (rw_calendar_more_get_type ())

/**
 * RwCalendarMore:
 *
 * "+12 more": entries for which there is no place, as a button that lists them.
 *
 * Signals: "chosen" (RwCalendarEntry *, gboolean open): the person picked one of them.
 */
G_DECLARE_FINAL_TYPE (RwCalendarMore, rw_calendar_more, RW, CALENDAR_MORE, GtkButton)

GtkWidget *rw_calendar_more_new         (void);
void       rw_calendar_more_set_entries (RwCalendarMore *self,
                                         GPtrArray      *entries,
                                         GTimeZone      *zone,
                                         gboolean        tall,
                                         gboolean        narrow);
guint      rw_calendar_more_get_n       (RwCalendarMore *self);

G_END_DECLS
