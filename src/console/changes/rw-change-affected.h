/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-change-box.h"

G_BEGIN_DECLS

#define RW_TYPE_CHANGE_AFFECTED (rw_change_affected_get_type ())

/**
 * RwChangeAffected:
 *
 * What a change affects; more is found by typing, or pasted as a list.
 */
G_DECLARE_FINAL_TYPE (RwChangeAffected, rw_change_affected, RW, CHANGE_AFFECTED, RwChangeBox)

GtkWidget *rw_change_affected_new (void);

G_END_DECLS
