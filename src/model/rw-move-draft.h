/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rules/rw-move-plan.h"

G_BEGIN_DECLS

/**
 * RwMoveDraft:
 *
 * Moves that somebody thinks about, each device once, in the order in which they were added; with its own undo.
 */
typedef struct _RwMoveDraft RwMoveDraft;

RwMoveDraft  *rw_move_draft_new       (void);
void          rw_move_draft_free      (RwMoveDraft       *draft);
const RwMove *rw_move_draft_get       (const RwMoveDraft *draft,
                                       guint             *n_moves);
const RwMove *rw_move_draft_find      (const RwMoveDraft *draft,
                                       const RwId        *device);
gboolean      rw_move_draft_set       (RwMoveDraft       *draft,
                                       const RwMove      *move,
                                       const RwMove      *home);
gboolean      rw_move_draft_remove    (RwMoveDraft       *draft,
                                       const RwId        *device);
gboolean      rw_move_draft_clear     (RwMoveDraft       *draft);
gboolean      rw_move_draft_can_undo  (const RwMoveDraft *draft,
                                       gboolean           redo);
gboolean      rw_move_draft_undo      (RwMoveDraft       *draft,
                                       gboolean           redo);
gboolean      rw_move_draft_drop      (RwMoveDraft       *draft,
                                       const RwId        *device);
char         *rw_move_draft_to_text   (const RwMoveDraft *draft);
gboolean      rw_move_draft_take_text (RwMoveDraft       *draft,
                                       const char        *text);
gboolean      rw_move_equal           (const RwMove      *a,
                                       const RwMove      *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwMoveDraft, rw_move_draft_free)

G_END_DECLS
