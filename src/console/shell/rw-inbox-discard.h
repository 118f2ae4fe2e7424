/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "rw-session.h"

G_BEGIN_DECLS

void rw_inbox_discard (GtkWidget    *widget,
                       RwSession    *session,
                       RwOutboxItem *item);
void rw_inbox_export  (GtkWidget    *widget,
                       RwSession    *session);

G_END_DECLS
