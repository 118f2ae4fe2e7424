/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-year-strip.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "rw-calendar-paint.h"
#include "rw-status.h"
#include "rw-time.h"

#define HEIGHT     56
#define BAR_TOP    20
#define BAR_BOTTOM 50
#define SIDE       10

struct _RwYearStrip
{
  GtkWidget parent_instance;

  gint64 first_day;
  RwYearDay *days;
  guint n_days;
  gint64 today;
  gint64 shown_first;
  guint shown_n;
  gint64 cursor; /* the day that keys are at */
};

enum
{
  SIGNAL_DAY_ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwYearStrip, rw_year_strip, GTK_TYPE_WIDGET)

static double
day_x (RwYearStrip *self,
       gint64       day)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self)) - 2 * SIDE;

  return SIDE + width * CLAMP ((double) (day - self->first_day) / MAX (self->n_days, 1), 0, 1);
}

static gint64
day_at (RwYearStrip *self,
        double       x)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self)) - 2 * SIDE;
  gint64 day = (gint64) ((x - SIDE) / MAX (width, 1) * self->n_days);

  return self->first_day + CLAMP (day, 0, (gint64) self->n_days - 1);
}

static GDateTime *
date_of (gint64 day)
{
  int year, month, mday;

  rw_date_to_civil (day, &year, &month, &mday);
  return g_date_time_new_utc (year, month, mday, 0, 0, 0);
}

static char *
describe (RwYearStrip *self,
          gint64       day)
{
  g_autoptr (GDateTime) date = date_of (day);
  /* Translators: a day in a calendar: weekday, day of the month, month. */
  g_autofree char *text = g_date_time_format (date, C_ ("calendar day", "%a %-e %b"));
  const RwYearDay *info = &self->days[day - self->first_day];
  g_autofree char *load = g_strdup_printf (ngettext ("%u change", "%u changes", info->n), info->n);

  return info->frozen ? g_strdup_printf ("%s: %s, %s", text, load, _ ("freeze")) : g_strdup_printf ("%s: %s", text, load);
}

static void
speak (RwYearStrip *self)
{
  g_autofree char *text = NULL;

  if (self->n_days == 0)
    return;
  text = describe (self, self->cursor);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, (double) self->n_days - 1,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, (double) (self->cursor - self->first_day),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
}

static void
set_cursor (RwYearStrip *self,
            gint64       day)
{
  if (self->n_days == 0)
    return;
  self->cursor = CLAMP (day, self->first_day, self->first_day + self->n_days - 1);
  speak (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gint64
add_months (gint64 day,
            int    months)
{
  int year, month, mday;
  gint64 first;

  rw_date_to_civil (day, &year, &month, &mday);
  month += months;
  first = rw_date_from_civil (year + (month > 12) - (month < 1), (month + 11) % 12 + 1, 1);
  return first + MIN (mday, 28) - 1;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                RwYearStrip           *self)
{
  if (self->n_days == 0 || (state & (GDK_ALT_MASK | GDK_CONTROL_MASK)))
    return GDK_EVENT_PROPAGATE;
  switch (keyval)
    {
    case GDK_KEY_Left:
      set_cursor (self, self->cursor - 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Right:
      set_cursor (self, self->cursor + 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Up:
      set_cursor (self, self->cursor - 7);
      return GDK_EVENT_STOP;
    case GDK_KEY_Down:
      set_cursor (self, self->cursor + 7);
      return GDK_EVENT_STOP;
    case GDK_KEY_Page_Up:
      set_cursor (self, add_months (self->cursor, -1));
      return GDK_EVENT_STOP;
    case GDK_KEY_Page_Down:
      set_cursor (self, add_months (self->cursor, 1));
      return GDK_EVENT_STOP;
    case GDK_KEY_Home:
      set_cursor (self, self->first_day);
      return GDK_EVENT_STOP;
    case GDK_KEY_End:
      set_cursor (self, self->first_day + self->n_days - 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_space:
      g_signal_emit (self, signals[SIGNAL_DAY_ACTIVATED], 0, self->cursor);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
released_cb (GtkGestureClick *gesture,
             int              n_press,
             double           x,
             double           y,
             RwYearStrip     *self)
{
  if (self->n_days == 0)
    return;
  set_cursor (self, day_at (self, x));
  g_signal_emit (self, signals[SIGNAL_DAY_ACTIVATED], 0, self->cursor);
}

static void
focus_changed_cb (GtkEventControllerFocus *controller,
                  GParamSpec              *pspec,
                  RwYearStrip             *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
rw_year_strip_query_tooltip (GtkWidget  *widget,
                             int         x,
                             int         y,
                             gboolean    keyboard,
                             GtkTooltip *tooltip)
{
  RwYearStrip *self = RW_YEAR_STRIP (widget);
  g_autofree char *text = NULL;

  if (self->n_days == 0)
    return FALSE;
  text = describe (self, keyboard ? self->cursor : day_at (self, x));
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static void
rw_year_strip_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 12 * 32 : HEIGHT;
}

static void
paint_months (RwYearStrip *self,
              GtkSnapshot *snapshot)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GdkRGBA line, ink;
  gint64 next;

  rw_calendar_paint_get_colors (widget, &line, &ink);
  for (gint64 day = self->first_day; day < self->first_day + self->n_days; day = next)
    {
      g_autoptr (GDateTime) date = date_of (day);
      g_autofree char *name = g_date_time_format (date, "%b");
      double x = day_x (self, day);
      int year, month, mday;

      rw_date_to_civil (day, &year, &month, &mday);
      next = rw_date_from_civil (month == 12 ? year + 1 : year, month == 12 ? 1 : month + 1, 1);
      gtk_snapshot_append_color (snapshot, &line, &GRAPHENE_RECT_INIT ((float) x, 2, 1, HEIGHT - 6));
      rw_calendar_paint_text (widget, snapshot, name, x + 5, 3, day_x (self, next) - x - 6, &ink);
    }
  gtk_snapshot_append_color (snapshot, &line, &GRAPHENE_RECT_INIT (SIDE, BAR_BOTTOM, (float) (gtk_widget_get_width (widget) - 2 * SIDE), 1));
}

static void
paint_loads (RwYearStrip *self,
             GtkSnapshot *snapshot)
{
  GdkRGBA accent, bad, faint;
  guint most = 1;

  rw_calendar_paint_get_accent (&accent);
  rw_status_get_current (RW_STATUS_BAD, &bad);
  faint = bad;
  faint.alpha = 0.12f;
  for (guint i = 0; i < self->n_days; i++)
    most = MAX (most, self->days[i].n);
  for (guint i = 0; i < self->n_days; i++)
    {
      double x = day_x (self, self->first_day + i), width = day_x (self, self->first_day + i + 1) - x;
      double height = (BAR_BOTTOM - BAR_TOP) * (double) self->days[i].n / most;
      GdkRGBA shade = accent;

      shade.alpha = 0.45f + 0.55f * (float) self->days[i].n / (float) most;
      if (self->days[i].frozen)
        {
          gtk_snapshot_append_color (snapshot, &faint, &GRAPHENE_RECT_INIT ((float) x, BAR_TOP, (float) width, BAR_BOTTOM - BAR_TOP));
          gtk_snapshot_append_color (snapshot, &bad, &GRAPHENE_RECT_INIT ((float) x, BAR_BOTTOM + 1, (float) width, 3));
        }
      if (self->days[i].n > 0)
        gtk_snapshot_append_color (snapshot, &shade,
                                   &GRAPHENE_RECT_INIT ((float) x, (float) (BAR_BOTTOM - MAX (height, 2)),
                                                        (float) MAX (width - (width > 3 ? 1 : 0), 1), (float) MAX (height, 2)));
    }
}

static void
paint_frame (RwYearStrip *self,
             GtkSnapshot *snapshot,
             gint64       first,
             gint64       last,
             gboolean     filled)
{
  double from = day_x (self, first), to = day_x (self, last);
  GskRoundedRect frame;
  GdkRGBA ink, fill;

  if (to <= from)
    return;
  gtk_widget_get_color (GTK_WIDGET (self), &ink);
  fill = ink;
  fill.alpha *= 0.08f;
  gsk_rounded_rect_init_from_rect (&frame, &GRAPHENE_RECT_INIT ((float) from - 1, BAR_TOP - 2, (float) (to - from) + 2, BAR_BOTTOM - BAR_TOP + 7), 3);
  if (filled)
    gtk_snapshot_append_color (snapshot, &fill, &frame.bounds);
  gtk_snapshot_append_border (snapshot, &frame, (float[4]){ 1, 1, 1, 1 }, (GdkRGBA[4]){ ink, ink, ink, ink });
}

static void
rw_year_strip_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  RwYearStrip *self = RW_YEAR_STRIP (widget);
  GdkRGBA now;

  if (self->n_days == 0)
    return;
  paint_months (self, snapshot);
  paint_loads (self, snapshot);
  paint_frame (self, snapshot, self->shown_first, self->shown_first + self->shown_n, TRUE);
  if (self->today >= self->first_day && self->today < self->first_day + self->n_days)
    {
      rw_status_get_current (RW_STATUS_BAD, &now);
      rw_calendar_paint_dot (snapshot, (day_x (self, self->today) + day_x (self, self->today + 1)) / 2, BAR_TOP - 4, 3, &now);
    }
  if (gtk_widget_has_visible_focus (widget))
    paint_frame (self, snapshot, self->cursor, self->cursor + 1, FALSE);
}

static void
rw_year_strip_finalize (GObject *object)
{
  g_free (RW_YEAR_STRIP (object)->days);
  G_OBJECT_CLASS (rw_year_strip_parent_class)->finalize (object);
}

static void
rw_year_strip_class_init (RwYearStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rw_year_strip_finalize;
  widget_class->measure = rw_year_strip_measure;
  widget_class->snapshot = rw_year_strip_snapshot;
  widget_class->query_tooltip = rw_year_strip_query_tooltip;
  gtk_widget_class_set_css_name (widget_class, "yearstrip");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
  signals[SIGNAL_DAY_ACTIVATED] = g_signal_new ("day-activated", RW_TYPE_YEAR_STRIP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
rw_year_strip_init (RwYearStrip *self)
{
  GtkEventController *key = gtk_event_controller_key_new (), *focus = gtk_event_controller_focus_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "pointer");
  g_signal_connect (key, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect (focus, "notify::is-focus", G_CALLBACK (focus_changed_cb), self);
  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Year"), -1);
}

/**
 * rw_year_strip_new:
 *
 * Returns: (transfer floating): a strip without days
 */
GtkWidget *
rw_year_strip_new (void)
{
  return g_object_new (RW_TYPE_YEAR_STRIP, NULL);
}

/**
 * rw_year_strip_set_days:
 * @first_day: the first day, see rw_date_parse()
 * @days: (array length=n_days): how full each is
 */
void
rw_year_strip_set_days (RwYearStrip     *self,
                        gint64           first_day,
                        const RwYearDay *days,
                        guint            n_days)
{
  g_free (self->days);
  self->days = g_memdup2 (days, n_days * sizeof *days);
  self->first_day = first_day;
  self->n_days = n_days;
  set_cursor (self, self->cursor);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * rw_year_strip_set_shown:
 * @today: the day that it is
 * @first_day: the first day that the calendar below shows
 * @n_days: how many it shows
 */
void
rw_year_strip_set_shown (RwYearStrip *self,
                         gint64       today,
                         gint64       first_day,
                         guint        n_days)
{
  self->today = today;
  self->shown_first = first_day;
  self->shown_n = n_days;
  self->cursor = first_day;
  set_cursor (self, first_day);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
