/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-change-box.h"

G_BEGIN_DECLS

#define RW_TYPE_CHANGE_TOUCHES (rw_change_touches_get_type ())

/**
 * RwChangeTouches:
 *
 * What a change touches: from its items over what runs on them and the services to the customers.
 */
G_DECLARE_FINAL_TYPE (RwChangeTouches, rw_change_touches, RW, CHANGE_TOUCHES, RwChangeBox)

GtkWidget *rw_change_touches_new        (void);
gboolean   rw_change_touches_is_settled (RwChangeTouches *self);

G_END_DECLS
