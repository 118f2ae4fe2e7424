/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rules/rw-move-plan.h"
#include "rw-rack-plan.h"

G_BEGIN_DECLS

RwRackPlan *rw_rack_plan_new_moved (RwRackPlan   *plan,
                                    const RwMove *moves,
                                    guint         n_moves);

G_END_DECLS
