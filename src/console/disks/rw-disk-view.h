/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-disk-chart.h"

G_BEGIN_DECLS

#define RW_TYPE_DISK_VIEW (rw_disk_view_get_type ())

/**
 * RwDiskView:
 *
 * All there is to know of one volume, or of several as one: the curve, what happened, what would be if more came.
 * What the person does here is done by actions of the page.
 *
 * Signals: "what-if" (RwForecastChange *): ask for the curve with it; "open" (int kind, RwId *).
 */
G_DECLARE_FINAL_TYPE (RwDiskView, rw_disk_view, RW, DISK_VIEW, AdwBin)

GtkWidget           *rw_disk_view_new           (void);
void                 rw_disk_view_set           (RwDiskView    *self,
                                                 RwVolumeCurve *curve,
                                                 RwVolumesBy    by);
const RwVolumeCurve *rw_disk_view_get_curve     (RwDiskView    *self);
RwVolumesBy          rw_disk_view_get_by        (RwDiskView    *self);
void                 rw_disk_view_clear_what_if (RwDiskView    *self);
void                 rw_disk_view_focus_what_if (RwDiskView    *self);
void                 rw_disk_view_focus_chart   (RwDiskView    *self);
RwDiskSpan           rw_disk_view_get_span      (RwDiskView    *self);
void                 rw_disk_view_set_span      (RwDiskView    *self,
                                                 RwDiskSpan     span);
void                 rw_disk_view_toggle_table  (RwDiskView    *self);
const char          *rw_disk_view_get_reading   (RwDiskView    *self);

G_END_DECLS
