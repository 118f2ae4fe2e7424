/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "rw-locale.h"
#include "rw-system-item.h"
#include "rw-systems-columns.h"
#include "rw-systems-export.h"
#include "rw-systems-import-dialog.h"
#include "rw-systems-import-row.h"
#include "rw-systems-page.h"
#include "rw-test-widgets.h"
#include "session-fixture.h"

/* The import of systems from a CSV file, with a real session on a real server, which has three devices one
 * above the other in a rack. */

typedef struct
{
  Fixture base;
  GtkWidget *page;
  GtkWidget *window;
  RwSystemsImportDialog *dialog;
  char *folder;
  char *path;
} Scene;

static void
changed_cb (RwSession *session, const RwChangeSet *changes, RwPage *page)
{
  RW_PAGE_GET_CLASS (page)->data_changed (page, changes);
}

static gboolean
settled (Scene *scene)
{
  return RW_PAGE_GET_CLASS (scene->page)->settled (RW_PAGE (scene->page));
}

static void
open_dialog (Scene *scene)
{
  scene->dialog = RW_SYSTEMS_IMPORT_DIALOG (
    g_object_ref_sink (rw_systems_import_dialog_new (RW_PAGE (scene->page))));
  adw_dialog_present (ADW_DIALOG (scene->dialog), scene->page);
  rw_test_settle (scene->window);
}

static void
close_dialog (Scene *scene)
{
  adw_dialog_force_close (ADW_DIALOG (scene->dialog));
  rw_test_settle (scene->window);
  g_clear_object (&scene->dialog);
}

static void
set_up (Scene *scene, gconstpointer flags)
{
  GtkWidget *toasts = adw_toast_overlay_new ();

  fixture_set_up (&scene->base, flags);
  console_open (&scene->base.a, scene->base.token);
  console_wait_synced (&scene->base.a);
  scene->folder = g_dir_make_tmp ("rw-systems-XXXXXX", NULL);
  scene->path = g_build_filename (scene->folder, "systems.csv", NULL);
  scene->page = rw_systems_page_new ();
  g_object_add_weak_pointer (G_OBJECT (scene->page), (gpointer *) &scene->page);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (toasts), scene->page);
  scene->window = rw_test_present (toasts, 1100, 800);
  g_signal_connect_object (scene->base.a.session, "changed", G_CALLBACK (changed_cb), scene->page,
                           0);
  rw_page_set_session (RW_PAGE (scene->page), scene->base.a.session);
  wait_until (settled (scene));
  open_dialog (scene);
}

static void
tear_down (Scene *scene, gconstpointer flags)
{
  close_dialog (scene);
  wait_until (rw_session_get_pending (scene->base.a.session) == 0);
  wait_until (settled (scene));
  gtk_window_destroy (GTK_WINDOW (scene->window));
  wait_until (scene->page == NULL || !gtk_widget_get_mapped (scene->page));
  remove_tree (scene->folder);
  g_free (scene->folder);
  g_free (scene->path);
  fixture_tear_down (&scene->base, flags);
}

static gboolean
is_in (Scene *scene, const char *state)
{
  return g_str_equal (rw_systems_import_dialog_get_state (scene->dialog), state);
}

static void
read_file (Scene *scene, const char *text)
{
  g_assert_true (g_file_set_contents (scene->path, text, -1, NULL));
  rw_systems_import_dialog_open (scene->dialog, scene->path);
  wait_until (!is_in (scene, "busy"));
  rw_test_settle (scene->window);
}

static RwSystemsImportRow *
row_at (Scene *scene, guint position)
{
  g_autoptr (RwSystemsImportRow) row =
    g_list_model_get_item (rw_systems_import_dialog_get_rows (scene->dialog), position);

  g_assert_nonnull (row);
  return row;
}

static guint
n_rows (Scene *scene)
{
  return g_list_model_get_n_items (rw_systems_import_dialog_get_rows (scene->dialog));
}

static void
assert_row (Scene *scene, guint position, const char *title, const char *detail)
{
  g_autofree char *its_title = rw_systems_import_row_dup_title (row_at (scene, position));
  g_autofree char *its_detail = rw_systems_import_row_dup_detail (row_at (scene, position));

  /* The space before a unit is a narrow one. */
  if (its_detail != NULL)
    {
      g_autoptr (GString) plain = g_string_new (its_detail);

      g_string_replace (plain, "\u202f", " ", 0);
      g_set_str (&its_detail, plain->str);
    }
  g_assert_cmpstr (its_title, ==, title);
  g_assert_cmpstr (its_detail, ==, detail);
}

static gpointer
query_cb (RwCache *cache, gpointer data, GCancellable *cancellable, GError **error)
{
  return rw_query_systems (cache, cancellable, error);
}

static void
result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* What the table writes with all its columns. */
static char *
export_all (Scene *scene)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) infos = NULL;
  g_autoptr (GListStore) items = g_list_store_new (RW_TYPE_SYSTEM_ITEM);
  g_autoptr (GtkWidget) view = g_object_ref_sink (gtk_column_view_new (NULL));
  g_autoptr (GBytes) bytes = NULL;
  guint n;
  const RwSystemsColumn *columns = rw_systems_columns_get (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GtkColumnViewColumn) column = rw_systems_column_new_view (&columns[i]);

      gtk_column_view_column_set_visible (column, TRUE);
      gtk_column_view_append_column (GTK_COLUMN_VIEW (view), column);
    }
  rw_session_read_async (scene->base.a.session, query_cb, NULL, NULL,
                         (GDestroyNotify) g_ptr_array_unref, NULL, result_cb, &result);
  wait_until (result != NULL);
  infos = rw_session_read_finish (scene->base.a.session, result, &error);
  g_assert_no_error (error);
  g_ptr_array_set_free_func (infos, NULL);
  for (guint i = 0; i < infos->len; i++)
    {
      g_autoptr (RwSystemItem) item = rw_system_item_new (infos->pdata[i]);

      g_list_store_append (items, item);
    }
  bytes = rw_systems_to_csv (GTK_COLUMN_VIEW (view), G_LIST_MODEL (items));
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

#define HEAD "name,kind,type,position,serial,version\n"

static const char changes[] = HEAD "web-001,,,30,,13\n"
                                   "web-002,,,,SN-77,\n"
                                   "web-003,,,,,\n"
                                   "web-009,device,R640,,,\n"
                                   "vm-1,vm,,,,\n"
                                   "web-010,device,R7777,,,\n";

/* What is shown of a file, what is done of it, and that one undo takes it back. */
static void
test_import (Scene *scene, gconstpointer flags)
{
  gint64 before = console_count (&scene->base.a, RW_KIND_DEVICE);
  g_autofree char *serial = NULL;
  g_autoptr (GError) error = NULL;
  AdwToggleGroup *toggles;

  rw_test_picture (GTK_WIDGET (scene->dialog), "systems-import-choose");
  read_file (scene, HEAD "web-001,,,30,,13\n");
  g_assert_true (is_in (scene, "plan"));
  close_dialog (scene);
  open_dialog (scene);
  read_file (scene, changes);
  g_assert_true (is_in (scene, "plan"));
  rw_test_picture (GTK_WIDGET (scene->dialog), "systems-import-plan");
  g_assert_cmpuint (n_rows (scene), ==, 6);
  assert_row (scene, 0, "Row 7, column “type”: Device type “R7777” does not exist", NULL);
  assert_row (scene, 1, "web-001 · row 2", "Lowest unit: 10 U → 30 U\nVersion: nothing → 13");
  assert_row (scene, 2, "web-002 · row 3", "Serial number: nothing → SN-77");
  assert_row (scene, 3, "web-009 · row 5", "Device\nDevice type: Dell R640");
  assert_row (scene, 5, "web-003 · row 4", NULL);
  g_assert_true (rw_test_says (scene->dialog, "Import 4 Systems"));
  toggles = rw_test_find (scene->dialog, ADW_TYPE_TOGGLE_GROUP);
  adw_toggle_group_set_active (toggles, 4);
  g_assert_cmpuint (n_rows (scene), ==, 1);
  adw_toggle_group_set_active (toggles, 0);

  rw_systems_import_row_set_taken (row_at (scene, 3), FALSE);
  rw_test_settle (scene->window);
  g_assert_true (rw_test_says (scene->dialog, "Import 3 Systems"));
  rw_systems_import_dialog_import (scene->dialog);
  wait_until (!is_in (scene, "busy") || !gtk_widget_get_mapped (GTK_WIDGET (scene->dialog)));
  rw_test_settle (scene->window);
  g_assert_cmpint (console_count (&scene->base.a, RW_KIND_DEVICE), ==, before);
  g_assert_cmpint (console_count (&scene->base.a, RW_KIND_VM), ==, 1);
  serial =
    console_get_text (&scene->base.a, RW_KIND_DEVICE, &scene->base.devices[1], RW_DEVICE_SERIAL);
  g_assert_cmpstr (serial, ==, "SN-77");
  g_assert_cmpstr (rw_session_get_undo_label (scene->base.a.session), ==, "Import 3 systems");
  g_assert_true (console_undo (&scene->base.a, FALSE, &error));
  g_assert_no_error (error);
  g_assert_cmpint (console_count (&scene->base.a, RW_KIND_VM), ==, 0);
  g_assert_false (rw_session_get_can_undo (scene->base.a.session));
}

/* What was exported changes nothing; also what was made of an import. */
static void
test_round_trip (Scene *scene, gconstpointer flags)
{
  g_autofree char *text = NULL;

  read_file (scene, changes);
  rw_systems_import_dialog_import (scene->dialog);
  wait_until (console_count (&scene->base.a, RW_KIND_VM) == 1);
  rw_test_settle (scene->window);
  close_dialog (scene);
  open_dialog (scene);
  text = export_all (scene);
  read_file (scene, text);
  rw_test_picture (GTK_WIDGET (scene->dialog), "systems-import-same");
  g_assert_cmpuint (n_rows (scene), ==, 6);
  g_assert_cmpint (rw_systems_import_row_get_section (row_at (scene, 0)), ==, RW_SYSTEMS_REMARKS);
  for (guint i = 1; i < n_rows (scene); i++)
    g_assert_cmpint (rw_systems_import_row_get_section (row_at (scene, i)), ==, RW_SYSTEMS_SAME);
}

/* What is new refers to what is new: the server takes it as it takes the rest. */
static void
test_nested (Scene *scene, gconstpointer flags)
{
  read_file (scene, "name,kind,type,chassis,bay,host\n"
                    "vm-1,vm,,,,blade-1\n"
                    "blade-1,device,Dell R640,chassis-1,1,\n"
                    "web-001,,,chassis-1,,\n"
                    "chassis-1,device,R640,,,\n");
  g_assert_cmpuint (n_rows (scene), ==, 4);
  assert_row (scene, 0, "Row 4: Device “web-001” is both in a chassis and in a unit of a rack",
              NULL);
  rw_systems_import_dialog_import (scene->dialog);
  wait_until (console_count (&scene->base.a, RW_KIND_VM) == 1);
  wait_until (rw_session_get_pending (scene->base.a.session) == 0);
  g_assert_cmpuint (scene->base.a.notices->len, ==, 0);
  g_assert_cmpuint (rw_session_get_conflicts (scene->base.a.session), ==, 0);
}

/* More than one step holds. */
static void
test_many (Scene *scene, gconstpointer flags)
{
  g_autoptr (GString) text = g_string_new ("name,kind\n");

  for (guint i = 0; i < 1200; i++)
    g_string_append_printf (text, "vm-%u,vm\n", i);
  read_file (scene, text->str);
  g_assert_true (rw_test_says (scene->dialog, "Import 1200 Systems") ||
                 rw_test_says (scene->dialog, "Import 1,200 Systems"));
  rw_systems_import_dialog_import (scene->dialog);
  wait_until (is_in (scene, "done"));
  rw_test_picture (GTK_WIDGET (scene->dialog), "systems-import-done");
  g_assert_cmpint (console_count (&scene->base.a, RW_KIND_VM), ==, 1200);
}

/* A row that needs another one cannot go without it; the dialog says so and stays. */
static void
test_needed (Scene *scene, gconstpointer flags)
{
  read_file (scene, "name,position\nweb-001,11\nweb-002,10\n");
  g_assert_cmpuint (n_rows (scene), ==, 2);
  rw_systems_import_row_set_taken (row_at (scene, 1), FALSE);
  rw_systems_import_dialog_import (scene->dialog);
  g_assert_true (is_in (scene, "plan"));
  rw_test_settle (scene->window);
  g_assert_true (
    rw_test_says (scene->dialog, "Row 2: web-001 and web-002 would overlap in unit 11 of R11"));
  g_assert_false (rw_session_get_can_undo (scene->base.a.session));
  rw_systems_import_row_set_taken (row_at (scene, 1), TRUE);
  rw_systems_import_dialog_import (scene->dialog);
  wait_until (rw_session_get_can_undo (scene->base.a.session));
}

/* A file that is none of systems: one sentence, and another can be chosen. */
static void
test_refused (Scene *scene, gconstpointer flags)
{
  read_file (scene, "a,b\n1,2\n");
  g_assert_true (is_in (scene, "failed"));
  rw_test_picture (GTK_WIDGET (scene->dialog), "systems-import-failed");
  read_file (scene, "name\n");
  g_assert_true (is_in (scene, "failed"));
  read_file (scene, "name\nM\xfcller\n");
  g_assert_true (is_in (scene, "failed"));
  g_assert_true (rw_test_says (scene->dialog,
                               "Line 2 is not UTF-8; save the file as “CSV UTF-8” and try again"));
  /* Closed while it reads. */
  g_assert_true (g_file_set_contents (scene->path, changes, -1, NULL));
  rw_systems_import_dialog_open (scene->dialog, scene->path);
  adw_dialog_force_close (ADW_DIALOG (scene->dialog));
  wait_until (!is_in (scene, "busy"));
  g_assert_false (rw_session_get_can_undo (scene->base.a.session));
}

int
main (int argc, char *argv[])
{
  rw_locale_init ("");
  rw_test_init_widgets (&argc, &argv);
#define ADD(name, func)                                                                           \
  g_test_add ("/console/systems-import/" name, Scene, GUINT_TO_POINTER (FIXTURE_RECORDS), set_up, \
              func, tear_down)
  ADD ("import", test_import);
  ADD ("round-trip", test_round_trip);
  ADD ("nested", test_nested);
  ADD ("many", test_many);
  ADD ("needed", test_needed);
  ADD ("refused", test_refused);
  return g_test_run ();
}
