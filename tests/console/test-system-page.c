/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-clock.h"
#include "rw-inspector.h"
#include "rw-settings.h"
#include "rw-system-dialog.h"
#include "rw-test-widgets.h"
#include "session-fixture.h"

/* A window on a session on a server, all in one main loop. */
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
  shell->window = g_object_ref_sink (RW_WINDOW (rw_window_new (NULL, shell->base.a.dir)));
  gtk_window_set_default_size (GTK_WINDOW (shell->window), 1280, 800);
  gtk_window_present (GTK_WINDOW (shell->window));
  rw_window_adopt_session (shell->window, shell->base.a.session);
  wait_until (rw_window_settled (shell->window));
}

static void
tear_down (Shell *shell, gconstpointer flags)
{
  gtk_window_destroy (GTK_WINDOW (shell->window));
  g_clear_object (&shell->window);
  fixture_tear_down (&shell->base, flags);
}

static void
create (Shell *shell, RwRecord *record)
{
  g_autoptr (GError) error = NULL;

  console_edit (&shell->base.a, rw_edit_new_create (record), "Make it", &error);
  g_assert_no_error (error);
  g_object_unref (record);
}

static RwSystemDialog *
dialog_of (Shell *shell)
{
  AdwDialog *dialog =
    adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (shell->window));

  return RW_IS_SYSTEM_DIALOG (dialog) ? RW_SYSTEM_DIALOG (dialog) : NULL;
}

static gboolean
shows (Shell *shell, const RwId *id)
{
  RwSystemDialog *dialog = dialog_of (shell);
  RwSystemView *view = dialog != NULL ? rw_system_dialog_get_view (dialog) : NULL;

  return view != NULL && rw_id_equal (rw_system_view_get_id (view), id) &&
         rw_system_view_settled (view) && rw_test_shows (view, "History");
}

static void
open_page (Shell *shell, RwKind kind, const RwId *id)
{
  rw_window_go_to (shell->window, kind, id);
  wait_until (rw_window_settled (shell->window));
  g_assert_null (dialog_of (shell));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (shell->window), "win.open-system", NULL));
  wait_until (shows (shell, id));
}

static GtkWidget *
find_named (GtkWidget *widget, const char *name)
{
  if (g_str_equal (gtk_widget_get_name (widget), name))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_named (child, name);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkListBoxRow *
row_that_shows (GtkWidget *widget, const char *text)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  rw_test_find_all (widget, GTK_TYPE_LIST_BOX_ROW, rows);
  for (guint i = 0; i < rows->len; i++)
    if (rw_test_shows (rows->pdata[i], text))
      return rows->pdata[i];
  g_error ("no row shows “%s”", text);
}

static RwId
create_vm (Shell *shell)
{
  RwRecord *vm = rw_record_new (RW_KIND_VM, NULL), *port = rw_record_new (RW_KIND_PORT, NULL),
           *address = rw_record_new (RW_KIND_ADDRESS, NULL),
           *volume = rw_record_new (RW_KIND_VOLUME, NULL);
  RwId id = *rw_record_get_id (vm), port_id = *rw_record_get_id (port);

  rw_record_set_text (vm, RW_VM_NAME, "web-01");
  rw_record_set_ref (vm, RW_VM_HOST, &shell->base.devices[0]);
  rw_record_set_decimal (vm, RW_VM_VCPUS, 4);
  rw_record_set_text (vm, RW_VM_WAIVER, "only a test");
  create (shell, vm);
  rw_record_set_ref (port, RW_PORT_SYSTEM, &id);
  rw_record_set_text (port, RW_PORT_NAME, "ens3");
  rw_record_set_enum (port, RW_PORT_TYPE, RW_PORT_TYPE_NETWORK);
  create (shell, port);
  rw_record_set_text (address, RW_ADDRESS_ADDRESS, "10.0.0.7/24");
  rw_record_set_ref (address, RW_ADDRESS_PORT, &port_id);
  create (shell, address);
  rw_record_set_ref (volume, RW_VOLUME_SYSTEM, &id);
  rw_record_set_text (volume, RW_VOLUME_NAME, "/srv/data");
  create (shell, volume);
  return id;
}

static void
test_device (Shell *shell, gconstpointer flags)
{
  const RwId *id = &shell->base.devices[0];
  RwRecord *ticket = rw_record_new (RW_KIND_TICKET, NULL);
  g_autoptr (RwRecord) device = NULL;
  GtkWidget *dialog, *button;

  rw_record_set_enum (ticket, RW_TICKET_TYPE, RW_TICKET_TYPE_INCIDENT);
  rw_record_set_text (ticket, RW_TICKET_TITLE, "Fan is loud");
  rw_record_set_enum (ticket, RW_TICKET_STATUS, RW_TICKET_STATUS_NEW);
  rw_record_set_enum (ticket, RW_TICKET_PRIORITY, RW_PRIORITY_P3);
  rw_record_set_instant (ticket, RW_TICKET_OPENED, rw_clock_now ());
  rw_record_set_ref (ticket, RW_TICKET_CI, id);
  create (shell, ticket);

  open_page (shell, RW_KIND_DEVICE, id);
  dialog = GTK_WIDGET (dialog_of (shell));
  device = console_get (&shell->base.a, RW_KIND_DEVICE, id);
  g_assert_true (rw_test_shows (dialog, rw_record_get_title (device)));
  g_assert_true (rw_test_shows (dialog, "Life Cycle"));
  g_assert_true (rw_test_shows (dialog, "Network connected"));
  g_assert_true (rw_test_shows (dialog, "Place"));
  g_assert_true (rw_test_shows (dialog, "Open Tickets · 1"));
  /* What there is nothing of has no heading. */
  g_assert_false (rw_test_shows (dialog, "Disks"));

  /* A tick says who and when, keeps the focus, and is undone in one. */
  g_assert_false (rw_record_has (device, RW_DEVICE_TICK_NETWORK_AT));
  button = find_named (dialog, "tick_network_at");
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (button)), ==, "Tick");
  g_assert_true (gtk_widget_grab_focus (button));
  g_signal_emit_by_name (button, "clicked");
  wait_until ((button = find_named (dialog, "tick_network_at")) != NULL &&
              g_str_equal (gtk_button_get_label (GTK_BUTTON (button)), "Take Back"));
  g_assert_true (gtk_root_get_focus (GTK_ROOT (shell->window)) == button);
  g_object_unref (device);
  device = console_get (&shell->base.a, RW_KIND_DEVICE, id);
  g_assert_true (rw_record_has (device, RW_DEVICE_TICK_NETWORK_AT));
  /* The fixture's token belongs to nobody. */
  g_assert_false (rw_record_has (device, RW_DEVICE_TICK_NETWORK_BY));
  g_assert_true (console_undo (&shell->base.a, FALSE, NULL));
  wait_until (
    g_str_equal (gtk_button_get_label (GTK_BUTTON (find_named (dialog, "tick_network_at"))),
                 "Tick"));

  /* What is no system leads back to the window. */
  gtk_widget_activate (GTK_WIDGET (row_that_shows (dialog, "Fan is loud")));
  wait_until (dialog_of (shell) == NULL);
  wait_until (rw_window_settled (shell->window));
  g_assert_cmpstr (RW_PAGE_GET_CLASS (rw_window_get_page (shell->window))->id, ==, "tickets");
}

static void
test_vm (Shell *shell, gconstpointer flags)
{
  RwId id = create_vm (shell);
  GtkWidget *dialog;

  open_page (shell, RW_KIND_VM, &id);
  dialog = GTK_WIDGET (dialog_of (shell));
  g_assert_true (rw_test_shows (dialog, "web-01"));
  g_assert_true (rw_test_shows (dialog, "Virtual Hardware"));
  g_assert_true (rw_test_shows (dialog, "Ports and VLANs · 1"));
  g_assert_true (rw_test_shows (dialog, "Addresses · 1"));
  g_assert_true (rw_test_shows (dialog, "10.0.0.7/24"));
  g_assert_true (rw_test_shows (dialog, "Disks · 1"));
  g_assert_true (rw_test_shows (dialog, "only a test"));
  /* A virtual machine stands in no rack. */
  g_assert_null (find_named (dialog, "system.racks"));
  g_assert_nonnull (find_named (dialog, "system.loss"));

  /* To its host and back, and the host leads to it. */
  g_signal_emit_by_name (rw_system_dialog_get_view (RW_SYSTEM_DIALOG (dialog)), "open",
                         RW_KIND_DEVICE, &shell->base.devices[0]);
  wait_until (shows (shell, &shell->base.devices[0]));
  g_assert_true (
    rw_test_shows (rw_system_dialog_get_view (RW_SYSTEM_DIALOG (dialog)), "Virtual machines · 1"));
  gtk_widget_activate (GTK_WIDGET (
    row_that_shows (GTK_WIDGET (rw_system_dialog_get_view (RW_SYSTEM_DIALOG (dialog))), "web-01")));
  wait_until (shows (shell, &id));
  adw_dialog_close (ADW_DIALOG (dialog));
  wait_until (dialog_of (shell) == NULL);
}

static void
test_open (Shell *shell, gconstpointer flags)
{
  const RwId *a = &shell->base.devices[0], *b = &shell->base.devices[1];
  RwPage *page;

  rw_window_go_to (shell->window, RW_KIND_DEVICE, a);
  wait_until (rw_window_settled (shell->window));
  page = rw_window_get_page (shell->window);
  /* Another one is gone to, the selected one is opened. */
  rw_page_open (page, RW_KIND_DEVICE, b);
  wait_until (rw_window_settled (shell->window));
  g_assert_null (dialog_of (shell));
  rw_page_open (page, RW_KIND_DEVICE, b);
  wait_until (shows (shell, b));
  /* Going on in the window closes it. */
  rw_window_go_to (shell->window, RW_KIND_DEVICE, a);
  wait_until (dialog_of (shell) == NULL);
  /* A page that is open when the window goes is no trouble. */
  open_page (shell, RW_KIND_DEVICE, a);
}

int
main (int argc, char **argv)
{
  rw_test_init_widgets (&argc, &argv);
#define ADD(name, func)                                                                        \
  g_test_add ("/console/system-page/" name, Shell, GUINT_TO_POINTER (FIXTURE_RECORDS), set_up, \
              func, tear_down)
  ADD ("device", test_device);
  ADD ("vm", test_vm);
  ADD ("open", test_open);
#undef ADD
  return g_test_run ();
}
