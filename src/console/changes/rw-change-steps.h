/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rw-record.h"

G_BEGIN_DECLS

#define RW_TYPE_CHANGE_STEPS (rw_change_steps_get_type ())

/**
 * RwChangeSteps:
 *
 * The way of a change from draft to closed, in the steps of its type, and where on it the change is.
 */
G_DECLARE_FINAL_TYPE (RwChangeSteps, rw_change_steps, RW, CHANGE_STEPS, AdwBin)

GtkWidget *rw_change_steps_new (void);
void       rw_change_steps_set (RwChangeSteps  *self,
                                RwChangeType    type,
                                RwChangeStatus  status);

G_END_DECLS
