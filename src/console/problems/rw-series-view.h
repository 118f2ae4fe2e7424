/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "query/rw-query-series.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RW_TYPE_SERIES_VIEW (rw_series_view_get_type ())

/**
 * RwSeriesView:
 *
 * Incidents that a person has to decide on: why, which they are, and what can be done. Each can be left out.
 *
 * Signals: "open" (int kind, const RwId *id); "decide", "dismiss": a button was pressed.
 */
G_DECLARE_FINAL_TYPE (RwSeriesView, rw_series_view, RW, SERIES_VIEW, GtkWidget)

GtkWidget *rw_series_view_new        (void);
void       rw_series_view_show       (RwSeriesView   *self,
                                      const RwSeries *series,
                                      gboolean        may_edit,
                                      gint64          now);
GArray    *rw_series_view_dup_chosen (RwSeriesView   *self);
void       rw_series_view_choose     (RwSeriesView   *self,
                                      guint           index,
                                      gboolean        chosen);

G_END_DECLS
