/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "rules/rw-backup-rules.h"

G_BEGIN_DECLS

#define RW_TYPE_MATRIX_DAYS (rw_matrix_days_get_type ())

/**
 * RwMatrixDays:
 *
 * The last days of one system, as a row of the matrix shows them; it draws and does nothing else.
 */
G_DECLARE_FINAL_TYPE (RwMatrixDays, rw_matrix_days, RW, MATRIX_DAYS, GtkWidget)

GtkWidget *rw_matrix_days_new (void);
void       rw_matrix_days_set (RwMatrixDays *self,
                               const guint8 *cells,
                               guint         n,
                               const char   *sentence);

G_END_DECLS
