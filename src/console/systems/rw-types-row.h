/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "rw-device-type-plan.h"

G_BEGIN_DECLS

/**
 * RwTypesSection:
 *
 * The headings under which an import is shown, in their order.
 */
typedef enum
{
  RW_TYPES_CHANGED,
  RW_TYPES_FILLED,
  RW_TYPES_NEW,
  RW_TYPES_SKIPPED,
  RW_TYPES_REMARKS,
  RW_TYPES_N_SECTIONS,
} RwTypesSection;

#define RW_TYPE_TYPES_ROW (rw_types_row_get_type ())

/**
 * RwTypesRow:
 *
 * A line of the preview: a device type, or a file that is left out. Its property "taken" says whether
 * a person wants the file's values.
 */
G_DECLARE_FINAL_TYPE (RwTypesRow, rw_types_row, RW, TYPES_ROW, GObject)

GListStore             *rw_types_rows_new        (RwDeviceTypePlan *plan);
RwTypesSection          rw_types_row_get_section (RwTypesRow       *self);
const char             *rw_types_row_get_title   (RwTypesRow       *self);
const char             *rw_types_row_get_detail  (RwTypesRow       *self);
const RwDeviceTypeItem *rw_types_row_get_item    (RwTypesRow       *self);
gboolean                rw_types_row_get_taken   (RwTypesRow       *self);
void                    rw_types_row_set_taken   (RwTypesRow       *self,
                                                  gboolean          taken);

G_END_DECLS
