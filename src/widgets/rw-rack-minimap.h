/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-rack-canvas.h"

G_BEGIN_DECLS

#define RW_TYPE_RACK_MINIMAP (rw_rack_minimap_get_type ())

/**
 * RwRackMinimap:
 *
 * All racks of a canvas in small, in its colours, with a frame around what is in view. A press or a drag
 * goes there. Hidden while nearly everything is in view.
 */
G_DECLARE_FINAL_TYPE (RwRackMinimap, rw_rack_minimap, RW, RACK_MINIMAP, GtkWidget)

GtkWidget *rw_rack_minimap_new (RwRackCanvas *canvas);

G_END_DECLS
