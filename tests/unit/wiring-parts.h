/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-wiring.h"

G_BEGIN_DECLS

/* What the estates of these tests are put together from. Everything is called by its name, a port by its
 * system's and its own. */

RwId id       (const char  *name);
RwId port_id  (const char  *system,
               const char  *port);
void add_type (RwWiring    *wiring,
               const char  *name,
               int          length,
               gboolean     full_depth,
               gboolean     half_width,
               double       weight,
               double       watts);
void add_port (RwWiring    *wiring,
               const char  *system,
               const char  *name,
               RwPortType   type,
               const char  *upstream);
void plug     (RwWiring    *wiring,
               RwId         a,
               RwId         b);

G_END_DECLS
