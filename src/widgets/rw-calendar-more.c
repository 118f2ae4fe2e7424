/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-calendar-more.h"

#include <glib/gi18n.h>

#include "rw-clock.h"

struct _RwCalendarMore
{
  GtkButton parent_instance;

  GPtrArray *entries;
  GTimeZone *zone;
  GtkWidget *popover;
};

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwCalendarMore, rw_calendar_more, GTK_TYPE_BUTTON)

static void
setup_row_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item,
              gpointer                  user_data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  for (guint i = 0; i < 2; i++)
    {
      GtkWidget *label = gtk_label_new (NULL);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_widget_add_css_class (label, i == 0 ? "numeric" : "caption");
      if (i > 0)
        gtk_widget_add_css_class (label, "dim-label");
      gtk_box_append (GTK_BOX (box), label);
    }
  gtk_list_item_set_child (item, box);
}

static RwCalendarEntry *
entry_at (RwCalendarMore *self,
          guint           position)
{
  return position < self->entries->len ? self->entries->pdata[position] : NULL;
}

static void
bind_row_cb (GtkSignalListItemFactory *factory,
             GtkListItem              *item,
             RwCalendarMore           *self)
{
  RwCalendarEntry *entry = entry_at (self, gtk_list_item_get_position (item));
  GtkWidget *title = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  g_autofree char *times = rw_calendar_entry_times (entry, self->zone);
  g_autofree char *line =
    g_strdup_printf ("%s  %s %s", times, entry->number != NULL ? entry->number : "", entry->title);
  g_autofree char *spoken = rw_calendar_entry_speak (entry, self->zone);
  g_autofree char *detail =
    g_strjoin (" · ", entry->status, entry->note != NULL ? entry->note : entry->detail, NULL);

  gtk_label_set_text (GTK_LABEL (title), line);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (title)), detail);
  gtk_list_item_set_accessible_label (item, spoken);
}

static void
row_activated_cb (GtkListView    *list,
                  guint           position,
                  RwCalendarMore *self)
{
  RwCalendarEntry *entry = entry_at (self, position);

  gtk_popover_popdown (GTK_POPOVER (self->popover));
  if (entry != NULL)
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, entry, TRUE);
}

static gboolean
drop_popover_cb (gpointer user_data)
{
  RwCalendarMore *self = user_data;

  if (self->popover != NULL && !gtk_widget_get_visible (self->popover))
    g_clear_pointer (&self->popover, gtk_widget_unparent);
  return G_SOURCE_REMOVE;
}

static void
closed_cb (GtkPopover     *popover,
           RwCalendarMore *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, drop_popover_cb, g_object_ref (self), g_object_unref);
}

/* Made when it is asked for: a month has many of these buttons, and few are ever pressed. */
static void
rw_calendar_more_clicked (GtkButton *button)
{
  RwCalendarMore *self = RW_CALENDAR_MORE (button);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkStringList) rows = gtk_string_list_new (NULL);
  GtkWidget *list, *scroller;

  if (self->entries == NULL)
    return;
  /* The list needs as many items as there are entries, no more of them. */
  for (guint i = 0; i < self->entries->len; i++)
    gtk_string_list_append (rows, "");
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_row_cb), NULL);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_row_cb), self, 0);
  list = gtk_list_view_new (GTK_SELECTION_MODEL (
                              gtk_no_selection_new (G_LIST_MODEL (g_object_ref (rows)))),
                            factory);
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (list), TRUE);
  gtk_widget_add_css_class (list, "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_button_get_label (button), -1);
  g_signal_connect_object (list, "activate", G_CALLBACK (row_activated_cb), self, 0);
  scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 420);
  gtk_widget_set_size_request (scroller, 360, -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);
  self->popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (self->popover), scroller);
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
  g_signal_connect_object (self->popover, "closed", G_CALLBACK (closed_cb), self, 0);
  gtk_popover_popup (GTK_POPOVER (self->popover));
  gtk_widget_grab_focus (list);
}

static void
rw_calendar_more_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  RwCalendarMore *self = RW_CALENDAR_MORE (widget);

  GTK_WIDGET_CLASS (rw_calendar_more_parent_class)->size_allocate (widget, width, height, baseline);
  if (self->popover != NULL)
    gtk_popover_present (GTK_POPOVER (self->popover));
}

static void
rw_calendar_more_dispose (GObject *object)
{
  RwCalendarMore *self = RW_CALENDAR_MORE (object);

  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  G_OBJECT_CLASS (rw_calendar_more_parent_class)->dispose (object);
}

static void
rw_calendar_more_class_init (RwCalendarMoreClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rw_calendar_more_dispose;
  widget_class->size_allocate = rw_calendar_more_size_allocate;
  GTK_BUTTON_CLASS (klass)->clicked = rw_calendar_more_clicked;
  signals[SIGNAL_CHOSEN] =
    g_signal_new ("chosen", RW_TYPE_CALENDAR_MORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_BOOLEAN);
}

static void
rw_calendar_more_init (RwCalendarMore *self)
{
  gtk_button_set_can_shrink (GTK_BUTTON (self), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "flat");
  gtk_widget_add_css_class (GTK_WIDGET (self), "rw-more");
}

/**
 * rw_calendar_more_new:
 *
 * Returns: (transfer floating): a button without entries
 */
GtkWidget *
rw_calendar_more_new (void)
{
  return g_object_new (RW_TYPE_CALENDAR_MORE, NULL);
}

/**
 * rw_calendar_more_set_entries:
 * @entries: (element-type RwCalendarEntry): those that it stands for, by time; shared
 * @zone: whose wall clock
 * @tall: it stands among chips in a time grid, as one of them
 * @narrow: there is room for the number only
 */
void
rw_calendar_more_set_entries (RwCalendarMore *self,
                              GPtrArray      *entries,
                              GTimeZone      *zone,
                              gboolean        tall,
                              gboolean        narrow)
{
  g_autofree char *text =
    g_strdup_printf (narrow ? "+%u" : ngettext ("+%u more", "+%u more", entries->len),
                     entries->len);
  g_autofree char *range = NULL, *spoken = NULL;
  gint64 start = G_MAXINT64, end = G_MININT64;

  for (guint i = 0; i < entries->len; i++)
    {
      const RwCalendarEntry *entry = entries->pdata[i];

      start = MIN (start, entry->start);
      end = MAX (end, entry->end);
    }
  g_ptr_array_ref (entries);
  g_time_zone_ref (zone);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  self->entries = entries;
  self->zone = zone;
  if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (self)), text) != 0)
    gtk_button_set_label (GTK_BUTTON (self), text);
  if (tall)
    gtk_widget_add_css_class (GTK_WIDGET (self), "tall");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "tall");
  range = rw_calendar_range_text (start, end, zone);
  /* Translators: entries of a calendar without a place of their own: "12 more, Wed 25 Nov, 09:00–11:00". */
  spoken =
    g_strdup_printf (ngettext ("%u more, %s", "%u more, %s", entries->len), entries->len, range);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

/**
 * rw_calendar_more_get_n:
 *
 * Returns: for how many entries it stands
 */
guint
rw_calendar_more_get_n (RwCalendarMore *self)
{
  return self->entries != NULL ? self->entries->len : 0;
}
