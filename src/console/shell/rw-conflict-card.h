/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rw-inbox-data.h"

G_BEGIN_DECLS

#define RW_TYPE_CONFLICT_CARD (rw_conflict_card_get_type ())

/**
 * RwConflictCard:
 *
 * One decision that waits: the value before, theirs, and the person's own, side by side. Signals:
 * "decide" (int how): the person pressed Keep or Take (RwResolveHow); "edit": wants another value;
 * "open" (int kind, const RwId *id): follows the record's name; "checked": was marked, or not any more.
 */
G_DECLARE_FINAL_TYPE (RwConflictCard, rw_conflict_card, RW, CONFLICT_CARD, GtkListBoxRow)

GtkWidget      *rw_conflict_card_new          (RwInboxData     *data,
                                               RwConflictItem  *item,
                                               gint64           now);
RwConflictItem *rw_conflict_card_get_item     (RwConflictCard  *self);
gboolean        rw_conflict_card_get_checked  (RwConflictCard  *self);
void            rw_conflict_card_set_checked  (RwConflictCard  *self,
                                               gboolean         checked);
gboolean        rw_conflict_card_can_keep     (RwConflictCard  *self);
gboolean        rw_conflict_card_can_edit     (RwConflictCard  *self);
RwResolution   *rw_conflict_card_decide       (RwConflictCard  *self,
                                               RwResolveHow     how);
const char     *rw_conflict_card_get_title    (RwConflictCard  *self);
void            rw_conflict_card_set_editor   (RwConflictCard  *self,
                                               GtkWidget       *editor);
GtkWidget      *rw_conflict_card_get_editor   (RwConflictCard  *self);

G_END_DECLS
