/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "rules/rw-backup-rules.h"

G_BEGIN_DECLS

/*
 * The cells of an RwMatrix as pixels: each look is drawn once, and a block of rows is put together from copies. Drawn
 * as paths a screenful of cells took 30 ms of each frame where no graphics card helps.
 */

typedef struct _RwMatrixStamps RwMatrixStamps;

RwMatrixStamps *rw_matrix_stamps_new       (int                   width,
                                            int                   height,
                                            double                scale);
void            rw_matrix_stamps_free      (RwMatrixStamps       *self);
double          rw_matrix_stamps_get_scale (const RwMatrixStamps *self);

/* A picture that is being put together. */
typedef struct
{
  const RwMatrixStamps *stamps;
  int width;  /* in pixels */
  int height;
  guint32 *pixels;
} RwMatrixSheet;

void            rw_matrix_sheet_init       (RwMatrixSheet        *sheet,
                                            const RwMatrixStamps *stamps,
                                            float                 width,
                                            float                 height);
void            rw_matrix_sheet_add        (RwMatrixSheet        *sheet,
                                            RwBackupResult        result,
                                            float                 x,
                                            float                 y);
void            rw_matrix_sheet_end        (RwMatrixSheet        *sheet,
                                            GtkSnapshot          *snapshot);

G_END_DECLS
