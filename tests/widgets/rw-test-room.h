/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-rack-plan.h"

G_BEGIN_DECLS

RwRackPlan *rw_test_room_new   (guint       n_racks,
                                guint       racks_per_row);
RwRackPlan *rw_test_site_new   (guint       n_racks,
                                guint       racks_per_row);
RwRackPlan *rw_test_room_small (void);
RwId        rw_test_room_id    (const char *name);

G_END_DECLS
