/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-cable-trace.h"

#include <string.h>

/* Where one is on a path: at a port, about to leave through its cable. */
typedef struct
{
  const RwWiring *wiring;
  int port;
  int position; /* on a cable of many cores: which of them; 0 for the only one */
  guint steps;
} Walk;

/* Over the cable, and where that ends at a patch panel to its other side; for power from an outlet to the
 * inlet behind it. Returns whether there is a cable to leave by. */
static gboolean
walk_on (Walk *walk, GArray *path)
{
  const RwWirePort *port = &walk->wiring->ports[walk->port];
  RwTraceStep step;
  int other;

  if (port->cable < 0 || walk->steps++ >= RW_TRACE_MOST)
    return FALSE;
  step = (RwTraceStep) { RW_TRACE_CABLE, (guint) port->cable };
  for (guint i = 0; path != NULL && i < path->len; i++)
    if (memcmp (&g_array_index (path, RwTraceStep, i), &step, sizeof step) == 0)
      return FALSE;
  if (path != NULL)
    g_array_append_val (path, step);
  if (port->feed >= 0)
    {
      step = (RwTraceStep) { RW_TRACE_FEED, (guint) port->feed };
      if (path != NULL)
        g_array_append_val (path, step);
      return FALSE;
    }
  if (port->peer < 0)
    return FALSE;
  walk->port = port->peer;
  step = (RwTraceStep) { RW_TRACE_PORT, (guint) port->peer };
  if (path != NULL)
    g_array_append_val (path, step);
  port = &walk->wiring->ports[walk->port];
  if (port->type == RW_PORT_TYPE_POWER_OUTLET)
    other = port->upstream;
  else
    other = rw_wiring_cross (walk->wiring, (guint) walk->port, walk->position);
  if (other < 0)
    return FALSE;
  if (port->type == RW_PORT_TYPE_PATCH_FRONT)
    walk->position = MAX (1, port->position);
  else if (port->type == RW_PORT_TYPE_PATCH_REAR)
    walk->position = 0;
  walk->port = other;
  step = (RwTraceStep) { RW_TRACE_PORT, (guint) other };
  if (path != NULL)
    g_array_append_val (path, step);
  return TRUE;
}

/**
 * rw_cable_trace:
 * @port: index of a port of any kind
 *
 * The way from end to end through all patch panels. It begins with @port, unless that is in the
 * middle: then with the end that its other side leads to. Power is traced up to the feed.
 *
 * Returns: (transfer full) (element-type RwTraceStep): ports, cables and feeds in their order; only the
 *   port when nothing is plugged in
 */
GArray *
rw_cable_trace (const RwWiring *wiring, guint port)
{
  GArray *path = g_array_new (FALSE, FALSE, sizeof (RwTraceStep));
  RwTraceStep first = { RW_TRACE_PORT, port };
  Walk walk = { .wiring = wiring };
  RwPortType type;

  g_return_val_if_fail (port < wiring->n_ports, path);

  type = wiring->ports[port].type;
  if (type == RW_PORT_TYPE_PATCH_FRONT || type == RW_PORT_TYPE_PATCH_REAR)
    {
      walk.port = rw_wiring_cross (wiring, port, 0);
      if (walk.port >= 0)
        {
          RwTraceStep step = { RW_TRACE_PORT, (guint) walk.port };

          walk.position =
            type == RW_PORT_TYPE_PATCH_FRONT ? MAX (1, wiring->ports[port].position) : 0;
          g_array_append_val (path, step);
          while (walk_on (&walk, path))
            ;
          /* What was walked away from the port is told towards it. */
          for (guint i = 0; i < path->len / 2; i++)
            {
              RwTraceStep *a = &g_array_index (path, RwTraceStep, i),
                          *b = &g_array_index (path, RwTraceStep, path->len - 1 - i);
              RwTraceStep kept = *a;

              *a = *b;
              *b = kept;
            }
        }
    }
  else if (type == RW_PORT_TYPE_POWER_OUTLET && wiring->ports[port].cable >= 0 &&
           wiring->ports[port].peer >= 0 &&
           wiring->ports[wiring->ports[port].peer].type != RW_PORT_TYPE_POWER_OUTLET)
    {
      /* Up to the feed one comes from what is plugged in here. */
      g_array_unref (path);
      return rw_cable_trace (wiring, (guint) wiring->ports[port].peer);
    }
  g_array_append_val (path, first);
  walk.port = (int) port;
  walk.position = 0;
  walk.steps = 0;
  while (walk_on (&walk, path))
    ;
  return path;
}

/**
 * rw_cable_trace_far_end:
 * @port: index of a port that is no patch panel's
 *
 * Returns: index of the port at the other end, through all patch panels, or -1 when the way ends before
 */
int
rw_cable_trace_far_end (const RwWiring *wiring, guint port)
{
  Walk walk = { .wiring = wiring, .port = (int) port };
  RwPortType type;

  while (walk_on (&walk, NULL))
    ;
  if (walk.port == (int) port)
    return -1;
  type = wiring->ports[walk.port].type;
  return type == RW_PORT_TYPE_PATCH_FRONT || type == RW_PORT_TYPE_PATCH_REAR ? -1 : walk.port;
}

/**
 * rw_cable_trace_feed:
 * @inlet: index of a power inlet
 *
 * Returns: index of the feed behind it, through PDUs and a UPS, or -1 when the way ends before
 */
int
rw_cable_trace_feed (const RwWiring *wiring, guint inlet)
{
  Walk walk = { .wiring = wiring, .port = (int) inlet };

  while (walk_on (&walk, NULL))
    ;
  return wiring->ports[walk.port].cable >= 0 && walk.steps <= RW_TRACE_MOST
           ? wiring->ports[walk.port].feed
           : -1;
}
