/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-device-type-folder.h"
#include "rw-edit.h"

G_BEGIN_DECLS

/**
 * RwDeviceTypeFate:
 * @RW_DEVICE_TYPE_NEW: there is no such type yet
 * @RW_DEVICE_TYPE_SAME: it is there, and the file adds nothing
 * @RW_DEVICE_TYPE_FILLED: it is there, and the file knows what it lacks
 * @RW_DEVICE_TYPE_CHANGED: it is there and says something else than the file: a person decides
 *
 * What an import does to a device type.
 */
typedef enum
{
  RW_DEVICE_TYPE_NEW,
  RW_DEVICE_TYPE_SAME,
  RW_DEVICE_TYPE_FILLED,
  RW_DEVICE_TYPE_CHANGED,
} RwDeviceTypeFate;

#define RW_DEVICE_TYPE_N_FATES 4

/**
 * RwDeviceTypeItem:
 * @path: of the file
 * @found: what it says
 * @existing: (nullable): what is there
 * @fate: what becomes of it
 * @fills: (element-type guint): fields that are empty and would not be
 * @differs: (element-type guint): fields that say something else
 */
typedef struct
{
  const char *path;
  RwRecord *found;
  RwRecord *existing;
  RwDeviceTypeFate fate;
  GArray *fills;
  GArray *differs;
} RwDeviceTypeItem;

/**
 * RwDeviceTypePlan:
 * @items: (element-type RwDeviceTypeItem): in the order of the files' types
 * @n: how many of each fate
 *
 * What an import would do.
 */
typedef struct
{
  RwDeviceTypeFiles *files;
  GPtrArray *items;
  guint n[RW_DEVICE_TYPE_N_FATES];
} RwDeviceTypePlan;

/**
 * RwValueTextFunc:
 *
 * Returns: (transfer full): a value as a person reads it, with their number format
 */
typedef char *(*RwValueTextFunc) (const RwValue *value, const RwField *field);

RwDeviceTypePlan *rw_device_type_plan_new     (RwDeviceTypeFiles      *files,
                                               GPtrArray              *existing);
void              rw_device_type_plan_free    (RwDeviceTypePlan       *plan);
char             *rw_device_type_plan_to_text (RwDeviceTypePlan       *plan);
RwEdit           *rw_device_type_item_edit    (const RwDeviceTypeItem *item,
                                               gboolean                replace);
char             *rw_device_type_item_describe (const RwDeviceTypeItem *item,
                                                guint                   field,
                                                RwValueTextFunc         to_text);
char             *rw_device_type_item_name    (const RwDeviceTypeItem *item);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwDeviceTypePlan, rw_device_type_plan_free)

G_END_DECLS
