/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "rules/rw-backup-rules.h"
#include "rw-status.h"

G_BEGIN_DECLS

#define RW_TYPE_MATRIX (rw_matrix_get_type ())

/**
 * RwMatrix:
 *
 * Systems by days: one row per system with its name, its customer and the age of its last good
 * backup, one cell per day; the last day is today. Only what is in view is asked for and drawn, so
 * that 12,000 systems over 90 days scroll like a hundred.
 *
 * Put it into a #GtkScrolledWindow. Keys: arrows, Page Up and Down, Home and End for the first and
 * last day, Control with them for the first and last system, Enter opens. On the heading of a group
 * Enter folds it and unfolds it, and so do Left and Right.
 *
 * Signals: "cell-selected" (uint row, uint day): the current cell moved there; "cell-activated"
 * (uint row, uint day): clicked or Enter; "row-activated" (uint row): its name was double-clicked;
 * "heading-activated" (uint row): the group is to be folded, or unfolded.
 */
G_DECLARE_FINAL_TYPE (RwMatrix, rw_matrix, RW, MATRIX, GtkWidget)

/**
 * RwMatrixHeading:
 * @RW_MATRIX_NO_HEADING: a system
 * @RW_MATRIX_OPEN: of a group whose rows follow
 * @RW_MATRIX_CLOSED: of a group whose rows are folded away; its cells stand for them
 *
 * What kind of row it is.
 */
typedef enum
{
  RW_MATRIX_NO_HEADING,
  RW_MATRIX_OPEN,
  RW_MATRIX_CLOSED,
} RwMatrixHeading;

/**
 * RwMatrixRow:
 * @heading: whether it is the heading of a group
 * @name: of the system, or of the group
 * @detail: (nullable): its customer
 * @note: (nullable): age of the last good run: "69 h"
 * @note_status: colour of @note; %RW_STATUS_UNKNOWN for none
 * @answered: a person has acknowledged what is red here
 * @cells: (nullable): a #RwBackupResult per day, oldest first; %NULL for a row without cells
 *
 * One row, valid until the next one is asked for.
 */
typedef struct
{
  RwMatrixHeading heading;
  const char *name;
  const char *detail;
  const char *note;
  RwStatus note_status;
  gboolean answered;
  const guint8 *cells;
} RwMatrixRow;

/**
 * RwMatrixFuncs:
 * @get_row: fills in a row
 * @describe: (transfer full): a cell as a sentence, for the tooltip and assistive technology
 */
typedef struct
{
  void  (*get_row)  (guint        row,
                     RwMatrixRow *out,
                     gpointer     data);
  char *(*describe) (guint        row,
                     guint        day,
                     gpointer     data);
} RwMatrixFuncs;

/**
 * RwMatrixPlace:
 *
 * What is at a point.
 */
typedef enum
{
  RW_MATRIX_AT_NOTHING,
  RW_MATRIX_AT_HEAD,
  RW_MATRIX_AT_CELL,
} RwMatrixPlace;

GtkWidget     *rw_matrix_new        (void);
void           rw_matrix_set_data   (RwMatrix            *self,
                                     guint                n_rows,
                                     guint                n_days,
                                     gint64               first_day,
                                     const RwMatrixFuncs *funcs,
                                     gpointer             data,
                                     GDestroyNotify       free_data);
void           rw_matrix_set_strip  (RwMatrix            *self,
                                     gboolean             strip);
gboolean       rw_matrix_get_strip  (RwMatrix            *self);
guint          rw_matrix_get_n_rows (RwMatrix            *self);
guint          rw_matrix_get_n_days (RwMatrix            *self);
void           rw_matrix_describe_again (RwMatrix        *self);
gboolean       rw_matrix_get_cursor (RwMatrix            *self,
                                     guint               *row,
                                     guint               *day);
void           rw_matrix_set_cursor (RwMatrix            *self,
                                     guint                row,
                                     guint                day,
                                     gboolean             focus);
void           rw_matrix_move       (RwMatrix            *self,
                                     int                  rows,
                                     int                  days);
RwMatrixPlace  rw_matrix_hit        (RwMatrix            *self,
                                     double               x,
                                     double               y,
                                     guint               *row,
                                     guint               *day);
gboolean       rw_matrix_get_rect   (RwMatrix            *self,
                                     guint                row,
                                     guint                day,
                                     GdkRectangle        *rect);
GtkAccessible *rw_matrix_get_current (RwMatrix           *self);
GtkWidget     *rw_matrix_legend_new (void);
void           rw_matrix_legend_set_strip (GtkWidget     *legend,
                                           gboolean       strip);

G_END_DECLS
