/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "rw-wiring.h"

G_BEGIN_DECLS

/**
 * RwTraceGoFunc:
 *
 * The person wants to see what is on the way.
 */
typedef void (*RwTraceGoFunc) (gpointer data, RwKind kind, const RwId *id);

GtkWidget *rw_trace_path_new (const RwWiring *wiring,
                              guint           port,
                              RwTraceGoFunc   go,
                              gpointer        data);

G_END_DECLS
