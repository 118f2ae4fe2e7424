/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-calendar-view.h"

#include <glib/gi18n.h>

#include "rw-announce.h"
#include "rw-clock.h"
#include "rw-time.h"

typedef struct
{
  gint64 first_day;
  guint n_days;
  GTimeZone *zone;
  GPtrArray *entries;
  GPtrArray *bands;
  GPtrArray *chips;

  RwId selected;
  RwCalendarEntry *moving;
  gint64 ghost_start;
  gint64 grab_offset;
  gboolean dragging;
} RwCalendarViewPrivate;

enum
{
  SIGNAL_SELECT,
  SIGNAL_OPEN,
  SIGNAL_MOVE_REQUESTED,
  SIGNAL_DAY_ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (RwCalendarView, rw_calendar_view, GTK_TYPE_WIDGET)

static RwCalendarViewPrivate *
get_private (RwCalendarView *self)
{
  return rw_calendar_view_get_instance_private (self);
}

static void
update_chip_classes (RwCalendarView *self)
{
  RwCalendarViewPrivate *priv = get_private (self);

  for (guint i = 0; i < priv->chips->len; i++)
    {
      GtkWidget *chip = priv->chips->pdata[i];
      RwCalendarEntry *entry = rw_calendar_chip_get_entry (RW_CALENDAR_CHIP (chip));

      gtk_widget_remove_css_class (chip, "moving");
      gtk_widget_remove_css_class (chip, "selected");
      if (entry == NULL)
        continue;
      if (priv->moving != NULL && rw_id_equal (&entry->id, &priv->moving->id))
        gtk_widget_add_css_class (chip, "moving");
      if (rw_id_equal (&entry->id, &priv->selected))
        gtk_widget_add_css_class (chip, "selected");
    }
}

static void
announce_ghost (RwCalendarView *self)
{
  RwCalendarViewPrivate *priv = get_private (self);
  gint64 end = priv->ghost_start + priv->moving->end - priv->moving->start;
  g_autofree char *range = rw_calendar_range_text (priv->ghost_start, end, priv->zone);

  rw_announce (GTK_WIDGET (self), range);
}

static void
begin_move (RwCalendarView  *self,
            RwCalendarEntry *entry)
{
  RwCalendarViewPrivate *priv = get_private (self);

  priv->moving = g_rc_box_acquire (entry);
  priv->ghost_start = entry->start;
  update_chip_classes (self);
}

static void
end_move (RwCalendarView *self,
          gboolean        drop)
{
  RwCalendarViewPrivate *priv = get_private (self);
  g_autoptr (RwCalendarEntry) entry = g_steal_pointer (&priv->moving);

  if (entry == NULL)
    return;
  priv->dragging = FALSE;
  update_chip_classes (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (drop && priv->ghost_start != entry->start)
    g_signal_emit (self, signals[SIGNAL_MOVE_REQUESTED], 0, entry, priv->ghost_start,
                   priv->ghost_start + entry->end - entry->start);
}

/* On the wall clock: a day later is the same time tomorrow, also when the clocks change tonight. */
static void
move_ghost (RwCalendarView *self,
            int             days,
            int             minutes)
{
  RwCalendarViewPrivate *priv = get_private (self);
  gint64 wall = rw_zone_wall (priv->zone, priv->ghost_start);

  priv->ghost_start = rw_zone_resolve (priv->zone, wall + days * RW_DAY + minutes * RW_MINUTE);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  announce_ghost (self);
}

static GtkWidget *
get_focus_chip (RwCalendarView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && RW_IS_CALENDAR_CHIP (focus) && gtk_widget_is_ancestor (focus, GTK_WIDGET (self)) ? focus : NULL;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                RwCalendarView        *self)
{
  RwCalendarViewPrivate *priv = get_private (self);
  int step = RW_CALENDAR_VIEW_GET_CLASS (self)->step_minutes;
  GtkWidget *chip = get_focus_chip (self);
  RwCalendarEntry *entry = chip != NULL ? rw_calendar_chip_get_entry (RW_CALENDAR_CHIP (chip)) : NULL;
  gboolean alt = (state & GDK_ALT_MASK) != 0;
  int days = 0, minutes = 0;

  switch (keyval)
    {
    case GDK_KEY_Left:
      days = -1;
      break;
    case GDK_KEY_Right:
      days = 1;
      break;
    case GDK_KEY_Up:
      days = step >= 1440 ? -7 : 0;
      minutes = step >= 1440 ? 0 : -step;
      break;
    case GDK_KEY_Down:
      days = step >= 1440 ? 7 : 0;
      minutes = step >= 1440 ? 0 : step;
      break;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      if (priv->moving != NULL)
        end_move (self, TRUE);
      else if (entry != NULL)
        g_signal_emit (self, signals[SIGNAL_OPEN], 0, entry);
      return priv->moving != NULL || entry != NULL;
    case GDK_KEY_Escape:
      if (priv->moving == NULL)
        return GDK_EVENT_PROPAGATE;
      end_move (self, FALSE);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
  if (priv->moving == NULL)
    {
      if (!alt || entry == NULL)
        return GDK_EVENT_PROPAGATE;
      if (!entry->movable)
        {
          gtk_widget_error_bell (GTK_WIDGET (self));
          return GDK_EVENT_STOP;
        }
      begin_move (self, entry);
    }
  move_ghost (self, days, minutes);
  return GDK_EVENT_STOP;
}

static GtkWidget *
chip_at (RwCalendarView *self,
         double          x,
         double          y)
{
  GtkWidget *widget = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);

  while (widget != NULL && widget != GTK_WIDGET (self) && !RW_IS_CALENDAR_CHIP (widget))
    widget = gtk_widget_get_parent (widget);
  return widget != NULL && RW_IS_CALENDAR_CHIP (widget) ? widget : NULL;
}

static void
select_entry (RwCalendarView  *self,
              RwCalendarEntry *entry)
{
  RwCalendarViewPrivate *priv = get_private (self);

  priv->selected = entry->id;
  update_chip_classes (self);
  g_signal_emit (self, signals[SIGNAL_SELECT], 0, entry);
}

static void
released_cb (GtkGestureClick *gesture,
             int              n_press,
             double           x,
             double           y,
             RwCalendarView  *self)
{
  GtkWidget *chip = chip_at (self, x, y);
  RwCalendarEntry *entry = chip != NULL ? rw_calendar_chip_get_entry (RW_CALENDAR_CHIP (chip)) : NULL;

  if (entry == NULL || get_private (self)->dragging)
    return;
  gtk_widget_grab_focus (chip);
  select_entry (self, entry);
  if (n_press == 2)
    g_signal_emit (self, signals[SIGNAL_OPEN], 0, entry);
}

static void
focus_changed_cb (GtkEventControllerFocus *controller,
                  GParamSpec              *pspec,
                  RwCalendarView          *self)
{
  if (!gtk_event_controller_focus_contains_focus (controller) && !get_private (self)->dragging)
    end_move (self, FALSE);
}

static void
drag_begin_cb (GtkGestureDrag *gesture,
               double          x,
               double          y,
               RwCalendarView *self)
{
  RwCalendarViewPrivate *priv = get_private (self);
  GtkWidget *chip = chip_at (self, x, y);
  RwCalendarEntry *entry = chip != NULL ? rw_calendar_chip_get_entry (RW_CALENDAR_CHIP (chip)) : NULL;
  gint64 wall;

  end_move (self, FALSE);
  if (entry == NULL || !entry->movable || !RW_CALENDAR_VIEW_GET_CLASS (self)->wall_at (self, x, y, &wall))
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  priv->grab_offset = wall - rw_zone_wall (priv->zone, entry->start);
  begin_move (self, entry);
}

static void
drag_update_cb (GtkGestureDrag *gesture,
                double          dx,
                double          dy,
                RwCalendarView *self)
{
  RwCalendarViewPrivate *priv = get_private (self);
  RwCalendarViewClass *klass = RW_CALENDAR_VIEW_GET_CLASS (self);
  gint64 snap = klass->step_minutes * RW_MINUTE;
  double x, y;
  gint64 wall, old;

  if (priv->moving == NULL || (!priv->dragging && !gtk_drag_check_threshold (GTK_WIDGET (self), 0, 0, (int) dx, (int) dy)))
    return;
  if (!priv->dragging)
    {
      priv->dragging = TRUE;
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
    }
  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  if (!klass->wall_at (self, x + dx, y + dy, &wall))
    return;
  old = rw_zone_wall (priv->zone, priv->moving->start);
  wall -= priv->grab_offset;
  /* Snapped to the day in a month and to the quarter of an hour in a week, counted from the old start. */
  if (snap >= RW_DAY)
    wall = old + ((wall - old + (wall >= old ? RW_DAY / 2 : -RW_DAY / 2)) / RW_DAY) * RW_DAY;
  else
    wall = (wall + snap / 2) / snap * snap;
  priv->ghost_start = rw_zone_resolve (priv->zone, wall);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
drag_end_cb (GtkGestureDrag *gesture,
             double          dx,
             double          dy,
             RwCalendarView *self)
{
  end_move (self, get_private (self)->dragging);
}

static void
drag_cancel_cb (GtkGesture       *gesture,
                GdkEventSequence *sequence,
                RwCalendarView   *self)
{
  end_move (self, FALSE);
}

static void
rw_calendar_view_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  RwCalendarView *self = RW_CALENDAR_VIEW (widget);

  if (get_private (self)->zone != NULL)
    RW_CALENDAR_VIEW_GET_CLASS (self)->arrange (self, width, height);
  update_chip_classes (self);
}

static void
rw_calendar_view_dispose (GObject *object)
{
  RwCalendarViewPrivate *priv = get_private (RW_CALENDAR_VIEW (object));

  for (guint i = 0; priv->chips != NULL && i < priv->chips->len; i++)
    gtk_widget_unparent (priv->chips->pdata[i]);
  g_clear_pointer (&priv->chips, g_ptr_array_unref);
  g_clear_pointer (&priv->entries, g_ptr_array_unref);
  g_clear_pointer (&priv->bands, g_ptr_array_unref);
  g_clear_pointer (&priv->zone, g_time_zone_unref);
  g_clear_pointer (&priv->moving, rw_calendar_entry_unref);
  G_OBJECT_CLASS (rw_calendar_view_parent_class)->dispose (object);
}

static void
rw_calendar_view_class_init (RwCalendarViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rw_calendar_view_dispose;
  widget_class->size_allocate = rw_calendar_view_size_allocate;
  klass->step_minutes = 15;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);

  signals[SIGNAL_SELECT] = g_signal_new ("select", RW_TYPE_CALENDAR_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SIGNAL_OPEN] = g_signal_new ("open", RW_TYPE_CALENDAR_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SIGNAL_MOVE_REQUESTED] = g_signal_new ("move-requested", RW_TYPE_CALENDAR_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                                 NULL, G_TYPE_NONE, 3, G_TYPE_POINTER, G_TYPE_INT64, G_TYPE_INT64);
  signals[SIGNAL_DAY_ACTIVATED] = g_signal_new ("day-activated", RW_TYPE_CALENDAR_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                                NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
rw_calendar_view_init (RwCalendarView *self)
{
  RwCalendarViewPrivate *priv = get_private (self);
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();

  priv->chips = g_ptr_array_new ();
  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  g_signal_connect (key, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect (focus, "notify::contains-focus", G_CALLBACK (focus_changed_cb), self);
  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect (drag, "cancel", G_CALLBACK (drag_cancel_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * rw_calendar_view_set_days:
 * @first_day: the first day shown, see rw_date_parse()
 * @n_days: how many
 * @zone: whose wall clock
 */
void
rw_calendar_view_set_days (RwCalendarView *self,
                           gint64          first_day,
                           guint           n_days,
                           GTimeZone      *zone)
{
  RwCalendarViewPrivate *priv = get_private (self);

  end_move (self, FALSE);
  priv->first_day = first_day;
  priv->n_days = n_days;
  g_time_zone_ref (zone);
  g_clear_pointer (&priv->zone, g_time_zone_unref);
  priv->zone = zone;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/**
 * rw_calendar_view_set_entries:
 * @entries: (element-type RwCalendarEntry): what to show
 * @bands: (element-type RwCalendarBand): what to show behind it
 */
void
rw_calendar_view_set_entries (RwCalendarView *self,
                              GPtrArray      *entries,
                              GPtrArray      *bands)
{
  RwCalendarViewPrivate *priv = get_private (self);

  end_move (self, FALSE);
  g_ptr_array_ref (entries);
  g_ptr_array_ref (bands);
  g_clear_pointer (&priv->entries, g_ptr_array_unref);
  g_clear_pointer (&priv->bands, g_ptr_array_unref);
  priv->entries = entries;
  priv->bands = bands;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * rw_calendar_view_select:
 *
 * Returns: whether an entry with that id is shown; it then has the focus
 */
gboolean
rw_calendar_view_select (RwCalendarView *self,
                         const RwId     *id)
{
  RwCalendarViewPrivate *priv = get_private (self);

  priv->selected = *id;
  update_chip_classes (self);
  for (guint i = 0; i < priv->chips->len; i++)
    {
      GtkWidget *chip = priv->chips->pdata[i];
      RwCalendarEntry *entry = rw_calendar_chip_get_entry (RW_CALENDAR_CHIP (chip));

      if (entry != NULL && gtk_widget_get_child_visible (chip) && rw_id_equal (&entry->id, id))
        return gtk_widget_grab_focus (chip);
    }
  return FALSE;
}

gint64
rw_calendar_view_get_first_day (RwCalendarView *self)
{
  return get_private (self)->first_day;
}

guint
rw_calendar_view_get_n_days (RwCalendarView *self)
{
  return get_private (self)->n_days;
}

GTimeZone *
rw_calendar_view_get_zone (RwCalendarView *self)
{
  return get_private (self)->zone;
}

GPtrArray *
rw_calendar_view_get_entries (RwCalendarView *self)
{
  return get_private (self)->entries;
}

GPtrArray *
rw_calendar_view_get_bands (RwCalendarView *self)
{
  return get_private (self)->bands;
}

/**
 * rw_calendar_view_get_ghost:
 * @span: (out): where the entry that is being moved would go
 *
 * Returns: whether one is being moved
 */
gboolean
rw_calendar_view_get_ghost (RwCalendarView *self,
                            RwCalendarSpan *span)
{
  RwCalendarViewPrivate *priv = get_private (self);

  if (priv->moving == NULL || priv->ghost_start == priv->moving->start)
    return FALSE;
  span->start = priv->ghost_start;
  span->end = priv->ghost_start + priv->moving->end - priv->moving->start;
  return TRUE;
}

/**
 * rw_calendar_view_use_chip:
 * @index: how manieth chip of this arrangement
 *
 * For subclasses, in arrange.
 *
 * Returns: (transfer none): a chip from the pool, visible
 */
GtkWidget *
rw_calendar_view_use_chip (RwCalendarView *self,
                           guint           index)
{
  RwCalendarViewPrivate *priv = get_private (self);

  if (index >= priv->chips->len)
    {
      GtkWidget *chip = rw_calendar_chip_new ();

      gtk_widget_set_parent (chip, GTK_WIDGET (self));
      g_ptr_array_add (priv->chips, chip);
    }
  gtk_widget_set_child_visible (priv->chips->pdata[index], TRUE);
  return priv->chips->pdata[index];
}

/**
 * rw_calendar_view_hide_chips:
 * @from: the first chip of the pool that is not needed
 */
void
rw_calendar_view_hide_chips (RwCalendarView *self,
                             guint           from)
{
  RwCalendarViewPrivate *priv = get_private (self);

  for (guint i = from; i < priv->chips->len; i++)
    gtk_widget_set_child_visible (priv->chips->pdata[i], FALSE);
}
