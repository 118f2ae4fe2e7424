/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-matrix-private.h"

static void
set_hover (RwMatrix *self,
           guint     row,
           guint     day)
{
  if (self->hover_row == row && self->hover_day == day)
    return;
  self->hover_row = row;
  self->hover_day = day;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
motion_cb (RwMatrix *self,
           double    x,
           double    y)
{
  guint row = RW_MATRIX_NOTHING, day = RW_MATRIX_NOTHING;

  rw_matrix_hit (self, x, y, &row, &day);
  set_hover (self, row, day);
}

static void
leave_cb (RwMatrix *self)
{
  set_hover (self, RW_MATRIX_NOTHING, RW_MATRIX_NOTHING);
}

static void
pressed_cb (RwMatrix *self,
            int       n_press,
            double    x,
            double    y)
{
  guint row, day;

  switch (rw_matrix_hit (self, x, y, &row, &day))
    {
    case RW_MATRIX_AT_CELL:
      rw_matrix_set_cursor (self, row, day, TRUE);
      break;
    case RW_MATRIX_AT_HEAD:
      rw_matrix_set_cursor (self, row, self->blocks.n_days - 1, TRUE);
      if (n_press == 2 && rw_matrix_heading_at (self, row) == RW_MATRIX_NO_HEADING)
        rw_matrix_emit_row (self, row);
      break;
    case RW_MATRIX_AT_NOTHING:
    default:
      break;
    }
}

static void
released_cb (RwMatrix *self,
             int       n_press,
             double    x,
             double    y)
{
  guint row = RW_MATRIX_NOTHING, day;
  RwMatrixPlace place = rw_matrix_hit (self, x, y, &row, &day);

  if (place != RW_MATRIX_AT_NOTHING && row == self->row &&
      rw_matrix_heading_at (self, row) != RW_MATRIX_NO_HEADING)
    {
      rw_matrix_emit_heading (self, row);
      return;
    }
  if (n_press == 1 && place == RW_MATRIX_AT_CELL && row == self->row && day == self->day)
    rw_matrix_emit_cell (self, row, day);
}

static gboolean
key_pressed_cb (RwMatrix        *self,
                guint            key,
                guint            code,
                GdkModifierType  state)
{
  int page = MAX ((gtk_widget_get_height (GTK_WIDGET (self)) - RW_MATRIX_HEADER_HEIGHT) /
                      RW_MATRIX_ROW_HEIGHT -
                    1,
                  1);
  gboolean control = (state & GDK_CONTROL_MASK) != 0;

  if (!rw_matrix_has_data (self) || (state & GDK_ALT_MASK) != 0)
    return GDK_EVENT_PROPAGATE;
  switch (key)
    {
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      rw_matrix_move (self, -1, 0);
      return GDK_EVENT_STOP;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      rw_matrix_move (self, 1, 0);
      return GDK_EVENT_STOP;
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      if (rw_matrix_heading_at (self, self->row) == RW_MATRIX_OPEN)
        {
          rw_matrix_emit_heading (self, self->row);
          return GDK_EVENT_STOP;
        }
      rw_matrix_move (self, 0, control ? -7 : -1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      if (rw_matrix_heading_at (self, self->row) == RW_MATRIX_CLOSED)
        {
          rw_matrix_emit_heading (self, self->row);
          return GDK_EVENT_STOP;
        }
      rw_matrix_move (self, 0, control ? 7 : 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Page_Up:
    case GDK_KEY_KP_Page_Up:
      rw_matrix_move (self, -page, 0);
      return GDK_EVENT_STOP;
    case GDK_KEY_Page_Down:
    case GDK_KEY_KP_Page_Down:
      rw_matrix_move (self, page, 0);
      return GDK_EVENT_STOP;
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      rw_matrix_move (self, control ? -G_MAXINT : 0, control ? 0 : -G_MAXINT);
      return GDK_EVENT_STOP;
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      rw_matrix_move (self, control ? G_MAXINT : 0, control ? 0 : G_MAXINT);
      return GDK_EVENT_STOP;
    case GDK_KEY_Return:
    case GDK_KEY_ISO_Enter:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_space:
      if (control)
        return GDK_EVENT_PROPAGATE;
      if (rw_matrix_heading_at (self, self->row) != RW_MATRIX_NO_HEADING)
        {
          rw_matrix_emit_heading (self, self->row);
          return GDK_EVENT_STOP;
        }
      /* With Shift the system, and not the day. */
      if ((state & GDK_SHIFT_MASK) != 0)
        rw_matrix_emit_row (self, self->row);
      else
        rw_matrix_emit_cell (self, self->row, self->day);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static gboolean
query_tooltip_cb (RwMatrix   *self,
                  int         x,
                  int         y,
                  gboolean    keyboard,
                  GtkTooltip *tooltip)
{
  g_autofree char *sentence = NULL;
  GdkRectangle area;
  guint row = self->row, day = self->day;

  if (!keyboard && rw_matrix_hit (self, x, y, &row, &day) == RW_MATRIX_AT_NOTHING)
    return FALSE;
  if (!rw_matrix_has_data (self))
    return FALSE;
  sentence = self->blocks.funcs.describe (row, day, self->blocks.data);
  gtk_tooltip_set_text (tooltip, sentence);
  if (rw_matrix_get_rect (self, row, day, &area))
    gtk_tooltip_set_tip_area (tooltip, &area);
  return TRUE;
}

/* Pointer, keys, tooltip. */
void
rw_matrix_add_controllers (RwMatrix *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect_swapped (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (gtk_widget_queue_draw), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (gtk_widget_queue_draw), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);

  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
}
