/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-page.h"
#include "rw-rack-canvas.h"

G_BEGIN_DECLS

#define RW_TYPE_PLACE_PANEL (rw_place_panel_get_type ())

/**
 * RwPlacePanel:
 *
 * Finds a place for devices beside the racks: what is asked, the racks that have one with their
 * reasons, or what is missing, and a button that reserves the chosen one.
 *
 * Signals: "preview": another place is chosen, or none; "close": the person wants it away.
 */
G_DECLARE_FINAL_TYPE (RwPlacePanel, rw_place_panel, RW, PLACE_PANEL, AdwBin)

GtkWidget  *rw_place_panel_new          (RwPage        *page);
void        rw_place_panel_load         (RwPlacePanel  *self);
void        rw_place_panel_take         (RwPlacePanel  *self,
                                         const RwId    *system);
void        rw_place_panel_set_room     (RwPlacePanel  *self,
                                         const RwId    *room);
void        rw_place_panel_grab         (RwPlacePanel  *self);
guint       rw_place_panel_get_previews (RwPlacePanel  *self,
                                         RwRackPreview *previews,
                                         const char   **label);
GListModel *rw_place_panel_get_places   (RwPlacePanel  *self);
const char *rw_place_panel_get_heading  (RwPlacePanel  *self);
gboolean    rw_place_panel_reserve      (RwPlacePanel  *self);

G_END_DECLS
