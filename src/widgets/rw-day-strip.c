/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-day-strip.h"

#include <glib/gi18n.h>
#include <math.h>

#include "rw-clock.h"
#include "rw-time.h"

#define HEADER 22
#define LANE   24
#define GAP    4
#define MIN_LANES 3
#define MIN_BAR 5
#define LEAST_WIDTH 260
#define USUAL_WIDTH 480

/* A span as it is laid out at the present width. */
typedef struct
{
  gint64 start;
  gint64 end;
  RwStatus status;
  gboolean faint;
  GtkWidget *button;
  int bar_x, bar_width;
  int button_x, button_width;
  int x, width; /* of both */
  gboolean left; /* where the label goes that has no room in the bar */
  int lane; /* -1: no lane was free */
} Span;

struct _RwDayStrip
{
  GtkWidget parent_instance;

  gint64 start;
  gint64 end;
  gint64 now;
  GTimeZone *zone;
  GArray *spans;
  guint max_lanes;
  guint n_hidden;
};

enum
{
  SIGNAL_ACTIVATE_SPAN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwDayStrip, rw_day_strip, GTK_TYPE_WIDGET)

static const char css[] =
  "rwdaystrip { font-size: 0.88em; }"
  "rwdaystrip > button { min-height: 0; min-width: 0; padding: 0 6px; border-radius: 5px; background: none; box-shadow: none; font-weight: normal; }"
  "rwdaystrip > button:hover { background: color-mix(in srgb, currentColor 8%, transparent); }"
  "rwdaystrip > button:focus-visible { outline: 2px solid var(--accent-color); outline-offset: 1px; }";

static int
to_x (RwDayStrip *self,
      gint64      instant,
      int         width)
{
  double part = (double) (instant - self->start) / (double) MAX (self->end - self->start, 1);

  return (int) lround (CLAMP (part, 0, 1) * width);
}

/* The button is the label; it stands inside its bar, or beside it where the bar is too narrow. */
static void
place_span (RwDayStrip *self,
            Span       *span,
            int         width,
            gboolean    choose_side)
{
  int natural, right, now = to_x (self, self->now, width) + 3;

  span->bar_x = to_x (self, span->start, width);
  span->bar_width = MAX (to_x (self, span->end, width) - span->bar_x, MIN_BAR);
  span->bar_x = MIN (span->bar_x, width - span->bar_width);
  right = span->bar_x + span->bar_width;
  gtk_widget_measure (span->button, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  /* What has begun has the line of the present in it: its label stands behind that. */
  span->button_x = span->bar_x < now && now < right ? now : span->bar_x;
  span->button_width = right - span->button_x;
  if (choose_side)
    span->left = right + natural > width;
  if (natural > span->button_width)
    {
      span->button_width = natural;
      span->button_x = span->left ? MAX (span->bar_x - natural, 0) : MIN (right, width - natural);
    }
  span->x = MIN (span->bar_x, span->button_x);
  span->width = MAX (right, span->button_x + span->button_width) - span->x;
}

/* The first lane that is free; in the order in which the spans were given, so that what matters
 * more has a place before what matters less. */
static guint
choose_lanes (RwDayStrip *self,
              int         width)
{
  guint n_lanes = 0;

  self->n_hidden = 0;
  for (guint i = 0; i < self->spans->len; i++)
    {
      Span *span = &g_array_index (self->spans, Span, i);

      place_span (self, span, width, TRUE);
      span->lane = -1;
      for (guint lane = 0; lane < self->max_lanes && span->lane < 0; lane++)
        {
          gboolean is_free = TRUE;

          for (guint j = 0; j < i && is_free; j++)
            {
              const Span *other = &g_array_index (self->spans, Span, j);

              is_free = other->lane != (int) lane || other->x >= span->x + span->width + GAP || span->x >= other->x + other->width + GAP;
            }
          if (is_free)
            span->lane = (int) lane;
        }
      if (span->lane < 0)
        self->n_hidden++;
      n_lanes = MAX (n_lanes, (guint) (span->lane + 1));
    }
  return n_lanes;
}

/* Lanes are chosen for one of two widths, not for the very one: what has room there has room in all
 * that are wider, and GTK takes it for granted that a wider widget is not higher. */
static int
place_spans (RwDayStrip *self,
             int         width)
{
  guint n_lanes = choose_lanes (self, USUAL_WIDTH);
  gboolean hidden = self->n_hidden > 0;

  if (width < USUAL_WIDTH)
    {
      n_lanes = MAX (n_lanes, choose_lanes (self, LEAST_WIDTH));
      hidden |= self->n_hidden > 0;
    }
  for (guint i = 0; i < self->spans->len; i++)
    place_span (self, &g_array_index (self->spans, Span, i), width, FALSE);
  return HEADER + (int) MAX (n_lanes, MIN_LANES) * (LANE + GAP) + (hidden ? LANE : GAP);
}

static GtkSizeRequestMode
rw_day_strip_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
rw_day_strip_measure (GtkWidget      *widget,
                      GtkOrientation  orientation,
                      int             for_size,
                      int            *minimum,
                      int            *natural,
                      int            *minimum_baseline,
                      int            *natural_baseline)
{
  RwDayStrip *self = RW_DAY_STRIP (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = LEAST_WIDTH;
      *natural = USUAL_WIDTH;
    }
  else
    *minimum = *natural = place_spans (self, for_size < 0 ? USUAL_WIDTH : MAX (for_size, LEAST_WIDTH));
}

static void
rw_day_strip_size_allocate (GtkWidget *widget,
                            int        width,
                            int        height,
                            int        baseline)
{
  RwDayStrip *self = RW_DAY_STRIP (widget);
  place_spans (self, width);
  for (guint i = 0; i < self->spans->len; i++)
    {
      const Span *span = &g_array_index (self->spans, Span, i);

      gtk_widget_set_child_visible (span->button, span->lane >= 0);
      if (span->lane >= 0)
        gtk_widget_size_allocate (span->button,
                                  &(GtkAllocation){ span->button_x, HEADER + span->lane * (LANE + GAP), span->button_width, LANE }, -1);
    }
}

/* One label every so many hours, so that they do not touch. */
static int
get_hour_step (RwDayStrip *self,
               int         width)
{
  double hour = (double) width * RW_HOUR / (double) MAX (self->end - self->start, 1);

  return hour >= 34 ? 1 : hour >= 17 ? 2 : hour >= 12 ? 3 : 4;
}

static void
draw_text (GtkWidget     *widget,
           GtkSnapshot   *snapshot,
           const char    *text,
           int            x,
           int            y,
           gboolean       strong,
           const GdkRGBA *color)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  int width;

  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  if (strong)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_get_pixel_size (layout, &width, NULL);
  /* Centred on its hour, but inside the strip. */
  x = CLAMP (x - width / 2, 0, gtk_widget_get_width (widget) - width);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

static void
draw_hours (RwDayStrip    *self,
            GtkSnapshot   *snapshot,
            const GdkRGBA *color)
{
  GtkWidget *widget = GTK_WIDGET (self);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget), step = get_hour_step (self, width);
  GdkRGBA line = *color, dim = *color;
  gint64 first = self->start - self->start % RW_HOUR;

  dim.alpha *= 0.62f;
  for (gint64 instant = first; instant <= self->end; instant += RW_HOUR)
    {
      gint64 wall = rw_zone_wall (self->zone, instant);
      int hour = (int) (wall / RW_HOUR % 24), x = to_x (self, instant, width);
      g_autofree char *text = NULL;

      if (instant < self->start || hour % step != 0)
        continue;
      if (hour == 0)
        {
          g_autoptr (GDateTime) midnight = g_date_time_new_from_unix_utc_usec (wall);

          text = g_date_time_format (midnight, "%a");
        }
      else
        text = g_strdup_printf ("%02d", hour);
      draw_text (widget, snapshot, text, x, 0, hour == 0, &dim);
      line.alpha = color->alpha * (hour == 0 ? 0.30f : 0.10f);
      gtk_snapshot_append_color (snapshot, &line,
                                 &GRAPHENE_RECT_INIT ((float) MIN (x, width - 1), HEADER - 3, 1, (float) (height - HEADER)));
    }
}

static void
draw_hidden (RwDayStrip    *self,
             GtkSnapshot   *snapshot,
             const GdkRGBA *color)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GdkRGBA dim = *color;
  /* Translators: how many more things there are in the next 24 hours than fit */
  g_autofree char *text = g_strdup_printf (ngettext ("and %u more", "and %u more", self->n_hidden), self->n_hidden);

  dim.alpha *= 0.62f;
  draw_text (widget, snapshot, text, gtk_widget_get_width (widget), gtk_widget_get_height (widget) - LANE + 2, FALSE, &dim);
}

static void
draw_bar (RwDayStrip  *self,
          GtkSnapshot *snapshot,
          const Span  *span)
{
  GskRoundedRect outline;
  graphene_rect_t bounds;
  GdkRGBA color, fill;
  float y = (float) (HEADER + span->lane * (LANE + GAP));

  rw_status_get_current (span->status, &color);
  fill = color;
  fill.alpha = span->faint ? 0.13f : 0.24f;
  graphene_rect_init (&bounds, (float) span->bar_x, y, (float) span->bar_width, LANE);
  gsk_rounded_rect_init_from_rect (&outline, &bounds, 4);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &fill, &bounds);
  /* Where it begins is what counts: one solid edge. What began before the strip does not have it. */
  if (span->start >= self->start)
    gtk_snapshot_append_color (snapshot, &color, &GRAPHENE_RECT_INIT (bounds.origin.x, y, span->faint ? 2 : 3, LANE));
  gtk_snapshot_pop (snapshot);
}

static void
rw_day_strip_snapshot (GtkWidget   *widget,
                       GtkSnapshot *snapshot)
{
  RwDayStrip *self = RW_DAY_STRIP (widget);
  GdkRGBA color, accent;

  if (self->zone == NULL || self->end <= self->start)
    return;
  gtk_widget_get_color (widget, &color);
  draw_hours (self, snapshot, &color);
  for (guint i = 0; i < self->spans->len; i++)
    if (g_array_index (self->spans, Span, i).lane >= 0)
      draw_bar (self, snapshot, &g_array_index (self->spans, Span, i));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    gtk_widget_snapshot_child (widget, child, snapshot);
  if (self->n_hidden > 0)
    draw_hidden (self, snapshot, &color);
  rw_status_get_current (RW_STATUS_BAD, &accent);
  gtk_snapshot_append_color (snapshot, &accent,
                             &GRAPHENE_RECT_INIT ((float) to_x (self, self->now, gtk_widget_get_width (widget)), HEADER - 6, 2,
                                                  (float) (gtk_widget_get_height (widget) - HEADER + 3)));
}

static void
clicked_cb (GtkWidget  *button,
            RwDayStrip *self)
{
  for (guint i = 0; i < self->spans->len; i++)
    if (g_array_index (self->spans, Span, i).button == button)
      {
        g_signal_emit (self, signals[SIGNAL_ACTIVATE_SPAN], 0, i);
        return;
      }
}

/* On the bar of a span whose label stands beside it. */
static void
released_cb (GtkGestureClick *gesture,
             int              n_press,
             double           x,
             double           y,
             RwDayStrip      *self)
{
  for (guint i = 0; i < self->spans->len; i++)
    {
      const Span *span = &g_array_index (self->spans, Span, i);
      int top = HEADER + span->lane * (LANE + GAP);

      if (span->lane >= 0 && x >= span->x && x < span->x + span->width && y >= top && y < top + LANE)
        {
          g_signal_emit (self, signals[SIGNAL_ACTIVATE_SPAN], 0, i);
          return;
        }
    }
}

static void
style_changed_cb (RwDayStrip *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
rw_day_strip_dispose (GObject *object)
{
  RwDayStrip *self = RW_DAY_STRIP (object);

  for (guint i = 0; self->spans != NULL && i < self->spans->len; i++)
    gtk_widget_unparent (g_array_index (self->spans, Span, i).button);
  g_clear_pointer (&self->spans, g_array_unref);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  G_OBJECT_CLASS (rw_day_strip_parent_class)->dispose (object);
}

static void
rw_day_strip_class_init (RwDayStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  G_OBJECT_CLASS (klass)->dispose = rw_day_strip_dispose;
  widget_class->get_request_mode = rw_day_strip_get_request_mode;
  widget_class->measure = rw_day_strip_measure;
  widget_class->size_allocate = rw_day_strip_size_allocate;
  widget_class->snapshot = rw_day_strip_snapshot;
  gtk_widget_class_set_css_name (widget_class, "rwdaystrip");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  rw_status_install_css ();
  gtk_css_provider_load_from_string (provider, css);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);

  signals[SIGNAL_ACTIVATE_SPAN] =
    g_signal_new ("activate-span", RW_TYPE_DAY_STRIP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
rw_day_strip_init (RwDayStrip *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->spans = g_array_new (FALSE, TRUE, sizeof (Span));
  self->max_lanes = 7;
  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Next 24 hours"), -1);
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (style_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (style_changed_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
rw_day_strip_new (void)
{
  return g_object_new (RW_TYPE_DAY_STRIP, NULL);
}

static void
set_span (RwDayStrip      *self,
          Span            *span,
          const RwDaySpan *from)
{
  GtkWidget *label = gtk_button_get_child (GTK_BUTTON (span->button));
  gboolean marked = from->status == RW_STATUS_ATTENTION || from->status == RW_STATUS_BAD;
  g_autofree char *text = marked ? g_strdup_printf ("%s %s", rw_status_symbol (from->status), from->label) : g_strdup (from->label);

  span->start = from->start;
  span->end = from->end;
  span->status = from->status;
  span->faint = from->faint;
  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_widget_set_tooltip_text (span->button, from->description);
  gtk_accessible_update_property (GTK_ACCESSIBLE (span->button), GTK_ACCESSIBLE_PROPERTY_LABEL, from->description, -1);
}

static GtkWidget *
create_button (RwDayStrip *self)
{
  GtkWidget *button = gtk_button_new (), *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_button_set_child (GTK_BUTTON (button), label);
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked_cb), self, 0);
  gtk_widget_set_parent (button, GTK_WIDGET (self));
  return button;
}

/**
 * rw_day_strip_set:
 * @start: where the strip begins, microseconds since 1970, UTC
 * @end: where it ends
 * @now: marked with a line
 * @zone: in which the hours are counted
 * @spans: (array length=n_spans): what to show; what comes first has a place first
 */
void
rw_day_strip_set (RwDayStrip      *self,
                  gint64           start,
                  gint64           end,
                  gint64           now,
                  GTimeZone       *zone,
                  const RwDaySpan *spans,
                  guint            n_spans)
{
  g_return_if_fail (RW_IS_DAY_STRIP (self) && zone != NULL);

  self->start = start;
  self->end = end;
  self->now = now;
  if (self->zone != zone)
    {
      g_clear_pointer (&self->zone, g_time_zone_unref);
      self->zone = g_time_zone_ref (zone);
    }
  for (guint i = n_spans; i < self->spans->len; i++)
    gtk_widget_unparent (g_array_index (self->spans, Span, i).button);
  if (n_spans < self->spans->len)
    g_array_set_size (self->spans, n_spans);
  for (guint i = 0; i < n_spans; i++)
    {
      if (i == self->spans->len)
        {
          Span span = { .button = create_button (self) };

          g_array_append_val (self->spans, span);
        }
      set_span (self, &g_array_index (self->spans, Span, i), &spans[i]);
    }
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * rw_day_strip_set_max_lanes:
 * @max_lanes: how many spans may stand below each other; what has no place then is counted
 */
void
rw_day_strip_set_max_lanes (RwDayStrip *self,
                            guint       max_lanes)
{
  g_return_if_fail (RW_IS_DAY_STRIP (self));

  if (self->max_lanes == max_lanes)
    return;
  self->max_lanes = max_lanes;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * rw_day_strip_get_n_hidden:
 *
 * Returns: how many spans had no place when the strip was last laid out
 */
guint
rw_day_strip_get_n_hidden (RwDayStrip *self)
{
  g_return_val_if_fail (RW_IS_DAY_STRIP (self), 0);
  return self->n_hidden;
}
