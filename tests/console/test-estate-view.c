/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "estate-scene.h"
#include "rw-estate-item.h"
#include "rw-estate-list.h"
#include "rw-estate-table.h"
#include "rw-estate-view.h"
#include "rw-format.h"
#include "rw-test-widgets.h"
#include "rw-time.h"

typedef struct
{
  EstateScene scene;
  GtkWidget *view, *window;
} Estate;

static void
set_up (Estate *self, gconstpointer data)
{
  estate_scene_set_up (&self->scene, data);
  self->view = rw_estate_view_new ();
  self->window = rw_test_present (self->view, 1140, 700);
  rw_estate_view_set_session (RW_ESTATE_VIEW (self->view), self->scene.base.a.session);
  /* Nobody looks yet. */
  g_assert_false (rw_estate_view_is_settled (RW_ESTATE_VIEW (self->view)));
  rw_estate_view_set_shown (RW_ESTATE_VIEW (self->view), TRUE);
  wait_until (rw_estate_view_is_settled (RW_ESTATE_VIEW (self->view)));
}

static void
tear_down (Estate *self, gconstpointer data)
{
  wait_until (rw_estate_view_is_settled (RW_ESTATE_VIEW (self->view)));
  gtk_window_destroy (GTK_WINDOW (self->window));
  estate_scene_tear_down (&self->scene, data);
}

static GtkColumnView *
table (Estate *self)
{
  return rw_test_find (rw_test_find (self->view, RW_TYPE_ESTATE_TABLE), GTK_TYPE_COLUMN_VIEW);
}

static char *
row_name (Estate *self, guint position)
{
  g_autoptr (GtkTreeListRow) row =
    g_list_model_get_item (G_LIST_MODEL (gtk_column_view_get_model (table (self))), position);
  g_autoptr (GObject) item = gtk_tree_list_row_get_item (row);
  RwEstateItem *of = (RwEstateItem *) item;

  return g_strdup (rw_estate_item_group (of)->name);
}

static void
choose (Estate *self, const char *name)
{
  GtkSelectionModel *model = gtk_column_view_get_model (table (self));

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (model)); i++)
    {
      g_autofree char *is = row_name (self, i);

      if (g_strcmp0 (is, name) == 0)
        {
          gtk_column_view_scroll_to (table (self), i, NULL,
                                     GTK_LIST_SCROLL_SELECT | GTK_LIST_SCROLL_FOCUS, NULL);
          return;
        }
    }
  g_assert_not_reached ();
}

static void
test_view (Estate *self, gconstpointer data)
{
  g_autofree char *whole = row_name (self, 0), *worst = row_name (self, 1),
                  *next = row_name (self, 2), *shop = NULL;
  GtkWidget *list = rw_test_find (self->view, RW_TYPE_ESTATE_LIST);

  rw_test_settle (self->window);
  rw_test_picture (self->window, "estate");
  g_assert_true (rw_test_says (self->view, "21 of 24 systems recoverable within their RPO · 87.5"));
  g_assert_null (whole);
  g_assert_cmpstr (worst, ==, "Medis Labor");
  g_assert_cmpstr (next, ==, "Bistum Fulda");
  g_assert_true (rw_test_shows (self->view, "Unprotected 2"));
  g_assert_true (rw_test_shows (list, "medis-portal-2"));
  g_assert_true (rw_test_shows (list, "fulda-mail-3"));

  /* What is chosen narrows the rest. */
  choose (self, "Bistum Fulda");
  rw_test_settle (self->window);
  g_assert_true (rw_test_shows (self->view, "Unprotected 1"));
  g_assert_false (rw_test_shows (list, "medis-portal-2"));
  g_assert_true (
    rw_test_shows (self->view, "Bistum Fulda: systems not recoverable within their RPO, 90 days"));
  g_assert_true (rw_test_shows (
    list, "Bistum Fulda · fulda-mail · Virtual machine in operation, its job is switched off"));

  /* Enter opens a customer. */
  g_signal_emit_by_name (table (self), "activate",
                         gtk_single_selection_get_selected (
                           GTK_SINGLE_SELECTION (gtk_column_view_get_model (table (self)))));
  shop = row_name (self, 3);
  g_assert_cmpstr (shop, ==, "fulda-mail");
  rw_test_settle (self->window);
  rw_test_picture (self->window, "estate-open");
}

static void
test_lists (Estate *self, gconstpointer data)
{
  AdwToggleGroup *toggles = rw_test_find (self->view, ADW_TYPE_TOGGLE_GROUP);
  GtkWidget *list = rw_test_find (self->view, RW_TYPE_ESTATE_LIST);

  adw_toggle_group_set_active (toggles, RW_ESTATE_LIST_TESTS);
  rw_test_settle (self->window);
  g_assert_true (rw_test_shows (list, "! never") || rw_test_shows (list, "never"));
  rw_test_picture (self->window, "estate-tests");
  adw_toggle_group_set_active (toggles, RW_ESTATE_LIST_GROWTH);
  rw_test_settle (self->window);
  g_assert_true (rw_test_says (list, "30 days ago"));
  rw_test_picture (self->window, "estate-growth");
}

/* What another one writes is there after a while, and the chosen row is still the chosen one. */
static void
test_changes (Estate *self, gconstpointer data)
{
  RwId vm = estate_id ("medis-portal-2"), id = rw_id_new (), policy = estate_id ("nightly");
  g_autoptr (RwRecord) job = rw_record_new (RW_KIND_BACKUP_JOB, &id);
  g_autoptr (GError) error = NULL;
  RwChangeSet changes = { RW_KIND_BIT (RW_KIND_BACKUP_JOB), NULL };

  choose (self, "Medis Labor");
  rw_record_set_text (job, RW_BACKUP_JOB_NAME, "new");
  rw_record_set_ref (job, RW_BACKUP_JOB_SYSTEM, &vm);
  rw_record_set_ref (job, RW_BACKUP_JOB_POLICY, &policy);
  g_assert_true (console_edit (&self->scene.base.a, rw_edit_new_create (job), "Job", &error));
  g_assert_no_error (error);
  rw_estate_view_data_changed (RW_ESTATE_VIEW (self->view), &changes);
  wait_until (rw_test_shows (self->view, "Unprotected 0"));
  g_assert_cmpuint (rw_estate_table_get_selected (rw_test_find (self->view, RW_TYPE_ESTATE_TABLE)),
                    !=, 0);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GTimeZone) berlin = NULL;

  rw_test_init_widgets (&argc, &argv);
  berlin = rw_zone_get ("Europe/Berlin");
  rw_format_set_zone (berlin);
  g_test_add ("/console/estate/view", Estate, NULL, set_up, test_view, tear_down);
  g_test_add ("/console/estate/lists", Estate, NULL, set_up, test_lists, tear_down);
  g_test_add ("/console/estate/changes", Estate, NULL, set_up, test_changes, tear_down);
  return g_test_run ();
}
