/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-change-box.h"

G_BEGIN_DECLS

#define RW_TYPE_CHANGE_TASKS (rw_change_tasks_get_type ())

/**
 * RwChangeTasks:
 *
 * What is done in a change, in its order: ticked off with time and name, moved with Alt and the arrow keys.
 */
G_DECLARE_FINAL_TYPE (RwChangeTasks, rw_change_tasks, RW, CHANGE_TASKS, RwChangeBox)

GtkWidget *rw_change_tasks_new (void);

G_END_DECLS
