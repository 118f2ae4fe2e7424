/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "rw-systems-columns.h"
#include "rw-systems-export.h"
#include "rw-systems-view.h"
#include "rw-test-widgets.h"

/* How the table of systems is set up, kept under a name, and given away. */

static GtkWidget *
table_new (void)
{
  GtkColumnView *table = g_object_ref_sink (GTK_COLUMN_VIEW (gtk_column_view_new (NULL)));
  guint n;
  const RwSystemsColumn *columns = rw_systems_columns_get (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GtkColumnViewColumn) column = rw_systems_column_new_view (&columns[i]);

      gtk_column_view_append_column (table, column);
    }
  return GTK_WIDGET (table);
}

static void
assert_columns (GtkColumnView *table, const char *expected)
{
  g_auto (GStrv) ids = rw_systems_dup_columns (table);
  g_autofree char *text = g_strjoinv (" ", ids);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_columns (void)
{
  static const char *const wanted[] = { "draw", "customer", "warp-drive", "name", NULL };
  static const char *const none[] = { NULL };
  g_autoptr (GtkWidget) widget = table_new ();
  GtkColumnView *table = GTK_COLUMN_VIEW (widget);

  rw_systems_arrange_columns (table, wanted);
  assert_columns (table, "name draw customer");
  rw_systems_arrange_columns (table, none);
  assert_columns (table, "name");
}

static void
test_view (void)
{
  static const char *const first[] = { "name", "draw", "customer", NULL };
  static const char *const second[] = { "name", "role", NULL };
  g_autoptr (GtkWidget) widget = table_new ();
  GtkColumnView *table = GTK_COLUMN_VIEW (widget);
  g_autoptr (GPtrArray) views =
    g_ptr_array_new_with_free_func ((GDestroyNotify) rw_systems_view_free);
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (GVariant) kept = NULL;
  g_autoptr (RwSystemsView) now = NULL;
  RwSystemsView *view;

  rw_systems_arrange_columns (table, first);
  gtk_column_view_sort_by_column (table, rw_systems_find_column (table, "draw"),
                                  GTK_SORT_DESCENDING);
  g_ptr_array_add (views, rw_systems_view_new ("Strom", table, "customer", 1));
  rw_systems_arrange_columns (table, second);
  gtk_column_view_sort_by_column (table, rw_systems_find_column (table, "role"),
                                  GTK_SORT_ASCENDING);

  kept = g_variant_ref_sink (rw_systems_views_write (views));
  again = rw_systems_views_read (kept);
  g_assert_cmpuint (again->len, ==, 1);
  g_assert_null (rw_systems_views_find (again, "Wärme"));
  view = rw_systems_views_find (again, "Strom");
  g_assert_nonnull (view);
  g_assert_cmpstr (view->group, ==, "customer");
  g_assert_cmpuint (view->show, ==, 1);
  rw_systems_view_apply (view, table);
  assert_columns (table, "name draw customer");
  now = rw_systems_view_new ("", table, "none", 0);
  g_assert_cmpstr (now->sorted_by, ==, "draw");
  g_assert_true (now->descending);
}

/* What another version, or a hand, left in the settings. */
static void
test_strange (void)
{
  g_autoptr (GVariant) kept = g_variant_ref_sink (g_variant_new_parsed (
    "[{'name': <'A'>}, {'columns': <['x']>}, {'name': <'B'>, 'columns': <['role', 'gone']>,"
    " 'group': <7>, 'sorted-by': <'gone'>}]"));
  g_autoptr (GPtrArray) views = rw_systems_views_read (kept);
  g_autoptr (GtkWidget) widget = table_new ();
  GtkColumnView *table = GTK_COLUMN_VIEW (widget);
  RwSystemsView *view;

  g_assert_cmpuint (views->len, ==, 1);
  view = g_ptr_array_index (views, 0);
  g_assert_cmpstr (view->group, ==, "none");
  rw_systems_view_apply (view, table);
  assert_columns (table, "name role");
}

static void
test_csv (void)
{
  static const char *const wanted[] = { "name", "draw", "patched", "role", NULL };
  g_autoptr (GtkWidget) widget = table_new ();
  GtkColumnView *table = GTK_COLUMN_VIEW (widget);
  g_autoptr (GListStore) systems = g_list_store_new (RW_TYPE_SYSTEM_ITEM);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;
  RwSystemInfo *info = g_new0 (RwSystemInfo, 1);
  g_autoptr (RwSystemItem) item = NULL;

  info->kind = RW_KIND_DEVICE;
  info->name = g_ref_string_new ("=web-1");
  info->role = g_ref_string_new ("Server, \"gross\"");
  info->draw_w = 1412;
  info->patched = 20000;
  info->end_of_support = RW_QUERY_NO_DAY;
  item = rw_system_item_new (info);
  g_list_store_append (systems, item);
  rw_systems_arrange_columns (table, wanted);
  bytes = rw_systems_to_csv (table, G_LIST_MODEL (systems));
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_assert_cmpstr (
    text, ==,
    "Name,Power (W),Last patched,Role,id\r\n"
    "'=web-1,1412,2024-10-04,\"Server, \"\"gross\"\"\",00000000-0000-0000-0000-000000000000\r\n");
}

int
main (int argc, char **argv)
{
  rw_test_init_widgets (&argc, &argv);
  g_test_add_func ("/console/systems-view/columns", test_columns);
  g_test_add_func ("/console/systems-view/view", test_view);
  g_test_add_func ("/console/systems-view/strange", test_strange);
  g_test_add_func ("/console/systems-view/csv", test_csv);
  return g_test_run ();
}
