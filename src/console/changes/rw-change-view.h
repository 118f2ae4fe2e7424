/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-change-box.h"

G_BEGIN_DECLS

#define RW_TYPE_CHANGE_VIEW (rw_change_view_get_type ())

/**
 * RwChangeView:
 *
 * The page of one change, from its draft to its review. It reads what it shows, and submits what a person does through the
 * page that it is in.
 *
 * Signals: "back": the person goes back to where they came from; "loaded": another change is shown, or what is shown was
 * read again.
 */
G_DECLARE_FINAL_TYPE (RwChangeView, rw_change_view, RW, CHANGE_VIEW, AdwBin)

GtkWidget  *rw_change_view_new          (void);
void        rw_change_view_open         (RwChangeView       *self,
                                         const RwId         *id);
void        rw_change_view_close        (RwChangeView       *self);
const RwId *rw_change_view_get_change   (RwChangeView       *self);
char       *rw_change_view_dup_title    (RwChangeView       *self);
void        rw_change_view_data_changed (RwChangeView       *self,
                                         const RwChangeSet  *changes);
gboolean    rw_change_view_is_settled   (RwChangeView       *self);

G_END_DECLS
