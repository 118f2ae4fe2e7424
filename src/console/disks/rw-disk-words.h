/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "query/rw-query-volumes.h"

G_BEGIN_DECLS

char    *rw_disk_amount       (gint64                  amount,
                               gboolean                inodes);
char    *rw_disk_used         (const RwVolumeRow      *row);
char    *rw_disk_grown        (const RwVolumeRow      *row);
char    *rw_disk_name         (const RwVolumeRow      *row,
                               RwVolumesBy             by);
char    *rw_disk_range        (const RwForecastRange  *range);
char    *rw_disk_when         (const RwVolumeRow      *row,
                               gint64                  now);
char    *rw_disk_outlook      (const RwForecast       *forecast,
                               gint64                  day,
                               gint64                  now);
char    *rw_disk_sentence     (const RwVolumeRow      *row,
                               RwVolumesBy             by,
                               gint64                  now);
char    *rw_disk_event        (const RwVolumeEvent    *event,
                               gboolean                inodes);
char    *rw_disk_alerts       (const RwVolumeRow      *row);
gboolean rw_disk_parse_amount (const char             *text,
                               gboolean                inodes,
                               gint64                 *amount);

G_END_DECLS
