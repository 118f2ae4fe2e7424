/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GBytes *rw_systems_to_csv (GtkColumnView *view,
                           GListModel    *systems);

G_END_DECLS
