/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RW_TYPE_UNFOLD (rw_unfold_get_type ())

/**
 * RwUnfold:
 *
 * A long list, shown a screenful at first and then, a few rows a frame, whole.
 *
 * A GTK list makes the widgets of its first two hundred rows at once, whether they are in view or
 * not. For a table with ten columns that is a pause that a person who types into a filter feels at
 * every key. What is in view is all that the key has to wait for.
 */
G_DECLARE_FINAL_TYPE (RwUnfold, rw_unfold, RW, UNFOLD, GObject)

RwUnfold   *rw_unfold_new        (GListModel *model);
GListModel *rw_unfold_get_model  (RwUnfold   *self);
void        rw_unfold_set_view   (RwUnfold   *self,
                                  GtkWidget  *view);
void        rw_unfold_fold       (RwUnfold   *self,
                                  guint       least);
void        rw_unfold_now        (RwUnfold   *self);
gboolean    rw_unfold_is_whole   (RwUnfold   *self);

G_END_DECLS
