/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "estate-scene.h"
#include "rw-format.h"
#include "rw-restore-dialog.h"
#include "rw-test-widgets.h"
#include "rw-time.h"

typedef struct
{
  EstateScene scene;
  GtkWidget *window;
  AdwDialog *dialog;
} Plan;

static void
set_up (Plan *self, gconstpointer data)
{
  GtkWidget *content = gtk_label_new (NULL);

  estate_scene_set_up (&self->scene, data);
  self->window = rw_test_present (content, 1000, 720);
  self->dialog = rw_restore_dialog_new (content, self->scene.base.a.session);
  adw_dialog_present (self->dialog, content);
  wait_until (rw_restore_dialog_is_settled (RW_RESTORE_DIALOG (self->dialog)));
  rw_test_settle (self->window);
}

static void
tear_down (Plan *self, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  estate_scene_tear_down (&self->scene, data);
}

static GPtrArray *
find_all (Plan *self, GType type)
{
  GPtrArray *found = g_ptr_array_new ();

  rw_test_find_all (GTK_WIDGET (self->dialog), type, found);
  return found;
}

static GtkWidget *
find_button (Plan *self, const char *label)
{
  g_autoptr (GPtrArray) buttons = find_all (self, GTK_TYPE_BUTTON);

  for (guint i = 0; i < buttons->len; i++)
    if (g_strcmp0 (gtk_button_get_label (buttons->pdata[i]), label) == 0)
      return buttons->pdata[i];
  return NULL;
}

/* Four were tested 200 days ago, and are wanted every 90 days; the others are not due yet. */
static void
test_create (Plan *self, gconstpointer data)
{
  g_autoptr (GPtrArray) checks = find_all (self, GTK_TYPE_CHECK_BUTTON);
  gint64 changes = console_count (&self->scene.base.a, RW_KIND_CHANGE);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (checks->len, ==, 4);
  rw_test_picture (GTK_WIDGET (self->dialog), "restore-plan");
  g_assert_nonnull (find_button (self, "Create 4 Changes"));
  gtk_check_button_set_active (checks->pdata[1], FALSE);
  g_assert_nonnull (find_button (self, "Create 3 Changes"));
  g_signal_emit_by_name (find_button (self, "Create 3 Changes"), "clicked");
  wait_until (console_count (&self->scene.base.a, RW_KIND_CHANGE) == changes + 3);
  g_assert_cmpint (console_count (&self->scene.base.a, RW_KIND_CHANGE_ITEM), ==, 3);
  /* One step back takes all of them away. */
  g_assert_true (console_undo (&self->scene.base.a, FALSE, &error));
  g_assert_no_error (error);
  wait_until (console_count (&self->scene.base.a, RW_KIND_CHANGE) == changes);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GTimeZone) berlin = NULL;

  rw_test_init_widgets (&argc, &argv);
  berlin = rw_zone_get ("Europe/Berlin");
  rw_format_set_zone (berlin);
  g_test_add ("/console/restore-dialog/create", Plan, NULL, set_up, test_create, tear_down);
  return g_test_run ();
}
