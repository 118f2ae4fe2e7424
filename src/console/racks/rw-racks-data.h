/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "query/rw-query-racks.h"

G_BEGIN_DECLS

/**
 * RwRacksQuestion:
 * @room: to be shown
 * @kind: device, rack or room whose room is to be shown instead, or %RW_KIND_NONE
 * @id: which
 */
typedef struct
{
  RwId room;
  RwKind kind;
  RwId id;
} RwRacksQuestion;

/**
 * RwRacksAnswer:
 * @rooms: (element-type RwRoomInfo): all of them
 * @plan: (nullable): of the room that was asked for, else the fullest; %NULL when there is none
 * @not_found: what was asked for stands in no room
 */
typedef struct
{
  GPtrArray *rooms;
  RwRackPlan *plan;
  gboolean not_found;
} RwRacksAnswer;

gpointer rw_racks_read        (RwCache       *cache,
                               gpointer       data,
                               GCancellable  *cancellable,
                               GError       **error);
void     rw_racks_answer_free (gpointer       data);

G_END_DECLS
