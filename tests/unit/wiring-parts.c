/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wiring-parts.h"

RwId
id (const char *name)
{
  return rw_id_from_name ("part", name);
}

RwId
port_id (const char *system, const char *port)
{
  g_autofree char *name = g_strconcat (system, ":", port, NULL);

  return id (name);
}

void
add_type (RwWiring *wiring, const char *name, int length, gboolean full_depth, gboolean half_width, double weight, double watts)
{
  RwWireType type = { .id = id (name),
                      .name = name,
                      .role = RW_DEVICE_ROLE_SERVER,
                      .length = length,
                      .full_depth = full_depth,
                      .half_width = half_width,
                      .weight = weight,
                      .watts = watts,
                      .inlets = watts > 0 ? 2 : 0 };

  rw_wiring_add_type (wiring, &type);
}

void
add_port (RwWiring *wiring, const char *system, const char *name, RwPortType type, const char *upstream)
{
  RwWirePort port = { .id = port_id (system, name),
                      .system_id = id (system),
                      .name = name,
                      .type = type,
                      .enabled = TRUE,
                      .leg = -1 };

  if (upstream != NULL)
    port.upstream_id = port_id (system, upstream);
  rw_wiring_add_port (wiring, &port);
}

void
plug (RwWiring *wiring, RwId a, RwId b)
{
  static guint n;
  g_autofree char *label = g_strdup_printf ("cable %u", n++);
  RwWireCable cable = { .id = id (label), .a_id = a, .b_id = b, .label = label, .status = -1 };

  rw_wiring_add_cable (wiring, &cable);
}
