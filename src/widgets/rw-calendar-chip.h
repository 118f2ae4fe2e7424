/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-calendar-entry.h"

G_BEGIN_DECLS

#define RW_TYPE_CALENDAR_CHIP (rw_calendar_chip_get_type ())

/**
 * RwCalendarChip:
 *
 * One calendar entry as something to focus, point at and drag; the calendar views keep a pool of them.
 */
G_DECLARE_FINAL_TYPE (RwCalendarChip, rw_calendar_chip, RW, CALENDAR_CHIP, GtkWidget)

GtkWidget       *rw_calendar_chip_new       (void);
void             rw_calendar_chip_set_entry (RwCalendarChip  *self,
                                             RwCalendarEntry *entry,
                                             GTimeZone       *zone,
                                             const char      *first_line,
                                             gboolean         compact);
RwCalendarEntry *rw_calendar_chip_get_entry (RwCalendarChip  *self);
void             rw_calendar_chip_set_part  (RwCalendarChip  *self,
                                             gboolean         begins,
                                             gboolean         ends);
void             rw_calendar_chip_get_part  (RwCalendarChip  *self,
                                             gboolean        *begins,
                                             gboolean        *ends);

void             rw_calendar_chip_set_lane  (RwCalendarChip  *self,
                                             const char      *lane,
                                             double           length);

G_END_DECLS
