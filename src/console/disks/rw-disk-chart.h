/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "query/rw-query-volumes.h"

G_BEGIN_DECLS

/* How much of the time before and after is shown. */
typedef enum
{
  RW_DISK_QUARTER,
  RW_DISK_YEAR,
  RW_DISK_WHOLE,
  RW_DISK_N_SPANS,
} RwDiskSpan;

#define RW_TYPE_DISK_CHART (rw_disk_chart_get_type ())

/**
 * RwDiskChart:
 *
 * The curve of a volume with what is to come, as a chart or as lines to be read.
 *
 * Signal: "event" (uint index): the person wants to know of an event of the curve.
 */
G_DECLARE_FINAL_TYPE (RwDiskChart, rw_disk_chart, RW, DISK_CHART, AdwBin)

GtkWidget  *rw_disk_chart_new          (void);
void        rw_disk_chart_set          (RwDiskChart         *self,
                                        const RwVolumeCurve *curve,
                                        RwVolumesBy          by);
void        rw_disk_chart_set_span     (RwDiskChart         *self,
                                        RwDiskSpan           span);
void        rw_disk_chart_set_table    (RwDiskChart         *self,
                                        gboolean             table);
const char *rw_disk_chart_get_reading  (RwDiskChart         *self);

G_END_DECLS
