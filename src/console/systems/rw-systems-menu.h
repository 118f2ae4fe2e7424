/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

typedef void (*RwSystemsNameFunc) (GtkWidget *page, const char *name);

GMenuModel *rw_systems_row_menu_new    (void);
GMenuModel *rw_systems_view_menu_new   (GMenu             *views);
void        rw_systems_views_menu_fill (GMenu             *menu,
                                        GPtrArray         *views);
void        rw_systems_ask_name        (GtkWidget         *page,
                                        const char        *proposal,
                                        RwSystemsNameFunc  func);

G_END_DECLS
