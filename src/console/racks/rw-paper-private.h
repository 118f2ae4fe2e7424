/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-paper-pen.h"
#include "rw-paper.h"

G_BEGIN_DECLS

/**
 * RwPaperCable:
 * @cable: index
 * @from: index of the port in the rack
 */
typedef struct
{
  guint cable;
  guint from;
} RwPaperCable;

/**
 * RwPaperPage:
 * @rack: index in the plan; of several the first
 * @place: of @rack among those that are printed
 * @first: of the labels or cables on it
 * @n: how many
 */
typedef struct
{
  guint rack, place;
  guint first, n;
} RwPaperPage;

struct _RwPaper
{
  gatomicrefcount ref_count;
  RwPaperKind kind;
  RwRackPlan *plan;
  RwWiring *wiring; /* nullable */
  GArray *racks;    /* (element-type guint) */
  GArray *pages;    /* (element-type RwPaperPage) */
  GPtrArray *lists; /* (element-type GArray of RwPaperCable): for each of @racks */
  char *date;
};

void       rw_paper_draw_header     (const RwPaper     *paper,
                                     RwPaperPen        *pen,
                                     const RwPaperPage *page,
                                     const char        *title);
char      *rw_paper_place           (const RwPaper     *paper,
                                     const RwRackInfo  *rack);

void       rw_paper_draw_elevation  (const RwPaper     *paper,
                                     RwPaperPen        *pen,
                                     const RwPaperPage *page);
void       rw_paper_draw_labels     (const RwPaper     *paper,
                                     RwPaperPen        *pen,
                                     const RwPaperPage *page);
void       rw_paper_draw_cables     (const RwPaper     *paper,
                                     RwPaperPen        *pen,
                                     const RwPaperPage *page);
GPtrArray *rw_paper_list_cables     (const RwPaper     *paper);

/* How many there are on a full page. */
#define RW_PAPER_LABELS_PER_PAGE 10
#define RW_PAPER_CABLES_PER_PAGE 52

G_END_DECLS
