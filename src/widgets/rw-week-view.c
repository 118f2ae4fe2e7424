/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-week-view.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "rw-calendar-bands.h"
#include "rw-calendar-paint.h"
#include "rw-clock.h"
#include "rw-status.h"
#include "rw-time.h"

#define MIN_HOUR_HEIGHT 27
#define MIN_DAY_WIDTH   80
#define CHIP_GAP        2
#define CHIP_HEIGHT     20
#define STRIP           15
#define LEAST_CHIP      44
#define LEAST_OF_TWO    34
#define LEAST_CHIP_DAY  110
#define MORE_MINUTES    120

struct _RwWeekView
{
  RwCalendarView parent_instance;
};

G_DEFINE_FINAL_TYPE (RwWeekView, rw_week_view, RW_TYPE_CALENDAR_VIEW)

/* --- Places ---------------------------------------------------------------------------------------- */

static double
day_x (RwCalendarView *view,
       int             width,
       double          day)
{
  return RW_WEEK_VIEW_GUTTER + (width - RW_WEEK_VIEW_GUTTER) * day / MAX (rw_calendar_view_get_n_days (view), 1);
}

static double
minute_y (int height,
          int minute)
{
  return (double) height * minute / 1440.0;
}

static void
rw_week_view_measure (GtkWidget      *widget,
                      GtkOrientation  orientation,
                      int             for_size,
                      int            *minimum,
                      int            *natural,
                      int            *minimum_baseline,
                      int            *natural_baseline)
{
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = 24 * MIN_HOUR_HEIGHT;
  else
    *minimum = *natural = RW_WEEK_VIEW_GUTTER +
                          (int) rw_calendar_view_get_n_days (RW_CALENDAR_VIEW (widget)) * MIN_DAY_WIDTH;
}

static gboolean
rw_week_view_wall_at (RwCalendarView *view,
                      double          x,
                      double          y,
                      gint64         *wall)
{
  int width = gtk_widget_get_width (GTK_WIDGET (view)),
      height = gtk_widget_get_height (GTK_WIDGET (view));
  double day_width = day_x (view, width, 1) - day_x (view, width, 0);
  int n_days = (int) rw_calendar_view_get_n_days (view);
  int day = (int) CLAMP ((x - RW_WEEK_VIEW_GUTTER) / day_width, 0, n_days - 1);

  *wall = (rw_calendar_view_get_first_day (view) + day) * RW_DAY +
          (gint64) (CLAMP (y, 0, height) / height * RW_DAY);
  return x >= RW_WEEK_VIEW_GUTTER;
}

static double
rw_week_view_minute_pixels (RwCalendarView *view)
{
  return gtk_widget_get_height (GTK_WIDGET (view)) / 1440.0;
}

static void
rw_week_view_reveal (RwCalendarView *view,
                     gint64          wall)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (GTK_WIDGET (view), GTK_TYPE_SCROLLED_WINDOW);
  double y =
    minute_y (gtk_widget_get_height (GTK_WIDGET (view)), (int) (wall % RW_DAY / RW_MINUTE));

  if (scroller != NULL)
    gtk_adjustment_clamp_page (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller)),
                               y - 24, y + 60);
}

/* --- Chips ------------------------------------------------------------------------------------------ */

static GArray *
layout_entries (RwCalendarView *view,
                int             height)
{
  GPtrArray *entries = rw_calendar_view_get_entries (view);
  g_autofree RwCalendarSpan *spans = NULL;

  if (entries == NULL)
    return g_array_new (FALSE, FALSE, sizeof (RwCalendarSegment));
  spans = g_new (RwCalendarSpan, MAX (entries->len, 1));
  for (guint i = 0; i < entries->len; i++)
    {
      RwCalendarEntry *entry = entries->pdata[i];

      spans[i] = (RwCalendarSpan){ entry->start, entry->end };
    }
  return rw_calendar_layout (spans, entries->len, rw_calendar_view_get_zone (view),
                             rw_calendar_view_get_first_day (view), rw_calendar_view_get_n_days (view),
                             CHIP_HEIGHT * 1440 / MAX (height, 1) + 1);
}

static char *
first_line (RwCalendarEntry         *entry,
            const RwCalendarSegment *segment)
{
  const char *number = entry->number != NULL ? entry->number : "";

  if (segment->continued)
    /* Translators: the second day of an entry in the calendar: "C-2066 (continued)". */
    return g_strdup_printf (_ ("%s (continued)"), number);
  return g_strdup_printf ("%s %s", number, entry->title);
}

/* Where the columns of a day are. */
typedef struct
{
  double x;
  double share;
  int shown; /* columns for chips; more of them than that share one "+12 more" */
} Columns;

static void
get_columns (RwCalendarView          *view,
             int                      width,
             const RwCalendarSegment *segment,
             Columns                 *columns)
{
  GPtrArray *bands = rw_calendar_view_get_bands (view);
  double from = day_x (view, width, segment->day) + CHIP_GAP,
         to = day_x (view, width, segment->day + 1);
  int least = rw_calendar_view_get_n_days (view) == 1 ? LEAST_CHIP_DAY : LEAST_CHIP,
      n = segment->n_columns;

  if (rw_calendar_bands_have (bands, RW_CALENDAR_LAYER_BACKUPS))
    from += STRIP;
  if (rw_calendar_bands_have (bands, RW_CALENDAR_LAYER_SHIFTS))
    to -= STRIP;
  columns->shown = n;
  /* A list of two is no shorter than the two. */
  if (n == 2)
    least = MIN (least, LEAST_OF_TWO);
  if (n > 1 && (to - from) / n < least)
    {
      n = CLAMP ((int) ((to - from) / least), 1, n);
      columns->shown = n - 1;
    }
  columns->x = from;
  columns->share = (to - from - CHIP_GAP) / n;
}

static void
place_chip (RwCalendarView          *view,
            int                      height,
            const RwCalendarSegment *segment,
            const Columns           *columns)
{
  RwCalendarEntry *entry = rw_calendar_view_get_entries (view)->pdata[segment->span];
  GtkWidget *chip = rw_calendar_view_use_chip (view);
  g_autofree char *line = first_line (entry, segment);
  int wide = MIN (segment->width, columns->shown - segment->column);
  double y = minute_y (height, segment->from) + 1;
  int chip_height = (int) (minute_y (height, segment->to) - y) - 1;
  int chip_width = (int) (columns->share * wide) - CHIP_GAP;
  int least;

  rw_calendar_chip_set_entry (RW_CALENDAR_CHIP (chip), entry, rw_calendar_view_get_zone (view),
                              line, chip_height < 34);
  rw_calendar_chip_set_part (RW_CALENDAR_CHIP (chip), !segment->continued, !segment->continues);
  gtk_widget_measure (chip, GTK_ORIENTATION_VERTICAL, -1, &least, NULL, NULL, NULL);
  /* A short one at the end of the day stays inside the grid. */
  y = MIN (y, height - MAX (least, chip_height));
  gtk_widget_size_allocate (chip,
                            &(GtkAllocation) {
                              (int) (columns->x + columns->share * segment->column), (int) y,
                              MAX (chip_width, 8), MAX (least, chip_height) },
                            -1);
}

/* Those beyond the columns that begin within two hours from this one on, as long as there is no gap between them. */
static void
place_more (RwCalendarView *view,
            int             height,
            GArray         *segments,
            guint           first,
            int            *reach,
            const Columns  *columns)
{
  g_autoptr (GPtrArray) hidden =
    g_ptr_array_new_with_free_func ((GDestroyNotify) rw_calendar_entry_unref);
  const RwCalendarSegment *start = &g_array_index (segments, RwCalendarSegment, first);
  RwCalendarMore *more;
  double y = minute_y (height, start->from) + 1;
  int least, least_width, tall;

  *reach = start->to;
  for (guint i = first; i < segments->len; i++)
    {
      const RwCalendarSegment *segment = &g_array_index (segments, RwCalendarSegment, i);

      if (segment->day != start->day || segment->from >= *reach)
        break;
      if (segment->column < columns->shown)
        continue;
      if (segment->from >= start->from + MORE_MINUTES)
        {
          *reach = segment->from;
          break;
        }
      *reach = MAX (*reach, segment->to);
      g_ptr_array_add (hidden, g_rc_box_acquire (
                                 rw_calendar_view_get_entries (view)->pdata[segment->span]));
    }
  more = rw_calendar_view_use_more (view);
  rw_calendar_more_set_entries (more, hidden, rw_calendar_view_get_zone (view), TRUE,
                                columns->share < LEAST_CHIP_DAY);
  gtk_widget_measure (GTK_WIDGET (more), GTK_ORIENTATION_VERTICAL, -1, &least, NULL, NULL, NULL);
  gtk_widget_measure (GTK_WIDGET (more), GTK_ORIENTATION_HORIZONTAL, -1, &least_width, NULL, NULL,
                      NULL);
  tall = MAX ((int) (minute_y (height, *reach) - y) - 1, least);
  gtk_widget_size_allocate (GTK_WIDGET (more),
                            &(GtkAllocation) { (int) (columns->x + columns->share * columns->shown),
                                               (int) MIN (y, height - tall),
                                               MAX ((int) columns->share - CHIP_GAP, least_width),
                                               tall },
                            -1);
}

static void
rw_week_view_arrange (RwCalendarView *view,
                      int             width,
                      int             height)
{
  g_autoptr (GArray) segments = layout_entries (view, height);
  guint day = 0;
  int reach = 0;

  for (guint i = 0; i < segments->len; i++)
    {
      const RwCalendarSegment *segment = &g_array_index (segments, RwCalendarSegment, i);
      Columns columns;

      if (segment->day != day)
        reach = 0;
      day = segment->day;
      get_columns (view, width, segment, &columns);
      if (segment->column < columns.shown)
        place_chip (view, height, segment, &columns);
      else if (segment->from >= reach)
        place_more (view, height, segments, i, &reach, &columns);
    }
}

/* --- Painting --------------------------------------------------------------------------------------- */

typedef void (*PaintFunc) (RwCalendarView        *view,
                           GtkSnapshot           *snapshot,
                           const graphene_rect_t *area,
                           gboolean               first,
                           gpointer               data);

/* [start, end) on each day that it touches. */
static void
each_day (RwCalendarView *view,
          GtkSnapshot    *snapshot,
          gint64          start,
          gint64          end,
          PaintFunc       paint,
          gpointer        data)
{
  GtkWidget *widget = GTK_WIDGET (view);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  RwCalendarSpan span = { start, end };
  g_autoptr (GArray) segments = rw_calendar_layout (&span, 1, rw_calendar_view_get_zone (view),
                                                    rw_calendar_view_get_first_day (view), rw_calendar_view_get_n_days (view), 1);

  for (guint i = 0; i < segments->len; i++)
    {
      const RwCalendarSegment *segment = &g_array_index (segments, RwCalendarSegment, i);
      double x = day_x (view, width, segment->day), y = minute_y (height, segment->from);

      paint (view, snapshot,
             &GRAPHENE_RECT_INIT ((float) x + 1, (float) y,
                                  (float) (day_x (view, width, segment->day + 1) - x) - 1,
                                  (float) (minute_y (height, segment->to) - y)),
             !segment->continued, data);
    }
}

static void
paint_band (RwCalendarView        *view,
            GtkSnapshot           *snapshot,
            const graphene_rect_t *area,
            gboolean               first,
            gpointer               data)
{
  const RwCalendarBand *band = data;
  GtkWidget *widget = GTK_WIDGET (view);
  graphene_rect_t place = *area;
  gboolean strip =
    band->layer == RW_CALENDAR_LAYER_SHIFTS || band->layer == RW_CALENDAR_LAYER_BACKUPS;
  double left =
    rw_calendar_bands_have (rw_calendar_view_get_bands (view), RW_CALENDAR_LAYER_BACKUPS) ? STRIP
                                                                                          : 0;
  GdkRGBA ink;

  rw_calendar_paint_layer_ink (band->layer, &ink);
  if (strip)
    {
      if (band->layer == RW_CALENDAR_LAYER_SHIFTS)
        place.origin.x += area->size.width - STRIP;
      place.size.width = STRIP;
    }
  rw_calendar_paint_layer (widget, snapshot, band->layer, band->faint, &place);
  if (strip)
    {
      rw_calendar_paint_along (widget, snapshot, band->label, &place, &ink);
      return;
    }
  if (!first && band->layer == RW_CALENDAR_LAYER_WINDOWS)
    return;
  left += 6;
  /* Below, where the names of what else begins then do not stand. */
  if (band->layer == RW_CALENDAR_LAYER_NOTICES && place.size.height > 40)
    place.origin.y += place.size.height - 22;
  if (band->layer != RW_CALENDAR_LAYER_WINDOWS)
    {
      rw_calendar_paint_icon (widget, snapshot, rw_calendar_layer_icon (band->layer),
                              place.origin.x + left, place.origin.y + 4, &ink);
      left += 16;
    }
  rw_calendar_paint_text (widget, snapshot, band->label, place.origin.x + left, place.origin.y + 2,
                          place.size.width - left - 4, &ink);
}

static void
paint_bands (RwCalendarView *view,
             GtkSnapshot    *snapshot)
{
  static const RwCalendarLayer order[] = { RW_CALENDAR_LAYER_WINDOWS, RW_CALENDAR_LAYER_NOTICES,
                                           RW_CALENDAR_LAYER_FREEZES, RW_CALENDAR_LAYER_SHIFTS,
                                           RW_CALENDAR_LAYER_BACKUPS };

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    for (int faint = 1; faint >= 0; faint--)
      {
        g_autoptr (GPtrArray) bands =
          rw_calendar_bands_merge (rw_calendar_view_get_bands (view), order[i], faint);

        for (guint j = 0; j < bands->len; j++)
          {
            const RwCalendarBand *band = bands->pdata[j];

            each_day (view, snapshot, band->start, band->end, paint_band, bands->pdata[j]);
          }
      }
}

static void
paint_grid (RwCalendarView *view,
            GtkSnapshot    *snapshot)
{
  GtkWidget *widget = GTK_WIDGET (view);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  GdkRGBA line, ink;

  rw_calendar_paint_get_colors (widget, &line, &ink);
  for (int hour = 0; hour < 24; hour++)
    {
      g_autofree char *text = g_strdup_printf ("%02d:00", hour);
      double y = minute_y (height, hour * 60);

      if (hour > 0)
        gtk_snapshot_append_color (snapshot, &line, &GRAPHENE_RECT_INIT (RW_WEEK_VIEW_GUTTER - 4, (float) y, (float) width, 1));
      rw_calendar_paint_text (widget, snapshot, text, 10, y + (hour > 0 ? -8 : 0), RW_WEEK_VIEW_GUTTER - 12, &ink);
    }
  for (guint day = 0; day <= rw_calendar_view_get_n_days (view); day++)
    gtk_snapshot_append_color (snapshot, &line, &GRAPHENE_RECT_INIT ((float) day_x (view, width, day), 0, 1, (float) height));
}

static void
paint_now (RwCalendarView *view,
           GtkSnapshot    *snapshot)
{
  GtkWidget *widget = GTK_WIDGET (view);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  gint64 wall = rw_zone_wall (rw_calendar_view_get_zone (view), rw_clock_now ()) -
                rw_calendar_view_get_first_day (view) * RW_DAY;
  gint64 day = wall / RW_DAY;
  double x, y;
  GdkRGBA ink;

  if (wall < 0 || day >= rw_calendar_view_get_n_days (view))
    return;
  rw_status_get_current (RW_STATUS_BAD, &ink);
  x = day_x (view, width, (double) day);
  y = minute_y (height, (int) (wall % RW_DAY / RW_MINUTE));
  gtk_snapshot_append_color (snapshot, &ink, &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) (day_x (view, width, (double) day + 1) - x), 2));
  rw_calendar_paint_dot (snapshot, x, y + 1, 4, &ink);
}

static void
paint_held (RwCalendarView        *view,
            GtkSnapshot           *snapshot,
            const graphene_rect_t *area,
            gboolean               first,
            gpointer               data)
{
  rw_calendar_paint_held (GTK_WIDGET (view), snapshot, area, data, rw_calendar_view_get_zone (view),
                          first);
}

static void
rw_week_view_snapshot (GtkWidget   *widget,
                       GtkSnapshot *snapshot)
{
  RwCalendarView *view = RW_CALENDAR_VIEW (widget);
  RwCalendarGhost ghost;
  gint64 cursor;

  if (rw_calendar_view_get_zone (view) == NULL)
    return;
  paint_bands (view, snapshot);
  paint_grid (view, snapshot);
  GTK_WIDGET_CLASS (rw_week_view_parent_class)->snapshot (widget, snapshot);
  paint_now (view, snapshot);
  if (rw_calendar_view_get_ghost (view, &ghost))
    {
      if (ghost.changed)
        each_day (view, snapshot, ghost.span.start, ghost.span.end, paint_held, &ghost);
    }
  else if (rw_calendar_view_get_cursor (view, &cursor))
    {
      gint64 start = rw_zone_resolve (rw_calendar_view_get_zone (view), cursor);

      ghost = (RwCalendarGhost) { .span = { start, start + RW_HOUR } };
      each_day (view, snapshot, ghost.span.start, ghost.span.end, paint_held, &ghost);
    }
}

static void
rw_week_view_class_init (RwWeekViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  RwCalendarViewClass *view_class = RW_CALENDAR_VIEW_CLASS (klass);

  widget_class->measure = rw_week_view_measure;
  widget_class->snapshot = rw_week_view_snapshot;
  view_class->arrange = rw_week_view_arrange;
  view_class->wall_at = rw_week_view_wall_at;
  view_class->minute_pixels = rw_week_view_minute_pixels;
  view_class->reveal = rw_week_view_reveal;
  gtk_widget_class_set_css_name (widget_class, "weekview");
}

static void
rw_week_view_init (RwWeekView *self)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Week"), -1);
}

/**
 * rw_week_view_new:
 *
 * Returns: (transfer floating): a week without days
 */
GtkWidget *
rw_week_view_new (void)
{
  return g_object_new (RW_TYPE_WEEK_VIEW, NULL);
}
