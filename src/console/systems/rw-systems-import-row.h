/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "rw-csv-plan.h"

G_BEGIN_DECLS

/**
 * RwSystemsSection:
 *
 * The headings under which an import is shown, in their order.
 */
typedef enum
{
  RW_SYSTEMS_REMARKS,
  RW_SYSTEMS_REFUSED,
  RW_SYSTEMS_CHANGED,
  RW_SYSTEMS_NEW,
  RW_SYSTEMS_SAME,
  RW_SYSTEMS_N_SECTIONS,
} RwSystemsSection;

#define RW_TYPE_SYSTEMS_IMPORT_ROW (rw_systems_import_row_get_type ())

/**
 * RwSystemsImportRow:
 *
 * A line of the preview: a row of the file, or a column that is left out. Its property "taken" says
 * whether the row is to be imported.
 */
G_DECLARE_FINAL_TYPE (RwSystemsImportRow, rw_systems_import_row, RW, SYSTEMS_IMPORT_ROW, GObject)

GListStore      *rw_systems_import_rows_new        (RwCsvPlan          *plan);
RwSystemsSection rw_systems_import_row_get_section (RwSystemsImportRow *self);
gboolean         rw_systems_import_row_is_choice   (RwSystemsImportRow *self);
char            *rw_systems_import_row_dup_title   (RwSystemsImportRow *self);
char            *rw_systems_import_row_dup_detail  (RwSystemsImportRow *self);
gboolean         rw_systems_import_row_get_taken   (RwSystemsImportRow *self);
void             rw_systems_import_row_set_taken   (RwSystemsImportRow *self,
                                                    gboolean            taken);

G_END_DECLS
