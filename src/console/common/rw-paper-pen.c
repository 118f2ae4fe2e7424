/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-paper-pen.h"

/* What all pages are drawn with. */

void
rw_paper_pen_tone (RwPaperPen *pen, RwPaperTone tone)
{
  static const double greys[] = { 0, 0.32, 0.6, 0.91, 1 };

  cairo_set_source_rgb (pen->cr, greys[tone], greys[tone], greys[tone]);
}

void
rw_paper_pen_line (RwPaperPen *pen, double x0, double y0, double x1, double y1)
{
  cairo_move_to (pen->cr, x0, y0);
  cairo_line_to (pen->cr, x1, y1);
  cairo_stroke (pen->cr);
}

/* Everything is set in one size and scaled: a font of its own for each size would make the file larger,
 * and cairo takes the weight of a variable font from whichever of them it looked at last. */
#define SET_SIZE 10.0

static double
set_layout (RwPaperPen *pen, const char *text, const RwPaperText *how, double width, int lines)
{
  double scale = how->size / SET_SIZE;

  pango_layout_set_font_description (pen->layout, how->bold ? pen->bold : pen->plain);
  pango_layout_set_single_paragraph_mode (pen->layout, TRUE);
  pango_layout_set_wrap (pen->layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_ellipsize (pen->layout, width >= 0 ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
  pango_layout_set_width (pen->layout, width >= 0 ? (int) (width / scale * PANGO_SCALE) : -1);
  pango_layout_set_height (pen->layout, -lines);
  pango_layout_set_text (pen->layout, text, -1);
  return scale;
}

static void
show_layout (RwPaperPen *pen, double x, double y, double scale)
{
  cairo_save (pen->cr);
  cairo_translate (pen->cr, x, y);
  cairo_scale (pen->cr, scale, scale);
  cairo_move_to (pen->cr, 0, 0);
  pango_cairo_show_layout (pen->cr, pen->layout);
  cairo_restore (pen->cr);
  cairo_new_path (pen->cr);
}

/**
 * rw_paper_pen_init:
 * @cr: outlives the pen
 */
void
rw_paper_pen_init (RwPaperPen *pen, cairo_t *cr)
{
  PangoContext *context = pango_cairo_create_context (cr);
  cairo_font_options_t *options = cairo_font_options_create ();

  /* Paper has no pixels that letters would have to keep to. */
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options (context, options);
  cairo_font_options_destroy (options);
  pango_cairo_context_set_resolution (context, 72);
  pango_context_set_round_glyph_positions (context, FALSE);
  pen->cr = cr;
  pen->layout = pango_layout_new (context);
  g_object_unref (context);
  pen->plain = pango_font_description_from_string ("Adwaita Sans, Inter, Sans");
  pango_font_description_set_size (pen->plain, (int) (SET_SIZE * PANGO_SCALE));
  pen->bold = pango_font_description_copy (pen->plain);
  pango_font_description_set_weight (pen->bold, PANGO_WEIGHT_BOLD);
}

void
rw_paper_pen_clear (RwPaperPen *pen)
{
  g_object_unref (pen->layout);
  pango_font_description_free (pen->plain);
  pango_font_description_free (pen->bold);
}

/**
 * rw_paper_pen_measure:
 *
 * Returns: how wide @text is, in points
 */
double
rw_paper_pen_measure (RwPaperPen *pen, const char *text, const RwPaperText *how)
{
  int width;
  double scale = set_layout (pen, text, how, -1, 1);

  pango_layout_get_size (pen->layout, &width, NULL);
  return (double) width / PANGO_SCALE * scale;
}

/**
 * rw_paper_pen_text:
 * @text: (nullable): one line
 * @center_y: the middle of its capitals
 * @width: what there is; what is longer is cut with an ellipsis, and left out where that would say nothing
 *
 * Returns: how wide it came out
 */
double
rw_paper_pen_text (RwPaperPen *pen,
                   const char *text,
                   const RwPaperText *how,
                   double x,
                   double center_y,
                   double width)
{
  double natural, scale;

  if (text == NULL || *text == '\0')
    return 0;
  natural = rw_paper_pen_measure (pen, text, how);
  if (natural > width)
    {
      if (width < 2 * how->size)
        return 0;
      set_layout (pen, text, how, width, 1);
      natural = width;
    }
  rw_paper_pen_tone (pen, how->tone);
  /* Capitals are about 0.73 em high. */
  scale = how->size / SET_SIZE;
  show_layout (pen, x - natural * how->align,
               center_y + how->size * 0.365 -
                 (double) pango_layout_get_baseline (pen->layout) / PANGO_SCALE * scale,
               scale);
  return natural;
}

/**
 * rw_paper_pen_lines:
 * @y: the upper edge
 * @most: lines; the last is cut with an ellipsis
 *
 * Returns: how high it came out
 */
double
rw_paper_pen_lines (RwPaperPen *pen,
                    const char *text,
                    const RwPaperText *how,
                    double x,
                    double y,
                    double width,
                    int most)
{
  int height;
  double scale = set_layout (pen, text, how, width, most);

  rw_paper_pen_tone (pen, how->tone);
  show_layout (pen, x, y, scale);
  pango_layout_get_size (pen->layout, NULL, &height);
  return (double) height / PANGO_SCALE * scale;
}
