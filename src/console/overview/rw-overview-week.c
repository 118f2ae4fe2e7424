/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-overview-week.h"

#include <glib/gi18n.h>

#include "rw-clock.h"
#include "rw-format.h"
#include "rw-status.h"

typedef struct
{
  GtkWidget *box;
  GtkLabel *day;
  GtkLabel *count;
  GtkLabel *note;
} Cell;

struct _RwOverviewWeek
{
  GtkBox parent_instance;

  Cell cells[RW_OVERVIEW_WEEK_DAYS];
};

G_DEFINE_FINAL_TYPE (RwOverviewWeek, rw_overview_week, GTK_TYPE_BOX)

static void
rw_overview_week_class_init (RwOverviewWeekClass *klass)
{
}

static GtkLabel *
add_label (GtkWidget  *box,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_add_css_class (label, css_class);
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static void
rw_overview_week_init (RwOverviewWeek *self)
{
  gtk_box_set_homogeneous (GTK_BOX (self), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "rw-week");
  for (int i = 0; i < RW_OVERVIEW_WEEK_DAYS; i++)
    {
      Cell *cell = &self->cells[i];

      cell->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
      gtk_accessible_update_property (GTK_ACCESSIBLE (cell->box), GTK_ACCESSIBLE_PROPERTY_LABEL, "", -1);
      gtk_widget_add_css_class (cell->box, "rw-week-day");
      cell->day = add_label (cell->box, "rw-line-reason");
      cell->count = add_label (cell->box, "rw-week-count");
      gtk_widget_add_css_class (GTK_WIDGET (cell->count), "numeric");
      cell->note = add_label (cell->box, "rw-line-reason");
      gtk_box_append (GTK_BOX (self), cell->box);
    }
  gtk_widget_add_css_class (self->cells[0].box, "today");
}

GtkWidget *
rw_overview_week_new (void)
{
  return g_object_new (RW_TYPE_OVERVIEW_WEEK, NULL);
}

static void
set_cell (Cell     *cell,
          gint64    noon,
          guint     n_changes,
          gboolean  frozen)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc_usec (noon);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, rw_format_get_zone ());
  g_autofree char *day = g_date_time_format (local, C_ ("time format", "%a %-d"));
  g_autofree char *long_day = g_date_time_format (local, C_ ("time format", "%A, %-d %B"));
  g_autofree char *count = n_changes > 0 ? rw_format_count (n_changes) : g_strdup ("–");
  g_autofree char *changes = g_strdup_printf (ngettext ("%u change", "%u changes", n_changes), n_changes);
  g_autofree char *sentence = frozen ? g_strdup_printf ("%s: %s, %s", long_day, changes, C_ ("window", "freeze"))
                                     : g_strdup_printf ("%s: %s", long_day, changes);

  gtk_label_set_text (cell->day, day);
  gtk_label_set_text (cell->count, count);
  gtk_label_set_text (cell->note, frozen ? C_ ("window", "freeze") : "");
  if (n_changes == 0)
    gtk_widget_add_css_class (GTK_WIDGET (cell->count), "dim-label");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (cell->count), "dim-label");
  if (frozen)
    gtk_widget_add_css_class (cell->box, "frozen");
  else
    gtk_widget_remove_css_class (cell->box, "frozen");
  gtk_widget_set_tooltip_text (cell->box, sentence);
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell->box), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
}

/**
 * rw_overview_week_set:
 * @overview: whose week to show
 */
void
rw_overview_week_set (RwOverviewWeek   *self,
                      const RwOverview *overview)
{
  gboolean any = FALSE;

  g_return_if_fail (RW_IS_OVERVIEW_WEEK (self));
  for (int i = 0; i < RW_OVERVIEW_WEEK_DAYS; i++)
    {
      set_cell (&self->cells[i], overview->days[i] + 12 * RW_HOUR, overview->changes[i], overview->frozen[i]);
      any |= overview->frozen[i];
    }
  for (int i = 0; i < RW_OVERVIEW_WEEK_DAYS; i++)
    gtk_widget_set_visible (GTK_WIDGET (self->cells[i].note), any);
}
