/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <locale.h>

#include "rw-action.h"
#include "rw-field-editor.h"
#include "rw-many-edit-dialog.h"
#include "rw-many-edit-row.h"
#include "rw-test-widgets.h"
#include "rw-window.h"
#include "session-fixture.h"

/* Several systems of the Systems page edited together, in a window on a session on a server. */
typedef struct
{
  Fixture base;
  RwWindow *window;
} Shell;

static void
set_up (Shell *shell, gconstpointer flags)
{
  fixture_set_up (&shell->base, flags);
  console_open (&shell->base.a, shell->base.token);
  console_wait_synced (&shell->base.a);
  wait_until (rw_session_get_roles (shell->base.a.session) != 0);
  shell->window = g_object_ref_sink (RW_WINDOW (rw_window_new (NULL, shell->base.a.dir)));
  gtk_window_present (GTK_WINDOW (shell->window));
  rw_window_adopt_session (shell->window, shell->base.a.session);
  wait_until (rw_window_settled (shell->window));
  rw_window_go_to_page (shell->window, "systems");
  wait_until (rw_window_settled (shell->window));
}

static void
tear_down (Shell *shell, gconstpointer flags)
{
  gtk_window_destroy (GTK_WINDOW (shell->window));
  g_clear_object (&shell->window);
  fixture_tear_down (&shell->base, flags);
}

static gpointer
find (Shell *shell, GType type)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  rw_test_find_all (GTK_WIDGET (shell->window), type, found);
  return found->len > 0 ? found->pdata[found->len - 1] : NULL;
}

static RwManyEditDialog *
open_dialog (Shell *shell, guint n)
{
  GtkWidget *page = GTK_WIDGET (rw_window_get_page (shell->window));
  g_autoptr (GPtrArray) views = g_ptr_array_new ();

  rw_test_find_all (page, GTK_TYPE_COLUMN_VIEW, views);
  g_assert_cmpuint (views->len, ==, 1);
  gtk_selection_model_select_range (gtk_column_view_get_model (views->pdata[0]), 0, n, TRUE);
  g_assert_true (gtk_widget_activate_action (page, "systems.edit", NULL));
  wait_until (find (shell, RW_TYPE_MANY_EDIT_DIALOG) != NULL);
  wait_until (
    rw_many_edit_dialog_settled (RW_MANY_EDIT_DIALOG (find (shell, RW_TYPE_MANY_EDIT_DIALOG))));
  return find (shell, RW_TYPE_MANY_EDIT_DIALOG);
}

static RwManyEditRow *
find_row (GtkWidget *dialog, guint field)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  rw_test_find_all (dialog, RW_TYPE_MANY_EDIT_ROW, rows);
  for (guint i = 0; i < rows->len; i++)
    if (rw_many_edit_row_get_field (rows->pdata[i]) == field)
      return rows->pdata[i];
  return NULL;
}

static void
type (RwManyEditRow *row, const char *text)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();

  rw_many_edit_row_begin (row);
  rw_test_find_all (GTK_WIDGET (row), GTK_TYPE_ENTRY, entries);
  g_assert_cmpuint (entries->len, ==, 1);
  gtk_editable_set_text (GTK_EDITABLE (entries->pdata[0]), text);
}

static gboolean
all_have (Shell *shell, const char *platform)
{
  for (guint i = 0; i < G_N_ELEMENTS (shell->base.devices); i++)
    {
      g_autofree char *text = console_get_text (&shell->base.a, RW_KIND_DEVICE,
                                                &shell->base.devices[i], RW_DEVICE_PLATFORM);

      if (g_strcmp0 (text, platform) != 0)
        return FALSE;
    }
  return TRUE;
}

static void
press (RwManyEditDialog *dialog)
{
  g_autoptr (GPtrArray) buttons = g_ptr_array_new ();

  rw_test_find_all (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, buttons);
  for (guint i = 0; i < buttons->len; i++)
    if (g_strcmp0 (gtk_button_get_label (buttons->pdata[i]), "_Set") == 0)
      {
        g_assert_true (gtk_widget_get_sensitive (buttons->pdata[i]));
        g_signal_emit_by_name (buttons->pdata[i], "clicked");
        return;
      }
  g_assert_not_reached ();
}

static void
test_together (Shell *shell, gconstpointer flags)
{
  guint n = G_N_ELEMENTS (shell->base.devices);
  RwManyEditDialog *dialog;
  RwManyEditRow *row;

  console_set_text (&shell->base.a, RW_KIND_DEVICE, &shell->base.devices[0], RW_DEVICE_PLATFORM,
                    "Debian", NULL);
  console_set_text (&shell->base.a, RW_KIND_DEVICE, &shell->base.devices[0], RW_DEVICE_VERSION,
                    "12", NULL);
  dialog = open_dialog (shell, n);

  /* What names a record is not to be set in several. */
  g_assert_null (find_row (GTK_WIDGET (dialog), RW_DEVICE_ASSET_TAG));
  g_assert_null (find_row (GTK_WIDGET (dialog), RW_DEVICE_NAME));
  row = find_row (GTK_WIDGET (dialog), RW_DEVICE_PLATFORM);
  g_assert_true (rw_test_says (GTK_WIDGET (row), "2 different values"));
  g_assert_true (rw_test_says (GTK_WIDGET (dialog), "Nothing is to be changed yet"));

  /* An editor that is still open counts; what one of them has already is not written again. */
  type (row, "Debian");
  g_assert_true (rw_many_edit_row_finish (row));
  g_assert_true (rw_test_says (GTK_WIDGET (dialog), "are changed, the others have it already"));
  g_assert_false (adw_dialog_get_can_close (ADW_DIALOG (dialog)));
  type (find_row (GTK_WIDGET (dialog), RW_DEVICE_VERSION), "13");
  press (dialog);
  wait_until (find (shell, RW_TYPE_MANY_EDIT_DIALOG) == NULL);
  g_assert_true (all_have (shell, "Debian"));
  wait_until (rw_test_says (GTK_WIDGET (shell->window), "2 fields of 3 Devices changed"));

  /* One step. */
  wait_until (rw_session_get_can_undo (shell->base.a.session));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (shell->window), "win.undo", NULL));
  wait_until (!all_have (shell, "Debian"));
  {
    g_autofree char *first = console_get_text (&shell->base.a, RW_KIND_DEVICE,
                                               &shell->base.devices[0], RW_DEVICE_PLATFORM);
    g_autofree char *version =
      console_get_text (&shell->base.a, RW_KIND_DEVICE, &shell->base.devices[0], RW_DEVICE_VERSION);

    g_assert_cmpstr (first, ==, "Debian");
    g_assert_cmpstr (version, ==, "12");
  }
}

/* A choice that is no change is none; a refusal leaves everything as it was, and the dialog open. */
static void
test_refused (Shell *shell, gconstpointer flags)
{
  RwManyEditDialog *dialog = open_dialog (shell, G_N_ELEMENTS (shell->base.devices));
  RwManyEditRow *row = find_row (GTK_WIDGET (dialog), RW_DEVICE_POSITION);

  g_assert_nonnull (row);
  type (row, "abc");
  g_assert_false (rw_many_edit_row_finish (row));
  g_assert_null (rw_many_edit_row_get_value (row));

  /* Three devices cannot stand in one unit. */
  type (row, "12");
  g_assert_true (rw_many_edit_row_finish (row));
  press (dialog);
  wait_until (rw_many_edit_dialog_settled (dialog));
  wait_until (adw_banner_get_revealed (find (shell, ADW_TYPE_BANNER)));
  g_assert_nonnull (rw_many_edit_row_get_value (row));
  g_test_message ("%s", adw_banner_get_title (find (shell, ADW_TYPE_BANNER)));
  g_assert_false (rw_session_get_can_undo (shell->base.a.session));
  adw_dialog_force_close (ADW_DIALOG (dialog));
}

int
main (int argc, char **argv)
{
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);

#define add(path, func) \
  g_test_add (path, Shell, GUINT_TO_POINTER (FIXTURE_RECORDS), set_up, func, tear_down)
  add ("/console/many-edit/together", test_together);
  add ("/console/many-edit/refused", test_refused);
#undef add
  return g_test_run ();
}
