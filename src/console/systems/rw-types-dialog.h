/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rw-session.h"

G_BEGIN_DECLS

#define RW_TYPE_TYPES_DIALOG (rw_types_dialog_get_type ())

/**
 * RwTypesDialog:
 *
 * Imports device types: asks for a file or a folder, reads it, shows what would become of each type,
 * and does it.
 */
G_DECLARE_FINAL_TYPE (RwTypesDialog, rw_types_dialog, RW, TYPES_DIALOG, AdwDialog)

AdwDialog  *rw_types_dialog_new         (RwSession      *session);
void        rw_types_dialog_open        (RwTypesDialog  *self,
                                         const char     *path);
void        rw_types_dialog_import      (RwTypesDialog  *self);
const char *rw_types_dialog_get_state   (RwTypesDialog  *self);
GListModel *rw_types_dialog_get_rows    (RwTypesDialog  *self);
char       *rw_types_dialog_dup_summary (RwTypesDialog  *self);

G_END_DECLS
