/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "rw-id.h"

G_BEGIN_DECLS

#define RW_TYPE_RACKS_CHOOSER (rw_racks_chooser_get_type ())

/**
 * RwRacksChooser:
 *
 * A list of the sites and their rooms in which racks stand. Hidden when there is nothing to choose.
 *
 * Signals: "chosen" (int kind, const RwId *id): a person chose a site or a room.
 */
G_DECLARE_FINAL_TYPE (RwRacksChooser, rw_racks_chooser, RW, RACKS_CHOOSER, GtkWidget)

GtkWidget *rw_racks_chooser_new       (void);
void       rw_racks_chooser_set_rooms (RwRacksChooser *self,
                                       GPtrArray      *rooms);
void       rw_racks_chooser_show      (RwRacksChooser *self,
                                       const RwId     *place);

G_END_DECLS
