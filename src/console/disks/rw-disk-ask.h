/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-disk-item.h"
#include "rw-page.h"

G_BEGIN_DECLS

/* @item: what it was asked for, as it was then
 * @title: what was typed, never empty */
typedef void (*RwDiskTitleFunc)  (RwPage     *page,
                                  RwDiskItem *item,
                                  const char *title,
                                  const char *text);
/* @percent, @days: %RW_DISK_DEFAULT for those of every volume */
typedef void (*RwDiskAlertsFunc) (RwPage     *page,
                                  RwDiskItem *item,
                                  int         percent,
                                  int         days);

void rw_disk_ask_title  (RwPage            *page,
                         RwDiskItem        *item,
                         const char        *heading,
                         const char        *body,
                         const char        *proposal,
                         const char        *accept,
                         const char        *text,
                         RwDiskTitleFunc    func);
void rw_disk_ask_alerts (RwPage            *page,
                         RwDiskItem        *item,
                         RwDiskAlertsFunc   func);

G_END_DECLS
