/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rw-overview-words.h"

G_BEGIN_DECLS

#define RW_TYPE_OVERVIEW_ROW (rw_overview_row_get_type ())

/**
 * RwOverviewRow:
 *
 * One line of a list: shape and colour of its state, what it is, why it is here, until when.
 *
 * Signals: "act": the row's button was pressed.
 */
G_DECLARE_FINAL_TYPE (RwOverviewRow, rw_overview_row, RW, OVERVIEW_ROW, GtkListBoxRow)

GtkWidget            *rw_overview_row_new        (void);
void                  rw_overview_row_set_line   (RwOverviewRow        *self,
                                                  const RwOverviewLine *line);
void                  rw_overview_row_set_digit  (RwOverviewRow        *self,
                                                  guint                 digit);
void                  rw_overview_row_set_button (RwOverviewRow        *self,
                                                  const char           *label);
RwKind                rw_overview_row_get_kind   (RwOverviewRow        *self);
const RwId           *rw_overview_row_get_id     (RwOverviewRow        *self);
const char           *rw_overview_row_get_page   (RwOverviewRow        *self);

G_END_DECLS
