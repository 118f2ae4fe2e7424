/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-lane-view.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "rw-calendar-bands.h"
#include "rw-calendar-paint.h"
#include "rw-clock.h"
#include "rw-status.h"
#include "rw-time.h"

#define LABEL_WIDTH   190
#define HEADER_HEIGHT 44
#define TRACK_HEIGHT  20
#define MIN_DAY_WIDTH 288
#define LEAST_CHIP    76
#define ROW_PADDING   4
#define LINE_GAP      2
#define MOST_LINES    6

/* Those that have a line of their own under the days; windows need none, they are where changes are. */
static const RwCalendarLayer tracks[] = { RW_CALENDAR_LAYER_FREEZES, RW_CALENDAR_LAYER_SHIFTS, RW_CALENDAR_LAYER_BACKUPS,
                                          RW_CALENDAR_LAYER_NOTICES };

struct _RwLaneView
{
  RwCalendarView parent_instance;

  GPtrArray *lanes;
  GArray *segments; /* of all rows, by row; the day of a segment is its row */
  GArray *starts;   /* guint: the first segment of each row, and one beyond */
  GArray *tops;     /* int: of each row, without the header, and one beyond */
  int laid_line;    /* height of a line that this was reckoned with */
  GtkAdjustment *across;
  GtkAdjustment *down;
};

G_DEFINE_FINAL_TYPE (RwLaneView, rw_lane_view, RW_TYPE_CALENDAR_VIEW)

/* --- Places ------------------------------------------------------------------------------------------ */

static double
day_width (RwLaneView *self)
{
  guint n_days = MAX (rw_calendar_view_get_n_days (RW_CALENDAR_VIEW (self)), 1);

  return MAX ((double) (gtk_widget_get_width (GTK_WIDGET (self)) - LABEL_WIDTH) / n_days, MIN_DAY_WIDTH);
}

static double
wall_x (RwLaneView *self,
        gint64      wall)
{
  gint64 first = rw_calendar_view_get_first_day (RW_CALENDAR_VIEW (self)) * RW_DAY;

  return LABEL_WIDTH + (double) (wall - first) / RW_DAY * day_width (self);
}

static gboolean
has_track (RwLaneView *self,
           guint       track)
{
  return rw_calendar_bands_have (rw_calendar_view_get_bands (RW_CALENDAR_VIEW (self)), tracks[track]);
}

static int
header_height (RwLaneView *self)
{
  int height = HEADER_HEIGHT;

  for (guint i = 0; i < G_N_ELEMENTS (tracks); i++)
    height += has_track (self, i) ? TRACK_HEIGHT : 0;
  return height;
}

/* The part that is to be seen, of a widget that is as large as all of its rows. */
static void
get_visible (RwLaneView      *self,
             graphene_rect_t *area)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self)), height = gtk_widget_get_height (GTK_WIDGET (self));

  *area = GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height);
  if (self->across == NULL || self->down == NULL || gtk_adjustment_get_page_size (self->down) <= 0)
    return;
  area->origin.x = (float) gtk_adjustment_get_value (self->across);
  area->origin.y = (float) gtk_adjustment_get_value (self->down);
  area->size.width = (float) MIN (gtk_adjustment_get_page_size (self->across), width);
  area->size.height = (float) MIN (gtk_adjustment_get_page_size (self->down), height);
}

static guint
n_rows (RwLaneView *self)
{
  return self->tops->len > 0 ? self->tops->len - 1 : 0;
}

/* The row that holds a height below the header. */
static guint
row_at (RwLaneView *self,
        double      y)
{
  guint low = 0, high = n_rows (self);

  while (high - low > 1)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (self->tops, int, middle) <= y)
        low = middle;
      else
        high = middle;
    }
  return low;
}

static gboolean
add_segment (RwLaneView      *self,
             guint            row,
             guint            index,
             RwCalendarEntry *entry)
{
  RwCalendarView *view = RW_CALENDAR_VIEW (self);
  RwCalendarSpan span = { entry->start, entry->end };
  gint64 first = rw_calendar_view_get_first_day (view) * RW_DAY, most = rw_calendar_view_get_n_days (view) * RW_DAY;
  int least = LEAST_CHIP * 1440 / MIN_DAY_WIDTH, last = (int) (most / RW_MINUTE);
  RwCalendarSegment segment = { .span = index, .day = row };
  gint64 from, to;

  rw_calendar_layout_wall (&span, rw_calendar_view_get_zone (view), &from, &to);
  from -= first;
  to -= first;
  if (from >= most || to <= 0)
    return FALSE;
  segment.continued = from < 0;
  segment.continues = to > most;
  segment.from = (int) CLAMP (from / RW_MINUTE, 0, last - least);
  segment.to = MAX ((int) (MIN (to, most) / RW_MINUTE), segment.from + least);
  g_array_append_val (self->segments, segment);
  return TRUE;
}

/* Where rows and what is in them are. Reckoned once for what is shown: a scroll only looks it up. */
static void
lay_rows (RwLaneView *self)
{
  int line = rw_calendar_view_line_height (RW_CALENDAR_VIEW (self)), y = 0;
  guint next = 0;

  if (self->laid_line == line)
    return;
  self->laid_line = line;
  g_array_set_size (self->segments, 0);
  g_array_set_size (self->starts, 0);
  g_array_set_size (self->tops, 0);
  for (guint row = 0; self->lanes != NULL && row < self->lanes->len; row++)
    {
      const RwLane *lane = self->lanes->pdata[row];

      for (guint i = 0; i < lane->entries->len; i++)
        add_segment (self, row, i, lane->entries->pdata[i]);
    }
  rw_calendar_layout_place (self->segments);
  for (guint row = 0; self->lanes != NULL && row < self->lanes->len; row++)
    {
      int lines = 1;

      g_array_append_val (self->starts, next);
      g_array_append_val (self->tops, y);
      for (; next < self->segments->len && g_array_index (self->segments, RwCalendarSegment, next).day == row; next++)
        lines = MAX (lines, g_array_index (self->segments, RwCalendarSegment, next).n_columns);
      y += MIN (lines, MOST_LINES) * (line + LINE_GAP) + 2 * ROW_PADDING;
    }
  g_array_append_val (self->starts, next);
  g_array_append_val (self->tops, y);
}

static void
rw_lane_view_measure (GtkWidget      *widget,
                      GtkOrientation  orientation,
                      int             for_size,
                      int            *minimum,
                      int            *natural,
                      int            *minimum_baseline,
                      int            *natural_baseline)
{
  RwLaneView *self = RW_LANE_VIEW (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = *natural = LABEL_WIDTH + (int) rw_calendar_view_get_n_days (RW_CALENDAR_VIEW (self)) * MIN_DAY_WIDTH;
      return;
    }
  if (rw_calendar_view_get_zone (RW_CALENDAR_VIEW (self)) != NULL)
    lay_rows (self);
  *minimum = *natural = header_height (self) + (self->tops->len > 0 ? g_array_index (self->tops, int, n_rows (self)) : 0);
}

static gboolean
rw_lane_view_wall_at (RwCalendarView *view,
                      double          x,
                      double          y,
                      gint64         *wall)
{
  RwLaneView *self = RW_LANE_VIEW (view);
  gint64 first = rw_calendar_view_get_first_day (view) * RW_DAY;
  graphene_rect_t area;

  get_visible (self, &area);
  *wall = first + (gint64) ((MAX (x - LABEL_WIDTH, 0)) / day_width (self) * RW_DAY);
  *wall = MIN (*wall, first + rw_calendar_view_get_n_days (view) * RW_DAY);
  return x >= area.origin.x + LABEL_WIDTH && y >= area.origin.y + header_height (self);
}

static double
rw_lane_view_minute_pixels (RwCalendarView *view)
{
  return day_width (RW_LANE_VIEW (view)) / 1440;
}

static void
rw_lane_view_reveal (RwCalendarView *view,
                     gint64          wall)
{
  RwLaneView *self = RW_LANE_VIEW (view);
  double x = wall_x (self, wall);

  if (self->across != NULL)
    gtk_adjustment_clamp_page (self->across, x - LABEL_WIDTH - 60, x + 160);
}

/* --- Chips ------------------------------------------------------------------------------------------- */

static void
place_chip (RwLaneView              *self,
            const graphene_rect_t   *area,
            const RwLane            *lane,
            const RwCalendarSegment *segment,
            int                      line)
{
  RwCalendarView *view = RW_CALENDAR_VIEW (self);
  RwCalendarEntry *entry = lane->entries->pdata[segment->span];
  double minute = day_width (self) / 1440, hidden, length = (double) (entry->end - entry->start) / RW_MINUTE * minute;
  double x = LABEL_WIDTH + segment->from * minute, width = (segment->to - segment->from) * minute - 2;
  int y = header_height (self) + g_array_index (self->tops, int, segment->day) + ROW_PADDING + segment->column * (line + LINE_GAP);
  g_autofree char *text = NULL;
  GtkWidget *chip;

  if (x + width < area->origin.x - area->size.width || x > area->origin.x + 2 * area->size.width)
    return;
  /* What began further left is still named where it is seen. */
  hidden = CLAMP (area->origin.x + LABEL_WIDTH - x, 0, MAX (width - LEAST_CHIP, 0));
  chip = rw_calendar_view_use_chip (view);
  text = g_strdup_printf ("%s%s %s", segment->continued ? "→ " : "", entry->number != NULL ? entry->number : "", entry->title);
  rw_calendar_chip_set_entry (RW_CALENDAR_CHIP (chip), entry, rw_calendar_view_get_zone (view), text, TRUE);
  rw_calendar_chip_set_part (RW_CALENDAR_CHIP (chip), !segment->continued && hidden <= 0, !segment->continues);
  rw_calendar_chip_set_lane (RW_CALENDAR_CHIP (chip), lane->name, length < width ? length : 0);
  gtk_widget_measure (chip, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_size_allocate (chip, &(GtkAllocation){ (int) (x + hidden), y, MAX ((int) (width - hidden), 12), line }, -1);
}

/* Those of a row that overlap and have no line of their own. */
static void
place_more (RwLaneView *self,
            guint       row,
            guint       first,
            int        *reach,
            int         line)
{
  RwCalendarView *view = RW_CALENDAR_VIEW (self);
  const RwLane *lane = self->lanes->pdata[row];
  g_autoptr (GPtrArray) hidden = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_calendar_entry_unref);
  const RwCalendarSegment *start = &g_array_index (self->segments, RwCalendarSegment, first);
  double minute = day_width (self) / 1440;
  int y = header_height (self) + g_array_index (self->tops, int, row) + ROW_PADDING + (MOST_LINES - 1) * (line + LINE_GAP);
  RwCalendarMore *more;
  int least, height;

  *reach = start->to;
  for (guint i = first; i < g_array_index (self->starts, guint, row + 1); i++)
    {
      const RwCalendarSegment *segment = &g_array_index (self->segments, RwCalendarSegment, i);

      if (segment->from >= *reach)
        break;
      if (segment->column < MOST_LINES - 1)
        continue;
      *reach = MAX (*reach, segment->to);
      g_ptr_array_add (hidden, g_rc_box_acquire (lane->entries->pdata[segment->span]));
    }
  more = rw_calendar_view_use_more (view);
  rw_calendar_more_set_entries (more, hidden, rw_calendar_view_get_zone (view), TRUE, FALSE);
  gtk_widget_measure (GTK_WIDGET (more), GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
  gtk_widget_measure (GTK_WIDGET (more), GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  gtk_widget_size_allocate (GTK_WIDGET (more),
                            &(GtkAllocation){ (int) (LABEL_WIDTH + start->from * minute), y,
                                              MAX ((int) ((*reach - start->from) * minute) - 2, least), MAX (height, line) },
                            -1);
}

static void
place_row (RwLaneView            *self,
           const graphene_rect_t *area,
           guint                  row,
           int                    line)
{
  int reach = 0;

  for (guint i = g_array_index (self->starts, guint, row); i < g_array_index (self->starts, guint, row + 1); i++)
    {
      const RwCalendarSegment *segment = &g_array_index (self->segments, RwCalendarSegment, i);

      /* The last line is a chip's own only where it is enough for all. */
      if (segment->n_columns <= MOST_LINES || segment->column < MOST_LINES - 1)
        place_chip (self, area, self->lanes->pdata[row], segment, line);
      else if (segment->from >= reach)
        place_more (self, row, i, &reach, line);
    }
}

/* The rows in view and those half a page further: Tab leads there, and brings them into view. */
static void
rw_lane_view_arrange (RwCalendarView *view,
                      int             width,
                      int             height)
{
  RwLaneView *self = RW_LANE_VIEW (view);
  int line = rw_calendar_view_line_height (view);
  graphene_rect_t area;
  double top, bottom;

  lay_rows (self);
  get_visible (self, &area);
  top = area.origin.y - area.size.height / 2;
  bottom = area.origin.y + area.size.height * 1.5;
  for (guint row = row_at (self, top); row < n_rows (self) && g_array_index (self->tops, int, row) < bottom; row++)
    place_row (self, &area, row, line);
}

/* --- Painting ---------------------------------------------------------------------------------------- */

static void
paint_layers (RwLaneView            *self,
              GtkSnapshot           *snapshot,
              const graphene_rect_t *area)
{
  static const RwCalendarLayer columns[] = { RW_CALENDAR_LAYER_WINDOWS, RW_CALENDAR_LAYER_FREEZES };
  GTimeZone *zone = rw_calendar_view_get_zone (RW_CALENDAR_VIEW (self));
  float top = area->origin.y + (float) header_height (self), height = area->size.height - (float) header_height (self);

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    /* A freeze of one customer is told above the rows, not drawn through those of all others. */
    for (int faint = columns[i] == RW_CALENDAR_LAYER_FREEZES ? 0 : 1; faint >= 0; faint--)
      {
        g_autoptr (GPtrArray) bands =
          rw_calendar_bands_merge (rw_calendar_view_get_bands (RW_CALENDAR_VIEW (self)), columns[i], faint);

        for (guint j = 0; j < bands->len; j++)
          {
            const RwCalendarBand *band = bands->pdata[j];
            double from = MAX (wall_x (self, rw_zone_wall (zone, band->start)), area->origin.x + LABEL_WIDTH);
            double to = MIN (wall_x (self, rw_zone_wall (zone, band->end)), area->origin.x + area->size.width);

            if (to > from)
              rw_calendar_paint_layer (GTK_WIDGET (self), snapshot, columns[i], faint,
                                       &GRAPHENE_RECT_INIT ((float) from, top, (float) (to - from), height));
          }
      }
}

static void
paint_rows (RwLaneView            *self,
            GtkSnapshot           *snapshot,
            const graphene_rect_t *area,
            const GdkRGBA         *line)
{
  for (guint row = row_at (self, area->origin.y); row < n_rows (self); row++)
    {
      float y = (float) (header_height (self) + g_array_index (self->tops, int, row + 1));

      if (y > area->origin.y + area->size.height)
        break;
      gtk_snapshot_append_color (snapshot, line, &GRAPHENE_RECT_INIT (area->origin.x, y - 1, area->size.width, 1));
    }
  for (guint quarter = 0; quarter <= 4 * rw_calendar_view_get_n_days (RW_CALENDAR_VIEW (self)); quarter++)
    {
      float x = (float) (LABEL_WIDTH + quarter * day_width (self) / 4);
      GdkRGBA color = *line;

      color.alpha *= quarter % 4 == 0 ? 1.6f : 0.6f;
      if (x >= area->origin.x && x <= area->origin.x + area->size.width)
        gtk_snapshot_append_color (snapshot, &color, &GRAPHENE_RECT_INIT (x, area->origin.y, 1, area->size.height));
    }
}

static void
paint_names (RwLaneView            *self,
             GtkSnapshot           *snapshot,
             const graphene_rect_t *area,
             const GdkRGBA         *ink)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GdkRGBA strong;

  gtk_widget_get_color (widget, &strong);
  for (guint row = row_at (self, area->origin.y); row < n_rows (self); row++)
    {
      const RwLane *lane = self->lanes->pdata[row];
      int top = header_height (self) + g_array_index (self->tops, int, row);
      int height = g_array_index (self->tops, int, row + 1) - g_array_index (self->tops, int, row);
      double y = MAX (top + ROW_PADDING, MIN (area->origin.y + header_height (self) + ROW_PADDING, top + height - 20)), used;

      if (top > area->origin.y + area->size.height)
        break;
      used = rw_calendar_paint_text (widget, snapshot, lane->name, area->origin.x + 12, y + 1, LABEL_WIDTH - 20, &strong);
      if (lane->detail != NULL && height > 2 * used)
        rw_calendar_paint_text (widget, snapshot, lane->detail, area->origin.x + 12, y + 1 + used, LABEL_WIDTH - 20, ink);
    }
}

static void
paint_tracks (RwLaneView            *self,
              GtkSnapshot           *snapshot,
              const graphene_rect_t *area,
              const GdkRGBA         *line)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GTimeZone *zone = rw_calendar_view_get_zone (RW_CALENDAR_VIEW (self));
  float y = area->origin.y + HEADER_HEIGHT;

  for (guint i = 0; i < G_N_ELEMENTS (tracks); i++)
    {
      GdkRGBA ink;

      if (!has_track (self, i))
        continue;
      rw_calendar_paint_layer_ink (tracks[i], &ink);
      gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (area->origin.x + LABEL_WIDTH, y, area->size.width - LABEL_WIDTH, TRACK_HEIGHT));
      for (int faint = 1; faint >= 0; faint--)
        {
          g_autoptr (GPtrArray) bands =
            rw_calendar_bands_merge (rw_calendar_view_get_bands (RW_CALENDAR_VIEW (self)), tracks[i], faint);

          for (guint j = 0; j < bands->len; j++)
            {
              const RwCalendarBand *band = bands->pdata[j];
              double from = wall_x (self, rw_zone_wall (zone, band->start)), to = wall_x (self, rw_zone_wall (zone, band->end));
              double seen = MAX (from, area->origin.x + LABEL_WIDTH);

              if (to <= area->origin.x || from >= area->origin.x + area->size.width)
                continue;
              rw_calendar_paint_layer (widget, snapshot, tracks[i], faint,
                                       &GRAPHENE_RECT_INIT ((float) from, y + 1, (float) (to - from), TRACK_HEIGHT - 3));
              rw_calendar_paint_text (widget, snapshot, band->label, seen + 5, y + 2, to - seen - 8, &ink);
            }
        }
      gtk_snapshot_pop (snapshot);
      rw_calendar_paint_icon (widget, snapshot, rw_calendar_layer_icon (tracks[i]), area->origin.x + 12, y + 4, &ink);
      rw_calendar_paint_text (widget, snapshot, rw_calendar_layer_label (tracks[i]), area->origin.x + 30, y + 2, LABEL_WIDTH - 36, &ink);
      y += TRACK_HEIGHT;
      gtk_snapshot_append_color (snapshot, line, &GRAPHENE_RECT_INIT (area->origin.x, y - 1, area->size.width, 1));
    }
}

static void
paint_days (RwLaneView            *self,
            GtkSnapshot           *snapshot,
            const graphene_rect_t *area,
            const GdkRGBA         *ink)
{
  RwCalendarView *view = RW_CALENDAR_VIEW (self);
  GtkWidget *widget = GTK_WIDGET (self);
  gint64 today = rw_zone_wall (rw_calendar_view_get_zone (view), rw_clock_now ()) / RW_DAY;

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (area->origin.x + LABEL_WIDTH, area->origin.y, area->size.width - LABEL_WIDTH,
                                                         HEADER_HEIGHT));
  for (guint i = 0; i < rw_calendar_view_get_n_days (view); i++)
    {
      gint64 day = rw_calendar_view_get_first_day (view) + i;
      double x = LABEL_WIDTH + i * day_width (self), seen = MAX (x, area->origin.x + LABEL_WIDTH);
      g_autoptr (GDateTime) date = NULL;
      g_autofree char *text = NULL;
      GdkRGBA color = *ink;
      int year, month, mday;

      if (x + day_width (self) < area->origin.x || x > area->origin.x + area->size.width)
        continue;
      rw_date_to_civil (day, &year, &month, &mday);
      date = g_date_time_new_utc (year, month, mday, 0, 0, 0);
      text = g_date_time_format (date, C_ ("calendar column", "%a %-e"));
      if (day == today)
        rw_calendar_paint_get_accent (&color);
      rw_calendar_paint_text (widget, snapshot, text, seen + 6, area->origin.y + 4, x + day_width (self) - seen - 8, &color);
      for (int hour = 0; hour < 24; hour += 6)
        {
          g_autofree char *clock = g_strdup_printf ("%02d:00", hour);

          rw_calendar_paint_text (widget, snapshot, clock, x + hour * day_width (self) / 24 + 6, area->origin.y + 23, 60, ink);
        }
    }
  gtk_snapshot_pop (snapshot);
}

static void
paint_now (RwLaneView            *self,
           GtkSnapshot           *snapshot,
           const graphene_rect_t *area)
{
  double x = wall_x (self, rw_zone_wall (rw_calendar_view_get_zone (RW_CALENDAR_VIEW (self)), rw_clock_now ()));
  float top = area->origin.y + HEADER_HEIGHT - 4;
  GdkRGBA ink;

  if (x < area->origin.x + LABEL_WIDTH || x > area->origin.x + area->size.width)
    return;
  rw_status_get_current (RW_STATUS_BAD, &ink);
  gtk_snapshot_append_color (snapshot, &ink, &GRAPHENE_RECT_INIT ((float) x, top, 2, area->size.height));
  rw_calendar_paint_dot (snapshot, x + 1, top, 4, &ink);
}

static void
paint_held (RwLaneView            *self,
            GtkSnapshot           *snapshot,
            const graphene_rect_t *area)
{
  RwCalendarView *view = RW_CALENDAR_VIEW (self);
  GTimeZone *zone = rw_calendar_view_get_zone (view);
  float top = area->origin.y + (float) header_height (self);
  RwCalendarGhost ghost;
  gint64 cursor;
  double from, to;

  if (!rw_calendar_view_get_ghost (view, &ghost))
    {
      if (!rw_calendar_view_get_cursor (view, &cursor))
        return;
      ghost = (RwCalendarGhost){ .span = { rw_zone_resolve (zone, cursor), 0 } };
      ghost.span.end = ghost.span.start + RW_HOUR;
    }
  else if (!ghost.changed)
    return;
  from = wall_x (self, rw_zone_wall (zone, ghost.span.start));
  to = wall_x (self, rw_zone_wall (zone, ghost.span.end));
  rw_calendar_paint_held (GTK_WIDGET (self), snapshot,
                          &GRAPHENE_RECT_INIT ((float) from, top, (float) MAX (to - from, 6), area->size.height - (top - area->origin.y)),
                          &ghost, zone, TRUE);
}

static void
rw_lane_view_snapshot (GtkWidget   *widget,
                       GtkSnapshot *snapshot)
{
  RwLaneView *self = RW_LANE_VIEW (widget);
  GdkRGBA line, ink, ground;
  graphene_rect_t area, inner;

  if (rw_calendar_view_get_zone (RW_CALENDAR_VIEW (self)) == NULL)
    return;
  get_visible (self, &area);
  inner = area;
  inner.origin.x += LABEL_WIDTH;
  inner.size.width -= LABEL_WIDTH;
  inner.origin.y += (float) header_height (self);
  inner.size.height -= (float) header_height (self);
  rw_calendar_paint_get_colors (widget, &line, &ink);
  paint_layers (self, snapshot, &area);
  paint_rows (self, snapshot, &area, &line);
  gtk_snapshot_push_clip (snapshot, &inner);
  GTK_WIDGET_CLASS (rw_lane_view_parent_class)->snapshot (widget, snapshot);
  paint_held (self, snapshot, &area);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (area.origin.x, inner.origin.y, area.size.width, inner.size.height));
  paint_names (self, snapshot, &area, &ink);
  gtk_snapshot_pop (snapshot);
  ground = line;
  ground.alpha *= 0.5f;
  gtk_snapshot_append_color (snapshot, &ground, &GRAPHENE_RECT_INIT (area.origin.x, area.origin.y, area.size.width, HEADER_HEIGHT));
  gtk_snapshot_append_color (snapshot, &line, &GRAPHENE_RECT_INIT (area.origin.x, area.origin.y + HEADER_HEIGHT - 1, area.size.width, 1));
  gtk_snapshot_append_color (snapshot, &line, &GRAPHENE_RECT_INIT (area.origin.x + LABEL_WIDTH - 1, area.origin.y, 1, area.size.height));
  paint_days (self, snapshot, &area, &ink);
  paint_tracks (self, snapshot, &area, &line);
  paint_now (self, snapshot, &area);
}

/* --- Scrolling --------------------------------------------------------------------------------------- */

static void
scrolled_cb (GtkAdjustment *adjustment,
             RwLaneView    *self)
{
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
leave_scroller (RwLaneView *self)
{
  GtkAdjustment **adjustments[] = { &self->across, &self->down };

  for (guint i = 0; i < G_N_ELEMENTS (adjustments); i++)
    {
      if (*adjustments[i] != NULL)
        g_signal_handlers_disconnect_by_func (*adjustments[i], scrolled_cb, self);
      g_clear_object (adjustments[i]);
    }
}

static void
rw_lane_view_root (GtkWidget *widget)
{
  RwLaneView *self = RW_LANE_VIEW (widget);
  GtkWidget *scroller;

  GTK_WIDGET_CLASS (rw_lane_view_parent_class)->root (widget);
  scroller = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  if (scroller == NULL)
    return;
  self->across = g_object_ref (gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (scroller)));
  self->down = g_object_ref (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller)));
  g_signal_connect (self->across, "value-changed", G_CALLBACK (scrolled_cb), self);
  g_signal_connect (self->down, "value-changed", G_CALLBACK (scrolled_cb), self);
}

static void
rw_lane_view_unroot (GtkWidget *widget)
{
  leave_scroller (RW_LANE_VIEW (widget));
  GTK_WIDGET_CLASS (rw_lane_view_parent_class)->unroot (widget);
}

static void
rw_lane_view_dispose (GObject *object)
{
  RwLaneView *self = RW_LANE_VIEW (object);

  leave_scroller (self);
  g_clear_pointer (&self->lanes, g_ptr_array_unref);
  G_OBJECT_CLASS (rw_lane_view_parent_class)->dispose (object);
}

static void
rw_lane_view_finalize (GObject *object)
{
  RwLaneView *self = RW_LANE_VIEW (object);

  g_array_unref (self->segments);
  g_array_unref (self->starts);
  g_array_unref (self->tops);
  G_OBJECT_CLASS (rw_lane_view_parent_class)->finalize (object);
}

static void
rw_lane_view_class_init (RwLaneViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  RwCalendarViewClass *view_class = RW_CALENDAR_VIEW_CLASS (klass);

  object_class->dispose = rw_lane_view_dispose;
  object_class->finalize = rw_lane_view_finalize;
  widget_class->measure = rw_lane_view_measure;
  widget_class->snapshot = rw_lane_view_snapshot;
  widget_class->root = rw_lane_view_root;
  widget_class->unroot = rw_lane_view_unroot;
  view_class->arrange = rw_lane_view_arrange;
  view_class->wall_at = rw_lane_view_wall_at;
  view_class->minute_pixels = rw_lane_view_minute_pixels;
  view_class->reveal = rw_lane_view_reveal;
  view_class->across = TRUE;
  gtk_widget_class_set_css_name (widget_class, "laneview");
}

static void
rw_lane_view_init (RwLaneView *self)
{
  self->segments = g_array_new (FALSE, FALSE, sizeof (RwCalendarSegment));
  self->starts = g_array_new (FALSE, FALSE, sizeof (guint));
  self->tops = g_array_new (FALSE, FALSE, sizeof (int));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, C_ ("calendar", "Lanes"), -1);
}

/**
 * rw_lane_view_new:
 *
 * Returns: (transfer floating): a view without rows
 */
GtkWidget *
rw_lane_view_new (void)
{
  return g_object_new (RW_TYPE_LANE_VIEW, NULL);
}

/**
 * rw_lane_view_set_lanes:
 * @lanes: (element-type RwLane): the rows from top to bottom
 *
 * Call it after rw_calendar_view_set_days() and rw_calendar_view_set_entries().
 */
void
rw_lane_view_set_lanes (RwLaneView *self,
                        GPtrArray  *lanes)
{
  g_ptr_array_ref (lanes);
  g_clear_pointer (&self->lanes, g_ptr_array_unref);
  self->lanes = lanes;
  self->laid_line = 0;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * rw_lane_new:
 * @name: what the row is about
 * @detail: (nullable): what tells it from another of that name
 *
 * Returns: (transfer full): a row without entries
 */
RwLane *
rw_lane_new (const char *name,
             const char *detail)
{
  RwLane *lane = g_new0 (RwLane, 1);

  lane->name = g_strdup (name);
  lane->detail = g_strdup (detail);
  lane->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_calendar_entry_unref);
  return lane;
}

void
rw_lane_free (RwLane *lane)
{
  g_free (lane->name);
  g_free (lane->detail);
  g_ptr_array_unref (lane->entries);
  g_free (lane);
}
