/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rw-overview-words.h"

G_BEGIN_DECLS

#define RW_TYPE_OVERVIEW_TILE (rw_overview_tile_get_type ())

/**
 * RwOverviewTile:
 *
 * One figure, large, with what to know beside it; a button that goes to where it comes from.
 */
G_DECLARE_FINAL_TYPE (RwOverviewTile, rw_overview_tile, RW, OVERVIEW_TILE, GtkButton)

GtkWidget *rw_overview_tile_new        (void);
void       rw_overview_tile_set_figure (RwOverviewTile         *self,
                                        const RwOverviewFigure *figure);

G_END_DECLS
