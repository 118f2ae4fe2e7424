/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-racks-page-private.h"
#include "rw-wiring.h"

G_BEGIN_DECLS

GtkWidget *rw_racks_cables_bar_new      (RwRacksPage       *self);
void       rw_racks_cables_show         (RwRacksPage       *self,
                                         const RwId        *device);
void       rw_racks_cables_hide         (RwRacksPage       *self);
void       rw_racks_cables_update       (RwRacksPage       *self);
void       rw_racks_cables_data_changed (RwRacksPage       *self,
                                         const RwChangeSet *changes);
GArray    *rw_racks_cables_of           (const RwWiring    *wiring,
                                         guint              system);

G_END_DECLS
