/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-calendar-header.h"

#include <glib/gi18n.h>

#include "rw-clock.h"
#include "rw-time.h"

struct _RwCalendarHeader
{
  GtkWidget parent_instance;

  GtkWidget *spacer;
  GtkWidget *days;
};

G_DEFINE_FINAL_TYPE (RwCalendarHeader, rw_calendar_header, GTK_TYPE_WIDGET)

static void
rw_calendar_header_dispose (GObject *object)
{
  RwCalendarHeader *self = RW_CALENDAR_HEADER (object);

  g_clear_pointer (&self->spacer, gtk_widget_unparent);
  g_clear_pointer (&self->days, gtk_widget_unparent);
  G_OBJECT_CLASS (rw_calendar_header_parent_class)->dispose (object);
}

static void
rw_calendar_header_class_init (RwCalendarHeaderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_calendar_header_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
}

static void
rw_calendar_header_init (RwCalendarHeader *self)
{
  self->spacer = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  self->days = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_box_set_homogeneous (GTK_BOX (self->days), TRUE);
  gtk_widget_set_hexpand (self->days, TRUE);
  gtk_widget_set_parent (self->spacer, GTK_WIDGET (self));
  gtk_widget_set_parent (self->days, GTK_WIDGET (self));
}

/**
 * rw_calendar_header_new:
 *
 * Returns: (transfer floating): a header without days
 */
GtkWidget *
rw_calendar_header_new (void)
{
  return g_object_new (RW_TYPE_CALENDAR_HEADER, NULL);
}

/**
 * rw_calendar_header_set_days:
 * @dated: with the day of the month, for a week; else the weekday alone
 * @gutter: pixels before the first day
 */
void
rw_calendar_header_set_days (RwCalendarHeader *self,
                             gint64            first_day,
                             guint             n_days,
                             gboolean          dated,
                             int               gutter,
                             GTimeZone        *zone)
{
  gint64 today = rw_zone_wall (zone, rw_clock_now ()) / RW_DAY;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->days)) != NULL)
    gtk_box_remove (GTK_BOX (self->days), child);
  gtk_widget_set_size_request (self->spacer, gutter, -1);
  for (guint i = 0; i < n_days; i++)
    {
      GtkWidget *label = gtk_label_new (NULL);
      int year, month, day;

      rw_date_to_civil (first_day + i, &year, &month, &day);
      g_autoptr (GDateTime) date = g_date_time_new_utc (year, month, day, 0, 0, 0);
      /* Translators: head of a column in the week: weekday and day of the month. */
      g_autofree char *text = g_date_time_format (date, dated ? C_ ("calendar column", "%a %-e") : "%a");

      gtk_label_set_text (GTK_LABEL (label), text);
      gtk_widget_add_css_class (label, "numeric");
      if (dated && first_day + i == today)
        gtk_widget_add_css_class (label, "accent");
      gtk_widget_add_css_class (label, dated && first_day + i == today ? "heading" : "dim-label");
      gtk_widget_set_margin_top (label, 6);
      gtk_widget_set_margin_bottom (label, 6);
      gtk_box_append (GTK_BOX (self->days), label);
    }
}
