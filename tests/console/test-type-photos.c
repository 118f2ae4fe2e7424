/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "rw-picture.h"
#include "rw-rack-canvas.h"
#include "rw-racks-page.h"
#include "rw-test-widgets.h"
#include "rw-type-photos-dialog.h"
#include "session-fixture.h"

/* Pictures of device types: chosen by a person, sent like any file, shown in the racks. */

/* A picture in one colour, which no faceplate has. */
static GFile *
make_picture (Fixture *fixture, const char *name, guint8 red, guint8 green, guint8 blue, int width, int height)
{
  g_autofree char *path = g_build_filename (fixture->dir, name, NULL);
  guint8 *pixels = g_malloc ((gsize) 3 * width * height);
  g_autoptr (GBytes) bytes = g_bytes_new_take (pixels, (gsize) 3 * width * height);
  g_autoptr (GdkTexture) texture = NULL;

  for (int i = 0; i < width * height; i++)
    {
      pixels[3 * i] = red;
      pixels[3 * i + 1] = green;
      pixels[3 * i + 2] = blue;
    }
  texture = gdk_memory_texture_new (width, height, GDK_MEMORY_R8G8B8, bytes, (gsize) 3 * width);
  g_assert_true (gdk_texture_save_to_png (texture, path));
  return g_file_new_for_path (path);
}

/* How many pixels of the window are as good as that colour. */
static guint
count_pixels (GtkWidget *window, guint8 red, guint8 green, guint8 blue)
{
  g_autoptr (GdkTexture) texture = rw_test_take_picture (window);
  int width = gdk_texture_get_width (texture), height = gdk_texture_get_height (texture);
  g_autoptr (GdkTextureDownloader) downloader = gdk_texture_downloader_new (texture);
  g_autoptr (GBytes) bytes = NULL;
  const guint8 *data;
  gsize stride;
  guint n = 0;

  gdk_texture_downloader_set_format (downloader, GDK_MEMORY_R8G8B8A8);
  bytes = gdk_texture_downloader_download_bytes (downloader, &stride);
  data = g_bytes_get_data (bytes, NULL);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        const guint8 *p = data + stride * y + 4 * x;

        n += ABS (p[0] - red) < 40 && ABS (p[1] - green) < 40 && ABS (p[2] - blue) < 40;
      }
  return n;
}

static void
changed_cb (RwSession *session, const RwChangeSet *changes, RwPage *page)
{
  RW_PAGE_GET_CLASS (page)->data_changed (page, changes);
}

typedef struct
{
  GtkWidget *page, *window;
  RwTypePhotosDialog *dialog;
} Scene;

static void
scene_set_up (Scene *scene, Fixture *fixture)
{
  scene->page = rw_racks_page_new ();
  scene->window = rw_test_present (scene->page, 900, 700);
  g_signal_connect_object (fixture->a.session, "changed", G_CALLBACK (changed_cb), scene->page, 0);
  rw_page_set_session (RW_PAGE (scene->page), fixture->a.session);
  RW_PAGE_GET_CLASS (scene->page)->shown (RW_PAGE (scene->page), TRUE);
  wait_until (RW_PAGE_GET_CLASS (scene->page)->settled (RW_PAGE (scene->page)));
  rw_rack_canvas_set_unit (rw_test_find (scene->page, RW_TYPE_RACK_CANVAS), 30);
  rw_test_settle (scene->window);
  g_assert_true (rw_page_reveal (RW_PAGE (scene->page), RW_KIND_DEVICE, &fixture->devices[0]));
  scene->dialog =
    RW_TYPE_PHOTOS_DIALOG (rw_type_photos_dialog_new (RW_PAGE (scene->page), &fixture->devices[0]));
  adw_dialog_present (ADW_DIALOG (scene->dialog), scene->page);
  wait_until (rw_type_photos_dialog_settled (scene->dialog));
}

static void
close_dialog (Scene *scene)
{
  g_object_add_weak_pointer (G_OBJECT (scene->dialog), (gpointer *) &scene->dialog);
  adw_dialog_force_close (ADW_DIALOG (scene->dialog));
  wait_until (scene->dialog == NULL);
}

static void
settle (Scene *scene)
{
  wait_until (RW_PAGE_GET_CLASS (scene->page)->settled (RW_PAGE (scene->page)));
  rw_test_settle (scene->window);
}

static gboolean
has_file (Fixture *fixture)
{
  return console_count (&fixture->a, RW_KIND_ATTACHMENT) > 0;
}

/* Chosen, shown, seen by others, replaced, taken back and removed. */
static void
test_import (Fixture *fixture, gconstpointer flags)
{
  g_autoptr (GFile) magenta = make_picture (fixture, "a.png", 255, 0, 255, 4000, 400);
  g_autoptr (GFile) yellow = make_picture (fixture, "b.png", 255, 255, 0, 100, 10);
  g_autoptr (RwRecord) record = NULL;
  Scene scene;

  console_open (&fixture->a, fixture->token);
  console_wait_synced (&fixture->a);
  wait_until (rw_session_get_roles (fixture->a.session) != 0);
  scene_set_up (&scene, fixture);
  wait_until (rw_test_shows (scene.dialog, "Drawn, as there is no picture"));
  g_assert_cmpuint (count_pixels (scene.window, 255, 0, 255), ==, 0);

  rw_type_photos_dialog_import (scene.dialog, RW_FACE_FRONT, magenta);
  wait_until (has_file (fixture));
  wait_until (rw_type_photos_dialog_settled (scene.dialog) &&
              rw_test_shows (scene.dialog, "A picture"));
  g_assert_cmpstr (rw_session_get_undo_label (fixture->a.session), ==,
                   "Picture of Dell R640, front");
  wait_until (rw_session_get_pending (fixture->a.session) == 0);
  rw_test_picture (GTK_WIDGET (scene.dialog), "type-photos-dialog");
  close_dialog (&scene);
  settle (&scene);
  rw_test_picture (scene.window, "type-photos");
  /* Three devices of it, and the names over them. */
  g_assert_cmpuint (count_pixels (scene.window, 255, 0, 255), >, 1500);

  /* Whoever else looks has it from the server. */
  {
    Scene other;
    Console a = fixture->a;

    console_open (&fixture->b, fixture->token_b);
    console_wait_synced (&fixture->b);
    fixture->a = fixture->b;
    scene_set_up (&other, fixture);
    close_dialog (&other);
    settle (&other);
    g_assert_cmpuint (count_pixels (other.window, 255, 0, 255), >, 1500);
    gtk_window_destroy (GTK_WINDOW (other.window));
    fixture->b = fixture->a;
    fixture->a = a;
    console_close (&fixture->b);
  }

  scene.dialog =
    RW_TYPE_PHOTOS_DIALOG (rw_type_photos_dialog_new (RW_PAGE (scene.page), &fixture->devices[1]));
  adw_dialog_present (ADW_DIALOG (scene.dialog), scene.page);
  wait_until (rw_type_photos_dialog_settled (scene.dialog));
  rw_type_photos_dialog_import (scene.dialog, RW_FACE_FRONT, yellow);
  wait_until (rw_type_photos_dialog_settled (scene.dialog));
  close_dialog (&scene);
  settle (&scene);
  wait_until (console_count (&fixture->a, RW_KIND_ATTACHMENT) == 1);
  settle (&scene);
  g_assert_cmpuint (count_pixels (scene.window, 255, 255, 0), >, 1500);
  g_assert_cmpuint (count_pixels (scene.window, 255, 0, 255), ==, 0);

  g_assert_true (console_undo (&fixture->a, FALSE, NULL));
  settle (&scene);
  g_assert_cmpuint (count_pixels (scene.window, 255, 0, 255), >, 1500);
  g_assert_true (console_undo (&fixture->a, FALSE, NULL));
  settle (&scene);
  g_assert_cmpuint (console_count (&fixture->a, RW_KIND_ATTACHMENT), ==, 0);
  g_assert_cmpuint (count_pixels (scene.window, 255, 0, 255), ==, 0);

  wait_until (rw_session_get_pending (fixture->a.session) == 0);
  gtk_window_destroy (GTK_WINDOW (scene.window));
  console_close (&fixture->a);
}

/* Without the server it is shown all the same, and the dialog says that it waits. */
static void
test_offline (Fixture *fixture, gconstpointer flags)
{
  g_autoptr (GFile) magenta = make_picture (fixture, "a.png", 255, 0, 255, 1000, 100);
  Scene scene;

  console_open (&fixture->a, fixture->token);
  console_wait_synced (&fixture->a);
  wait_until (rw_session_get_roles (fixture->a.session) != 0);
  fixture_stop_server (fixture);
  scene_set_up (&scene, fixture);
  rw_type_photos_dialog_import (scene.dialog, RW_FACE_FRONT, magenta);
  wait_until (has_file (fixture) && rw_type_photos_dialog_settled (scene.dialog));
  wait_until (rw_test_shows (scene.dialog, "A picture, waiting to be sent"));
  fixture_start_server (fixture);
  rw_session_sync_now (fixture->a.session);
  wait_until (!rw_test_says (scene.dialog, "waiting to be sent"));
  g_assert_true (rw_test_says (scene.dialog, "A picture"));
  close_dialog (&scene);
  settle (&scene);
  g_assert_cmpuint (count_pixels (scene.window, 255, 0, 255), >, 1500);
  gtk_window_destroy (GTK_WINDOW (scene.window));
  wait_until (rw_session_get_pending (fixture->a.session) == 0);
  console_close (&fixture->a);
}

/* What is no picture changes nothing, and the person hears why. */
static void
test_refused (Fixture *fixture, gconstpointer flags)
{
  g_autofree char *path = g_build_filename (fixture->dir, "letter.png", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  Scene scene;

  g_assert_true (g_file_set_contents (path, "Dear all", -1, NULL));
  console_open (&fixture->a, fixture->token);
  console_wait_synced (&fixture->a);
  wait_until (rw_session_get_roles (fixture->a.session) != 0);
  scene_set_up (&scene, fixture);
  rw_type_photos_dialog_import (scene.dialog, RW_FACE_REAR, file);
  wait_until (rw_type_photos_dialog_settled (scene.dialog));
  g_assert_cmpuint (console_count (&fixture->a, RW_KIND_ATTACHMENT), ==, 0);
  g_assert_nonnull (rw_test_find (scene.dialog, ADW_TYPE_TOAST_OVERLAY));
  g_assert_true (rw_test_says (scene.dialog, "Drawn, as there is no picture"));
  g_assert_false (rw_test_says (scene.dialog, "A picture"));
  close_dialog (&scene);
  gtk_window_destroy (GTK_WINDOW (scene.window));
  console_close (&fixture->a);
}

static void
test_sizes (Fixture *fixture, gconstpointer flags)
{
  g_autoptr (GFile) file = make_picture (fixture, "a.png", 1, 2, 3, 4000, 400);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = rw_picture_shrink (file, 1600, &error);
  g_autoptr (GdkTexture) texture = NULL;
  /* A PNG that promises 60000 × 60000 pixels and has none. */
  static const guint8 bomb[] = { 0x89, 'P',  'N', 'G', 0x0d, 0x0a, 0x1a, 0x0a, 0,    0,    0,
                                 13,   'I',  'H', 'D', 'R',  0,    0,    0xea, 0x60, 0,    0,
                                 0xea, 0x60, 8,   2,   0,    0,    0,    0x0f, 0x2d, 0x93, 0x5e };
  g_autoptr (GBytes) bad = g_bytes_new_static (bomb, sizeof bomb);

  g_assert_no_error (error);
  texture = rw_picture_decode (bytes, 100000, &error);
  g_assert_no_error (error);
  g_assert_cmpint (gdk_texture_get_width (texture), ==, 1600);
  g_assert_cmpint (gdk_texture_get_height (texture), ==, 160);
  g_assert_null (rw_picture_decode (bad, 100, &error));
  g_assert_nonnull (error);
}

int
main (int argc, char **argv)
{
  rw_test_init_widgets (&argc, &argv);
#define ADD(path, func)                                                                          \
  g_test_add ("/type-photos/" path, Fixture, GUINT_TO_POINTER (FIXTURE_RECORDS), fixture_set_up, \
              func, fixture_tear_down)
  ADD ("import", test_import);
  ADD ("offline", test_offline);
  ADD ("refused", test_refused);
  ADD ("sizes", test_sizes);
  return g_test_run ();
}
