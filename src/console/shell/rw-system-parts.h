/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "query/rw-query-system.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

const char *rw_system_part_label   (RwSystemPart         part);
GtkWidget  *rw_system_part_row_new (RwSystemPart         part,
                                    const RwSystemEntry *entry,
                                    const RwId          *primary,
                                    gint64               now);

G_END_DECLS
