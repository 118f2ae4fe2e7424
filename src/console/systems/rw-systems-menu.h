/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rw-ask-name.h"

G_BEGIN_DECLS

GMenuModel *rw_systems_row_menu_new    (void);
GMenuModel *rw_systems_view_menu_new   (GMenu             *views);
void        rw_systems_views_menu_fill (GMenu             *menu,
                                        GPtrArray         *views);
void        rw_systems_ask_name        (GtkWidget         *page,
                                        const char        *proposal,
                                        RwNameFunc         func);

G_END_DECLS
