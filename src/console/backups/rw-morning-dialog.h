/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "query/rw-query-backups.h"
#include "rw-page.h"

G_BEGIN_DECLS

#define RW_TYPE_MORNING_DIALOG (rw_morning_dialog_get_type ())

/**
 * RwMorningDialog:
 *
 * The morning check: everything that is red and not answered, one cause after the other, by one key each; then the
 * signature. The way through it belongs to the page, so that it goes on where it was.
 *
 * Keys: A acknowledge, E expected, T a new ticket, L link an open one, R ask for a rerun, S or Right put off, B or
 * Left back, U one by one and together, H earlier mornings, Control+Z undo.
 */
G_DECLARE_FINAL_TYPE (RwMorningDialog, rw_morning_dialog, RW, MORNING_DIALOG, AdwDialog)

AdwDialog *rw_morning_dialog_new        (RwPage               *page,
                                         RwMorningPass        *pass,
                                         gint64                started);
void       rw_morning_dialog_set_matrix (RwMorningDialog      *self,
                                         const RwBackupMatrix *matrix,
                                         gboolean              certain);
void       rw_morning_dialog_wait       (RwMorningDialog      *self);
RwRecord  *rw_morning_dialog_get_signed (RwMorningDialog      *self);

G_END_DECLS
