/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "query/rw-query-change-layers.h"
#include "rw-calendar-entry.h"

G_BEGIN_DECLS

/* What stands in the calendar: a bit for each #RwCalendarLayer, and one for the changes themselves. The words
 * are those of the settings and of the actions. */

#define RW_CHANGES_LAYER(layer)  (1u << (layer))
#define RW_CHANGES_LAYER_CHANGES (1u << RW_CALENDAR_N_LAYERS)
#define RW_CHANGES_N_LAYERS      (RW_CALENDAR_N_LAYERS + 1)

const char *rw_changes_layer_word       (guint               index);
guint       rw_changes_layers_parse     (const char *const  *words);
GStrv       rw_changes_layers_to_words  (guint               layers);
RwChangeLayers rw_changes_layers_to_read (guint           layers);
GtkWidget  *rw_changes_layers_button_new (void);

G_END_DECLS
