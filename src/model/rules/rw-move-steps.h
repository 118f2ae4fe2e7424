/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-move-plan.h"

G_BEGIN_DECLS

void rw_move_plan_find_steps (RwMovePlan *plan);

G_END_DECLS
