/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-wiring.h"

G_BEGIN_DECLS

/**
 * RwTraceStepType:
 * @RW_TRACE_PORT: a port; two of one system in a row are the sides of a patch panel, or the outlet
 *   and the inlet of a PDU
 * @RW_TRACE_CABLE: a cable
 * @RW_TRACE_FEED: a power feed
 */
typedef enum
{
  RW_TRACE_PORT,
  RW_TRACE_CABLE,
  RW_TRACE_FEED,
} RwTraceStepType;

/**
 * RwTraceStep:
 * @index: in the wiring's array of what it is
 */
typedef struct
{
  RwTraceStepType type;
  guint index;
} RwTraceStep;

/* No real path has more steps; what has is a circle. */
#define RW_TRACE_MOST 64

GArray *rw_cable_trace         (const RwWiring *wiring,
                                guint           port);
int     rw_cable_trace_far_end (const RwWiring *wiring,
                                guint           port);
int     rw_cable_trace_feed    (const RwWiring *wiring,
                                guint           inlet);

G_END_DECLS
