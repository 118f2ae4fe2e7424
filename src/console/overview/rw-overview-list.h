/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-overview-row.h"

G_BEGIN_DECLS

#define RW_TYPE_OVERVIEW_LIST (rw_overview_list_get_type ())

/**
 * RwOverviewList:
 *
 * A heading and a boxed list of lines. When the lines change, the focus stays on the record it was on.
 *
 * Signals: "activated" (RwOverviewRow *row): the person wants to go there; "act" (guint index): the
 * button of that line was pressed; "more": the line behind the last.
 */
G_DECLARE_FINAL_TYPE (RwOverviewList, rw_overview_list, RW, OVERVIEW_LIST, GtkBox)

GtkWidget     *rw_overview_list_new         (const char           *title);
void           rw_overview_list_set_side    (RwOverviewList       *self,
                                             const char           *text);
void           rw_overview_list_set_digits  (RwOverviewList       *self,
                                             gboolean              digits);
void           rw_overview_list_set_button  (RwOverviewList       *self,
                                             const char           *label);
void           rw_overview_list_set_lines   (RwOverviewList       *self,
                                             const RwOverviewLine *lines,
                                             guint                 n_lines,
                                             const char           *more);
guint          rw_overview_list_get_n_rows  (RwOverviewList       *self);
RwOverviewRow *rw_overview_list_get_row     (RwOverviewList       *self,
                                             guint                 index);

G_END_DECLS
