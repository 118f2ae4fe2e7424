/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-calendar-private.h"

#include <glib/gi18n.h>

#include "rw-clock.h"
#include "rw-time.h"

enum
{
  SIGNAL_SELECT,
  SIGNAL_OPEN,
  SIGNAL_MOVE_REQUESTED,
  SIGNAL_CREATE_REQUESTED,
  SIGNAL_DAY_ACTIVATED,
  SIGNAL_GHOST_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (RwCalendarView, rw_calendar_view, GTK_TYPE_WIDGET)

RwCalendarViewPrivate *
rw_calendar_view_private (RwCalendarView *self)
{
  return rw_calendar_view_get_instance_private (self);
}

static void
set_class (GtkWidget  *widget,
           const char *css_class,
           gboolean    set)
{
  if (set)
    gtk_widget_add_css_class (widget, css_class);
  else
    gtk_widget_remove_css_class (widget, css_class);
}

/* Which chips are of what is selected, and of what is held. */
void
rw_calendar_view_mark_chips (RwCalendarView *self)
{
  RwCalendarViewPrivate *priv = rw_calendar_view_private (self);

  for (guint i = 0; i < priv->n_chips; i++)
    {
      GtkWidget *chip = priv->chips->pdata[i];
      RwCalendarEntry *entry = rw_calendar_chip_get_entry (RW_CALENDAR_CHIP (chip));

      set_class (chip, "moving",
                 entry != NULL && priv->held != NULL && rw_id_equal (&entry->id, &priv->held->id));
      set_class (chip, "selected", entry != NULL && rw_id_equal (&entry->id, &priv->selected));
    }
}

/* The chip that has the focus. */
GtkWidget *
rw_calendar_view_focus_chip (RwCalendarView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && RW_IS_CALENDAR_CHIP (focus) && gtk_widget_is_ancestor (focus, GTK_WIDGET (self)) ? focus : NULL;
}

void
rw_calendar_view_pick (RwCalendarView  *self,
                       RwCalendarEntry *entry,
                       gboolean         open)
{
  RwCalendarViewPrivate *priv = rw_calendar_view_private (self);
  RwCalendarEntry *kept = g_rc_box_acquire (entry);

  priv->selected = entry->id;
  rw_calendar_view_mark_chips (self);
  g_signal_emit (self, signals[open ? SIGNAL_OPEN : SIGNAL_SELECT], 0, entry);
  rw_calendar_entry_unref (kept);
}

void
rw_calendar_view_ask_move (RwCalendarView  *self,
                           RwCalendarEntry *entry,
                           gint64           start,
                           gint64           end)
{
  g_signal_emit (self, signals[SIGNAL_MOVE_REQUESTED], 0, entry, start, end);
}

void
rw_calendar_view_ask_new (RwCalendarView *self,
                          gint64          start,
                          gint64          end)
{
  g_signal_emit (self, signals[SIGNAL_CREATE_REQUESTED], 0, start, end);
}

void
rw_calendar_view_tell_ghost (RwCalendarView *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[SIGNAL_GHOST_CHANGED], 0);
}

static void
more_chosen_cb (RwCalendarMore  *more,
                RwCalendarEntry *entry,
                gboolean         open,
                RwCalendarView  *self)
{
  rw_calendar_view_pick (self, entry, open);
}

/* The line of the present moves on by itself as long as somebody may see it. */
static gboolean
minute_cb (gpointer user_data)
{
  RwCalendarView *self = user_data;
  RwCalendarViewPrivate *priv = rw_calendar_view_private (self);

  gtk_widget_queue_draw (GTK_WIDGET (self));
  priv->timer =
    g_timeout_add_seconds (60 - (guint) (rw_clock_now () / RW_SECOND % 60), minute_cb, self);
  return G_SOURCE_REMOVE;
}

static void
rw_calendar_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (rw_calendar_view_parent_class)->map (widget);
  minute_cb (widget);
}

static void
rw_calendar_view_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&rw_calendar_view_private (RW_CALENDAR_VIEW (widget))->timer, g_source_remove);
  GTK_WIDGET_CLASS (rw_calendar_view_parent_class)->unmap (widget);
}

static void
rw_calendar_view_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  RwCalendarView *self = RW_CALENDAR_VIEW (widget);
  RwCalendarViewPrivate *priv = rw_calendar_view_private (self);

  priv->n_chips = priv->n_mores = 0;
  g_ptr_array_set_size (priv->order, 0);
  if (priv->zone != NULL)
    RW_CALENDAR_VIEW_GET_CLASS (self)->arrange (self, width, height);
  for (guint i = priv->n_chips; i < priv->chips->len; i++)
    gtk_widget_set_child_visible (priv->chips->pdata[i], FALSE);
  for (guint i = priv->n_mores; i < priv->mores->len; i++)
    gtk_widget_set_child_visible (priv->mores->pdata[i], FALSE);
  rw_calendar_view_mark_chips (self);
}

/* Tab goes by time, not by where things happen to be on the screen. */
static gboolean
rw_calendar_view_focus (GtkWidget        *widget,
                        GtkDirectionType  direction)
{
  RwCalendarViewPrivate *priv = rw_calendar_view_private (RW_CALENDAR_VIEW (widget));
  gboolean forward = direction == GTK_DIR_TAB_FORWARD;
  GtkWidget *focus = gtk_widget_get_focus_child (widget);
  guint index;

  if (!forward && direction != GTK_DIR_TAB_BACKWARD)
    return GTK_WIDGET_CLASS (rw_calendar_view_parent_class)->focus (widget, direction);
  if (gtk_widget_has_focus (widget))
    return forward && priv->order->len > 0 && gtk_widget_grab_focus (priv->order->pdata[0]);
  if (focus == NULL || !g_ptr_array_find (priv->order, focus, &index))
    {
      if ((forward || priv->order->len == 0) && gtk_widget_get_focusable (widget))
        return gtk_widget_grab_focus (widget);
      return priv->order->len > 0 &&
             gtk_widget_grab_focus (priv->order->pdata[forward ? 0 : priv->order->len - 1]);
    }
  if (forward)
    return index + 1 < priv->order->len && gtk_widget_grab_focus (priv->order->pdata[index + 1]);
  if (index > 0)
    return gtk_widget_grab_focus (priv->order->pdata[index - 1]);
  return gtk_widget_get_focusable (widget) && gtk_widget_grab_focus (widget);
}

static void
rw_calendar_view_dispose (GObject *object)
{
  RwCalendarViewPrivate *priv = rw_calendar_view_private (RW_CALENDAR_VIEW (object));

  for (guint i = 0; priv->chips != NULL && i < priv->chips->len; i++)
    gtk_widget_unparent (priv->chips->pdata[i]);
  for (guint i = 0; priv->mores != NULL && i < priv->mores->len; i++)
    gtk_widget_unparent (priv->mores->pdata[i]);
  g_clear_pointer (&priv->chips, g_ptr_array_unref);
  g_clear_pointer (&priv->mores, g_ptr_array_unref);
  g_clear_pointer (&priv->order, g_ptr_array_unref);
  priv->n_chips = priv->n_mores = 0;
  g_clear_handle_id (&priv->timer, g_source_remove);
  g_clear_pointer (&priv->entries, g_ptr_array_unref);
  g_clear_pointer (&priv->bands, g_ptr_array_unref);
  g_clear_pointer (&priv->zone, g_time_zone_unref);
  g_clear_pointer (&priv->held, rw_calendar_entry_unref);
  G_OBJECT_CLASS (rw_calendar_view_parent_class)->dispose (object);
}

static void
rw_calendar_view_class_init (RwCalendarViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rw_calendar_view_dispose;
  widget_class->size_allocate = rw_calendar_view_size_allocate;
  widget_class->map = rw_calendar_view_map;
  widget_class->unmap = rw_calendar_view_unmap;
  widget_class->focus = rw_calendar_view_focus;
  klass->step_minutes = 15;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);

  signals[SIGNAL_SELECT] = g_signal_new ("select", RW_TYPE_CALENDAR_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SIGNAL_OPEN] = g_signal_new ("open", RW_TYPE_CALENDAR_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SIGNAL_MOVE_REQUESTED] = g_signal_new ("move-requested", RW_TYPE_CALENDAR_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                                 NULL, G_TYPE_NONE, 3, G_TYPE_POINTER, G_TYPE_INT64, G_TYPE_INT64);
  signals[SIGNAL_CREATE_REQUESTED] =
    g_signal_new ("create-requested", RW_TYPE_CALENDAR_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_INT64);
  signals[SIGNAL_DAY_ACTIVATED] = g_signal_new ("day-activated", RW_TYPE_CALENDAR_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                                NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[SIGNAL_GHOST_CHANGED] =
    g_signal_new ("ghost-changed", RW_TYPE_CALENDAR_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
}

static void
rw_calendar_view_init (RwCalendarView *self)
{
  RwCalendarViewPrivate *priv = rw_calendar_view_private (self);

  priv->chips = g_ptr_array_new ();
  priv->mores = g_ptr_array_new ();
  priv->order = g_ptr_array_new ();
  rw_calendar_hand_attach (self);
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
  RwCalendarViewPrivate *priv = rw_calendar_view_private (self);

  rw_calendar_hand_release (self, FALSE);
  if (first_day != priv->first_day || n_days != priv->n_days)
    priv->has_cursor = FALSE;
  priv->first_day = first_day;
  priv->n_days = n_days;
  g_time_zone_ref (zone);
  g_clear_pointer (&priv->zone, g_time_zone_unref);
  priv->zone = zone;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * rw_calendar_view_set_entries:
 * @entries: (element-type RwCalendarEntry): what to show; not changed any more
 * @bands: (element-type RwCalendarBand): what to show behind it
 */
void
rw_calendar_view_set_entries (RwCalendarView *self,
                              GPtrArray      *entries,
                              GPtrArray      *bands)
{
  RwCalendarViewPrivate *priv = rw_calendar_view_private (self);

  rw_calendar_hand_release (self, FALSE);
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
 * rw_calendar_view_set_creates:
 * @creates: a person can make new entries: by drawing on an empty place, or at the cursor
 */
void
rw_calendar_view_set_creates (RwCalendarView *self,
                              gboolean        creates)
{
  rw_calendar_view_private (self)->creates = creates;
  gtk_widget_set_focusable (GTK_WIDGET (self), creates);
}

/**
 * rw_calendar_view_set_refused:
 * @refused: what is held may not be where it would be now
 */
void
rw_calendar_view_set_refused (RwCalendarView *self,
                              gboolean        refused)
{
  RwCalendarViewPrivate *priv = rw_calendar_view_private (self);

  if (priv->refused == refused)
    return;
  priv->refused = refused;
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
  RwCalendarViewPrivate *priv = rw_calendar_view_private (self);

  priv->selected = *id;
  rw_calendar_view_mark_chips (self);
  for (guint i = 0; i < priv->n_chips; i++)
    {
      GtkWidget *chip = priv->chips->pdata[i];
      RwCalendarEntry *entry = rw_calendar_chip_get_entry (RW_CALENDAR_CHIP (chip));

      if (entry != NULL && rw_id_equal (&entry->id, id))
        return gtk_widget_grab_focus (chip);
    }
  return FALSE;
}

/**
 * rw_calendar_view_reveal:
 * @wall: wall time
 *
 * Brings a time into view, where not all of the view's days are.
 */
void
rw_calendar_view_reveal (RwCalendarView *self,
                         gint64          wall)
{
  RwCalendarViewClass *klass = RW_CALENDAR_VIEW_GET_CLASS (self);

  if (klass->reveal != NULL)
    klass->reveal (self, wall);
}

gint64
rw_calendar_view_get_first_day (RwCalendarView *self)
{
  return rw_calendar_view_private (self)->first_day;
}

guint
rw_calendar_view_get_n_days (RwCalendarView *self)
{
  return rw_calendar_view_private (self)->n_days;
}

GTimeZone *
rw_calendar_view_get_zone (RwCalendarView *self)
{
  return rw_calendar_view_private (self)->zone;
}

GPtrArray *
rw_calendar_view_get_entries (RwCalendarView *self)
{
  return rw_calendar_view_private (self)->entries;
}

GPtrArray *
rw_calendar_view_get_bands (RwCalendarView *self)
{
  return rw_calendar_view_private (self)->bands;
}

/**
 * rw_calendar_view_get_ghost:
 * @ghost: (out): what is held; its entry belongs to the view
 *
 * Returns: whether something is being moved, stretched or made
 */
gboolean
rw_calendar_view_get_ghost (RwCalendarView  *self,
                            RwCalendarGhost *ghost)
{
  RwCalendarViewPrivate *priv = rw_calendar_view_private (self);

  if (priv->hold == RW_CALENDAR_HOLD_NONE)
    return FALSE;
  ghost->entry = priv->held;
  ghost->span = priv->ghost;
  ghost->changed = priv->held == NULL || priv->ghost.start != priv->held->start ||
                   priv->ghost.end != priv->held->end;
  ghost->refused = priv->refused;
  return TRUE;
}

/**
 * rw_calendar_view_get_cursor:
 * @wall: (out): wall time at which the cursor is
 *
 * Returns: whether there is one: the view itself has the focus
 */
gboolean
rw_calendar_view_get_cursor (RwCalendarView *self,
                             gint64         *wall)
{
  RwCalendarViewPrivate *priv = rw_calendar_view_private (self);

  *wall = priv->cursor;
  return priv->has_cursor && gtk_widget_has_visible_focus (GTK_WIDGET (self));
}

static void
add_chip (RwCalendarView *self)
{
  GtkWidget *chip = rw_calendar_chip_new ();

  gtk_widget_set_parent (chip, GTK_WIDGET (self));
  g_ptr_array_add (rw_calendar_view_private (self)->chips, chip);
}

/**
 * rw_calendar_view_line_height:
 *
 * For subclasses, in arrange.
 *
 * Returns: how high a chip of one line is, in pixels
 */
int
rw_calendar_view_line_height (RwCalendarView *self)
{
  RwCalendarViewPrivate *priv = rw_calendar_view_private (self);
  int height;

  if (priv->chips->len == 0)
    add_chip (self);
  gtk_widget_measure (priv->chips->pdata[0], GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL,
                      NULL);
  return height;
}

/**
 * rw_calendar_view_use_chip:
 *
 * For subclasses, in arrange: in the order in which Tab goes through them.
 *
 * Returns: (transfer none): a chip from the pool, visible
 */
GtkWidget *
rw_calendar_view_use_chip (RwCalendarView *self)
{
  RwCalendarViewPrivate *priv = rw_calendar_view_private (self);
  GtkWidget *chip;

  if (priv->n_chips == priv->chips->len)
    add_chip (self);
  chip = priv->chips->pdata[priv->n_chips++];
  gtk_widget_set_child_visible (chip, TRUE);
  g_ptr_array_add (priv->order, chip);
  return chip;
}

/**
 * rw_calendar_view_use_more:
 *
 * The same for what stands for entries that have no place of their own.
 *
 * Returns: (transfer none): one from the pool, visible
 */
RwCalendarMore *
rw_calendar_view_use_more (RwCalendarView *self)
{
  RwCalendarViewPrivate *priv = rw_calendar_view_private (self);
  GtkWidget *more;

  if (priv->n_mores == priv->mores->len)
    {
      more = rw_calendar_more_new ();
      gtk_widget_set_parent (more, GTK_WIDGET (self));
      g_signal_connect (more, "chosen", G_CALLBACK (more_chosen_cb), self);
      g_ptr_array_add (priv->mores, more);
    }
  more = priv->mores->pdata[priv->n_mores++];
  gtk_widget_set_child_visible (more, TRUE);
  g_ptr_array_add (priv->order, more);
  return RW_CALENDAR_MORE (more);
}
