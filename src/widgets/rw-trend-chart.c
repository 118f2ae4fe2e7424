/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-trend-chart.h"

#include <glib/gi18n.h>
#include <math.h>

#include "rw-announce.h"
#include "rw-clock.h"
#include "rw-status.h"

#define TOP         10
#define END         12 /* right of the last point, so that its dot is whole */
#define GAP         6
#define TICK_HEIGHT 48 /* of the axis: at least so much from number to number */
#define LABEL_WIDTH 64 /* and from date to date */
#define SHORT_SPAN  (120 * RW_DAY)
#define SWATCH      12
#define NEAR        6    /* to a mark */
#define SHADE       0.2f /* of what a curve encloses; parts lie on it */

struct _RwTrendChart
{
  GtkWidget parent_instance;

  gint64 *instants;
  double *values;
  guint n;
  double *parts[RW_TREND_MAX_PARTS];
  guint n_parts;
  char *part_labels[RW_TREND_MAX_PARTS + 1];
  double limit, top, step;
  char *limit_label, *title;
  GTimeZone *zone;
  char *(*axis_text) (double, gpointer);
  char *(*point_text) (gint64, double, gpointer);
  gpointer user_data;

  RwTrendAhead *ahead; /* (nullable) */

  int cursor; /* the point that is read, or -1 */
  GtkWidget *bubble;
  graphene_rect_t area; /* of the curve */
};

G_DEFINE_FINAL_TYPE (RwTrendChart, rw_trend_chart, GTK_TYPE_WIDGET)

static guint signal_activated;

static const char css[] =
  "rwtrendchart { border-radius: 6px; }"
  "rwtrendchart:focus-visible { outline: 2px solid var(--accent-color); outline-offset: -2px; }"
  "rwtrendchart > label { background: var(--popover-bg-color); color: var(--popover-fg-color);"
  " border: 1px solid color-mix(in srgb, currentColor 25%, transparent); border-radius: 6px; padding: 3px 9px; }";

/* --- Where things are ------------------------------------------------------------------------------ */

/**
 * rw_trend_chart_get_step:
 * @most: that the axis reaches to
 * @n_steps: about how many there is room for
 *
 * Returns: 1, 2 or 5 times a power of ten, such that there are no more
 */
double
rw_trend_chart_get_step (double most, guint n_steps)
{
  double rough = most / MAX (n_steps, 1), power;

  if (!(rough > 0))
    return 1;
  power = pow (10, floor (log10 (rough)));
  return power * (rough <= power ? 1 : rough <= 2 * power ? 2 : rough <= 5 * power ? 5 : 10);
}

/* Points that are to come; the first of the fan is the last that is known. */
static guint
n_ahead (RwTrendChart *self)
{
  return self->ahead != NULL && self->ahead->fan.n > 1 ? self->ahead->fan.n - 1 : 0;
}

static gint64
instant_at (RwTrendChart *self, guint index)
{
  return index < self->n ? self->instants[index] : self->ahead->fan.instants[index - self->n + 1];
}

static double
value_at (RwTrendChart *self, guint index)
{
  return index < self->n ? self->values[index] : self->ahead->fan.likely[index - self->n + 1];
}

static gint64
last_instant (RwTrendChart *self)
{
  return instant_at (self, self->n + n_ahead (self) - 1);
}

static char *
dup_reading (RwTrendChart *self, guint index)
{
  const RwTrendFan *fan;
  guint at;

  if (index < self->n)
    return self->point_text (self->instants[index], self->values[index], self->user_data);
  fan = &self->ahead->fan;
  at = index - self->n + 1;
  return self->ahead->fan_text (fan->instants[at], fan->low[at], fan->likely[at], fan->high[at],
                                self->ahead->user_data);
}

static double
x_of (RwTrendChart *self, gint64 instant)
{
  gint64 first = self->instants[0], span = MAX (last_instant (self) - first, 1);

  return self->area.origin.x + self->area.size.width * (double) (instant - first) / (double) span;
}

static double
y_of (RwTrendChart *self, double value)
{
  return self->area.origin.y + self->area.size.height * (1 - value / self->top);
}

static PangoLayout *
new_text (RwTrendChart *self, const char *text, gboolean strong)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (0.86));
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  if (strong)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (layout, attributes);
  return layout;
}

/* The scale, and the room that its numbers take. */
static void
lay_out (RwTrendChart *self, int width, int height)
{
  g_autoptr (PangoLayout) sample = new_text (self, "0", FALSE);
  int text_height, widest = 0;
  double most = self->limit;

  pango_layout_get_pixel_size (sample, NULL, &text_height);
  for (guint i = 0; i < self->n; i++)
    if (!isnan (self->values[i]))
      most = MAX (most, self->values[i]);
  if (self->ahead != NULL)
    most = MAX (most, rw_trend_ahead_most (self->ahead, self->n, self->limit));
  most = MAX (most, 1);
  self->step =
    MAX (1, rw_trend_chart_get_step (most, (guint) MAX ((height - text_height) / TICK_HEIGHT, 1)));
  /* A curve at its limit does not touch the edge. */
  self->top = MAX (most * 1.06, self->step);
  for (double value = 0; value <= self->top && self->axis_text != NULL; value += self->step)
    {
      g_autofree char *text = self->axis_text (value, self->user_data);
      g_autoptr (PangoLayout) layout = new_text (self, text, FALSE);
      int text_width;

      pango_layout_get_pixel_size (layout, &text_width, NULL);
      widest = MAX (widest, text_width);
    }
  graphene_rect_init (&self->area, (float) (widest + GAP), TOP,
                      (float) MAX (width - widest - GAP - END, 1),
                      (float) MAX (height - TOP - text_height - GAP -
                                     (self->n_parts > 0 ? text_height + 2 * GAP : 0),
                                   1));
}

/* --- Drawing --------------------------------------------------------------------------------------- */

static void
draw_text (RwTrendChart *self,
           GtkSnapshot *snapshot,
           PangoLayout *layout,
           double x,
           double y,
           const GdkRGBA *color)
{
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) round (x), (float) round (y)));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

static void
draw_numbers (RwTrendChart *self, GtkSnapshot *snapshot, const GdkRGBA *dim, const GdkRGBA *line)
{
  for (double value = 0; value <= self->top; value += self->step)
    {
      g_autofree char *text = self->axis_text (value, self->user_data);
      g_autoptr (PangoLayout) layout = new_text (self, text, FALSE);
      double y = round (y_of (self, value));
      int width, height;

      pango_layout_get_pixel_size (layout, &width, &height);
      draw_text (self, snapshot, layout, self->area.origin.x - GAP - width, y - height / 2.0, dim);
      gtk_snapshot_append_color (snapshot, line,
                                 &GRAPHENE_RECT_INIT (self->area.origin.x, (float) y,
                                                      self->area.size.width, 1));
    }
}

/* Of a month its first day, of a year January. */
static void
draw_date (RwTrendChart *self,
           GtkSnapshot *snapshot,
           GDateTime *date,
           const char *format,
           gboolean strong,
           const GdkRGBA *dim,
           const GdkRGBA *line)
{
  g_autofree char *text = g_date_time_format (date, format);
  g_autoptr (PangoLayout) layout = new_text (self, text, strong);
  double x = round (x_of (self, g_date_time_to_unix_usec (date)));
  float bottom = self->area.origin.y + self->area.size.height;
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  gtk_snapshot_append_color (snapshot, line, &GRAPHENE_RECT_INIT ((float) x, bottom, 1, 4));
  x = CLAMP (x - width / 2.0, 0, gtk_widget_get_width (GTK_WIDGET (self)) - width);
  draw_text (self, snapshot, layout, x, bottom + GAP, dim);
}

static void
draw_dates (RwTrendChart *self, GtkSnapshot *snapshot, const GdkRGBA *dim, const GdkRGBA *line)
{
  static const int steps[] = { 1, 2, 3, 6, 12, 24, 60 };
  gint64 first = self->instants[0], last = last_instant (self);
  double per_month =
    self->area.size.width * 30.4 * (double) RW_DAY / (double) MAX (last - first, 1);
  g_autoptr (GDateTime) end = g_date_time_new_from_unix_utc_usec (last), at = NULL;
  g_autoptr (GDateTime) local = g_date_time_to_timezone (end, self->zone);
  int months = 60;

  if (last - first <= SHORT_SPAN)
    {
      static const int some[] = { 1, 2, 7, 14, 28 };
      guint which = 0;
      int days;

      while (which < G_N_ELEMENTS (some) - 1 && per_month / 30.4 * some[which] < LABEL_WIDTH)
        which++;
      days = some[which];

      for (int back = 0; back * RW_DAY <= last - first; back += days)
        {
          g_autoptr (GDateTime) date = g_date_time_add_days (local, -back);

          draw_date (self, snapshot, date, C_ ("time format", "%-d %b"), FALSE, dim, line);
        }
      return;
    }
  for (guint i = G_N_ELEMENTS (steps); i-- > 0;)
    if (per_month * steps[i] >= LABEL_WIDTH)
      months = steps[i];
  at = g_date_time_new (self->zone, g_date_time_get_year (local), 1, 1, 0, 0, 0);
  while (at != NULL && g_date_time_to_unix_usec (at) > first)
    {
      GDateTime *before = g_date_time_add_years (at, -1);

      g_date_time_unref (at);
      at = before;
    }
  while (at != NULL && g_date_time_to_unix_usec (at) <= last)
    {
      GDateTime *next = g_date_time_add_months (at, months);
      gboolean year = g_date_time_get_month (at) == 1;

      if (g_date_time_to_unix_usec (at) >= first)
        draw_date (self, snapshot, at, year ? "%Y" : "%b", year, dim, line);
      g_date_time_unref (at);
      at = next;
    }
}

/* What was there stayed until something else was: steps, no slopes. */
static void
draw_curve (RwTrendChart  *self,
            GtkSnapshot   *snapshot,
            const double  *values,
            const GdkRGBA *color,
            float          line_width)
{
  g_autoptr (GskPathBuilder) line = gsk_path_builder_new (), fill = gsk_path_builder_new ();
  g_autoptr (GskPath) line_path = NULL, fill_path = NULL;
  float bottom = self->area.origin.y + self->area.size.height, x = 0, y = 0;
  gboolean open = FALSE;
  GdkRGBA faint = *color;

  for (guint i = 0; i < self->n; i++)
    {
      float next_y;

      if (isnan (values[i]))
        continue;
      x = (float) x_of (self, self->instants[i]);
      next_y = (float) y_of (self, values[i]);
      if (!open)
        {
          gsk_path_builder_move_to (line, x, next_y);
          gsk_path_builder_move_to (fill, x, bottom);
          gsk_path_builder_line_to (fill, x, next_y);
        }
      else
        {
          gsk_path_builder_line_to (line, x, y);
          gsk_path_builder_line_to (line, x, next_y);
          gsk_path_builder_line_to (fill, x, y);
          gsk_path_builder_line_to (fill, x, next_y);
        }
      y = next_y;
      open = TRUE;
    }
  if (!open)
    return;
  gsk_path_builder_line_to (fill, x, bottom);
  gsk_path_builder_close (fill);
  line_path = gsk_path_builder_free_to_path (g_steal_pointer (&line));
  fill_path = gsk_path_builder_free_to_path (g_steal_pointer (&fill));
  faint.alpha *= SHADE;
  gtk_snapshot_append_fill (snapshot, fill_path, GSK_FILL_RULE_WINDING, &faint);
  if (line_width > 0)
    {
      g_autoptr (GskStroke) stroke = gsk_stroke_new (line_width);

      gsk_stroke_set_line_join (stroke, GSK_LINE_JOIN_ROUND);
      gtk_snapshot_append_stroke (snapshot, line_path, stroke, color);
    }
}

/* The shades as they lie on each other, and what each is. */
static void
draw_legend (RwTrendChart *self, GtkSnapshot *snapshot, const GdkRGBA *color, const GdkRGBA *dim)
{
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  double x = self->area.origin.x;
  GdkRGBA shade = *color;

  shade.alpha *= SHADE;
  for (guint i = 0; i <= self->n_parts; i++)
    {
      g_autoptr (PangoLayout) layout =
        new_text (self, self->part_labels[i] != NULL ? self->part_labels[i] : "", FALSE);
      int text_width, text_height;
      graphene_rect_t swatch;
      GskRoundedRect box;

      pango_layout_get_pixel_size (layout, &text_width, &text_height);
      graphene_rect_init (&swatch, (float) round (x), (float) (height - text_height / 2 - SWATCH / 2), SWATCH,
                          SWATCH);
      gsk_rounded_rect_init_from_rect (&box, &swatch, 2);
      for (guint j = 0; j <= i; j++)
        gtk_snapshot_append_color (snapshot, &shade, &swatch);
      gtk_snapshot_append_border (snapshot, &box, (float[]) { 1, 1, 1, 1 },
                                  (GdkRGBA[]) { *color, *color, *color, *color });
      x += SWATCH + GAP;
      draw_text (self, snapshot, layout, x, height - text_height, dim);
      x += text_width + 3 * GAP;
    }
}

static void
draw_limit (RwTrendChart *self, GtkSnapshot *snapshot, const GdkRGBA *ink)
{
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();
  g_autoptr (GskPath) path = NULL;
  g_autoptr (GskStroke) stroke = gsk_stroke_new (1.5f);
  float y = (float) round (y_of (self, self->limit)) + 0.5f;

  gsk_path_builder_move_to (builder, self->area.origin.x, y);
  gsk_path_builder_line_to (builder, self->area.origin.x + self->area.size.width, y);
  path = gsk_path_builder_free_to_path (g_steal_pointer (&builder));
  gsk_stroke_set_dash (stroke, (float[]) { 6, 4 }, 2);
  gtk_snapshot_append_stroke (snapshot, path, stroke, ink);
  if (self->limit_label != NULL)
    {
      g_autoptr (PangoLayout) layout = new_text (self, self->limit_label, TRUE);
      int width, height;

      pango_layout_get_pixel_size (layout, &width, &height);
      draw_text (self, snapshot, layout, self->area.origin.x + GAP, y - (float) height - 1, ink);
    }
}

/* Above its line, where what is to come begins: the curve is seldom there yet. */
static void
draw_level_label (RwTrendChart  *self,
                  GtkSnapshot   *snapshot,
                  const char    *text,
                  double         value,
                  gboolean       strong,
                  const GdkRGBA *ink)
{
  g_autoptr (PangoLayout) layout = new_text (self, text, strong);
  double right = self->area.origin.x + self->area.size.width;
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  draw_text (self, snapshot, layout,
             MIN (x_of (self, self->instants[self->n - 1]) + GAP, right - width),
             y_of (self, value) - height - 1, ink);
}

/* One label does not lie on the one before it. */
static void
draw_marks (RwTrendChart *self, GtkSnapshot *snapshot, const GdkRGBA *ink)
{
  const RwTrendAhead *ahead = self->ahead;
  gboolean light = ink->red + ink->green + ink->blue > 1.5f;
  GdkRGBA paper = light ? (GdkRGBA) { 0.1f, 0.1f, 0.11f, 1 } : (GdkRGBA) { 1, 1, 1, 1 };
  double end = 0;

  for (guint i = 0; i < ahead->n_marks; i++)
    {
      const RwTrendMark *mark = &ahead->marks[i];
      double value = self->values[mark->index], x = x_of (self, self->instants[mark->index]), y;

      if (mark->shape == RW_TREND_RESIZE && ahead->limits != NULL)
        value = ahead->limits[mark->index];
      y = y_of (self, value);
      rw_trend_draw_mark (snapshot, mark->shape, (float) x, (float) y, ink, &paper);
      if (mark->label != NULL)
        {
          g_autoptr (PangoLayout) layout = new_text (self, mark->label, FALSE);
          int width, height;
          double left;

          pango_layout_get_pixel_size (layout, &width, &height);
          left = CLAMP (x - width / 2.0, self->area.origin.x,
                        self->area.origin.x + self->area.size.width - width);
          if (left < end)
            continue;
          draw_text (self, snapshot, layout, left, MAX (y - height - 8, 0), ink);
          end = left + width + GAP;
        }
    }
}

static void
draw_ahead (RwTrendChart  *self,
            GtkSnapshot   *snapshot,
            const GdkRGBA *ink,
            const GdkRGBA *dim)
{
  const RwTrendAhead *ahead = self->ahead;
  RwTrendScale scale = { self->area, self->instants[0], last_instant (self), self->top };

  rw_trend_ahead_draw_lines (ahead, &scale, snapshot, self->instants, self->n, self->limit, ink);
  if (self->limit > 0 && self->limit_label != NULL)
    draw_level_label (self, snapshot, self->limit_label,
                      ahead->limit_ahead > 0 ? ahead->limit_ahead : self->limit, TRUE, ink);
  if (ahead->threshold > 0 && ahead->threshold_label != NULL)
    draw_level_label (self, snapshot, ahead->threshold_label, ahead->threshold, FALSE, dim);
  if (ahead->today != NULL && n_ahead (self) > 0)
    {
      g_autoptr (PangoLayout) layout = new_text (self, ahead->today, FALSE);
      int height;

      pango_layout_get_pixel_size (layout, NULL, &height);
      draw_text (self, snapshot, layout, x_of (self, self->instants[self->n - 1]) + GAP,
                 self->area.origin.y + self->area.size.height - height - 2, dim);
    }
  draw_marks (self, snapshot, ink);
}

static void
draw_cursor (RwTrendChart *self, GtkSnapshot *snapshot, const GdkRGBA *ink, const GdkRGBA *color)
{
  float x = (float) round (x_of (self, instant_at (self, (guint) self->cursor))),
        y = (float) y_of (self, MIN (value_at (self, (guint) self->cursor), self->top));
  GskRoundedRect dot;
  GdkRGBA line = *ink;

  line.alpha *= 0.5f;
  gtk_snapshot_append_color (snapshot, &line,
                             &GRAPHENE_RECT_INIT (x, self->area.origin.y, 1,
                                                  self->area.size.height));
  gsk_rounded_rect_init_from_rect (&dot, &GRAPHENE_RECT_INIT (x - 4, y - 4.5f, 9, 9), 4.5f);
  gtk_snapshot_push_rounded_clip (snapshot, &dot);
  gtk_snapshot_append_color (snapshot, color, &dot.bounds);
  gtk_snapshot_pop (snapshot);
}

static void
rw_trend_chart_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RwTrendChart *self = RW_TREND_CHART (widget);
  AdwStyleManager *manager = adw_style_manager_get_default ();
  gboolean high = adw_style_manager_get_high_contrast (manager);
  GdkRGBA ink, dim, line, color;

  if (self->n < 2)
    return;
  gtk_widget_get_color (widget, &ink);
  dim = line = ink;
  dim.alpha *= high ? 1.0f : 0.68f;
  line.alpha *= high ? 0.4f : 0.12f;
  adw_accent_color_to_standalone_rgba (adw_style_manager_get_accent_color (manager),
                                       adw_style_manager_get_dark (manager), &color);
  draw_numbers (self, snapshot, &dim, &line);
  draw_dates (self, snapshot, &dim, &line);
  if (self->ahead != NULL)
    {
      RwTrendScale scale = { self->area, self->instants[0], last_instant (self), self->top };

      rw_trend_ahead_draw_fans (self->ahead, &scale, snapshot, &color, &ink, high);
    }
  draw_curve (self, snapshot, self->values, &color, high ? 3 : 2);
  for (guint i = 0; i < self->n_parts; i++)
    draw_curve (self, snapshot, self->parts[i], &color, high ? 1.5f : 0.75f);
  if (self->n_parts > 0)
    draw_legend (self, snapshot, &color, &dim);
  if (self->ahead != NULL)
    draw_ahead (self, snapshot, &ink, &dim);
  else if (self->limit > 0)
    draw_limit (self, snapshot, &ink);
  if (self->cursor >= 0)
    draw_cursor (self, snapshot, &ink, &color);
  gtk_widget_snapshot_child (widget, self->bubble, snapshot);
}

/* --- Reading a point ------------------------------------------------------------------------------- */

static void
set_cursor (RwTrendChart *self, int cursor, gboolean announce)
{
  g_autofree char *text = NULL;

  if (cursor >= 0 && isnan (value_at (self, (guint) cursor)))
    cursor = -1;
  if (cursor == self->cursor)
    return;
  self->cursor = cursor;
  gtk_widget_set_visible (self->bubble, cursor >= 0);
  if (cursor >= 0)
    {
      text = dup_reading (self, (guint) cursor);
      gtk_label_set_label (GTK_LABEL (self->bubble), text);
      if (announce)
        rw_announce (GTK_WIDGET (self), text);
    }
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static int
first_known (RwTrendChart *self)
{
  for (guint i = 0; i < self->n; i++)
    if (!isnan (self->values[i]))
      return (int) i;
  return -1;
}

/* A mark is easier to hit than a day. */
static int
mark_near (RwTrendChart *self, double x)
{
  for (guint i = 0; self->ahead != NULL && i < self->ahead->n_marks; i++)
    if (fabs (x_of (self, self->instants[self->ahead->marks[i].index]) - x) <= NEAR)
      return (int) self->ahead->marks[i].index;
  return -1;
}

static void
motion_cb (RwTrendChart *self, double x)
{
  int nearest = mark_near (self, x);
  double least = G_MAXDOUBLE;

  for (guint i = 0, n = self->n + n_ahead (self); self->n > 0 && nearest < 0 && i < n; i++)
    least = MIN (least, isnan (value_at (self, i)) ? G_MAXDOUBLE
                                                   : fabs (x_of (self, instant_at (self, i)) - x));
  for (guint i = 0, n = self->n + n_ahead (self); self->n > 0 && nearest < 0 && i < n; i++)
    if (!isnan (value_at (self, i)) && fabs (x_of (self, instant_at (self, i)) - x) <= least)
      nearest = (int) i;
  set_cursor (self, nearest, FALSE);
}

/* Returns: the next mark before or after @at, or @at */
static int
step_mark (RwTrendChart *self, int at, int step)
{
  int found = at;

  for (guint i = 0; self->ahead != NULL && i < self->ahead->n_marks; i++)
    {
      int index = (int) self->ahead->marks[i].index;

      if (step > 0 && index > at && found == at)
        found = index;
      if (step < 0 && (at < 0 || index < at))
        found = index;
    }
  return found;
}

static void
leave_cb (RwTrendChart *self)
{
  set_cursor (self, -1, FALSE);
}

static gboolean
key_cb (RwTrendChart *self, guint key, guint code, GdkModifierType state)
{
  int first = first_known (self), known = (int) self->n - 1, last = known + (int) n_ahead (self),
      at = self->cursor;
  gboolean marks = (state & GDK_CONTROL_MASK) != 0;

  if (first < 0 || (state & GDK_ALT_MASK) != 0 ||
      (marks && (self->ahead == NULL || self->ahead->n_marks == 0)))
    return FALSE;
  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      at = marks ? step_mark (self, at, -1) : at < 0 ? known : at - 1;
      break;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      at = marks ? step_mark (self, at, 1) : at < 0 ? first : at + 1;
      break;
    case GDK_KEY_Page_Up:
      at = at < 0 ? known : at - 10;
      break;
    case GDK_KEY_Page_Down:
      at = at < 0 ? first : at + 10;
      break;
    case GDK_KEY_Home:
      at = first;
      break;
    case GDK_KEY_End:
      at = last;
      break;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_space:
      if (at < 0 || !g_signal_has_handler_pending (self, signal_activated, 0, FALSE))
        return FALSE;
      g_signal_emit (self, signal_activated, 0, (guint) at);
      return TRUE;
    case GDK_KEY_Escape:
      if (at < 0)
        return FALSE;
      set_cursor (self, -1, FALSE);
      return TRUE;
    default:
      return FALSE;
    }
  set_cursor (self, CLAMP (at, first, last), TRUE);
  return TRUE;
}

static void
released_cb (RwTrendChart *self, int n_press, double x)
{
  motion_cb (self, x);
  if (n_press == 1 && self->cursor >= 0)
    g_signal_emit (self, signal_activated, 0, (guint) self->cursor);
}

/* --- GtkWidget ------------------------------------------------------------------------------------- */

static void
rw_trend_chart_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 280 : 140;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 560 : 200;
}

static void
rw_trend_chart_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  RwTrendChart *self = RW_TREND_CHART (widget);
  int bubble_width, bubble_height, x;

  lay_out (self, width, height);
  if (self->cursor < 0 || !gtk_widget_should_layout (self->bubble))
    return;
  gtk_widget_measure (self->bubble, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &bubble_width, NULL,
                      NULL);
  gtk_widget_measure (self->bubble, GTK_ORIENTATION_VERTICAL, -1, NULL, &bubble_height, NULL, NULL);
  bubble_width = MIN (bubble_width, width);
  x = (int) x_of (self, instant_at (self, (guint) self->cursor)) + 8;
  if (x + bubble_width > width)
    x -= bubble_width + 16;
  gtk_widget_size_allocate (self->bubble,
                            &(GtkAllocation) { CLAMP (x, 0, width - bubble_width),
                                               (int) (self->area.origin.y + self->area.size.height -
                                                      (float) bubble_height - 8),
                                               bubble_width, bubble_height },
                            -1);
}

static void
clear (RwTrendChart *self)
{
  g_clear_pointer (&self->instants, g_free);
  g_clear_pointer (&self->values, g_free);
  g_clear_pointer (&self->limit_label, g_free);
  g_clear_pointer (&self->title, g_free);
  for (guint i = 0; i < RW_TREND_MAX_PARTS; i++)
    g_clear_pointer (&self->parts[i], g_free);
  for (guint i = 0; i <= RW_TREND_MAX_PARTS; i++)
    g_clear_pointer (&self->part_labels[i], g_free);
  self->n_parts = 0;
  g_clear_pointer (&self->ahead, rw_trend_ahead_free);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  self->n = 0;
}

static void
rw_trend_chart_dispose (GObject *object)
{
  RwTrendChart *self = RW_TREND_CHART (object);

  g_clear_pointer (&self->bubble, gtk_widget_unparent);
  clear (self);
  G_OBJECT_CLASS (rw_trend_chart_parent_class)->dispose (object);
}

static void
rw_trend_chart_class_init (RwTrendChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  G_OBJECT_CLASS (klass)->dispose = rw_trend_chart_dispose;
  widget_class->measure = rw_trend_chart_measure;
  widget_class->size_allocate = rw_trend_chart_size_allocate;
  widget_class->snapshot = rw_trend_chart_snapshot;
  signal_activated = g_signal_new ("activated", RW_TYPE_TREND_CHART, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_css_name (widget_class, "rwtrendchart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_css_provider_load_from_string (provider, css);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static void
rw_trend_chart_init (RwTrendChart *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  GtkEventController *motion = gtk_event_controller_motion_new (),
                     *key = gtk_event_controller_key_new (),
                     *focus = gtk_event_controller_focus_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  static const char *const looks[] = { "notify::dark", "notify::high-contrast",
                                       "notify::accent-color" };

  self->cursor = -1;
  self->bubble = gtk_label_new (NULL);
  gtk_widget_set_visible (self->bubble, FALSE);
  gtk_widget_set_can_target (self->bubble, FALSE);
  gtk_widget_set_parent (self->bubble, GTK_WIDGET (self));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  g_signal_connect_swapped (motion, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect_swapped (key, "key-pressed", G_CALLBACK (key_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect_swapped (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    g_signal_connect_object (manager, looks[i], G_CALLBACK (gtk_widget_queue_draw), self,
                             G_CONNECT_SWAPPED);
}

GtkWidget *
rw_trend_chart_new (void)
{
  return g_object_new (RW_TYPE_TREND_CHART, NULL);
}

/**
 * rw_trend_chart_set:
 * @data: copied, but for @user_data
 */
void
rw_trend_chart_set (RwTrendChart *self, const RwTrendData *data)
{
  g_return_if_fail (RW_IS_TREND_CHART (self) && data->zone != NULL);
  g_return_if_fail (data->axis_text != NULL && data->point_text != NULL);

  set_cursor (self, -1, FALSE);
  clear (self);
  self->instants = g_memdup2 (data->instants, data->n * sizeof (gint64));
  self->values = g_memdup2 (data->values, data->n * sizeof (double));
  self->n = data->n;
  self->n_parts = MIN (data->n_parts, RW_TREND_MAX_PARTS);
  for (guint i = 0; i < self->n_parts; i++)
    self->parts[i] = g_memdup2 (data->parts[i], data->n * sizeof (double));
  for (guint i = 0; data->part_labels != NULL && i <= self->n_parts; i++)
    self->part_labels[i] = g_strdup (data->part_labels[i]);
  self->limit = data->limit;
  self->limit_label = g_strdup (data->limit_label);
  self->title = g_strdup (data->title);
  self->zone = g_time_zone_ref (data->zone);
  self->axis_text = data->axis_text;
  self->point_text = data->point_text;
  self->user_data = data->user_data;
  self->ahead =
    data->ahead != NULL && data->n > 0 ? rw_trend_ahead_copy (data->ahead, data->n) : NULL;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, data->title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  data->sentence != NULL ? data->sentence : "",
                                  GTK_ACCESSIBLE_PROPERTY_HELP_TEXT,
                                  _ ("The arrow keys read one point after the other."), -1);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * rw_trend_chart_get_reading:
 *
 * Returns: (transfer none) (nullable): what the point under the pointer or the cursor says
 */
const char *
rw_trend_chart_get_reading (RwTrendChart *self)
{
  return self->cursor >= 0 ? gtk_label_get_label (GTK_LABEL (self->bubble)) : NULL;
}
