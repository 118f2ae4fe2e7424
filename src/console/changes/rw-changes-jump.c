/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-changes-jump.h"

#include <glib/gi18n.h>

#include "rw-changes-period.h"
#include "rw-clock.h"
#include "rw-format.h"
#include "rw-time.h"

struct _RwChangesJump
{
  GtkPopover parent_instance;

  GtkEditable *entry;
  GtkCalendar *calendar;
  GtkLabel *hint;
};

G_DEFINE_FINAL_TYPE (RwChangesJump, rw_changes_jump, GTK_TYPE_POPOVER)

static gint64
today (void)
{
  return rw_zone_wall (rw_format_get_zone (), rw_clock_now ()) / RW_DAY;
}

static void
go (RwChangesJump *self,
    gint64         day)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  gtk_widget_activate_action (GTK_WIDGET (self), "changes.go", "x", day);
}

static void
day_selected_cb (GtkCalendar   *calendar,
                 RwChangesJump *self)
{
  g_autoptr (GDateTime) date = gtk_calendar_get_date (calendar);

  go (self, rw_date_from_civil (g_date_time_get_year (date), g_date_time_get_month (date), g_date_time_get_day_of_month (date)));
}

/* What would come of it, before Enter. */
static void
changed_cb (GtkEditable   *entry,
            RwChangesJump *self)
{
  const char *text = gtk_editable_get_text (entry);
  g_autofree char *exact = NULL;
  gint64 day;

  gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
  if (rw_changes_period_parse (text, today (), &day))
    exact = rw_changes_period_title (RW_CHANGES_DAY, day);
  gtk_label_set_text (self->hint, exact != NULL ? exact : _ ("24.12.  2026-12-24  +3w  -10"));
}

static void
activate_cb (GtkEntry      *entry,
             RwChangesJump *self)
{
  gint64 day;

  if (rw_changes_period_parse (gtk_editable_get_text (self->entry), today (), &day))
    {
      go (self, day);
      return;
    }
  gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
  gtk_label_set_text (self->hint, _ ("Write it as 24.12., 2026-12-24 or +3w"));
  gtk_accessible_update_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
}

static void
rw_changes_jump_map (GtkWidget *widget)
{
  RwChangesJump *self = RW_CHANGES_JUMP (widget);

  gtk_editable_set_text (self->entry, "");
  GTK_WIDGET_CLASS (rw_changes_jump_parent_class)->map (widget);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
rw_changes_jump_class_init (RwChangesJumpClass *klass)
{
  GTK_WIDGET_CLASS (klass)->map = rw_changes_jump_map;
}

static void
rw_changes_jump_init (RwChangesJump *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *entry = gtk_entry_new (), *hint = gtk_label_new (NULL);
  GtkWidget *calendar = gtk_calendar_new ();

  self->entry = GTK_EDITABLE (entry);
  self->calendar = GTK_CALENDAR (calendar);
  self->hint = GTK_LABEL (hint);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("Day"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Day to go to"), -1);
  gtk_label_set_xalign (self->hint, 0);
  gtk_widget_add_css_class (hint, "caption");
  gtk_widget_add_css_class (hint, "dim-label");
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), hint);
  gtk_box_append (GTK_BOX (box), calendar);
  gtk_popover_set_child (GTK_POPOVER (self), box);
  changed_cb (self->entry, self);
  g_signal_connect (entry, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect (entry, "activate", G_CALLBACK (activate_cb), self);
  g_signal_connect (calendar, "day-selected", G_CALLBACK (day_selected_cb), self);
}

/**
 * rw_changes_jump_new:
 *
 * Returns: (transfer floating): a popover
 */
GtkWidget *
rw_changes_jump_new (void)
{
  return g_object_new (RW_TYPE_CHANGES_JUMP, NULL);
}
