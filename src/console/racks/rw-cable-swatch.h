/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RW_TYPE_CABLE_SWATCH (rw_cable_swatch_get_type ())

/**
 * RwCableSwatch:
 *
 * A piece of cable in its colour. It says nothing that the text beside it does not say.
 */
G_DECLARE_FINAL_TYPE (RwCableSwatch, rw_cable_swatch, RW, CABLE_SWATCH, GtkWidget)

GtkWidget *rw_cable_swatch_new        (void);
void       rw_cable_swatch_set_colour (RwCableSwatch *self,
                                       const char    *colour);

G_END_DECLS
