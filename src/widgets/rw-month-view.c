/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-month-view.h"

#include <glib/gi18n.h>

#include "rw-calendar-paint.h"
#include "rw-clock.h"
#include "rw-status.h"
#include "rw-time.h"

#define DAY_HEADER 22
#define LINE_GAP   2
#define MAX_DAYS   42

struct _RwMonthView
{
  RwCalendarView parent_instance;

  int month;
};

G_DEFINE_FINAL_TYPE (RwMonthView, rw_month_view, RW_TYPE_CALENDAR_VIEW)

static guint
n_weeks (RwCalendarView *view)
{
  return MAX (rw_calendar_view_get_n_days (view) / 7, 1);
}

static void
get_cell (RwCalendarView *view,
          int             width,
          int             height,
          guint           day,
          graphene_rect_t *cell)
{
  double column_width = (width - RW_MONTH_VIEW_GUTTER) / 7.0, row_height = (double) height / n_weeks (view);
  int x = (int) (RW_MONTH_VIEW_GUTTER + column_width * (day % 7)), y = (int) (row_height * (day / 7));

  *cell = GRAPHENE_RECT_INIT ((float) x, (float) y, (float) ((int) (RW_MONTH_VIEW_GUTTER + column_width * (day % 7 + 1)) - x),
                              (float) ((int) (row_height * (day / 7 + 1)) - y));
}

static void
rw_month_view_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? 6 * 60 : RW_MONTH_VIEW_GUTTER + 7 * 70;
}

/* Per day the entries that it shows. The usual night work, 22:00 to 02:00, is told on its first day only. */
static void
collect_days (RwCalendarView *view,
              GPtrArray     **days)
{
  GPtrArray *entries = rw_calendar_view_get_entries (view);
  gint64 first = rw_calendar_view_get_first_day (view);
  gint64 n_days = rw_calendar_view_get_n_days (view);

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      RwCalendarEntry *entry = entries->pdata[i];
      gint64 from = rw_zone_wall (rw_calendar_view_get_zone (view), entry->start) / RW_DAY - first;
      gint64 to = (rw_zone_wall (rw_calendar_view_get_zone (view), entry->end) - 1) / RW_DAY - first;

      if (entry->end - entry->start <= RW_DAY)
        to = from;
      for (gint64 day = MAX (from, 0); day <= MIN (to, n_days - 1); day++)
        g_ptr_array_add (days[day], entry);
    }
}

static int
compare_entries (gconstpointer a,
                 gconstpointer b)
{
  const RwCalendarEntry *x = *(gconstpointer *) a, *y = *(gconstpointer *) b;

  if (x->start != y->start)
    return x->start < y->start ? -1 : 1;
  return rw_id_compare (&x->id, &y->id);
}

static char *
first_line (RwCalendarView  *view,
            RwCalendarEntry *entry,
            guint            day)
{
  GTimeZone *zone = rw_calendar_view_get_zone (view);
  gint64 start = rw_zone_wall (zone, entry->start);
  const char *number = entry->number != NULL ? entry->number : "";

  if (start / RW_DAY < rw_calendar_view_get_first_day (view) + day)
    return g_strdup_printf ("→ %s %s", number, entry->title);
  return g_strdup_printf ("%02d:%02d %s %s", (int) (start % RW_DAY / RW_HOUR), (int) (start % RW_HOUR / RW_MINUTE), number,
                          entry->title);
}

static void
show_more (RwCalendarView *view,
           GPtrArray      *entries,
           guint           from,
           int             x,
           int             y,
           int             width)
{
  g_autoptr (GPtrArray) hidden =
    g_ptr_array_new_with_free_func ((GDestroyNotify) rw_calendar_entry_unref);
  RwCalendarMore *more = rw_calendar_view_use_more (view);
  int height, least;

  for (guint i = from; i < entries->len; i++)
    g_ptr_array_add (hidden, g_rc_box_acquire (entries->pdata[i]));
  rw_calendar_more_set_entries (more, hidden, rw_calendar_view_get_zone (view), FALSE, FALSE);
  gtk_widget_measure (GTK_WIDGET (more), GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
  gtk_widget_measure (GTK_WIDGET (more), GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  gtk_widget_size_allocate (GTK_WIDGET (more),
                            &(GtkAllocation) { x, y, MAX (width, least), height }, -1);
}

static void
rw_month_view_arrange (RwCalendarView *view,
                       int             width,
                       int             height)
{
  guint n_days = MIN (rw_calendar_view_get_n_days (view), MAX_DAYS);
  GPtrArray *days[MAX_DAYS];
  int line = rw_calendar_view_line_height (view);

  for (guint day = 0; day < MAX_DAYS; day++)
    days[day] = g_ptr_array_new ();
  collect_days (view, days);
  for (guint day = 0; day < n_days; day++)
    {
      graphene_rect_t cell;
      guint fits, shown;

      get_cell (view, width, height, day, &cell);
      fits = (guint) MAX (0, (cell.size.height - DAY_HEADER - 2) / (line + LINE_GAP));
      shown = days[day]->len <= fits ? days[day]->len : MAX (fits, 1) - 1;
      g_ptr_array_sort (days[day], compare_entries);
      for (guint i = 0; i < shown; i++)
        {
          GtkWidget *chip = rw_calendar_view_use_chip (view);
          g_autofree char *text = first_line (view, days[day]->pdata[i], day);
          GtkAllocation at = { (int) cell.origin.x + 3, (int) cell.origin.y + DAY_HEADER + (int) i * (line + LINE_GAP),
                               (int) cell.size.width - 6, line };

          rw_calendar_chip_set_entry (RW_CALENDAR_CHIP (chip), days[day]->pdata[i], rw_calendar_view_get_zone (view), text, TRUE);
          gtk_widget_measure (chip, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
          gtk_widget_size_allocate (chip, &at, -1);
        }
      if (shown < days[day]->len)
        show_more (view, days[day], shown, (int) cell.origin.x + 3,
                   (int) cell.origin.y + DAY_HEADER + (int) shown * (line + LINE_GAP),
                   (int) cell.size.width - 6);
    }
  for (guint day = 0; day < MAX_DAYS; day++)
    g_ptr_array_unref (days[day]);
}

static gboolean
rw_month_view_wall_at (RwCalendarView *view,
                       double          x,
                       double          y,
                       gint64         *wall)
{
  int width = gtk_widget_get_width (GTK_WIDGET (view)), height = gtk_widget_get_height (GTK_WIDGET (view));
  int column = (int) ((x - RW_MONTH_VIEW_GUTTER) / ((width - RW_MONTH_VIEW_GUTTER) / 7.0));
  int row = (int) (y / ((double) height / n_weeks (view)));

  /* The middle of the day: a drag counts whole days. */
  *wall = (rw_calendar_view_get_first_day (view) + CLAMP (row, 0, (int) n_weeks (view) - 1) * 7 + CLAMP (column, 0, 6)) * RW_DAY +
          RW_DAY / 2;
  return x >= RW_MONTH_VIEW_GUTTER;
}

static double
rw_month_view_minute_pixels (RwCalendarView *view)
{
  return 0;
}

static void
paint_day (RwCalendarView        *view,
           GtkSnapshot           *snapshot,
           guint                  day,
           const graphene_rect_t *cell,
           const GdkRGBA         *line,
           const GdkRGBA         *ink)
{
  gint64 date = rw_calendar_view_get_first_day (view) + day;
  gint64 today = rw_zone_wall (rw_calendar_view_get_zone (view), rw_clock_now ()) / RW_DAY;
  g_autofree char *text = NULL;
  GdkRGBA color = *ink;
  int year, month, mday;

  rw_date_to_civil (date, &year, &month, &mday);
  text = g_strdup_printf ("%d", mday);
  if (month != RW_MONTH_VIEW (view)->month)
    {
      GdkRGBA shade = *line;

      shade.alpha *= 0.35f;
      gtk_snapshot_append_color (snapshot, &shade, cell);
      color.alpha *= 0.8f;
    }
  if (date == today)
    {
      rw_calendar_paint_get_accent (&color);
      gtk_snapshot_append_color (snapshot, &color, &GRAPHENE_RECT_INIT (cell->origin.x + 1, cell->origin.y + 1, cell->size.width - 1, 2));
    }
  rw_calendar_paint_text (GTK_WIDGET (view), snapshot, text, cell->origin.x + 7, cell->origin.y + 4, 40, &color);
}

/* The freeze that holds for all is written out, everything else is a mark: windows and backups are every night. */
static void
paint_bands (RwCalendarView        *view,
             GtkSnapshot           *snapshot,
             guint                  day,
             const graphene_rect_t *cell)
{
  GtkWidget *widget = GTK_WIDGET (view);
  GPtrArray *bands = rw_calendar_view_get_bands (view);
  GTimeZone *zone = rw_calendar_view_get_zone (view);
  gint64 date = rw_calendar_view_get_first_day (view) + day;
  gint64 start = rw_zone_resolve (zone, date * RW_DAY), end = rw_zone_resolve (zone, (date + 1) * RW_DAY);
  const RwCalendarBand *freeze = NULL;
  gboolean marked[RW_CALENDAR_N_LAYERS] = { FALSE };
  double x = cell->origin.x + cell->size.width - 17;
  GdkRGBA ink;

  for (guint i = 0; bands != NULL && i < bands->len; i++)
    {
      const RwCalendarBand *band = bands->pdata[i];

      if (band->start >= end || band->end <= start)
        continue;
      if (band->layer == RW_CALENDAR_LAYER_FREEZES && !band->faint && freeze == NULL)
        freeze = band;
      else
        marked[band->layer] = TRUE;
    }
  if (freeze != NULL)
    rw_calendar_paint_layer (widget, snapshot, RW_CALENDAR_LAYER_FREEZES, FALSE, cell);
  for (int layer = RW_CALENDAR_N_LAYERS - 1; layer >= 0; layer--)
    {
      if (!marked[layer])
        continue;
      rw_calendar_paint_layer_ink ((RwCalendarLayer) layer, &ink);
      rw_calendar_paint_icon (widget, snapshot, rw_calendar_layer_icon ((RwCalendarLayer) layer), x,
                              cell->origin.y + 6, &ink);
      x -= 15;
    }
  if (freeze == NULL)
    return;
  rw_calendar_paint_layer_ink (RW_CALENDAR_LAYER_FREEZES, &ink);
  rw_calendar_paint_text (widget, snapshot, freeze->label, cell->origin.x + 30, cell->origin.y + 4,
                          x - cell->origin.x - 20, &ink);
}

static void
paint_ghost (RwCalendarView *view,
             GtkSnapshot    *snapshot)
{
  GTimeZone *zone = rw_calendar_view_get_zone (view);
  RwCalendarGhost ghost;
  graphene_rect_t cell;
  gint64 day, cursor;

  if (!rw_calendar_view_get_ghost (view, &ghost))
    {
      if (!rw_calendar_view_get_cursor (view, &cursor))
        return;
      ghost = (RwCalendarGhost) { .span = { rw_zone_resolve (zone, cursor),
                                            rw_zone_resolve (zone, cursor) } };
    }
  else if (!ghost.changed)
    return;
  day = rw_zone_wall (zone, ghost.span.start) / RW_DAY - rw_calendar_view_get_first_day (view);
  if (day < 0 || day >= rw_calendar_view_get_n_days (view))
    return;
  get_cell (view, gtk_widget_get_width (GTK_WIDGET (view)), gtk_widget_get_height (GTK_WIDGET (view)), (guint) day, &cell);
  rw_calendar_paint_held (GTK_WIDGET (view), snapshot, &cell, &ghost, zone, FALSE);
}

static void
rw_month_view_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  RwCalendarView *view = RW_CALENDAR_VIEW (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  GdkRGBA line, ink;

  if (rw_calendar_view_get_zone (view) == NULL)
    return;
  rw_calendar_paint_get_colors (widget, &line, &ink);
  for (guint day = 0; day < n_weeks (view) * 7; day++)
    {
      graphene_rect_t cell;

      get_cell (view, width, height, day, &cell);
      paint_bands (view, snapshot, day, &cell);
      paint_day (view, snapshot, day, &cell, &line, &ink);
      gtk_snapshot_append_color (snapshot, &line, &GRAPHENE_RECT_INIT (cell.origin.x, cell.origin.y, 1, cell.size.height));
      gtk_snapshot_append_color (snapshot, &line, &GRAPHENE_RECT_INIT (cell.origin.x, cell.origin.y, cell.size.width, 1));
      if (day % 7 == 0)
        {
          gint64 date = rw_calendar_view_get_first_day (view) + day;
          int year, month, mday;

          rw_date_to_civil (date, &year, &month, &mday);
          g_autoptr (GDateTime) monday = g_date_time_new_utc (year, month, mday, 0, 0, 0);
          g_autofree char *week = g_strdup_printf ("%d", g_date_time_get_week_of_year (monday));

          rw_calendar_paint_text (widget, snapshot, week, 8, cell.origin.y + 4, RW_MONTH_VIEW_GUTTER - 8, &ink);
        }
    }
  GTK_WIDGET_CLASS (rw_month_view_parent_class)->snapshot (widget, snapshot);
  paint_ghost (view, snapshot);
}

static void
rw_month_view_class_init (RwMonthViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  RwCalendarViewClass *view_class = RW_CALENDAR_VIEW_CLASS (klass);

  widget_class->measure = rw_month_view_measure;
  widget_class->snapshot = rw_month_view_snapshot;
  view_class->arrange = rw_month_view_arrange;
  view_class->wall_at = rw_month_view_wall_at;
  view_class->minute_pixels = rw_month_view_minute_pixels;
  view_class->step_minutes = 1440;
  gtk_widget_class_set_css_name (widget_class, "monthview");
}

static void
rw_month_view_init (RwMonthView *self)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Month"), -1);
}

/**
 * rw_month_view_new:
 *
 * Returns: (transfer floating): a month without days
 */
GtkWidget *
rw_month_view_new (void)
{
  return g_object_new (RW_TYPE_MONTH_VIEW, NULL);
}

/**
 * rw_month_view_set_month:
 * @month: 1 to 12: days of other months stand back
 */
void
rw_month_view_set_month (RwMonthView *self,
                         int          month)
{
  self->month = month;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
