/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <glib/gi18n.h>
#include <qrencode.h>

#include "rw-address.h"
#include "rw-paper-private.h"

#define MM (72 / 25.4)

/* Two by five, with room around them for what a printer cannot reach. */
#define COLUMNS      2
#define ROWS         5
#define LABEL_WIDTH  (95 * MM)
#define LABEL_HEIGHT (55 * MM)
#define LEFT         ((RW_PAPER_WIDTH - COLUMNS * LABEL_WIDTH) / 2)
#define TOP          ((RW_PAPER_HEIGHT - ROWS * LABEL_HEIGHT) / 2)
#define PADDING      (4 * MM)
#define CODE         (33 * MM)

G_STATIC_ASSERT (COLUMNS * ROWS == RW_PAPER_LABELS_PER_PAGE);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QRcode, QRcode_free)

/* In one path, so that no hairlines show between the modules. The quiet zone of four modules that the
 * standard asks for is inside @size. */
static void
draw_code (RwPaperPen *pen, const char *text, double x, double y, double size)
{
  g_autoptr (QRcode) code = QRcode_encodeString (text, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
  double module;

  if (code == NULL)
    g_error ("A QR code of %s could not be made: %s", text, g_strerror (errno));
  module = size / (code->width + 8);
  for (int row = 0; row < code->width; row++)
    for (int column = 0; column < code->width;)
      {
        int end = column;

        while (end < code->width && (code->data[row * code->width + end] & 1) != 0)
          end++;
        if (end > column)
          cairo_rectangle (pen->cr, x + (column + 4) * module, y + (row + 4) * module,
                           (end - column) * module, module);
        column = end + 1;
      }
  rw_paper_pen_tone (pen, RW_PAPER_BLACK);
  cairo_fill (pen->cr);
}

static void
draw_label (const RwPaper *paper, RwPaperPen *pen, const RwRackInfo *rack, double x, double y)
{
  RwPaperText name = { 40, TRUE, RW_PAPER_BLACK, 0 };
  const RwPaperText place = { 10, FALSE, RW_PAPER_BLACK, 0 }, row = { 14, TRUE, RW_PAPER_BLACK, 0 };
  double width = LABEL_WIDTH - 2 * PADDING, natural = rw_paper_pen_measure (pen, rack->name, &name),
         below = y + LABEL_HEIGHT - CODE - 1 * MM;
  g_autofree char *address = rw_address_to_string (RW_KIND_RACK, &rack->id);

  /* As large as fits; what would become too small to be read from the aisle is cut instead. */
  if (natural > width)
    name.size = MAX (18, name.size * width / natural * 0.995);
  rw_paper_pen_text (pen, rack->name, &name, x + PADDING, y + (below - y) / 2 + 1 * MM, width);
  width -= CODE - 3 * MM;
  below += 4 * MM;
  if (paper->plan->title != NULL)
    below += rw_paper_pen_lines (pen, paper->plan->title, &place, x + PADDING, below, width, 3) + 4;
  if (rack->row != NULL && *rack->row != '\0')
    {
      g_autofree char *words = g_strdup_printf (_ ("Row %s"), rack->row);

      rw_paper_pen_lines (pen, words, &row, x + PADDING, below, width, 1);
    }
  draw_code (pen, address, x + LABEL_WIDTH - CODE - 1 * MM, y + LABEL_HEIGHT - CODE - 1 * MM, CODE);
}

/* Beside the labels, and small crosses where four of them meet. */
static void
draw_marks (RwPaperPen *pen)
{
  double right = LEFT + COLUMNS * LABEL_WIDTH, bottom = TOP + ROWS * LABEL_HEIGHT;

  rw_paper_pen_tone (pen, RW_PAPER_MID);
  cairo_set_line_width (pen->cr, 0.4);
  for (int column = 0; column <= COLUMNS; column++)
    {
      double x = LEFT + column * LABEL_WIDTH;

      rw_paper_pen_line (pen, x, TOP - 5.5 * MM, x, TOP - 1 * MM);
      rw_paper_pen_line (pen, x, bottom + 1 * MM, x, bottom + 5.5 * MM);
    }
  for (int row = 0; row <= ROWS; row++)
    {
      double y = TOP + row * LABEL_HEIGHT;

      rw_paper_pen_line (pen, LEFT - 5.5 * MM, y, LEFT - 1 * MM, y);
      rw_paper_pen_line (pen, right + 1 * MM, y, right + 5.5 * MM, y);
      for (int column = 1; column < COLUMNS; column++)
        {
          double x = LEFT + column * LABEL_WIDTH;

          rw_paper_pen_line (pen, x - 1.5 * MM, y, x + 1.5 * MM, y);
          rw_paper_pen_line (pen, x, y - 1.5 * MM, x, y + 1.5 * MM);
        }
    }
}

void
rw_paper_draw_labels (const RwPaper *paper, RwPaperPen *pen, const RwPaperPage *page)
{
  for (guint i = 0; i < page->n; i++)
    {
      guint rack = g_array_index (paper->racks, guint, page->first + i);

      draw_label (paper, pen, &paper->plan->racks[rack], LEFT + i % COLUMNS * LABEL_WIDTH,
                  TOP + i / COLUMNS * LABEL_HEIGHT);
    }
  draw_marks (pen);
}
