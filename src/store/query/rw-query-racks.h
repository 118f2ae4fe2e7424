/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-cache.h"
#include "rw-rack-plan.h"

G_BEGIN_DECLS

/**
 * RwRoomInfo:
 * @id: of the room
 * @name: of the room
 * @site: its site, or the nil id
 * @site_name: (nullable): of its site
 * @n_racks: how many racks stand in it
 * @n_devices: how many devices are in those
 */
typedef struct
{
  RwId id;
  char *name;
  RwId site;
  char *site_name;
  guint n_racks;
  guint n_devices;
} RwRoomInfo;

/**
 * RwRackDetail:
 * @RW_RACK_DETAIL_OUTLINE: without the sockets on faceplates and without VLANs
 * @RW_RACK_DETAIL_ALL: all that is drawn
 *
 * Sockets are most of what a site has, and from afar they are not seen.
 */
typedef enum
{
  RW_RACK_DETAIL_OUTLINE,
  RW_RACK_DETAIL_ALL,
} RwRackDetail;

void        rw_room_info_free  (RwRoomInfo    *info);
GPtrArray  *rw_query_rooms     (RwCache       *cache,
                                GError       **error);
RwRackPlan *rw_query_rack_plan (RwCache       *cache,
                                const RwId    *place,
                                RwRackDetail   detail,
                                gint64         now,
                                GCancellable  *cancellable,
                                GError       **error);
gboolean    rw_query_room_of   (RwCache       *cache,
                                RwKind         kind,
                                const RwId    *id,
                                RwId          *room,
                                GError       **error);

G_END_DECLS
