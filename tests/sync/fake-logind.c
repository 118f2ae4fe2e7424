/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-logind.h"

#include <gio/gunixfdlist.h>
#include <glib-unix.h>
#include <poll.h>
#include <unistd.h>

#define NAME      "org.freedesktop.login1"
#define PATH      "/org/freedesktop/login1"
#define INTERFACE "org.freedesktop.login1.Manager"

static const char xml[] =
  "<node>"
  "<interface name='org.freedesktop.login1.Manager'>"
  "<method name='Inhibit'><arg type='s' direction='in'/><arg type='s' direction='in'/>"
  "<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='h' direction='out'/>"
  "</method>"
  "<signal name='PrepareForSleep'><arg type='b'/></signal>"
  "</interface>"
  "</node>";

static void
call_cb (GDBusConnection *connection,
         const char *sender,
         const char *path,
         const char *interface,
         const char *method,
         GVariant *parameters,
         GDBusMethodInvocation *invocation,
         gpointer user_data)
{
  FakeLogind *fake = user_data;
  g_autoptr (GUnixFDList) fds = NULL;
  int ends[2];

  fake->n_asked++;
  g_clear_pointer (&fake->what, g_free);
  g_clear_pointer (&fake->mode, g_free);
  g_variant_get (parameters, "(ssss)", &fake->what, NULL, NULL, &fake->mode);
  /* As logind does in the middle of it. */
  if (fake->refuses || fake->sleeps)
    {
      g_dbus_method_invocation_return_error_literal (invocation, G_DBUS_ERROR,
                                                     G_DBUS_ERROR_ACCESS_DENIED, "Not now");
      return;
    }
  g_assert_true (g_unix_open_pipe (ends, O_CLOEXEC, NULL));
  g_array_append_val (fake->locks, ends[0]);
  fds = g_unix_fd_list_new_from_array (&ends[1], 1);
  g_dbus_method_invocation_return_value_with_unix_fd_list (invocation, g_variant_new ("(h)", 0),
                                                           fds);
}

static void
call_bus (FakeLogind *fake, const char *method, GVariant *parameters)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
    g_dbus_connection_call_sync (fake->connection, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                 "org.freedesktop.DBus", method, parameters, NULL,
                                 G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);

  g_assert_no_error (error);
}

/* Its locks go with it. */
void
fake_logind_appear (FakeLogind *fake, gboolean there)
{
  if (there)
    call_bus (fake, "RequestName", g_variant_new ("(su)", NAME, 0));
  else
    call_bus (fake, "ReleaseName", g_variant_new ("(s)", NAME));
}

void
fake_logind_sleep (FakeLogind *fake, gboolean begins)
{
  g_autoptr (GError) error = NULL;

  fake->sleeps = begins;
  g_dbus_connection_emit_signal (fake->connection, NULL, PATH, INTERFACE, "PrepareForSleep",
                                 g_variant_new ("(b)", begins), &error);
  g_assert_no_error (error);
}

/* Whether anybody holds a lock. */
gboolean
fake_logind_waits (FakeLogind *fake)
{
  for (guint i = 0; i < fake->locks->len; i++)
    {
      struct pollfd end = { .fd = g_array_index (fake->locks, int, i) };

      if (poll (&end, 1, 0) == 0)
        return TRUE;
    }
  return FALSE;
}

void
fake_logind_init (FakeLogind *fake)
{
  static const GDBusInterfaceVTable vtable = { .method_call = call_cb };
  g_autoptr (GError) error = NULL;
  g_autoptr (GDataInputStream) lines = NULL;
  g_autofree char *address = NULL;

  /* Not a GTestDBus: that is a session bus, and waits for clients to close their ends. */
  *fake = (FakeLogind) { .locks = g_array_new (FALSE, FALSE, sizeof (int)) };
  fake->bus =
    g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error,
                      "dbus-daemon", "--session", "--nofork", "--print-address", NULL);
  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (fake->bus));
  address = g_data_input_stream_read_line (lines, NULL, NULL, &error);
  g_assert_no_error (error);
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", address, TRUE);
  fake->connection =
    g_dbus_connection_new_for_address_sync (address,
                                            G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                              G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                            NULL, NULL, &error);
  g_assert_no_error (error);
  fake->info = g_dbus_node_info_new_for_xml (xml, &error);
  g_assert_no_error (error);
  g_dbus_connection_register_object (fake->connection, PATH, fake->info->interfaces[0], &vtable,
                                     fake, NULL, &error);
  g_assert_no_error (error);
}

void
fake_logind_clear (FakeLogind *fake)
{
  for (guint i = 0; i < fake->locks->len; i++)
    close (g_array_index (fake->locks, int, i));
  g_array_unref (fake->locks);
  g_dbus_connection_close_sync (fake->connection, NULL, NULL);
  g_clear_object (&fake->connection);
  g_clear_pointer (&fake->info, g_dbus_node_info_unref);
  g_clear_pointer (&fake->what, g_free);
  g_clear_pointer (&fake->mode, g_free);
  g_subprocess_force_exit (fake->bus);
  g_subprocess_wait (fake->bus, NULL, NULL);
  g_clear_object (&fake->bus);
}
