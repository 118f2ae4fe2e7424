/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RW_TYPE_NETWORKS_USE (rw_networks_use_get_type ())

/**
 * RwNetworksUse:
 *
 * How much of something is taken: a bar, and the same in words beside it.
 */
G_DECLARE_FINAL_TYPE (RwNetworksUse, rw_networks_use, RW, NETWORKS_USE, GtkWidget)

GtkWidget *rw_networks_use_new (void);
void       rw_networks_use_set (RwNetworksUse *self,
                                double         fraction,
                                const char    *text);

G_END_DECLS
