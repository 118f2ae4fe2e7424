/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "rw-test-widgets.h"
#include "rw-types-dialog.h"
#include "rw-types-row.h"
#include "session-fixture.h"

/* The import of device types, with a real session on a real server, which has one type, three devices
 * of which stand one above the other. */

typedef struct
{
  GtkWidget *window;
  RwTypesDialog *dialog;
  char *folder;
} Scene;

static void
write_type (Scene *scene, const char *file, const char *text)
{
  g_autofree char *path = g_build_filename (scene->folder, file, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
scene_set_up (Scene *scene, Fixture *fixture)
{
  GtkWidget *content = gtk_label_new (NULL);

  console_open (&fixture->a, fixture->token);
  console_wait_synced (&fixture->a);
  scene->folder = g_dir_make_tmp ("rw-types-XXXXXX", NULL);
  write_type (scene, "x1.yaml", "manufacturer: Example\nmodel: X1\nslug: example-x1\n");
  write_type (scene, "x2.yaml",
              "manufacturer: Example\nmodel: X2\nslug: example-x2\nairflow: mixed\n");
  write_type (
    scene, "r640.yaml",
    "manufacturer: Dell\nmodel: R640\nslug: dell-r640\nu_height: 2\nweight: 20\nweight_unit: kg\n");
  write_type (scene, "broken.yaml", "manufacturer: Example\nmodel: [\n");
  scene->window = rw_test_present (content, 900, 800);
  scene->dialog = RW_TYPES_DIALOG (g_object_ref_sink (rw_types_dialog_new (fixture->a.session)));
  adw_dialog_present (ADW_DIALOG (scene->dialog), content);
  rw_test_settle (scene->window);
}

static void
scene_tear_down (Scene *scene, Fixture *fixture)
{
  adw_dialog_force_close (ADW_DIALOG (scene->dialog));
  rw_test_settle (scene->window);
  gtk_window_destroy (GTK_WINDOW (scene->window));
  g_assert_finalize_object (scene->dialog);
  wait_until (rw_session_get_pending (fixture->a.session) == 0);
  console_close (&fixture->a);
  remove_tree (scene->folder);
  g_free (scene->folder);
}

static gboolean
is_in (Scene *scene, const char *state)
{
  return g_str_equal (rw_types_dialog_get_state (scene->dialog), state);
}

static void
picture (Scene *scene, const char *name)
{
  rw_test_settle (scene->window);
  rw_test_picture (GTK_WIDGET (scene->dialog), name);
}

static RwTypesRow *
row_at (Scene *scene, guint position)
{
  g_autoptr (RwTypesRow) row =
    g_list_model_get_item (rw_types_dialog_get_rows (scene->dialog), position);

  g_assert_nonnull (row);
  return row;
}

static void
test_import (Fixture *fixture, gconstpointer flags)
{
  gint64 before;
  Scene scene;
  g_autofree char *summary = NULL;
  g_autoptr (GError) error = NULL;

  scene_set_up (&scene, fixture);
  picture (&scene, "types-choose");
  before = console_count (&fixture->a, RW_KIND_DEVICE_TYPE);
  rw_types_dialog_open (scene.dialog, scene.folder);
  g_assert_true (is_in (&scene, "busy"));
  wait_until (is_in (&scene, "plan"));
  rw_test_settle (scene.window);
  g_assert_cmpuint (g_list_model_get_n_items (rw_types_dialog_get_rows (scene.dialog)), ==, 5);
  g_assert_cmpstr (rw_types_row_get_title (row_at (&scene, 0)), ==, "Dell R640");
  g_assert_nonnull (strstr (rw_types_row_get_detail (row_at (&scene, 0)), "Height: 1"));
  g_assert_cmpstr (rw_types_row_get_title (row_at (&scene, 1)), ==, "Example X1");
  g_assert_cmpstr (rw_types_row_get_title (row_at (&scene, 3)), ==,
                   "broken.yaml: line 3: this is not YAML: did not find expected node content");

  picture (&scene, "types-plan");

  /* What would push devices into each other is told, and does not keep the others out. */
  rw_types_row_set_taken (row_at (&scene, 0), TRUE);
  rw_types_dialog_import (scene.dialog);
  wait_until (is_in (&scene, "done"));
  rw_test_settle (scene.window);
  picture (&scene, "types-done");
  g_assert_cmpint (console_count (&fixture->a, RW_KIND_DEVICE_TYPE), ==, before + 2);
  summary = rw_types_dialog_dup_summary (scene.dialog);
  g_assert_true (g_str_has_prefix (summary, "2 device types imported\n"));
  g_assert_nonnull (
    strstr (summary, "\nDell R640: web-001 and web-002 would overlap in unit 11 of R11\n"));
  g_assert_nonnull (strstr (summary, "broken.yaml: line 3"));

  /* The two were steps of their own, as the third had to be found. */
  while (console_count (&fixture->a, RW_KIND_DEVICE_TYPE) > before)
    {
      console_undo (&fixture->a, FALSE, &error);
      g_assert_no_error (error);
    }
  scene_tear_down (&scene, fixture);
}

/* What is not ticked stays, but for what is empty. */
static void
test_careful (Fixture *fixture, gconstpointer flags)
{
  Scene scene;
  RwId id;

  scene_set_up (&scene, fixture);
  rw_types_dialog_open (scene.dialog, scene.folder);
  wait_until (is_in (&scene, "plan"));
  id = *rw_record_get_id (rw_types_row_get_item (row_at (&scene, 0))->existing);
  rw_types_dialog_import (scene.dialog);
  wait_until (is_in (&scene, "done"));
  {
    g_autoptr (RwRecord) type = console_get (&fixture->a, RW_KIND_DEVICE_TYPE, &id);

    g_assert_cmpfloat (rw_record_get_decimal (type, RW_DEVICE_TYPE_HEIGHT, 0), ==, 1);
    g_assert_cmpfloat (rw_record_get_decimal (type, RW_DEVICE_TYPE_WEIGHT, 0), ==, 20);
  }
  scene_tear_down (&scene, fixture);
}

/* Closed while it reads, and a folder with nothing in it. */
static void
test_ends (Fixture *fixture, gconstpointer flags)
{
  Scene scene;
  g_autofree char *empty = NULL;

  scene_set_up (&scene, fixture);
  empty = g_build_filename (scene.folder, "empty", NULL);
  g_assert_cmpint (g_mkdir (empty, 0700), ==, 0);
  rw_types_dialog_open (scene.dialog, empty);
  wait_until (is_in (&scene, "failed"));
  rw_types_dialog_open (scene.dialog, scene.folder);
  adw_dialog_force_close (ADW_DIALOG (scene.dialog));
  wait_until (!is_in (&scene, "busy"));
  scene_tear_down (&scene, fixture);
}

int
main (int argc, char *argv[])
{
  rw_test_init_widgets (&argc, &argv);
#define ADD(name, func)                                                                   \
  g_test_add ("/console/types-dialog/" name, Fixture, GUINT_TO_POINTER (FIXTURE_RECORDS), \
              fixture_set_up, func, fixture_tear_down)
  ADD ("import", test_import);
  ADD ("careful", test_careful);
  ADD ("ends", test_ends);
  return g_test_run ();
}
