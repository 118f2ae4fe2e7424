/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-draft-data.h"
#include "rw-page.h"

G_BEGIN_DECLS

#define RW_TYPE_DRAFT_DIALOG (rw_draft_dialog_get_type ())

/**
 * RwDraftDialog:
 *
 * Asks what a change needs besides its moves: title, times, who does it, how it is tested and taken back. Signal
 * "make" (GPtrArray *edits of RwEdit, const RwId *change, const char *title): it is to be submitted.
 */
G_DECLARE_FINAL_TYPE (RwDraftDialog, rw_draft_dialog, RW, DRAFT_DIALOG, AdwDialog)

AdwDialog *rw_draft_dialog_new      (RwPage              *page,
                                     RwDraftAnswer       *answer,
                                     gint64               now);
void       rw_draft_dialog_set_times (RwDraftDialog      *self,
                                     const char          *start,
                                     const char          *end);
gboolean   rw_draft_dialog_make     (RwDraftDialog       *self);

G_END_DECLS
