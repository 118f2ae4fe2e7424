/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void rw_column_title_to_end (GtkColumnView       *view,
                             GtkColumnViewColumn *column);

G_END_DECLS
