/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-change-box.h"

G_BEGIN_DECLS

#define RW_TYPE_CHANGE_PLAN (rw_change_plan_get_type ())

/**
 * RwChangePlan:
 *
 * When a change is to be, who asked for it and who does it. What is typed is judged at once, and saved with Enter.
 *
 * Signal: "typed": other times stand there.
 */
G_DECLARE_FINAL_TYPE (RwChangePlan, rw_change_plan, RW, CHANGE_PLAN, RwChangeBox)

GtkWidget *rw_change_plan_new (void);
gboolean   rw_change_plan_get_times (RwChangePlan *self,
                                     gint64       *start,
                                     gint64       *end);
gboolean   rw_change_plan_is_typed  (RwChangePlan *self);
void       rw_change_plan_move      (RwChangePlan *self,
                                     gint64        start,
                                     gint64        end);

G_END_DECLS
