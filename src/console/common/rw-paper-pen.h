/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

G_BEGIN_DECLS

/* A4, in points. */
#define RW_PAPER_WIDTH  595.276
#define RW_PAPER_HEIGHT 841.89

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

G_END_DECLS
