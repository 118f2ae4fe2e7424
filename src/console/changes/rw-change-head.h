/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-change-box.h"

G_BEGIN_DECLS

#define RW_TYPE_CHANGE_HEAD (rw_change_head_get_type ())

/**
 * RwChangeHead:
 *
 * What a change is, where it stands, how long it is until it begins or must end, and what can be done with it now; for
 * what cannot, why not.
 *
 * Signals: "back"; "act" (int code): a #RwChangeActionCode.
 */
G_DECLARE_FINAL_TYPE (RwChangeHead, rw_change_head, RW, CHANGE_HEAD, RwChangeBox)

GtkWidget *rw_change_head_new     (void);
void       rw_change_head_refresh (RwChangeHead *self,
                                   gint64        now);
void       rw_change_head_add     (RwChangeHead *self,
                                   GtkWidget    *widget);

G_END_DECLS
