/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "rules/rw-backup-rules.h"

G_BEGIN_DECLS

/* How the cells of an RwMatrix look: many of them at once, so that a screenful is a dozen paths and
 * not two thousand nodes. */

/**
 * RwMatrixInk:
 * @tint: behind good and warning cells
 * @mark: of marks, outlines and filled cells, per result
 * @on_mark: of a mark on a filled cell
 *
 * The colours of the moment.
 */
typedef struct
{
  GdkRGBA good_tint;
  GdkRGBA attention_tint;
  GdkRGBA planned_tint;
  GdkRGBA attention;
  GdkRGBA bad;
  GdkRGBA planned;
  GdkRGBA unknown;
  GdkRGBA on_bad;
} RwMatrixInk;

typedef struct _RwMatrixPaint RwMatrixPaint;

void           rw_matrix_ink_init    (RwMatrixInk           *ink);
RwMatrixPaint *rw_matrix_paint_new   (void);
void           rw_matrix_paint_cell  (RwMatrixPaint         *self,
                                      RwBackupResult         result,
                                      const graphene_rect_t *rect);
void           rw_matrix_paint_strip (RwMatrixPaint         *self,
                                      RwBackupResult         result,
                                      const graphene_rect_t *rect);
void           rw_matrix_paint_end   (RwMatrixPaint         *self,
                                      GtkSnapshot           *snapshot,
                                      const RwMatrixInk     *ink);

G_END_DECLS
