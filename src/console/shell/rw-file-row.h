/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RW_TYPE_FILE_ROW (rw_file_row_get_type ())

/**
 * RwFileRow:
 *
 * A row with a file that the person may choose, or let go again.
 *
 * Signals: "changed": the person has chosen, a file or none.
 */
G_DECLARE_FINAL_TYPE (RwFileRow, rw_file_row, RW, FILE_ROW, AdwActionRow)

GtkWidget  *rw_file_row_new         (const char *title,
                                     const char *none);
void        rw_file_row_set_path    (RwFileRow  *self,
                                     const char *path);
const char *rw_file_row_get_path    (RwFileRow  *self);
gboolean    rw_file_row_was_changed (RwFileRow  *self);

G_END_DECLS
