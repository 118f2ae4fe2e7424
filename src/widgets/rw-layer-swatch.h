/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-calendar-entry.h"

G_BEGIN_DECLS

#define RW_TYPE_LAYER_SWATCH (rw_layer_swatch_get_type ())

/**
 * RwLayerSwatch:
 *
 * A piece of a layer of the calendar, for its legend.
 */
G_DECLARE_FINAL_TYPE (RwLayerSwatch, rw_layer_swatch, RW, LAYER_SWATCH, GtkWidget)

GtkWidget *rw_layer_swatch_new (RwCalendarLayer layer);

G_END_DECLS
