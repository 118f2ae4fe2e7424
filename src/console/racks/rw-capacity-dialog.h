/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-capacity-trend.h"
#include "rw-wiring-dialog.h"

G_BEGIN_DECLS

#define RW_TYPE_CAPACITY_DIALOG (rw_capacity_dialog_get_type ())

/**
 * RwCapacityDialog:
 *
 * What is left in the racks of a room, in its rows, and in all rooms, as a table that can be sorted and
 * exported; and how what is selected there came to be as full as it is.
 */
G_DECLARE_FINAL_TYPE (RwCapacityDialog, rw_capacity_dialog, RW, CAPACITY_DIALOG, RwWiringDialog)

AdwDialog *rw_capacity_dialog_new    (RwPage           *page,
                                      const RwId       *room);
RwCapacityTrend *rw_capacity_dialog_get_trend (RwCapacityDialog *self);
gboolean   rw_capacity_dialog_export (RwCapacityDialog *self,
                                      GFile            *file);

G_END_DECLS
