/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "query/rw-query-volumes.h"

G_BEGIN_DECLS

#define RW_TYPE_DISK_ITEM (rw_disk_item_get_type ())

/* One line of the list of disks: a volume, or a group of them. */
G_DECLARE_FINAL_TYPE (RwDiskItem, rw_disk_item, RW, DISK_ITEM, GObject)

/**
 * RwDiskItem:
 * @row: of the rows that the item holds
 * @by: what it is added up by
 * @order: its place among all, the soonest to be full first
 * @haystack: what is searched in, folded
 */
struct _RwDiskItem
{
  GObject parent_instance;

  GPtrArray *rows;
  const RwVolumeRow *row;
  RwVolumesBy by;
  guint order;
  char *haystack;
};

RwDiskItem *rw_disk_item_new (GPtrArray   *rows,
                              guint        index,
                              RwVolumesBy  by);

G_END_DECLS
