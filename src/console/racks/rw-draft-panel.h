/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rw-draft-data.h"
#include "rw-move-draft.h"

G_BEGIN_DECLS

#define RW_TYPE_DRAFT_PANEL (rw_draft_panel_get_type ())

/**
 * RwDraftPanel:
 *
 * A draft of moves beside the racks: from where to where, what speaks against each, and what can be done with
 * it. It decides nothing.
 *
 * Signals: "remove" (const RwId *device): this one stays; "reveal" (const RwId *device): show it; "before"
 * (gboolean): the racks as they are, or as they would be; "undo" (gboolean redo); "move-to", "discard",
 * "make", "close": the person wants that.
 */
G_DECLARE_FINAL_TYPE (RwDraftPanel, rw_draft_panel, RW, DRAFT_PANEL, AdwBin)

GtkWidget  *rw_draft_panel_new         (void);
void        rw_draft_panel_show        (RwDraftPanel        *self,
                                        const RwDraftAnswer *answer);
void        rw_draft_panel_set_draft   (RwDraftPanel        *self,
                                        const RwMoveDraft   *draft);
void        rw_draft_panel_set_error   (RwDraftPanel        *self,
                                        const char          *message);
void        rw_draft_panel_set_before  (RwDraftPanel        *self,
                                        gboolean             before);
void        rw_draft_panel_grab        (RwDraftPanel        *self);
const char *rw_draft_panel_get_heading (RwDraftPanel        *self);

G_END_DECLS
