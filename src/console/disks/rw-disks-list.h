/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rw-disk-item.h"

G_BEGIN_DECLS

/* What of the volumes is listed. */
typedef enum
{
  RW_DISKS_URGENT,
  RW_DISKS_GROWING,
  RW_DISKS_ALL,
  RW_DISKS_N_SHOWS,
} RwDisksShow;

#define RW_TYPE_DISKS_LIST (rw_disks_list_get_type ())

/**
 * RwDisksList:
 *
 * Volumes, or groups of them, the soonest to be full first.
 *
 * Signals: "selected": another line, or none; "activated" (RwDiskItem): Enter, or a double click.
 */
G_DECLARE_FINAL_TYPE (RwDisksList, rw_disks_list, RW, DISKS_LIST, AdwBin)

GtkWidget  *rw_disks_list_new          (void);
void        rw_disks_list_set          (RwDisksList *self,
                                        GPtrArray   *rows,
                                        RwVolumesBy  by);
void        rw_disks_list_narrow       (RwDisksList *self,
                                        RwDisksShow  show,
                                        const char  *words);
gboolean    rw_disks_passes            (const RwVolumeRow *row,
                                        RwDisksShow  show);
RwDiskItem *rw_disks_list_get_selected (RwDisksList *self);
RwDiskItem *rw_disks_list_find         (RwDisksList *self,
                                        RwDiskItem  *item);
gboolean    rw_disks_list_select       (RwDisksList *self,
                                        const RwId  *id,
                                        gboolean     inodes);
void        rw_disks_list_step         (RwDisksList *self,
                                        int          step);
guint       rw_disks_list_get_n        (RwDisksList *self);
RwDiskItem *rw_disks_list_get_item     (RwDisksList *self,
                                        guint        position);
GBytes     *rw_disks_list_to_csv       (RwDisksList *self);

G_END_DECLS
