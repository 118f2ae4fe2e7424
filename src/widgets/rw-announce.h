/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void rw_announce        (GtkWidget  *widget,
                         const char *message);
void rw_announce_urgent (GtkWidget  *widget,
                         const char *message);

G_END_DECLS
