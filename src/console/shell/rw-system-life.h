/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rw-inspector-data.h"
#include "rw-session.h"

G_BEGIN_DECLS

GtkWidget *rw_system_life_line_new (RwInspectorData *data);
void       rw_system_life_add_rows (GtkListBox      *list,
                                    RwSession       *session,
                                    RwInspectorData *data,
                                    gint64           now);

G_END_DECLS
