/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-draft-data.h"
#include "rw-page.h"

G_BEGIN_DECLS

#define RW_TYPE_DRAFT_TO_DIALOG (rw_draft_to_dialog_get_type ())

/**
 * RwDraftToDialog:
 *
 * Sends a device to a rack and a unit that are chosen by name: the way for the keyboard, and to racks that are not
 * in view. Signal "chosen" (const RwId *rack, int start, int face).
 */
G_DECLARE_FINAL_TYPE (RwDraftToDialog, rw_draft_to_dialog, RW, DRAFT_TO_DIALOG, AdwDialog)

AdwDialog *rw_draft_to_dialog_new      (RwPage          *page,
                                        RwMovePlan      *plan,
                                        guint            system);
gboolean   rw_draft_to_dialog_set_rack (RwDraftToDialog *self,
                                        const RwId      *rack);
void       rw_draft_to_dialog_choose   (RwDraftToDialog *self);

G_END_DECLS
