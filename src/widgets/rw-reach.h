/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RW_TYPE_REACH (rw_reach_get_type ())

/**
 * RwReach:
 *
 * The beginning of a list, which reaches further as a person scrolls towards its end.
 *
 * A GTK list makes widgets for two hundred items wherever there are so many, of which ten are seen. For a board
 * with seven columns of cards that is half a second whenever its cards are others.
 */
G_DECLARE_FINAL_TYPE (RwReach, rw_reach, RW, REACH, GObject)

RwReach    *rw_reach_new          (GListModel     *model,
                                   guint           step);
GListModel *rw_reach_get_shown    (RwReach        *self);
void        rw_reach_set_scroller (RwReach        *self,
                                   GtkAdjustment  *adjustment);
void        rw_reach_include      (RwReach        *self,
                                   guint           position);

G_END_DECLS
