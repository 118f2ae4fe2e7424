/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-page.h"
#include "rw-paper.h"

G_BEGIN_DECLS

#define RW_TYPE_PAPER_DIALOG (rw_paper_dialog_get_type ())

/**
 * RwPaperDialog:
 *
 * Asks what is to be printed of which racks, and prints it or saves it as PDF.
 */
G_DECLARE_FINAL_TYPE (RwPaperDialog, rw_paper_dialog, RW, PAPER_DIALOG, AdwDialog)

AdwDialog  *rw_paper_dialog_new       (RwPage        *page,
                                       const RwId    *room,
                                       RwKind         kind,
                                       const RwId    *selected);
const char *rw_paper_dialog_get_state (RwPaperDialog *self);
RwPaper    *rw_paper_dialog_get_paper (RwPaperDialog *self);
char       *rw_paper_dialog_dup_name  (RwPaperDialog *self);
void        rw_paper_dialog_choose    (RwPaperDialog *self,
                                       RwPaperKind    what,
                                       guint          which);
const char *rw_paper_dialog_get_which (RwPaperDialog *self,
                                       guint          index);
gboolean    rw_paper_dialog_save_to   (RwPaperDialog *self,
                                       GFile         *file);

G_END_DECLS
