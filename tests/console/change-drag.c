/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "change-drag.h"

#include "rw-week-view.h"

RwCalendarEntry *
change_drag_entry (RwCalendarView *view,
                   const char     *title)
{
  GPtrArray *entries = rw_calendar_view_get_entries (view);

  for (guint i = 0; i < entries->len; i++)
    if (g_strcmp0 (((RwCalendarEntry *) entries->pdata[i])->title, title) == 0)
      return entries->pdata[i];
  g_assert_not_reached ();
}

static GtkGesture *
drag_gesture (gpointer widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_DRAG (controller))
        return GTK_GESTURE (controller);
    }
  g_assert_not_reached ();
}

/* Takes a change up and holds it so many days further. */
void
change_drag_days (RwCalendarView *view,
                  const char     *title,
                  double          days)
{
  GtkWidget *widget = GTK_WIDGET (view);
  const RwCalendarEntry *entry = change_drag_entry (view, title);
  graphene_rect_t bounds;

  g_assert_true (rw_calendar_view_select (view, &entry->id));
  g_assert_true (
    gtk_widget_compute_bounds (gtk_root_get_focus (gtk_widget_get_root (widget)), widget, &bounds));
  g_signal_emit_by_name (drag_gesture (view), "drag-begin", bounds.origin.x + 20.0,
                         bounds.origin.y + 40.0);
  change_drag_on (view, days);
}

/* The hand goes on, so many days from where it began. */
void
change_drag_on (RwCalendarView *view,
                double          days)
{
  double day = (gtk_widget_get_width (GTK_WIDGET (view)) - RW_WEEK_VIEW_GUTTER) / 7.0;

  g_signal_emit_by_name (drag_gesture (view), "drag-update", days * day, 0.0);
}

void
change_drag_drop (RwCalendarView *view)
{
  g_signal_emit_by_name (drag_gesture (view), "drag-end", 0.0, 0.0);
}

/* The button that offers the next free time; %NULL while there is none. */
GtkWidget *
change_drag_offer (ChangeScene *scene)
{
  g_autoptr (GPtrArray) buttons = g_ptr_array_new ();

  rw_test_find_all (scene->window, GTK_TYPE_BUTTON, buttons);
  for (guint i = 0; i < buttons->len; i++)
    if (gtk_widget_get_mapped (buttons->pdata[i]) &&
        rw_test_shows (buttons->pdata[i], "Next Free: "))
      return buttons->pdata[i];
  return NULL;
}
