/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-trend-fan.h"

/* The part of a trend chart that knows of what is to come: its range, lines that change, and marks. */

#define BAND       0.24f
#define BAND_HIGH  0.36f
#define BEFORE     0.14f /* of the ink: it is not what will be */
#define MARK       5.5f
#define MOST_ABOVE 1.15  /* of the limit: further up a range says nothing more */

float
rw_trend_scale_x (const RwTrendScale *scale, gint64 instant)
{
  gint64 span = MAX (scale->last - scale->first, 1);

  return scale->area.origin.x +
         (float) (scale->area.size.width * (double) (instant - scale->first) / (double) span);
}

float
rw_trend_scale_y (const RwTrendScale *scale, double value)
{
  return scale->area.origin.y + (float) (scale->area.size.height * (1 - value / scale->top));
}

/* --- What is kept ---------------------------------------------------------------------------------- */

static void
copy_fan (const RwTrendFan *fan, RwTrendFan *copy)
{
  *copy = (RwTrendFan) { .n = fan->n };
  copy->instants = g_memdup2 (fan->instants, fan->n * sizeof (gint64));
  copy->low = g_memdup2 (fan->low, fan->n * sizeof (double));
  copy->likely = g_memdup2 (fan->likely, fan->n * sizeof (double));
  copy->high = g_memdup2 (fan->high, fan->n * sizeof (double));
}

static void
clear_fan (RwTrendFan *fan)
{
  g_free ((gpointer) fan->instants);
  g_free ((gpointer) fan->low);
  g_free ((gpointer) fan->likely);
  g_free ((gpointer) fan->high);
}

/**
 * rw_trend_ahead_copy:
 * @n: how many points are known
 *
 * Returns: (transfer full): a copy of everything but the user's data
 */
RwTrendAhead *
rw_trend_ahead_copy (const RwTrendAhead *ahead, guint n)
{
  RwTrendAhead *copy = g_memdup2 (ahead, sizeof *ahead);
  RwTrendMark *marks = g_new0 (RwTrendMark, ahead->n_marks);

  copy_fan (&ahead->fan, &copy->fan);
  copy_fan (&ahead->before, &copy->before);
  copy->limits = ahead->limits != NULL ? g_memdup2 (ahead->limits, n * sizeof (double)) : NULL;
  copy->threshold_label = g_strdup (ahead->threshold_label);
  copy->today = g_strdup (ahead->today);
  for (guint i = 0; i < ahead->n_marks; i++)
    {
      marks[i] = ahead->marks[i];
      marks[i].label = g_strdup (marks[i].label);
    }
  copy->marks = marks;
  return copy;
}

void
rw_trend_ahead_free (RwTrendAhead *ahead)
{
  if (ahead == NULL)
    return;
  clear_fan (&ahead->fan);
  clear_fan (&ahead->before);
  g_free ((gpointer) ahead->limits);
  g_free ((gpointer) ahead->threshold_label);
  g_free ((gpointer) ahead->today);
  for (guint i = 0; i < ahead->n_marks; i++)
    g_free ((gpointer) ahead->marks[i].label);
  g_free ((gpointer) ahead->marks);
  g_free (ahead);
}

static double
most_of_fan (const RwTrendFan *fan, double bound)
{
  double most = 0;

  for (guint i = 0; i < fan->n; i++)
    most = MAX (most, fan->high[i]);
  return bound > 0 ? MIN (most, bound) : most;
}

/**
 * rw_trend_ahead_most:
 * @n: how many points are known
 * @limit: that holds now; 0 for none
 *
 * Returns: up to where the axis has to reach for it
 */
double
rw_trend_ahead_most (const RwTrendAhead *ahead, guint n, double limit)
{
  double most = MAX (limit, ahead->limit_ahead), bound = most * MOST_ABOVE;

  for (guint i = 0; i < n && ahead->limits != NULL; i++)
    most = MAX (most, ahead->limits[i]);
  most = MAX (most, most_of_fan (&ahead->fan, bound));
  return MAX (most, most_of_fan (&ahead->before, bound));
}

/* --- Drawing --------------------------------------------------------------------------------------- */

static void
draw_band (const RwTrendFan   *fan,
           const RwTrendScale *scale,
           GtkSnapshot        *snapshot,
           const GdkRGBA      *color)
{
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();
  g_autoptr (GskPath) path = NULL;

  gsk_path_builder_move_to (builder, rw_trend_scale_x (scale, fan->instants[0]),
                            rw_trend_scale_y (scale, fan->low[0]));
  for (guint i = 1; i < fan->n; i++)
    gsk_path_builder_line_to (builder, rw_trend_scale_x (scale, fan->instants[i]),
                              rw_trend_scale_y (scale, fan->low[i]));
  for (guint i = fan->n; i-- > 0;)
    gsk_path_builder_line_to (builder, rw_trend_scale_x (scale, fan->instants[i]),
                              rw_trend_scale_y (scale, fan->high[i]));
  gsk_path_builder_close (builder);
  path = gsk_path_builder_free_to_path (g_steal_pointer (&builder));
  gtk_snapshot_append_fill (snapshot, path, GSK_FILL_RULE_WINDING, color);
}

static void
draw_middle (const RwTrendFan   *fan,
             const RwTrendScale *scale,
             GtkSnapshot        *snapshot,
             const GdkRGBA      *color,
             float               width,
             float               dash)
{
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();
  g_autoptr (GskPath) path = NULL;
  g_autoptr (GskStroke) stroke = gsk_stroke_new (width);

  gsk_path_builder_move_to (builder, rw_trend_scale_x (scale, fan->instants[0]),
                            rw_trend_scale_y (scale, fan->likely[0]));
  for (guint i = 1; i < fan->n; i++)
    gsk_path_builder_line_to (builder, rw_trend_scale_x (scale, fan->instants[i]),
                              rw_trend_scale_y (scale, fan->likely[i]));
  path = gsk_path_builder_free_to_path (g_steal_pointer (&builder));
  gsk_stroke_set_dash (stroke, (float[]) { dash, 3 }, 2);
  gtk_snapshot_append_stroke (snapshot, path, stroke, color);
}

/**
 * rw_trend_ahead_draw_fans:
 * @color: of the curve
 * @ink: of the text
 * @high: a high contrast is asked for
 */
void
rw_trend_ahead_draw_fans (const RwTrendAhead *ahead,
                          const RwTrendScale *scale,
                          GtkSnapshot        *snapshot,
                          const GdkRGBA      *color,
                          const GdkRGBA      *ink,
                          gboolean            high)
{
  GdkRGBA shade = *color, grey = *ink;

  shade.alpha *= high ? BAND_HIGH : BAND;
  grey.alpha *= BEFORE;
  gtk_snapshot_push_clip (snapshot, &scale->area);
  if (ahead->before.n > 1)
    {
      draw_band (&ahead->before, scale, snapshot, &grey);
      grey.alpha = ink->alpha * 0.6f;
      draw_middle (&ahead->before, scale, snapshot, &grey, high ? 2 : 1.25f, 2);
    }
  if (ahead->fan.n > 1)
    {
      draw_band (&ahead->fan, scale, snapshot, &shade);
      draw_middle (&ahead->fan, scale, snapshot, color, high ? 3 : 2, 6);
    }
  gtk_snapshot_pop (snapshot);
}

static void
stroke_path (GtkSnapshot    *snapshot,
             GskPathBuilder *builder,
             const GdkRGBA  *ink,
             float           width,
             float           dash,
             float           gap)
{
  g_autoptr (GskPath) path = gsk_path_builder_free_to_path (builder);
  g_autoptr (GskStroke) stroke = gsk_stroke_new (width);

  if (dash > 0)
    gsk_stroke_set_dash (stroke, (float[]) { dash, gap }, 2);
  gtk_snapshot_append_stroke (snapshot, path, stroke, ink);
}

static void
draw_level (GtkSnapshot        *snapshot,
            const RwTrendScale *scale,
            gint64              from,
            double              value,
            const GdkRGBA      *ink,
            float               width,
            float               dash,
            float               gap)
{
  GskPathBuilder *builder = gsk_path_builder_new ();
  float y = (float) (int) rw_trend_scale_y (scale, value) + 0.5f;

  gsk_path_builder_move_to (builder, rw_trend_scale_x (scale, from), y);
  gsk_path_builder_line_to (builder, scale->area.origin.x + scale->area.size.width, y);
  stroke_path (snapshot, builder, ink, width, dash, gap);
}

/**
 * rw_trend_ahead_draw_lines:
 * @instants: (array length=n): of what is known
 * @limit: that holds now
 *
 * The limit as it changed, where nearly full begins, and the line of today.
 */
void
rw_trend_ahead_draw_lines (const RwTrendAhead *ahead,
                           const RwTrendScale *scale,
                           GtkSnapshot        *snapshot,
                           const gint64       *instants,
                           guint               n,
                           double              limit,
                           const GdkRGBA      *ink)
{
  GskPathBuilder *builder = gsk_path_builder_new ();
  gint64 now = instants[n - 1];
  GdkRGBA faint = *ink;
  float y = 0;

  faint.alpha *= 0.55f;
  for (guint i = 0; i < n && limit > 0; i++)
    {
      float x = rw_trend_scale_x (scale, instants[i]);
      float next =
        (float) (int) rw_trend_scale_y (scale, ahead->limits != NULL ? ahead->limits[i] : limit) +
        0.5f;

      if (i == 0)
        gsk_path_builder_move_to (builder, x, next);
      else
        {
          gsk_path_builder_line_to (builder, x, y);
          gsk_path_builder_line_to (builder, x, next);
        }
      y = next;
    }
  stroke_path (snapshot, builder, ink, 1.5f, 6, 4);
  if (limit > 0)
    {
      gboolean moved = ahead->limit_ahead > 0 && ahead->limit_ahead != limit;

      draw_level (snapshot, scale, now, limit, moved ? &faint : ink, moved ? 1 : 1.5f,
                  moved ? 2 : 6, 4);
      if (moved)
        draw_level (snapshot, scale, now, ahead->limit_ahead, ink, 1.5f, 6, 4);
    }
  if (ahead->threshold > 0)
    draw_level (snapshot, scale, now, ahead->threshold, &faint, 1, 2, 3);
  if (ahead->today != NULL)
    {
      builder = gsk_path_builder_new ();
      gsk_path_builder_move_to (builder, (float) (int) rw_trend_scale_x (scale, now) + 0.5f,
                                scale->area.origin.y);
      gsk_path_builder_line_to (builder, (float) (int) rw_trend_scale_x (scale, now) + 0.5f,
                                scale->area.origin.y + scale->area.size.height);
      stroke_path (snapshot, builder, &faint, 1, 0, 0);
    }
}

/**
 * rw_trend_draw_mark:
 * @paper: behind the mark, so that it stands out from a curve
 */
void
rw_trend_draw_mark (GtkSnapshot   *snapshot,
                    RwTrendShape   shape,
                    float          x,
                    float          y,
                    const GdkRGBA *ink,
                    const GdkRGBA *paper)
{
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();
  g_autoptr (GskPath) path = NULL;
  g_autoptr (GskStroke) stroke = gsk_stroke_new (1.5f);
  float up = shape == RW_TREND_DROP ? MARK : -MARK;

  if (shape == RW_TREND_RESIZE)
    {
      gsk_path_builder_move_to (builder, x, y - MARK);
      gsk_path_builder_line_to (builder, x + MARK, y);
      gsk_path_builder_line_to (builder, x, y + MARK);
      gsk_path_builder_line_to (builder, x - MARK, y);
    }
  else
    {
      gsk_path_builder_move_to (builder, x, y + up);
      gsk_path_builder_line_to (builder, x + MARK, y - up * 0.7f);
      gsk_path_builder_line_to (builder, x - MARK, y - up * 0.7f);
    }
  gsk_path_builder_close (builder);
  path = gsk_path_builder_free_to_path (g_steal_pointer (&builder));
  gtk_snapshot_append_fill (snapshot, path, GSK_FILL_RULE_WINDING, paper);
  gtk_snapshot_append_stroke (snapshot, path, stroke, ink);
}
