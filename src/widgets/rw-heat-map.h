/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Nothing, and four shades from little to much. */
#define RW_HEAT_N_LEVELS 5

/**
 * RwHeatData:
 * @values: (array): row by row
 * @n_rows: how many rows
 * @n_columns: how many columns
 * @row_labels: (array length=n_rows): what stands before each row
 * @title: what is shown: "Tickets by weekday and hour"
 * @sentence: (nullable): what it comes to, for those who cannot see it
 * @column_text: what stands above a column: "14"
 * @value_text: writes a value, and a range of them for the legend where they differ: "3 – 5"
 * @describe: a cell as a sentence: "Monday, 14 to 15 o'clock: 12 tickets"
 * @user_data: for all of them
 *
 * Quantities in rows and columns.
 */
typedef struct
{
  const guint *values;
  guint n_rows, n_columns;
  const char *const *row_labels;
  const char *title, *sentence;
  char *(*column_text) (guint    column,
                        gpointer user_data);
  char *(*value_text) (guint    from,
                       guint    to,
                       gpointer user_data);
  char *(*describe) (guint    row,
                     guint    column,
                     gpointer user_data);
  gpointer user_data;
} RwHeatData;

#define RW_TYPE_HEAT_MAP (rw_heat_map_get_type ())

/**
 * RwHeatMap:
 *
 * Quantities as a grid of shaded cells, with the number in each where there is room, and a legend. The pointer reads a
 * cell, and so do the keys: arrows, Home and End within a row, Page Up and Page Down within a column; Enter opens.
 *
 * Signal: "activated" (uint row, uint column): the person wants to know what is behind a cell.
 */
G_DECLARE_FINAL_TYPE (RwHeatMap, rw_heat_map, RW, HEAT_MAP, GtkWidget)

GtkWidget     *rw_heat_map_new         (void);
void           rw_heat_map_set         (RwHeatMap        *self,
                                        const RwHeatData *data);
const char    *rw_heat_map_get_reading (RwHeatMap        *self);
GtkAccessible *rw_heat_map_get_current (RwHeatMap        *self);
gboolean       rw_heat_map_hit         (RwHeatMap        *self,
                                        double            x,
                                        double            y,
                                        guint            *row,
                                        guint            *column);
guint          rw_heat_map_get_level   (guint             value,
                                        guint             most);
gboolean       rw_heat_map_get_range   (guint             level,
                                        guint             most,
                                        guint            *from,
                                        guint            *to);

G_END_DECLS
