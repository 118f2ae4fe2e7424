/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-rack-plan.h"
#include "rw-sheets.h"
#include "rw-wiring.h"

G_BEGIN_DECLS

/**
 * RwPaperKind:
 * @RW_PAPER_ELEVATIONS: a rack a page, with both faces
 * @RW_PAPER_LABELS: ten labels a page, to be cut out
 * @RW_PAPER_CABLES: for each rack a table of the cables in it
 */
typedef enum
{
  RW_PAPER_ELEVATIONS,
  RW_PAPER_LABELS,
  RW_PAPER_CABLES,
  RW_PAPER_N,
} RwPaperKind;

/**
 * RwPaper:
 *
 * Pages about racks, all in lines and letters, black on white. Read-only once made: pages may be
 * drawn in any thread.
 */
typedef struct _RwPaper RwPaper;

RwPaper    *rw_paper_new         (RwPaperKind     kind,
                                  RwRackPlan     *plan,
                                  RwWiring       *wiring,
                                  const GArray   *racks,
                                  gint64          now);
RwPaper    *rw_paper_ref         (RwPaper        *paper);
void        rw_paper_unref       (RwPaper        *paper);
guint       rw_paper_get_n_pages (const RwPaper  *paper);
void        rw_paper_draw_page   (const RwPaper  *paper,
                                  cairo_t        *cr,
                                  guint           page);
RwSheets   *rw_paper_to_sheets   (RwPaper        *paper);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwPaper, rw_paper_unref)

G_END_DECLS
