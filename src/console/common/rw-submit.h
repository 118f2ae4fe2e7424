/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "rw-session.h"

G_BEGIN_DECLS

void rw_submit (GtkWidget  *widget,
                RwSession  *session,
                GPtrArray  *edits,
                const char *label);
void rw_toast  (GtkWidget  *widget,
                const char *message);

G_END_DECLS
