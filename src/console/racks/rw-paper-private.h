/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

#include "rw-paper.h"

G_BEGIN_DECLS

/* What every printer can print on: 12.7 mm. */
#define RW_PAPER_MARGIN 36.0

/**
 * RwPaperTone:
 *
 * What is still told apart on a laser printer.
 */
typedef enum
{
  RW_PAPER_BLACK,
  RW_PAPER_DARK,  /* lesser text */
  RW_PAPER_MID,   /* lines */
  RW_PAPER_LIGHT, /* surfaces */
  RW_PAPER_WHITE,
} RwPaperTone;

/**
 * RwPaperPen:
 *
 * A page that is being drawn, in points.
 */
typedef struct
{
  cairo_t *cr;
  PangoLayout *layout;
  PangoFontDescription *plain, *bold;
} RwPaperPen;

/**
 * RwPaperText:
 * @size: of the letters, in points
 * @align: where @x is: 0 at the start of the line, 0.5 in its middle, 1 at its end
 */
typedef struct
{
  double size;
  gboolean bold;
  RwPaperTone tone;
  double align;
} RwPaperText;

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

void       rw_paper_pen_init        (RwPaperPen        *pen,
                                     cairo_t           *cr);
void       rw_paper_pen_clear       (RwPaperPen        *pen);
void       rw_paper_pen_tone        (RwPaperPen        *pen,
                                     RwPaperTone        tone);
void       rw_paper_pen_line        (RwPaperPen        *pen,
                                     double             x0,
                                     double             y0,
                                     double             x1,
                                     double             y1);
double     rw_paper_pen_measure     (RwPaperPen        *pen,
                                     const char        *text,
                                     const RwPaperText *how);
double     rw_paper_pen_text        (RwPaperPen        *pen,
                                     const char        *text,
                                     const RwPaperText *how,
                                     double             x,
                                     double             center_y,
                                     double             width);
double     rw_paper_pen_lines       (RwPaperPen        *pen,
                                     const char        *text,
                                     const RwPaperText *how,
                                     double             x,
                                     double             y,
                                     double             width,
                                     int                most);
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
