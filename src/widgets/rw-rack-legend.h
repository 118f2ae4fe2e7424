/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "rw-rack-colouring.h"

G_BEGIN_DECLS

#define RW_TYPE_RACK_LEGEND (rw_rack_legend_get_type ())

/**
 * RwRackLegend:
 *
 * What the colours of a rack view stand for, and how many devices have each; pressed ones are looked for,
 * the rest steps back.
 *
 * Signals:
 * "colour-by" (int by): a person wants colours to stand for something else (RwColourBy);
 * "classes" (uint wanted): a bit for each class that is looked for; 0 for all.
 */
G_DECLARE_FINAL_TYPE (RwRackLegend, rw_rack_legend, RW, RACK_LEGEND, GtkWidget)

GtkWidget *rw_rack_legend_new (void);
void       rw_rack_legend_set (RwRackLegend          *self,
                               const RwRackColouring *colouring,
                               guint                  wanted);

G_END_DECLS
