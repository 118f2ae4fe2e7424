/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-trend-table.h"

#include <math.h>

/* Of what is to come each day is much like the one before: one in a week is read. */
#define AHEAD_STEP 7

struct _RwTrendTable
{
  GtkWidget parent_instance;

  GtkWidget *list;
  GtkStringList *lines;
};

G_DEFINE_FINAL_TYPE (RwTrendTable, rw_trend_table, GTK_TYPE_WIDGET)

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  const char *text = gtk_string_object_get_string (gtk_list_item_get_item (item));

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), text);
  gtk_list_item_set_accessible_label (item, text);
}

static void
rw_trend_table_dispose (GObject *object)
{
  RwTrendTable *self = RW_TREND_TABLE (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  g_clear_pointer (&child, gtk_widget_unparent);
  g_clear_object (&self->lines);
  G_OBJECT_CLASS (rw_trend_table_parent_class)->dispose (object);
}

static void
rw_trend_table_class_init (RwTrendTableClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_trend_table_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
rw_trend_table_init (RwTrendTable *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->lines = gtk_string_list_new (NULL);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  self->list = gtk_list_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (
                                    G_LIST_MODEL (g_object_ref (self->lines)))),
                                  factory);
  gtk_widget_add_css_class (self->list, "rich-list");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->list);
  gtk_widget_set_parent (scroller, GTK_WIDGET (self));
}

GtkWidget *
rw_trend_table_new (void)
{
  return g_object_new (RW_TYPE_TREND_TABLE, NULL);
}

/**
 * rw_trend_table_set:
 * @data: as for rw_trend_chart_set(); nothing of it is kept
 */
void
rw_trend_table_set (RwTrendTable *self, const RwTrendData *data)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) lines = NULL;

  g_return_if_fail (RW_IS_TREND_TABLE (self));

  for (guint i = data->ahead != NULL ? data->ahead->fan.n : 0; i-- > 1;)
    {
      const RwTrendFan *fan = &data->ahead->fan;

      if (i % AHEAD_STEP == 0 || i == fan->n - 1)
        g_strv_builder_take (builder,
                             data->ahead->fan_text (fan->instants[i], fan->low[i], fan->likely[i],
                                                    fan->high[i], data->ahead->user_data));
    }
  for (guint i = data->n; i-- > 0;)
    if (!isnan (data->values[i]) && (i == 0 || i == data->n - 1 || isnan (data->values[i - 1]) ||
                                     data->values[i] != data->values[i - 1]))
      g_strv_builder_take (builder,
                           data->point_text (data->instants[i], data->values[i], data->user_data));
  lines = g_strv_builder_end (builder);
  gtk_string_list_splice (self->lines, 0, g_list_model_get_n_items (G_LIST_MODEL (self->lines)),
                          (const char *const *) lines);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  data->title, -1);
}
