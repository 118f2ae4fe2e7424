/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-report-paper.h"

#include <glib/gi18n.h>

#include "rw-format.h"
#include "rw-paper-pen.h"
#include "rw-report-words.h"
#include "rw-time.h"

/* Reports on A4: each with its chart and with its table. Bars stand in the table, behind the numbers they show; the grid
 * of hours is its own table. */

#define LEFT         RW_PAPER_MARGIN
#define RIGHT        (RW_PAPER_WIDTH - RW_PAPER_MARGIN)
#define WIDTH        (RIGHT - LEFT)
#define TOP          (RW_PAPER_MARGIN + 58)
#define BOTTOM       (RW_PAPER_HEIGHT - RW_PAPER_MARGIN)
#define ROW_HEIGHT   12.6
#define TITLE_HEIGHT 18.0
#define NOTE_HEIGHT  11.5
#define NOTE_LINES   3
#define AFTER_FIGURE 16.0
#define CURVE_HEIGHT 132.0
#define HEAT_CELL    15.0
#define COLUMN_GAP   10.0
#define BAR_LEAST    70.0
#define BAR_MOST     190.0
#define COLUMNS_MOST 10

/* How a table's columns are laid out. */
typedef struct
{
  guint n;
  double x[COLUMNS_MOST], width[COLUMNS_MOST];
  gboolean numeric[COLUMNS_MOST];
  double bar; /* where it begins; 0 for none */
} Table;

typedef enum
{
  PIECE_TITLE,
  PIECE_CURVE,
  PIECE_HEAT,
  PIECE_HEADS,
  PIECE_ROW,
  PIECE_NOTHING,
} PieceKind;

/* What is never cut by the end of a page. */
typedef struct
{
  PieceKind kind;
  guint figure, line;
  double y, height;
} Piece;

typedef struct
{
  guint first, n;
} Page;

typedef struct
{
  char *title, *about, *note, *made;
  GPtrArray *figures; /* (element-type RwReportFigure) */
  Table *tables;      /* of each of them */
  GArray *pieces, *pages;
  double y;
} Paper;

static void
paper_free (gpointer data)
{
  Paper *paper = data;

  g_free (paper->title);
  g_free (paper->about);
  g_free (paper->note);
  g_free (paper->made);
  g_ptr_array_unref (paper->figures);
  g_free (paper->tables);
  g_array_unref (paper->pieces);
  g_array_unref (paper->pages);
  g_free (paper);
}

static const RwPaperText plain = { 7.5, FALSE, RW_PAPER_BLACK, 0 }, head = { 7.5, TRUE, RW_PAPER_DARK, 0 },
                         note_text = { 8, FALSE, RW_PAPER_DARK, 0 };

/* --- Cells ----------------------------------------------------------------------------------------- */

/* A file has instants for machines, paper has them for people. */
static char *
dup_cell (const RwReportFigure *figure, const RwReportLine *line, guint column)
{
  const char *cell = line->cells[column];
  gint64 instant;

  if (figure->shape == RW_REPORT_CURVE && column == 0)
    return g_strdup (line->label);
  if (strlen (cell) >= 20 && rw_instant_parse (cell, &instant))
    return rw_format_moment (instant, figure->facts->now);
  return g_strdup (cell);
}

static gboolean
is_number (const char *cell)
{
  return strspn (cell, "0123456789.-–") == strlen (cell);
}

/* As wide as what stands in them, the first one narrower where there is no room; a bar has what is left. */
static void
lay_out_table (Table *table, RwPaperPen *pen, const RwReportFigure *figure)
{
  double x = LEFT, total = 0, most;

  table->n = MIN (g_strv_length (figure->headings), COLUMNS_MOST);
  for (guint column = 0; column < table->n; column++)
    {
      table->width[column] = rw_paper_pen_measure (pen, figure->headings[column], &head);
      table->numeric[column] = figure->lines->len > 0 && column > 0;
      for (guint i = 0; i < figure->lines->len; i++)
        {
          const RwReportLine *line = figure->lines->pdata[i];
          g_autofree char *cell = dup_cell (figure, line, column);

          table->width[column] =
            MAX (table->width[column], rw_paper_pen_measure (pen, cell, &plain));
          table->numeric[column] &= is_number (cell);
        }
      total += table->width[column] + COLUMN_GAP;
    }
  most = WIDTH - (figure->shape == RW_REPORT_BARS ? BAR_LEAST : 0);
  if (total > most)
    {
      double least = MIN (table->width[0], 90);

      table->width[0] = MAX (least, table->width[0] - (total - most));
    }
  for (guint column = 0; column < table->n; column++)
    {
      table->x[column] = x;
      x += table->width[column] + COLUMN_GAP;
    }
  table->bar = figure->shape == RW_REPORT_BARS && RIGHT - x >= BAR_LEAST / 2 ? x : 0;
}

/* --- Pages ----------------------------------------------------------------------------------------- */

static void
begin_page (Paper *paper)
{
  Page page = { paper->pieces->len, 0 };

  g_array_append_val (paper->pages, page);
  paper->y = TOP;
}

/* @with: so much more has to fit below it */
static void
add_piece (Paper *paper, PieceKind kind, guint figure, guint line, double height, double with)
{
  Piece piece = { kind, figure, line, 0, height };

  if (paper->pages->len == 0 || (paper->y > TOP && paper->y + height + with > BOTTOM))
    {
      begin_page (paper);
      /* A table that goes on says again what is in its columns. */
      if (kind == PIECE_ROW)
        add_piece (paper, PIECE_HEADS, figure, 0, ROW_HEIGHT, 0);
    }
  piece.y = paper->y;
  paper->y += height;
  g_array_append_val (paper->pieces, piece);
  g_array_index (paper->pages, Page, paper->pages->len - 1).n++;
}

static double
measure_title (RwPaperPen *pen, const RwReportFigure *figure)
{
  double width, lines;

  if (figure->note == NULL)
    return TITLE_HEIGHT;
  width = rw_paper_pen_measure (pen, figure->note, &note_text);
  lines = CLAMP ((int) (width / (WIDTH - 20)) + 1, 1, NOTE_LINES);
  return TITLE_HEIGHT + lines * NOTE_HEIGHT;
}

static void
add_figure (Paper *paper, RwPaperPen *pen, guint index)
{
  const RwReportFigure *figure = paper->figures->pdata[index];
  double first = figure->shape == RW_REPORT_CURVE  ? CURVE_HEIGHT + 10
                 : figure->shape == RW_REPORT_HEAT ? HEAT_CELL * 8
                                                   : 3 * ROW_HEIGHT;

  lay_out_table (&paper->tables[index], pen, figure);
  add_piece (paper, PIECE_TITLE, index, 0, measure_title (pen, figure), first);
  if (figure->lines->len == 0)
    add_piece (paper, PIECE_NOTHING, index, 0, ROW_HEIGHT, 0);
  else if (figure->shape == RW_REPORT_HEAT)
    add_piece (paper, PIECE_HEAT, index, 0, HEAT_CELL * 8, 0);
  else
    {
      if (figure->shape == RW_REPORT_CURVE && figure->lines->len > 1)
        add_piece (paper, PIECE_CURVE, index, 0, CURVE_HEIGHT + 10, 0);
      add_piece (paper, PIECE_HEADS, index, 0, ROW_HEIGHT, ROW_HEIGHT);
      for (guint i = 0; i < figure->lines->len; i++)
        add_piece (paper, PIECE_ROW, index, i, ROW_HEIGHT, 0);
    }
  paper->y += AFTER_FIGURE;
}

/* --- Drawing --------------------------------------------------------------------------------------- */

static void
draw_header (const Paper *paper, RwPaperPen *pen, guint page)
{
  const RwPaperText large = { 16, TRUE, RW_PAPER_BLACK, 0 },
                    about = { 9, FALSE, RW_PAPER_BLACK, 0 }, small = { 8, FALSE, RW_PAPER_DARK, 1 };
  /* Translators: of a printed list: "page 2 of 12" */
  g_autofree char *pages = g_strdup_printf (_ ("page %u of %u"), page + 1, paper->pages->len);
  double taken =
    MAX (rw_paper_pen_text (pen, pages, &small, RIGHT, RW_PAPER_MARGIN + 8, WIDTH / 3),
         rw_paper_pen_text (pen, paper->made, &small, RIGHT, RW_PAPER_MARGIN + 25, WIDTH / 2));

  rw_paper_pen_text (pen, paper->title, &large, LEFT, RW_PAPER_MARGIN + 7, WIDTH - taken - 12);
  rw_paper_pen_text (pen, paper->about, &about, LEFT, RW_PAPER_MARGIN + 25, WIDTH - taken - 12);
  if (paper->note != NULL)
    rw_paper_pen_text (pen, paper->note, &note_text, LEFT, RW_PAPER_MARGIN + 38, WIDTH);
  rw_paper_pen_tone (pen, RW_PAPER_MID);
  cairo_set_line_width (pen->cr, 0.5);
  rw_paper_pen_line (pen, LEFT, RW_PAPER_MARGIN + 47, RIGHT, RW_PAPER_MARGIN + 47);
}

static void
draw_title (RwPaperPen *pen, const RwReportFigure *figure, const Piece *piece)
{
  const RwPaperText large = { 11, TRUE, RW_PAPER_BLACK, 0 };

  rw_paper_pen_text (pen, figure->title, &large, LEFT, piece->y + 7, WIDTH);
  if (figure->note != NULL)
    rw_paper_pen_lines (pen, figure->note, &note_text, LEFT, piece->y + TITLE_HEIGHT - 3, WIDTH,
                        NOTE_LINES);
}

static void
draw_cell (RwPaperPen        *pen,
           const Table       *table,
           guint              column,
           const char        *text,
           const RwPaperText *how,
           double             center_y)
{
  RwPaperText aligned = *how;

  aligned.align = table->numeric[column] ? 1 : 0;
  rw_paper_pen_text (pen, text, &aligned,
                     table->x[column] + (table->numeric[column] ? table->width[column] : 0),
                     center_y, table->width[column] + 1);
}

static void
draw_row (RwPaperPen *pen, const Table *table, const RwReportFigure *figure, const Piece *piece)
{
  const RwReportLine *line = figure->lines->pdata[piece->line];
  double middle = piece->y + ROW_HEIGHT / 2, length = MIN (RIGHT - table->bar, BAR_MOST);

  for (guint column = 0; column < table->n; column++)
    {
      g_autofree char *cell = dup_cell (figure, line, column);

      draw_cell (pen, table, column, cell, &plain, middle);
    }
  if (table->bar <= 0 || line->fraction < 0)
    return;
  rw_paper_pen_tone (pen, RW_PAPER_LIGHT);
  cairo_rectangle (pen->cr, table->bar, middle - 3, length, 6);
  cairo_fill (pen->cr);
  rw_paper_pen_tone (pen, RW_PAPER_DARK);
  cairo_rectangle (pen->cr, table->bar, middle - 3, length * CLAMP (line->fraction, 0, 1), 6);
  cairo_fill (pen->cr);
}

static void
draw_heads (RwPaperPen *pen, const Table *table, const RwReportFigure *figure, const Piece *piece)
{
  for (guint column = 0; column < table->n; column++)
    draw_cell (pen, table, column, figure->headings[column], &head, piece->y + ROW_HEIGHT / 2);
  rw_paper_pen_tone (pen, RW_PAPER_MID);
  cairo_set_line_width (pen->cr, 0.4);
  rw_paper_pen_line (pen, LEFT, piece->y + ROW_HEIGHT - 0.6, RIGHT, piece->y + ROW_HEIGHT - 0.6);
}

static void
draw_heat (RwPaperPen *pen, const RwReportFigure *figure, const Piece *piece)
{
  const RwPaperText center = { 7, FALSE, RW_PAPER_DARK, 0.5 };
  double x0 = LEFT + 30, cell = (RIGHT - x0) / 24;
  guint most = 1;

  for (guint i = 0; i < RW_REPORT_N_HOURS; i++)
    most = MAX (most, ((RwReportLine *) figure->lines->pdata[i])->facts->len);
  for (guint hour = 0; hour < 24; hour++)
    {
      g_autofree char *text = g_strdup_printf ("%u", hour);

      rw_paper_pen_text (pen, text, &center, x0 + (hour + 0.5) * cell, piece->y + HEAT_CELL / 2,
                         cell + 6);
    }
  for (guint i = 0; i < RW_REPORT_N_HOURS; i++)
    {
      guint n = ((RwReportLine *) figure->lines->pdata[i])->facts->len;
      double x = x0 + i % 24 * cell, y = piece->y + (i / 24 + 1) * HEAT_CELL,
             share = (double) n / most, grey = 0.96 - 0.66 * share;
      const RwPaperText number = { 7, FALSE, share > 0.55 ? RW_PAPER_WHITE : RW_PAPER_BLACK, 0.5 };

      if (i % 24 == 0)
        {
          g_autofree char *day = rw_report_dup_weekday (i / 24, TRUE);

          rw_paper_pen_text (pen, day, &head, LEFT, y + HEAT_CELL / 2, 30);
        }
      cairo_set_source_rgb (pen->cr, grey, grey, grey);
      cairo_rectangle (pen->cr, x, y, cell - 1, HEAT_CELL - 1);
      cairo_fill (pen->cr);
      if (n > 0)
        {
          g_autofree char *text = rw_format_count (n);

          rw_paper_pen_text (pen, text, &number, x + (cell - 1) / 2, y + (HEAT_CELL - 1) / 2,
                             cell + 4);
        }
    }
}

/* Steps, as on the screen; what is older lies darker on what is younger. */
static void
draw_curve (RwPaperPen *pen, const RwReportFigure *figure, const Piece *piece)
{
  const RwPaperText number = { 7, FALSE, RW_PAPER_DARK, 1 }, left = { 7, FALSE, RW_PAPER_DARK, 0 };
  guint n = figure->instants->len;
  const gint64 *instants = (const gint64 *) (void *) figure->instants->data;
  double x0 = LEFT + 30, x1 = RIGHT - 4, y1 = piece->y + CURVE_HEIGHT - 26,
         height = CURVE_HEIGHT - 34, most = 1,
         span = (double) MAX (instants[n - 1] - instants[0], 1), x = x0;
  const RwReportLine *last = figure->lines->pdata[n - 1], *first = figure->lines->pdata[0];
  g_autofree char *text = NULL;

  for (guint i = 0; i < n; i++)
    most = MAX (most, g_array_index (figure->counts[0], double, i));
  text = rw_format_count ((gint64) most);
  rw_paper_pen_text (pen, text, &number, x0 - 5, y1 - height, 30);
  rw_paper_pen_text (pen, "0", &number, x0 - 5, y1, 30);
  for (guint curve = 0; curve < figure->n_curves; curve++)
    {
      double grey = 0.9 - 0.17 * curve;
      double y = y1;

      cairo_move_to (pen->cr, x0, y1);
      for (guint i = 0; i < n; i++)
        {
          double at = x0 + (x1 - x0) * (double) (instants[i] - instants[0]) / span;

          cairo_line_to (pen->cr, at, y);
          y = y1 - height * g_array_index (figure->counts[curve], double, i) / most;
          cairo_line_to (pen->cr, at, y);
        }
      cairo_line_to (pen->cr, x1, y1);
      cairo_close_path (pen->cr);
      cairo_set_source_rgb (pen->cr, grey, grey, grey);
      cairo_fill_preserve (pen->cr);
      rw_paper_pen_tone (pen, RW_PAPER_DARK);
      cairo_set_line_width (pen->cr, curve == 0 ? 0.9 : 0.35);
      cairo_stroke (pen->cr);
    }
  rw_paper_pen_text (pen, first->label, &left, x0, y1 + 7, 150);
  rw_paper_pen_text (pen, last->label, &number, x1, y1 + 7, 150);
  for (guint curve = 0; curve < figure->n_curves; curve++)
    {
      double grey = 0.9 - 0.17 * curve;

      if (figure->curve_labels[curve] == NULL)
        continue;
      cairo_set_source_rgb (pen->cr, grey, grey, grey);
      cairo_rectangle (pen->cr, x, y1 + 15, 7, 7);
      cairo_fill_preserve (pen->cr);
      rw_paper_pen_tone (pen, RW_PAPER_DARK);
      cairo_set_line_width (pen->cr, 0.35);
      cairo_stroke (pen->cr);
      x += 10;
      x += rw_paper_pen_text (pen, figure->curve_labels[curve], &left, x, y1 + 18.5, 150) + 14;
    }
}

static void
draw_piece (const Paper *paper, RwPaperPen *pen, const Piece *piece)
{
  const RwReportFigure *figure = paper->figures->pdata[piece->figure];
  const Table *table = &paper->tables[piece->figure];

  switch (piece->kind)
    {
    case PIECE_TITLE:
      draw_title (pen, figure, piece);
      break;
    case PIECE_CURVE:
      draw_curve (pen, figure, piece);
      break;
    case PIECE_HEAT:
      draw_heat (pen, figure, piece);
      break;
    case PIECE_HEADS:
      draw_heads (pen, table, figure, piece);
      break;
    case PIECE_ROW:
      draw_row (pen, table, figure, piece);
      break;
    case PIECE_NOTHING:
    default:
      rw_paper_pen_text (pen, _ ("Nothing in this period"), &note_text, LEFT,
                         piece->y + ROW_HEIGHT / 2, WIDTH);
      break;
    }
}

static void
draw_page_cb (gpointer data, cairo_t *cr, guint index)
{
  const Paper *paper = data;
  const Page *page = &g_array_index (paper->pages, Page, index);
  RwPaperPen pen;

  rw_paper_pen_init (&pen, cr);
  cairo_save (cr);
  draw_header (paper, &pen, index);
  for (guint i = 0; i < page->n; i++)
    draw_piece (paper, &pen, &g_array_index (paper->pieces, Piece, page->first + i));
  cairo_restore (cr);
  rw_paper_pen_clear (&pen);
}

/**
 * rw_report_paper_new:
 * @figures: (element-type RwReportFigure): kept
 *
 * Lays the reports out; best not in the main thread, as a table may have hundreds of lines.
 *
 * Returns: (transfer full): the pages, to be saved or printed
 */
RwSheets *
rw_report_paper_new (const RwReportHeading *heading, GPtrArray *figures)
{
  Paper *paper = g_new0 (Paper, 1);
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR, NULL);
  cairo_t *cr = cairo_create (surface);
  RwPaperPen pen;

  paper->title = g_strdup (heading->title);
  paper->about = g_strdup (heading->about);
  paper->note = g_strdup (heading->note);
  paper->made = g_strdup (heading->made);
  paper->figures = g_ptr_array_ref (figures);
  paper->tables = g_new0 (Table, figures->len + 1);
  paper->pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  paper->pages = g_array_new (FALSE, FALSE, sizeof (Page));
  rw_paper_pen_init (&pen, cr);
  for (guint i = 0; i < figures->len; i++)
    add_figure (paper, &pen, i);
  rw_paper_pen_clear (&pen);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return rw_sheets_new (heading->title, paper->pages->len, draw_page_cb, paper, paper_free);
}
