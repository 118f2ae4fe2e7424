/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-change-box.h"
#include "rw-change-conflicts.h"

G_BEGIN_DECLS

#define RW_TYPE_CHANGE_OBSTACLES (rw_change_obstacles_get_type ())

/**
 * RwChangeObstacles:
 *
 * What stands against the change on its page, for the times that are typed there.
 */
G_DECLARE_FINAL_TYPE (RwChangeObstacles, rw_change_obstacles, RW, CHANGE_OBSTACLES, RwChangeBox)

GtkWidget         *rw_change_obstacles_new           (void);
RwChangeConflicts *rw_change_obstacles_get_conflicts (RwChangeObstacles *self);
void               rw_change_obstacles_read          (RwChangeObstacles *self,
                                                      RwChangeReadFunc   func,
                                                      gpointer           data);

G_END_DECLS
