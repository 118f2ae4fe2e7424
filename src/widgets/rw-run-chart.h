/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * RwRunMark:
 * @RW_RUN_MARK_NONE: as it should be: a dot
 * @RW_RUN_MARK_SUSPICIOUS: outside of what is usual: a triangle
 * @RW_RUN_MARK_FAILED: failed: a cross
 * @RW_RUN_MARK_MISSED: never began: a hollow square
 *
 * How a point is drawn: by its shape, and by a colour that is never alone.
 */
typedef enum
{
  RW_RUN_MARK_NONE,
  RW_RUN_MARK_SUSPICIOUS,
  RW_RUN_MARK_FAILED,
  RW_RUN_MARK_MISSED,
} RwRunMark;

/**
 * RwRunPoint:
 * @at: when, microseconds since 1970
 * @value: zero and above; NAN for none, which is drawn at the bottom
 * @median: of those before it; NAN while there is none
 * @mark: how it is drawn
 */
typedef struct
{
  gint64 at;
  double value;
  double median;
  RwRunMark mark;
} RwRunPoint;

/**
 * RwRunNote:
 * @at: when
 * @label: short, on a button above the curve: "C-2066"
 * @description: a sentence for those who cannot see where it stands, and the tooltip
 */
typedef struct
{
  gint64 at;
  const char *label;
  const char *description;
} RwRunNote;

/**
 * RwRunChartData:
 * @points: (array length=n): by time
 * @notes: (array length=n_notes) (nullable): by time
 * @from: the left edge
 * @to: the right edge, after @from
 * @low: of the median, what is usual at least; 0 for no lower bound
 * @high: of the median, what is usual at most
 * @unit: of the axis: steps are 1, 2 or 5 of it, times a power of ten
 * @zone: in which days are counted
 * @title: what is shown of what: "Size of web-014"
 * @sentence: (nullable): what it comes to
 * @axis_text: (transfer full): writes a number of the axis
 * @point_text: (transfer full): says what a point says, as a sentence
 * @user_data: for both
 *
 * One quantity of runs that follow one another.
 */
typedef struct
{
  const RwRunPoint *points;
  guint n;
  const RwRunNote *notes;
  guint n_notes;
  gint64 from, to;
  double low, high;
  double unit;
  GTimeZone *zone;
  const char *title, *sentence;
  char *(*axis_text) (double   value,
                      gpointer user_data);
  char *(*point_text) (guint    index,
                       gpointer user_data);
  gpointer user_data;
} RwRunChartData;

#define RW_TYPE_RUN_CHART (rw_run_chart_get_type ())

/**
 * RwRunChart:
 *
 * A quantity of run after run, with the running median and a band of what is usual behind it; what is odd has a
 * shape of its own, and above the curve stands what was changed when. The pointer, and the arrow keys, read a
 * point: Control and an arrow key, the next that is odd.
 *
 * Signals: "activated" (uint index): the person wants to know what is behind a point: clicked or Enter.
 * "note-activated" (uint index): likewise of a note.
 */
G_DECLARE_FINAL_TYPE (RwRunChart, rw_run_chart, RW, RUN_CHART, GtkWidget)

GtkWidget  *rw_run_chart_new         (void);
void        rw_run_chart_set         (RwRunChart           *self,
                                      const RwRunChartData *data);
const char *rw_run_chart_get_reading (RwRunChart           *self);

G_END_DECLS
