/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * RwTrendShape:
 * @RW_TREND_DROP: something went away at once: a triangle that points down
 * @RW_TREND_JUMP: something came at once: one that points up
 * @RW_TREND_RESIZE: there is room for more, or less: a diamond
 */
typedef enum
{
  RW_TREND_DROP,
  RW_TREND_JUMP,
  RW_TREND_RESIZE,
} RwTrendShape;

/**
 * RwTrendMark:
 * @index: of the point that it stands at
 * @label: (nullable): what stands beside it, short: "C-2066"
 */
typedef struct
{
  guint index;
  RwTrendShape shape;
  const char *label;
} RwTrendMark;

/**
 * RwTrendFan:
 * @instants: (array length=n): ascending, the first of them that of the last known point
 * @low: (array length=n): where the range begins
 * @likely: (array length=n): its middle
 * @high: (array length=n): where it ends
 */
typedef struct
{
  const gint64 *instants;
  const double *low;
  const double *likely;
  const double *high;
  guint n;
} RwTrendFan;

/**
 * RwTrendAhead:
 * @fan: what is to come; may be empty
 * @before: what would have come without the change that @fan is of; may be empty
 * @limits: (nullable): what there was room for at each known point, in place of the one limit
 * @limit_ahead: what there is room for from now on; 0 for the limit that there is
 * @threshold: from here on it is nearly full; 0 for none
 * @threshold_label: (nullable): what its line says
 * @today: (nullable): what the line between the known and what is to come says
 * @marks: (array length=n_marks) (nullable): ascending
 * @fan_text: says what a point that is to come says, as a sentence
 * @user_data: of it
 *
 * What is behind and before a curve: what is to come, with its range, and what happened that says nothing on it.
 */
typedef struct
{
  RwTrendFan fan, before;
  const double *limits;
  double limit_ahead;
  double threshold;
  const char *threshold_label, *today;
  const RwTrendMark *marks;
  guint n_marks;
  char *(*fan_text) (gint64   instant,
                     double   low,
                     double   likely,
                     double   high,
                     gpointer user_data);
  gpointer user_data;
} RwTrendAhead;

/* Where a chart draws. */
typedef struct
{
  graphene_rect_t area;
  gint64 first, last;
  double top;
} RwTrendScale;

float         rw_trend_scale_x          (const RwTrendScale *scale,
                                         gint64              instant);
float         rw_trend_scale_y          (const RwTrendScale *scale,
                                         double              value);

RwTrendAhead *rw_trend_ahead_copy       (const RwTrendAhead *ahead,
                                         guint               n);
void          rw_trend_ahead_free       (RwTrendAhead       *ahead);
double        rw_trend_ahead_most       (const RwTrendAhead *ahead,
                                         guint               n,
                                         double              limit);
void          rw_trend_ahead_draw_fans  (const RwTrendAhead *ahead,
                                         const RwTrendScale *scale,
                                         GtkSnapshot        *snapshot,
                                         const GdkRGBA      *color,
                                         const GdkRGBA      *ink,
                                         gboolean            high);
void          rw_trend_ahead_draw_lines (const RwTrendAhead *ahead,
                                         const RwTrendScale *scale,
                                         GtkSnapshot        *snapshot,
                                         const gint64       *instants,
                                         guint               n,
                                         double              limit,
                                         const GdkRGBA      *ink);
void          rw_trend_draw_mark        (GtkSnapshot        *snapshot,
                                         RwTrendShape        shape,
                                         float               x,
                                         float               y,
                                         const GdkRGBA      *ink,
                                         const GdkRGBA      *paper);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwTrendAhead, rw_trend_ahead_free)

G_END_DECLS
