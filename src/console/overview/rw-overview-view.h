/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "query/rw-query-overview.h"

G_BEGIN_DECLS

#define RW_TYPE_OVERVIEW_VIEW (rw_overview_view_get_type ())

/**
 * RwOverviewView:
 *
 * Shows an #RwOverview; knows no session.
 *
 * Signals: "open" (int kind, const RwId *id, const char *page): the person wants to go to a record,
 * by way of a page where that is not %NULL; "make-problem" (guint index): of one of the series.
 */
G_DECLARE_FINAL_TYPE (RwOverviewView, rw_overview_view, RW, OVERVIEW_VIEW, AdwBin)

GtkWidget *rw_overview_view_new        (void);
void       rw_overview_view_set        (RwOverviewView   *self,
                                        const RwOverview *overview,
                                        const char       *as_of);
gboolean   rw_overview_view_go         (RwOverviewView   *self,
                                        guint             index);
void       rw_overview_view_step       (RwOverviewView   *self,
                                        int               step);
int        rw_overview_view_get_series (RwOverviewView   *self);

G_END_DECLS
