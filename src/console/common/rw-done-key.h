/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void rw_done_key_add (GtkWidget       *widget,
                      GtkShortcutFunc  done);

G_END_DECLS
