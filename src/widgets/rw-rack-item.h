/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-rack-canvas.h"
#include "rw-rack-layout.h"

G_BEGIN_DECLS

#define RW_TYPE_RACK_ITEM (rw_rack_item_get_type ())

/**
 * RwRackItem:
 *
 * What a screen reader sees of a rack or of a device in a #RwRackCanvas. Not a widget: thousands of
 * them would be too many. Made when first asked for.
 */
G_DECLARE_FINAL_TYPE (RwRackItem, rw_rack_item, RW, RACK_ITEM, GObject)

RwRackItem *rw_rack_item_new          (RwRackCanvas *canvas,
                                       gboolean      is_device,
                                       guint         index);
void        rw_rack_item_detach       (RwRackItem   *self);
void        rw_rack_item_set_focused  (RwRackItem   *self,
                                       gboolean      focused);
void        rw_rack_item_set_selected (RwRackItem   *self,
                                       gboolean      selected);

G_END_DECLS
