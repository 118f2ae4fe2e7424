/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RW_TYPE_BAR (rw_bar_get_type ())

/**
 * RwBar:
 *
 * A bar that is as long as its share. It says nothing by itself: the number stands beside it.
 */
G_DECLARE_FINAL_TYPE (RwBar, rw_bar, RW, BAR, GtkWidget)

GtkWidget *rw_bar_new (void);
void       rw_bar_set (RwBar    *self,
                       double    fraction,
                       gboolean  bad);

G_END_DECLS
