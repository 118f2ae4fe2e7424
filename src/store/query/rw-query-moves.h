/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rules/rw-move-plan.h"
#include "rw-cache.h"

G_BEGIN_DECLS

/**
 * RwPlannedMove:
 * @change: that moves the device
 * @name: number of the change, or its title while it has no number
 * @title: of the change
 * @device: name of the device
 * @length: its height in half units
 * @faces: which it will take
 * @status: RwChangeStatus of the change
 * @there: the device is recorded at its new place
 * @due: the change was carried out with success, and the new place is to be recorded
 *
 * What a change says of where a device is to stand.
 */
typedef struct
{
  RwMove move;
  RwId change;
  char *name;
  char *title;
  char *device;
  int length;
  RwFaces faces;
  int status;
  gboolean there;
  gboolean due;
} RwPlannedMove;

void       rw_planned_move_free     (RwPlannedMove *move);
GPtrArray *rw_query_planned_moves   (RwCache       *cache,
                                     GError       **error);
GPtrArray *rw_query_apply_moves     (RwCache       *cache,
                                     const RwId    *change,
                                     const RwId    *person,
                                     const char    *title,
                                     gint64         now,
                                     GError       **error);
RwId       rw_recording_task_id     (const RwId    *change);

G_END_DECLS
