/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "query/rw-query-volumes.h"
#include "rw-page.h"

G_BEGIN_DECLS

/* @title: what was typed, never empty */
typedef void (*RwDiskTitleFunc)  (RwPage     *page,
                                  const char *title);
/* @percent, @days: %RW_DISK_DEFAULT for those of every volume */
typedef void (*RwDiskAlertsFunc) (RwPage     *page,
                                  const RwId *volume,
                                  int         percent,
                                  int         days);

void rw_disk_ask_title  (RwPage            *page,
                         const char        *heading,
                         const char        *body,
                         const char        *proposal,
                         const char        *accept,
                         RwDiskTitleFunc    func);
void rw_disk_ask_alerts (RwPage            *page,
                         const RwVolumeRow *row,
                         RwDiskAlertsFunc   func);

G_END_DECLS
