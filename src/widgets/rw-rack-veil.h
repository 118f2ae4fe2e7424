/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-rack-layout.h"

G_BEGIN_DECLS

void rw_rack_veil_add (GskPathBuilder     *veil,
                       const RwRackLayout *layout,
                       guint               rack,
                       const guint8       *found);

G_END_DECLS
