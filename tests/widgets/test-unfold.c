/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-test-widgets.h"
#include "rw-unfold.h"

static GListModel *
new_numbers (guint n)
{
  GtkStringList *list = gtk_string_list_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u", i);

      gtk_string_list_append (list, text);
    }
  return G_LIST_MODEL (list);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  user_data)
{
  gtk_list_item_set_child (item, gtk_label_new ("Row"));
}

static GtkWidget *
new_list (RwUnfold *unfold)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *list = gtk_list_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (
                                         g_object_ref (rw_unfold_get_model (unfold)))),
                                       factory);

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);

  rw_unfold_set_view (unfold, list);
  return list;
}

static void
test_hidden (void)
{
  g_autoptr (RwUnfold) unfold = rw_unfold_new (new_numbers (1000));
  GtkWidget *list = g_object_ref_sink (new_list (unfold));

  /* No frame would come to unfold it. */
  rw_unfold_fold (unfold, 0);
  g_assert_true (rw_unfold_is_whole (unfold));
  g_assert_cmpuint (g_list_model_get_n_items (rw_unfold_get_model (unfold)), ==, 1000);
  g_object_unref (list);
}

static void
test_shown (void)
{
  g_autoptr (RwUnfold) unfold = rw_unfold_new (new_numbers (1000));
  GtkWidget *list = new_list (unfold), *scroller = gtk_scrolled_window_new (), *window;
  guint before, frames = 0;
  int row;

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);
  window = rw_test_present (scroller, 400, 400);
  rw_unfold_fold (unfold, 0);
  before = g_list_model_get_n_items (rw_unfold_get_model (unfold));
  /* What fits into the view, and hardly more. */
  row = gtk_widget_get_height (gtk_widget_get_first_child (list));
  g_assert_cmpint (row, >, 0);
  g_assert_cmpint ((int) before * row, >=, gtk_widget_get_height (list));
  g_assert_cmpint (((int) before - 2) * row, <=, gtk_widget_get_height (list));

  /* Every call puts the rest off; what is selected stays in it. */
  rw_unfold_fold (unfold, 77);
  g_assert_cmpuint (g_list_model_get_n_items (rw_unfold_get_model (unfold)), ==, 77);
  while (!rw_unfold_is_whole (unfold))
    {
      guint n = g_list_model_get_n_items (rw_unfold_get_model (unfold));

      g_main_context_iteration (NULL, TRUE);
      frames += g_list_model_get_n_items (rw_unfold_get_model (unfold)) != n;
    }
  g_assert_cmpuint (frames, >, 10);
  g_assert_cmpuint (g_list_model_get_n_items (rw_unfold_get_model (unfold)), ==, 1000);

  /* Far down is as good as all. */
  rw_unfold_fold (unfold, 900);
  g_assert_true (rw_unfold_is_whole (unfold));

  rw_unfold_fold (unfold, 0);
  gtk_widget_set_visible (window, FALSE);
  g_assert_true (rw_unfold_is_whole (unfold));
  rw_unfold_set_view (unfold, NULL);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int    argc,
      char **argv)
{
  rw_test_init_widgets (&argc, &argv);
  g_test_add_func ("/unfold/hidden", test_hidden);
  g_test_add_func ("/unfold/shown", test_shown);
  return g_test_run ();
}
