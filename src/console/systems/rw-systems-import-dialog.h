/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-page.h"

G_BEGIN_DECLS

#define RW_TYPE_SYSTEMS_IMPORT_DIALOG (rw_systems_import_dialog_get_type ())

/**
 * RwSystemsImportDialog:
 *
 * Imports systems from a CSV file: asks for it, shows every difference from what is there, and does what
 * is ticked.
 */
G_DECLARE_FINAL_TYPE (RwSystemsImportDialog,
                      rw_systems_import_dialog,
                      RW,
                      SYSTEMS_IMPORT_DIALOG,
                      AdwDialog)

AdwDialog  *rw_systems_import_dialog_new       (RwPage                *page);
void        rw_systems_import_dialog_open      (RwSystemsImportDialog *self,
                                                const char            *path);
void        rw_systems_import_dialog_import    (RwSystemsImportDialog *self);
const char *rw_systems_import_dialog_get_state (RwSystemsImportDialog *self);
GListModel *rw_systems_import_dialog_get_rows  (RwSystemsImportDialog *self);

G_END_DECLS
