/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-week-view.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "rw-calendar-paint.h"
#include "rw-clock.h"
#include "rw-status.h"
#include "rw-time.h"

#define MIN_HOUR_HEIGHT 27
#define MIN_DAY_WIDTH   80
#define CHIP_GAP        2
#define CHIP_HEIGHT     20

struct _RwWeekView
{
  RwCalendarView parent_instance;
};

G_DEFINE_FINAL_TYPE (RwWeekView, rw_week_view, RW_TYPE_CALENDAR_VIEW)

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

static void
rw_week_view_arrange (RwCalendarView *view,
                      int             width,
                      int             height)
{
  g_autoptr (GArray) segments = layout_entries (view, height);
  GPtrArray *entries = rw_calendar_view_get_entries (view);

  for (guint i = 0; i < segments->len; i++)
    {
      const RwCalendarSegment *segment = &g_array_index (segments, RwCalendarSegment, i);
      RwCalendarEntry *entry = entries->pdata[segment->span];
      GtkWidget *chip = rw_calendar_view_use_chip (view, i);
      g_autofree char *line = first_line (entry, segment);
      double share = (day_x (view, width, 1) - day_x (view, width, 0) - 2 * CHIP_GAP) / segment->n_columns;
      double x = day_x (view, width, segment->day) + CHIP_GAP + share * segment->column;
      double y = minute_y (height, segment->from) + 1;
      int chip_height = (int) (minute_y (height, segment->to) - y) - 1;
      int chip_width = (int) (share * segment->width) - CHIP_GAP;
      int least;

      rw_calendar_chip_set_entry (RW_CALENDAR_CHIP (chip), entry, rw_calendar_view_get_zone (view), line, chip_height < 34);
      gtk_widget_measure (chip, GTK_ORIENTATION_VERTICAL, -1, &least, NULL, NULL, NULL);
      /* A short one at the end of the day stays inside the grid. */
      y = MIN (y, height - MAX (least, chip_height));
      gtk_widget_size_allocate (chip, &(GtkAllocation){ (int) x, (int) y, MAX (chip_width, 8), MAX (least, chip_height) }, -1);
    }
  rw_calendar_view_hide_chips (view, segments->len);
}

static gboolean
rw_week_view_wall_at (RwCalendarView *view,
                      double          x,
                      double          y,
                      gint64         *wall)
{
  int width = gtk_widget_get_width (GTK_WIDGET (view)), height = gtk_widget_get_height (GTK_WIDGET (view));
  double day_width = day_x (view, width, 1) - day_x (view, width, 0);
  int n_days = (int) rw_calendar_view_get_n_days (view);
  int day = (int) CLAMP ((x - RW_WEEK_VIEW_GUTTER) / day_width, 0, n_days - 1);

  *wall = (rw_calendar_view_get_first_day (view) + day) * RW_DAY + (gint64) (CLAMP (y, 0, height) / height * RW_DAY);
  return TRUE;
}

/* Paints [start, end) on each day that it touches. */
static void
paint_span (RwCalendarView *view,
            GtkSnapshot    *snapshot,
            gint64          start,
            gint64          end,
            const GdkRGBA  *color,
            const char     *label,
            const GdkRGBA  *label_color)
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
      graphene_rect_t area = GRAPHENE_RECT_INIT ((float) x + 1, (float) y,
                                                 (float) (day_x (view, width, segment->day + 1) - x) - 1,
                                                 (float) (minute_y (height, segment->to) - y));

      gtk_snapshot_append_color (snapshot, color, &area);
      if (label != NULL && !segment->continued)
        rw_calendar_paint_text (widget, snapshot, label, x + 6, y + 2, area.size.width - 10, label_color);
    }
}

static int
compare_bands (gconstpointer a,
               gconstpointer b)
{
  const RwCalendarBand *x = *(gconstpointer *) a, *y = *(gconstpointer *) b;

  return x->start < y->start ? -1 : x->start > y->start;
}

/* Bands of one sort that touch are painted as one: a dozen customers' freezes are not a dozen times as red. */
static void
paint_sort (RwCalendarView *view,
            GtkSnapshot    *snapshot,
            gboolean        freeze,
            gboolean        partial)
{
  GPtrArray *all = rw_calendar_view_get_bands (view);
  g_autoptr (GPtrArray) bands = g_ptr_array_new ();
  GdkRGBA ink, fill;

  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      const RwCalendarBand *band = all->pdata[i];

      if (band->freeze == freeze && band->partial == partial)
        g_ptr_array_add (bands, all->pdata[i]);
    }
  g_ptr_array_sort (bands, compare_bands);
  rw_status_get_current (freeze ? RW_STATUS_BAD : RW_STATUS_GOOD, &ink);
  fill = ink;
  fill.alpha = partial ? 0.045f : 0.11f;
  for (guint i = 0; i < bands->len;)
    {
      const RwCalendarBand *first = bands->pdata[i];
      gint64 end = first->end;
      guint n = 1;
      g_autofree char *label = NULL;

      /* MAX reads its arguments twice: no step inside it. */
      for (; i + n < bands->len && ((RwCalendarBand *) bands->pdata[i + n])->start < end; n++)
        end = MAX (end, ((RwCalendarBand *) bands->pdata[i + n])->end);
      if (n > 1)
        /* Translators: several windows at once: the first one's name and how many more. */
        label = g_strdup_printf (_ ("%s +%u"), first->label, n - 1);
      paint_span (view, snapshot, first->start, end, &fill, label != NULL ? label : first->label, &ink);
      i += n;
    }
}

static void
paint_bands (RwCalendarView *view,
             GtkSnapshot    *snapshot)
{
  for (int sort = 0; sort < 4; sort++)
    paint_sort (view, snapshot, sort / 2 != 0, sort % 2 != 0);
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
rw_week_view_snapshot (GtkWidget   *widget,
                       GtkSnapshot *snapshot)
{
  RwCalendarView *view = RW_CALENDAR_VIEW (widget);
  RwCalendarSpan ghost;

  if (rw_calendar_view_get_zone (view) == NULL)
    return;
  paint_bands (view, snapshot);
  paint_grid (view, snapshot);
  GTK_WIDGET_CLASS (rw_week_view_parent_class)->snapshot (widget, snapshot);
  paint_now (view, snapshot);
  if (rw_calendar_view_get_ghost (view, &ghost))
    {
      g_autofree char *text = rw_calendar_range_text (ghost.start, ghost.end, rw_calendar_view_get_zone (view));
      GdkRGBA accent, fill;

      rw_calendar_paint_get_accent (&accent);
      fill = accent;
      fill.alpha = 0.25f;
      paint_span (view, snapshot, ghost.start, ghost.end, &fill, text, &accent);
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
