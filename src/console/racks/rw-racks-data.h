/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "query/rw-query-racks.h"

G_BEGIN_DECLS

/**
 * RwRacksQuestion:
 * @site: that is shown, to be read again
 * @room: whose site is to be shown when that one is not there
 * @kind: device, rack, room or site that is to be shown instead, or %RW_KIND_NONE
 * @id: which
 */
typedef struct
{
  RwId site;
  RwId room;
  RwKind kind;
  RwId id;
} RwRacksQuestion;

/**
 * RwRacksAnswer:
 * @rooms: (element-type RwRoomInfo): all of them
 * @plan: (nullable): of the site that was asked for, else the fullest; %NULL when there is none
 * @outline: only what is seen at once, as it is another site than before; ask again for the rest
 * @not_found: what was asked for stands at no site
 */
typedef struct
{
  GPtrArray *rooms;
  RwRackPlan *plan;
  gboolean outline;
  gboolean not_found;
} RwRacksAnswer;

gpointer rw_racks_read        (RwCache       *cache,
                               gpointer       data,
                               GCancellable  *cancellable,
                               GError       **error);
void     rw_racks_answer_free (gpointer       data);

G_END_DECLS
