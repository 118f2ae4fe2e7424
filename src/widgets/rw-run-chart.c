/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-run-chart.h"

#include <glib/gi18n.h>
#include <math.h>

#include "rw-announce.h"
#include "rw-clock.h"
#include "rw-status.h"
#include "rw-trend-chart.h"

#define TOP         6
#define END         8 /* right of the last point, so that its mark is whole */
#define GAP         6
#define TICK_HEIGHT 40
#define LABEL_WIDTH 64
#define NOTE_ROWS   2
#define NOTE_SPACE  4

struct _RwRunChart
{
  GtkWidget parent_instance;

  RwRunPoint *points;
  guint n;
  gint64 *note_times;
  GtkWidget **notes; /* buttons; those that find no room are not shown, their line is */
  guint n_notes, n_rows;
  gint64 from, to;
  double low, high, unit, top, step;
  GTimeZone *zone;
  char *(*axis_text) (double, gpointer);
  char *(*point_text) (guint, gpointer);
  gpointer user_data;

  int cursor; /* the point that is read, or -1 */
  GtkWidget *bubble;
  graphene_rect_t area; /* of the curve */
};

G_DEFINE_FINAL_TYPE (RwRunChart, rw_run_chart, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_ACTIVATED,
  SIGNAL_NOTE_ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const char css[] =
  "rwrunchart { border-radius: 6px; }"
  "rwrunchart:focus-visible { outline: 2px solid var(--accent-color); outline-offset: -2px; }"
  "rwrunchart > label { background: var(--popover-bg-color); color: var(--popover-fg-color);"
  " border: 1px solid color-mix(in srgb, currentColor 25%, transparent); border-radius: 6px; padding: 3px 9px; }"
  "rwrunchart > button { min-height: 18px; padding: 0 6px; font-size: 0.82em; font-weight: normal;"
  " font-feature-settings: \"tnum\"; }";

/* --- Where things are ------------------------------------------------------------------------------ */

static double
x_of (RwRunChart *self, gint64 at)
{
  return self->area.origin.x + self->area.size.width * (double) (at - self->from) /
                                 (double) MAX (self->to - self->from, 1);
}

static double
y_of (RwRunChart *self, double value)
{
  return self->area.origin.y +
         self->area.size.height * (1 - CLAMP (isnan (value) ? 0 : value / self->top, 0, 1));
}

static PangoLayout *
new_text (RwRunChart *self, const char *text)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (0.86));
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (layout, attributes);
  return layout;
}

/* The scale, and the room that its numbers take. Up to twice the bound of the usual is shown as it is; what lies
 * further out is at the edge, and read as what it is: one run of ten times the size would flatten all others. */
static void
lay_out (RwRunChart *self, int width, int height, int note_height)
{
  g_autoptr (PangoLayout) sample = new_text (self, "0");
  double most = 0, bound = 0;
  int text_height, widest = 0;

  pango_layout_get_pixel_size (sample, NULL, &text_height);
  for (guint i = 0; i < self->n; i++)
    {
      if (!isnan (self->points[i].value))
        most = MAX (most, self->points[i].value);
      if (!isnan (self->points[i].median))
        bound = MAX (bound, self->points[i].median * self->high);
    }
  if (bound > 0)
    most = MIN (MAX (most, bound), 2 * bound);
  most = MAX (most, self->unit);
  self->step =
    self->unit * rw_trend_chart_get_step (most / self->unit,
                                          (guint) MAX ((height - text_height) / TICK_HEIGHT, 1));
  self->top = most * 1.06;
  for (double value = 0; value <= self->top; value += self->step)
    {
      g_autofree char *text = self->axis_text (value, self->user_data);
      g_autoptr (PangoLayout) layout = new_text (self, text);
      int text_width;

      pango_layout_get_pixel_size (layout, &text_width, NULL);
      widest = MAX (widest, text_width);
    }
  graphene_rect_init (&self->area, (float) (widest + GAP), (float) (TOP + note_height),
                      (float) MAX (width - widest - GAP - END, 1),
                      (float) MAX (height - TOP - note_height - text_height - GAP, 1));
}

/* --- Drawing --------------------------------------------------------------------------------------- */

static void
draw_text (GtkSnapshot *snapshot, PangoLayout *layout, double x, double y, const GdkRGBA *color)
{
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) round (x), (float) round (y)));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

static void
draw_numbers (RwRunChart *self, GtkSnapshot *snapshot, const GdkRGBA *dim, const GdkRGBA *line)
{
  for (double value = 0; value <= self->top; value += self->step)
    {
      g_autofree char *text = self->axis_text (value, self->user_data);
      g_autoptr (PangoLayout) layout = new_text (self, text);
      double y = round (y_of (self, value));
      int width, height;

      pango_layout_get_pixel_size (layout, &width, &height);
      draw_text (snapshot, layout, self->area.origin.x - GAP - width, y - height / 2.0, dim);
      gtk_snapshot_append_color (snapshot, line,
                                 &GRAPHENE_RECT_INIT (self->area.origin.x, (float) y,
                                                      self->area.size.width, 1));
    }
}

/* From the right edge to the left, so far apart that two do not touch. */
static void
draw_dates (RwRunChart *self, GtkSnapshot *snapshot, const GdkRGBA *dim, const GdkRGBA *line)
{
  static const int some[] = { 1, 2, 7, 14, 28, 56, 112 };
  double per_day =
    self->area.size.width * (double) RW_DAY / (double) MAX (self->to - self->from, 1);
  g_autoptr (GDateTime) end = g_date_time_new_from_unix_utc_usec (self->to);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (end, self->zone);
  float bottom = self->area.origin.y + self->area.size.height;
  guint which = 0;

  while (which < G_N_ELEMENTS (some) - 1 && per_day * some[which] < LABEL_WIDTH)
    which++;
  for (int back = 0; back * RW_DAY <= self->to - self->from; back += some[which])
    {
      g_autoptr (GDateTime) date = g_date_time_add_days (local, -back);
      g_autofree char *text = g_date_time_format (date, C_ ("time format", "%-d %b"));
      g_autoptr (PangoLayout) layout = new_text (self, text);
      double x = round (x_of (self, g_date_time_to_unix_usec (date)));
      int width;

      pango_layout_get_pixel_size (layout, &width, NULL);
      gtk_snapshot_append_color (snapshot, line, &GRAPHENE_RECT_INIT ((float) x, bottom, 1, 4));
      x = CLAMP (x - width / 2.0, 0, gtk_widget_get_width (GTK_WIDGET (self)) - width);
      draw_text (snapshot, layout, x, bottom + GAP, dim);
    }
}

/* What is usual: a band, and the median in it. */
static void
draw_usual (RwRunChart *self, GtkSnapshot *snapshot, const GdkRGBA *color)
{
  g_autoptr (GskPathBuilder) band = gsk_path_builder_new (), middle = gsk_path_builder_new ();
  g_autoptr (GskPath) band_path = NULL, middle_path = NULL;
  g_autoptr (GskStroke) stroke = gsk_stroke_new (1.5f);
  const float dashes[] = { 4, 3 };
  GdkRGBA faint = *color, half = *color;
  guint first = 0, last;

  while (first < self->n && isnan (self->points[first].median))
    first++;
  if (first >= self->n)
    return;
  last = self->n - 1;
  for (guint i = first; i < self->n; i++)
    {
      const RwRunPoint *point = &self->points[i];

      if (isnan (point->median))
        continue;
      last = i;
      if (i == first)
        {
          gsk_path_builder_move_to (band, (float) x_of (self, point->at),
                                    (float) y_of (self, point->median * self->high));
          gsk_path_builder_move_to (middle, (float) x_of (self, point->at),
                                    (float) y_of (self, point->median));
          continue;
        }
      gsk_path_builder_line_to (band, (float) x_of (self, point->at),
                                (float) y_of (self, point->median * self->high));
      gsk_path_builder_line_to (middle, (float) x_of (self, point->at),
                                (float) y_of (self, point->median));
    }
  for (guint i = last + 1; i-- > first;)
    if (!isnan (self->points[i].median))
      gsk_path_builder_line_to (band, (float) x_of (self, self->points[i].at),
                                (float) y_of (self, self->points[i].median * self->low));
  gsk_path_builder_close (band);
  band_path = gsk_path_builder_free_to_path (g_steal_pointer (&band));
  middle_path = gsk_path_builder_free_to_path (g_steal_pointer (&middle));
  faint.alpha *= 0.12f;
  half.alpha *= 0.75f;
  gtk_snapshot_append_fill (snapshot, band_path, GSK_FILL_RULE_WINDING, &faint);
  gsk_stroke_set_dash (stroke, dashes, G_N_ELEMENTS (dashes));
  gtk_snapshot_append_stroke (snapshot, middle_path, stroke, &half);
}

static void
stroke_shape (GtkSnapshot *snapshot, const float *xy, guint n, gboolean close, float width, const GdkRGBA *color)
{
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();
  g_autoptr (GskPath) path = NULL;
  g_autoptr (GskStroke) stroke = gsk_stroke_new (width);

  for (guint i = 0; i < n; i++)
    (i == 0 ? gsk_path_builder_move_to : gsk_path_builder_line_to) (builder, xy[2 * i],
                                                                    xy[2 * i + 1]);
  if (close)
    gsk_path_builder_close (builder);
  path = gsk_path_builder_free_to_path (g_steal_pointer (&builder));
  gtk_snapshot_append_stroke (snapshot, path, stroke, color);
}

static void
draw_point (RwRunChart *self, GtkSnapshot *snapshot, guint index, const GdkRGBA *color)
{
  const RwRunPoint *point = &self->points[index];
  float x = (float) x_of (self, point->at), y = (float) y_of (self, point->value);
  gboolean read = self->cursor == (int) index;
  float r = read ? 5.5f : 4;
  GdkRGBA mark;

  switch (point->mark)
    {
    case RW_RUN_MARK_SUSPICIOUS:
      rw_status_get_current (RW_STATUS_ATTENTION, &mark);
      stroke_shape (snapshot, (float[]) { x, y - r - 1, x + r + 1, y + r, x - r - 1, y + r }, 3,
                    TRUE, 2, &mark);
      break;
    case RW_RUN_MARK_FAILED:
      rw_status_get_current (RW_STATUS_BAD, &mark);
      stroke_shape (snapshot, (float[]) { x - r, y - r, x + r, y + r }, 2, FALSE, 2.25f, &mark);
      stroke_shape (snapshot, (float[]) { x - r, y + r, x + r, y - r }, 2, FALSE, 2.25f, &mark);
      break;
    case RW_RUN_MARK_MISSED:
      rw_status_get_current (RW_STATUS_BAD, &mark);
      stroke_shape (snapshot, (float[]) { x - r, y - r, x + r, y - r, x + r, y + r, x - r, y + r },
                    4, TRUE, 1.75f, &mark);
      break;
    case RW_RUN_MARK_NONE:
    default:
      {
        float dot = read ? 4.5f : 2;
        GskRoundedRect round;

        gsk_rounded_rect_init_from_rect (&round,
                                         &GRAPHENE_RECT_INIT (x - dot, y - dot, 2 * dot, 2 * dot),
                                         dot);
        gtk_snapshot_push_rounded_clip (snapshot, &round);
        gtk_snapshot_append_color (snapshot, color, &round.bounds);
        gtk_snapshot_pop (snapshot);
      }
    }
}

/* From one good run to the next; what failed is no value to draw a line to. */
static void
draw_curve (RwRunChart *self, GtkSnapshot *snapshot, const GdkRGBA *color, float width)
{
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();
  g_autoptr (GskPath) path = NULL;
  g_autoptr (GskStroke) stroke = gsk_stroke_new (width);
  guint n = 0;

  for (guint i = 0; i < self->n; i++)
    if (!isnan (self->points[i].value) && self->points[i].mark < RW_RUN_MARK_FAILED)
      (n++ == 0 ? gsk_path_builder_move_to
                : gsk_path_builder_line_to) (builder, (float) x_of (self, self->points[i].at),
                                             (float) y_of (self, self->points[i].value));
  path = gsk_path_builder_free_to_path (g_steal_pointer (&builder));
  if (n < 2)
    return;
  gsk_stroke_set_line_join (stroke, GSK_LINE_JOIN_ROUND);
  gtk_snapshot_append_stroke (snapshot, path, stroke, color);
}

static void
rw_run_chart_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RwRunChart *self = RW_RUN_CHART (widget);
  AdwStyleManager *manager = adw_style_manager_get_default ();
  gboolean high = adw_style_manager_get_high_contrast (manager);
  GdkRGBA ink, dim, line, color;

  if (self->zone == NULL)
    return;
  gtk_widget_get_color (widget, &ink);
  dim = line = ink;
  dim.alpha *= high ? 1.0f : 0.68f;
  line.alpha *= high ? 0.4f : 0.12f;
  adw_accent_color_to_standalone_rgba (adw_style_manager_get_accent_color (manager),
                                       adw_style_manager_get_dark (manager), &color);
  draw_numbers (self, snapshot, &dim, &line);
  draw_dates (self, snapshot, &dim, &line);
  line.alpha = dim.alpha * 0.6f;
  for (guint i = 0; i < self->n_notes; i++)
    gtk_snapshot_append_color (
      snapshot, &line,
      &GRAPHENE_RECT_INIT ((float) round (x_of (self, self->note_times[i])), self->area.origin.y, 1,
                           self->area.size.height));
  draw_usual (self, snapshot, &color);
  draw_curve (self, snapshot, &color, high ? 2.5f : 1.5f);
  for (guint i = 0; i < self->n; i++)
    draw_point (self, snapshot, i, &color);
  for (guint i = 0; i < self->n_notes; i++)
    gtk_widget_snapshot_child (widget, self->notes[i], snapshot);
  gtk_widget_snapshot_child (widget, self->bubble, snapshot);
}

/* --- Reading a point ------------------------------------------------------------------------------- */

static void
set_cursor (RwRunChart *self, int cursor, gboolean announce)
{
  g_autofree char *text = NULL;

  if (cursor == self->cursor)
    return;
  self->cursor = cursor;
  gtk_widget_set_visible (self->bubble, cursor >= 0);
  if (cursor >= 0)
    {
      text = self->point_text ((guint) cursor, self->user_data);
      gtk_label_set_label (GTK_LABEL (self->bubble), text);
      if (announce)
        rw_announce (GTK_WIDGET (self), text);
    }
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Points are by time: those on both sides of the pointer are found by halves. */
static int
nearest (RwRunChart *self, double x)
{
  guint low = 0, high = self->n;

  if (self->n == 0)
    return -1;
  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (x_of (self, self->points[middle].at) < x)
        low = middle + 1;
      else
        high = middle;
    }
  if (low == self->n)
    return (int) self->n - 1;
  return (int) (low > 0 && x - x_of (self, self->points[low - 1].at) <
                             x_of (self, self->points[low].at) - x
                  ? low - 1
                  : low);
}

static void
motion_cb (RwRunChart *self, double x)
{
  set_cursor (self, nearest (self, x), FALSE);
}

static void
leave_cb (RwRunChart *self)
{
  set_cursor (self, -1, FALSE);
}

/* From point to point, or with Control from one that is odd to the next. */
static int
step_from (RwRunChart *self, int at, int by, gboolean odd)
{
  int next = at < 0 ? (by > 0 ? 0 : (int) self->n - 1) : at + by;

  while (odd && next >= 0 && next < (int) self->n && self->points[next].mark == RW_RUN_MARK_NONE)
    next += by;
  return next >= 0 && next < (int) self->n ? next : at;
}

static gboolean
key_cb (RwRunChart *self, guint key, guint code, GdkModifierType state)
{
  gboolean odd = (state & GDK_CONTROL_MASK) != 0;
  int last = (int) self->n - 1, at = self->cursor;

  if (self->n == 0 || (state & GDK_ALT_MASK) != 0)
    return FALSE;
  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      at = step_from (self, at, -1, odd);
      break;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      at = step_from (self, at, 1, odd);
      break;
    case GDK_KEY_Page_Up:
      at = at < 0 ? last : MAX (at - 10, 0);
      break;
    case GDK_KEY_Page_Down:
      at = at < 0 ? 0 : MIN (at + 10, last);
      break;
    case GDK_KEY_Home:
      at = 0;
      break;
    case GDK_KEY_End:
      at = last;
      break;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_space:
      if (at < 0)
        return FALSE;
      g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, (guint) at);
      return TRUE;
    case GDK_KEY_Escape:
      if (at < 0)
        return FALSE;
      at = -1;
      break;
    default:
      return FALSE;
    }
  set_cursor (self, at, TRUE);
  return TRUE;
}

static void
released_cb (RwRunChart *self, int n_press, double x)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  motion_cb (self, x);
  if (n_press == 1 && self->cursor >= 0)
    g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, (guint) self->cursor);
}

static void
note_cb (GtkWidget *button, RwRunChart *self)
{
  for (guint i = 0; i < self->n_notes; i++)
    if (self->notes[i] == button)
      {
        g_signal_emit (self, signals[SIGNAL_NOTE_ACTIVATED], 0, i);
        return;
      }
}

/* --- GtkWidget ------------------------------------------------------------------------------------- */

static void
rw_run_chart_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  RwRunChart *self = RW_RUN_CHART (widget);
  gboolean wide = orientation == GTK_ORIENTATION_HORIZONTAL;

  /* Children have no say in it, but want to be asked. */
  for (guint i = 0; i < self->n_notes; i++)
    gtk_widget_measure (self->notes[i], orientation, -1, NULL, NULL, NULL, NULL);
  *minimum = wide ? 240 : 140;
  *natural = wide ? 520 : 190;
}

/* In the first of two rows in which it does not touch the one before. Rows are only there when they are needed. */
static int
place_notes (RwRunChart *self, int width, gboolean really)
{
  double ends[NOTE_ROWS] = { -NOTE_SPACE, -NOTE_SPACE };
  int height = 0, rows = 0;

  for (guint i = 0; i < self->n_notes; i++)
    {
      int note_width, note_height, row;
      double x;

      gtk_widget_measure (self->notes[i], GTK_ORIENTATION_HORIZONTAL, -1, NULL, &note_width, NULL,
                          NULL);
      gtk_widget_measure (self->notes[i], GTK_ORIENTATION_VERTICAL, -1, NULL, &note_height, NULL,
                          NULL);
      height = MAX (height, note_height);
      x =
        CLAMP (x_of (self, self->note_times[i]) - note_width / 2.0, 0, MAX (width - note_width, 0));
      for (row = 0; row < NOTE_ROWS && x < ends[row] + NOTE_SPACE; row++)
        ;
      if (really)
        gtk_widget_set_child_visible (self->notes[i], row < NOTE_ROWS);
      if (row == NOTE_ROWS)
        continue;
      rows = MAX (rows, row + 1);
      ends[row] = x + note_width;
      if (really)
        gtk_widget_size_allocate (self->notes[i],
                                  &(GtkAllocation) { (int) x, row * (height + 2), note_width,
                                                     note_height },
                                  -1);
    }
  return rows * (height + 2);
}

static void
rw_run_chart_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  RwRunChart *self = RW_RUN_CHART (widget);
  int bubble_width, bubble_height, x;

  if (self->zone == NULL)
    return;
  lay_out (self, width, height, 0);
  lay_out (self, width, height, place_notes (self, width, FALSE));
  place_notes (self, width, TRUE);
  if (self->cursor < 0 || !gtk_widget_should_layout (self->bubble))
    return;
  gtk_widget_measure (self->bubble, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &bubble_width, NULL,
                      NULL);
  bubble_width = MIN (bubble_width, width);
  gtk_widget_measure (self->bubble, GTK_ORIENTATION_VERTICAL, bubble_width, NULL, &bubble_height,
                      NULL, NULL);
  x = (int) x_of (self, self->points[self->cursor].at) + 8;
  if (x + bubble_width > width)
    x -= bubble_width + 16;
  gtk_widget_size_allocate (
    self->bubble,
    &(GtkAllocation) { CLAMP (x, 0, width - bubble_width),
                       (int) (self->area.origin.y + self->area.size.height) - bubble_height - 8,
                       bubble_width, bubble_height },
    -1);
}

static void
clear (RwRunChart *self)
{
  for (guint i = 0; i < self->n_notes; i++)
    gtk_widget_unparent (self->notes[i]);
  self->n_notes = self->n = 0;
  g_clear_pointer (&self->notes, g_free);
  g_clear_pointer (&self->note_times, g_free);
  g_clear_pointer (&self->points, g_free);
  g_clear_pointer (&self->zone, g_time_zone_unref);
}

static void
rw_run_chart_dispose (GObject *object)
{
  RwRunChart *self = RW_RUN_CHART (object);

  clear (self);
  g_clear_pointer (&self->bubble, gtk_widget_unparent);
  G_OBJECT_CLASS (rw_run_chart_parent_class)->dispose (object);
}

static void
rw_run_chart_class_init (RwRunChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  G_OBJECT_CLASS (klass)->dispose = rw_run_chart_dispose;
  widget_class->measure = rw_run_chart_measure;
  widget_class->size_allocate = rw_run_chart_size_allocate;
  widget_class->snapshot = rw_run_chart_snapshot;
  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", RW_TYPE_RUN_CHART, G_SIGNAL_RUN_LAST, 0,
                                            NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIGNAL_NOTE_ACTIVATED] =
    g_signal_new ("note-activated", RW_TYPE_RUN_CHART, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_css_name (widget_class, "rwrunchart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_css_provider_load_from_string (provider, css);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static void
rw_run_chart_init (RwRunChart *self)
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
  gtk_label_set_wrap (GTK_LABEL (self->bubble), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->bubble), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (self->bubble), 60);
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
rw_run_chart_new (void)
{
  return g_object_new (RW_TYPE_RUN_CHART, NULL);
}

/**
 * rw_run_chart_set:
 * @data: copied, but for @user_data
 */
void
rw_run_chart_set (RwRunChart *self, const RwRunChartData *data)
{
  g_return_if_fail (RW_IS_RUN_CHART (self) && data->zone != NULL && data->to > data->from);
  g_return_if_fail (data->axis_text != NULL && data->point_text != NULL && data->unit > 0);

  set_cursor (self, -1, FALSE);
  clear (self);
  self->points = g_memdup2 (data->points, data->n * sizeof (RwRunPoint));
  self->n = data->n;
  self->n_notes = data->n_notes;
  self->notes = g_new0 (GtkWidget *, data->n_notes);
  self->note_times = g_new0 (gint64, data->n_notes);
  for (guint i = 0; i < data->n_notes; i++)
    {
      self->notes[i] = gtk_button_new_with_label (data->notes[i].label);
      self->note_times[i] = data->notes[i].at;
      gtk_widget_set_tooltip_text (self->notes[i], data->notes[i].description);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->notes[i]),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, data->notes[i].description,
                                      -1);
      g_signal_connect (self->notes[i], "clicked", G_CALLBACK (note_cb), self);
      gtk_widget_set_parent (self->notes[i], GTK_WIDGET (self));
    }
  self->from = data->from;
  self->to = data->to;
  self->low = data->low;
  self->high = data->high;
  self->unit = data->unit;
  self->zone = g_time_zone_ref (data->zone);
  self->axis_text = data->axis_text;
  self->point_text = data->point_text;
  self->user_data = data->user_data;
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, data->title,
    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, data->sentence != NULL ? data->sentence : "",
    GTK_ACCESSIBLE_PROPERTY_HELP_TEXT,
    _ (
      "The arrow keys read one run after the other; with Control, the next that is not as it should be."),
    -1);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * rw_run_chart_get_reading:
 *
 * Returns: (transfer none) (nullable): what the point under the pointer or the cursor says
 */
const char *
rw_run_chart_get_reading (RwRunChart *self)
{
  g_return_val_if_fail (RW_IS_RUN_CHART (self), NULL);
  return self->cursor >= 0 ? gtk_label_get_label (GTK_LABEL (self->bubble)) : NULL;
}
