/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "query/rw-query-change-items.h"
#include "rw-session.h"

G_BEGIN_DECLS

#define RW_TYPE_CHANGE_ITEMS (rw_change_items_get_type ())

/**
 * RwChangeItems:
 *
 * What a change affects: one chip each, and a field in which more are found by typing; a list of names may be pasted
 * there.
 *
 * Signals: "changed": a person added or removed some; "open" (int kind, const RwId *id): an item is to be shown.
 */
G_DECLARE_FINAL_TYPE (RwChangeItems, rw_change_items, RW, CHANGE_ITEMS, GtkBox)

GtkWidget *rw_change_items_new          (RwSession     *session,
                                         gboolean       openable);
void       rw_change_items_set          (RwChangeItems *self,
                                         GPtrArray     *records);
void       rw_change_items_set_editable (RwChangeItems *self,
                                         gboolean       editable);
void       rw_change_items_add_names    (RwChangeItems      *self,
                                         const char *const  *names);
void       rw_change_items_grab_entry   (RwChangeItems *self);
GPtrArray *rw_change_items_get          (RwChangeItems *self);
GPtrArray *rw_change_items_dup_ids      (RwChangeItems *self);

G_END_DECLS
