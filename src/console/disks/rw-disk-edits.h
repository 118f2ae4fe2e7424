/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "query/rw-query-volumes.h"
#include "rw-edit.h"

G_BEGIN_DECLS

/* Shown thresholds that are those of every volume without any of its own. */
#define RW_DISK_DEFAULT -1

GPtrArray *rw_disk_edits_alerts (const RwVolumeRow   *row,
                                 int                  percent,
                                 int                  days);
GPtrArray *rw_disk_edits_tie    (const RwId          *volume,
                                 const RwId          *ticket);
RwRecord  *rw_disk_ticket_new   (const RwVolumeRow   *row,
                                 const char          *title,
                                 gint64               now);
char      *rw_disk_change_text  (const RwVolumeCurve *curve,
                                 RwVolumesBy          by,
                                 gint64               now);
GPtrArray *rw_disk_edits_change (const RwVolumeRow   *row,
                                 const char          *title,
                                 const char          *text,
                                 const RwId          *person,
                                 RwId                *change);

G_END_DECLS
