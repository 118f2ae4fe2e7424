/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-systems-view.h"

/* More would not be found again in a menu. */
#define MAX_VIEWS 50

void
rw_systems_view_free (RwSystemsView *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_strfreev (self->columns);
  g_free (self->sorted_by);
  g_free (self->group);
  g_free (self);
}

/**
 * rw_systems_find_column:
 *
 * Returns: (transfer none) (nullable): the column of that id
 */
GtkColumnViewColumn *
rw_systems_find_column (GtkColumnView *table, const char *id)
{
  GListModel *columns = gtk_column_view_get_columns (table);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (g_strcmp0 (gtk_column_view_column_get_id (column), id) == 0)
        return column;
    }
  return NULL;
}

/**
 * rw_systems_dup_columns:
 *
 * Returns: (transfer full): ids of the visible columns, in their order
 */
char **
rw_systems_dup_columns (GtkColumnView *table)
{
  GListModel *columns = gtk_column_view_get_columns (table);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (gtk_column_view_column_get_visible (column))
        g_strv_builder_add (ids, gtk_column_view_column_get_id (column));
    }
  return g_strv_builder_end (ids);
}

/**
 * rw_systems_arrange_columns:
 * @columns: ids of those to be visible, in their order; unknown ones are left out
 *
 * The name is always the first and visible.
 */
void
rw_systems_arrange_columns (GtkColumnView *table, const char *const *columns)
{
  GListModel *all = gtk_column_view_get_columns (table);
  guint at = 1;

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (all, i);
      const char *id = gtk_column_view_column_get_id (column);

      gtk_column_view_column_set_visible (column, g_str_equal (id, "name") ||
                                                    g_strv_contains (columns, id));
    }
  gtk_column_view_insert_column (table, 0, rw_systems_find_column (table, "name"));
  for (guint i = 0; columns[i] != NULL; i++)
    {
      GtkColumnViewColumn *column = rw_systems_find_column (table, columns[i]);

      if (column == NULL || g_str_equal (columns[i], "name"))
        continue;
      gtk_column_view_insert_column (table, at++, column);
    }
}

/**
 * rw_systems_view_new:
 * @table: as it is set up now
 * @group: id of the column that makes sections, or "none"
 * @show: 0 all, 1 hardware, 2 virtual
 */
RwSystemsView *
rw_systems_view_new (const char *name, GtkColumnView *table, const char *group, guint show)
{
  RwSystemsView *self = g_new0 (RwSystemsView, 1);
  GtkColumnViewSorter *sorter = GTK_COLUMN_VIEW_SORTER (gtk_column_view_get_sorter (table));
  GtkColumnViewColumn *sorted = gtk_column_view_sorter_get_primary_sort_column (sorter);

  self->name = g_strdup (name);
  self->columns = rw_systems_dup_columns (table);
  self->sorted_by = sorted != NULL ? g_strdup (gtk_column_view_column_get_id (sorted)) : NULL;
  self->descending = gtk_column_view_sorter_get_primary_sort_order (sorter) == GTK_SORT_DESCENDING;
  self->group = g_strdup (group);
  self->show = show;
  return self;
}

/**
 * rw_systems_view_apply:
 *
 * Sets up columns and order; sections and what is shown are the page's.
 */
void
rw_systems_view_apply (const RwSystemsView *self, GtkColumnView *table)
{
  GtkColumnViewColumn *sorted =
    self->sorted_by != NULL ? rw_systems_find_column (table, self->sorted_by) : NULL;

  rw_systems_arrange_columns (table, (const char *const *) self->columns);
  gtk_column_view_sort_by_column (table,
                                  sorted != NULL ? sorted : rw_systems_find_column (table, "name"),
                                  sorted != NULL && self->descending ? GTK_SORT_DESCENDING
                                                                     : GTK_SORT_ASCENDING);
}

/**
 * rw_systems_views_read:
 * @variant: (nullable): aa{sv}, as rw_systems_views_write() made it; what is missing in it is as designed
 *
 * Returns: (transfer full) (element-type RwSystemsView)
 */
GPtrArray *
rw_systems_views_read (GVariant *variant)
{
  GPtrArray *views = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_systems_view_free);

  for (gsize i = 0; variant != NULL && i < MIN (g_variant_n_children (variant), MAX_VIEWS); i++)
    {
      g_autoptr (GVariant) child = g_variant_get_child_value (variant, i);
      g_autoptr (RwSystemsView) view = g_new0 (RwSystemsView, 1);

      if (!g_variant_lookup (child, "name", "s", &view->name) ||
          !g_variant_lookup (child, "columns", "^as", &view->columns))
        continue;
      g_variant_lookup (child, "sorted-by", "s", &view->sorted_by);
      g_variant_lookup (child, "descending", "b", &view->descending);
      if (!g_variant_lookup (child, "group", "s", &view->group))
        view->group = g_strdup ("none");
      g_variant_lookup (child, "show", "u", &view->show);
      g_ptr_array_add (views, g_steal_pointer (&view));
    }
  return views;
}

GVariant *
rw_systems_views_write (GPtrArray *views)
{
  g_auto (GVariantBuilder) all = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));

  for (guint i = 0; i < views->len; i++)
    {
      const RwSystemsView *view = g_ptr_array_index (views, i);
      g_auto (GVariantDict) one = G_VARIANT_DICT_INIT (NULL);

      g_variant_dict_insert (&one, "name", "s", view->name);
      g_variant_dict_insert (&one, "columns", "^as", view->columns);
      if (view->sorted_by != NULL)
        g_variant_dict_insert (&one, "sorted-by", "s", view->sorted_by);
      g_variant_dict_insert (&one, "descending", "b", view->descending);
      g_variant_dict_insert (&one, "group", "s", view->group);
      g_variant_dict_insert (&one, "show", "u", view->show);
      g_variant_builder_add_value (&all, g_variant_dict_end (&one));
    }
  return g_variant_builder_end (&all);
}

/**
 * rw_systems_views_find:
 *
 * Returns: (transfer none) (nullable): the view of that name
 */
RwSystemsView *
rw_systems_views_find (GPtrArray *views, const char *name)
{
  for (guint i = 0; i < views->len; i++)
    if (g_strcmp0 (((RwSystemsView *) g_ptr_array_index (views, i))->name, name) == 0)
      return g_ptr_array_index (views, i);
  return NULL;
}
