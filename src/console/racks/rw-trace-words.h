/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

#include "rw-wiring.h"

G_BEGIN_DECLS

/**
 * RwTraceHop:
 * @port: index of the port, or -1
 * @other: the other side of a patch panel, or the inlet behind an outlet: index, or -1
 * @feed: of a feed: index, or -1
 * @cable: that leads to the next hop: index, or -1 at the end
 *
 * What one passes on the way along cables: one line to read.
 */
typedef struct
{
  int port, other, feed;
  int cable;
} RwTraceHop;

GArray     *rw_trace_hops          (const RwWiring    *wiring,
                                    guint              port);
char       *rw_trace_hop_ports     (const RwWiring    *wiring,
                                    const RwTraceHop  *hop);
const char *rw_trace_hop_system    (const RwWiring    *wiring,
                                    const RwTraceHop  *hop);
char       *rw_trace_line          (const RwWiring    *wiring,
                                    const GArray      *hops,
                                    guint              first);
double      rw_trace_length        (const RwWiring    *wiring,
                                    const GArray      *hops);
char       *rw_trace_length_text   (double             metres);
char       *rw_trace_cable_text    (const RwWireCable *cable,
                                    gboolean           with_colour);
char       *rw_trace_path_text     (const RwWiring    *wiring,
                                    const GArray      *hops);

GArray     *rw_trace_plugged       (const RwWiring    *wiring,
                                    guint              system);
GPtrArray  *rw_trace_unplugged     (const RwWiring    *wiring,
                                    guint              system);
char       *rw_trace_unplugged_text (GPtrArray        *names,
                                    guint              most);
char       *rw_trace_system_text   (const RwWiring    *wiring,
                                    guint              system);

gboolean    rw_cable_colour_parse  (const char        *colour,
                                    GdkRGBA           *rgba);
const char *rw_cable_colour_label  (const char        *colour);
char       *rw_cable_type_text     (const char        *type);

G_END_DECLS
