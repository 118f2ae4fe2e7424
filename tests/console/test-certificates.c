/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <string.h>

#include "rw-certificates-group.h"
#include "rw-clock.h"
#include "rw-preferences.h"
#include "rw-test-widgets.h"
#include "session-fixture.h"

/* The certificates in the preferences, on a session with a server that has one of a private authority. */
typedef struct
{
  char *dir;
  char *url;
  RwServer *server;
  char *token;
  Console console;
  GtkWidget *window;
  RwCertificatesGroup *group;
} Room;

static char *
in_folder (Room *room, const char *name)
{
  return g_build_filename (room->dir, name, NULL);
}

static void
run (Room *room, const char *command)
{
  const char *arguments[] = { "sh", "-c", command, NULL };
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_sync (room->dir, (char **) arguments, NULL,
                G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
                NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, NULL));
}

#define KEY "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"

static GtkWidget *
find_button (GtkWidget *widget, const char *label)
{
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
set_up (Room *room, gconstpointer data)
{
  g_autofree char *data_dir = NULL;
  g_autofree char *certificate = NULL;
  g_autofree char *authority = NULL;
  g_autofree char *state = NULL;
  g_autoptr (GError) error = NULL;
  RwServerOptions options = { 0 };
  AdwDialog *dialog;

  *room = (Room) { .dir = g_dir_make_tmp ("rackward-certificates-XXXXXX", NULL) };
  run (room, "openssl req -x509 " KEY
             " -subj '/O=Acme & Sons/CN=Acme Authority' -days 30 -keyout ca.key -out ca.pem");
  run (room, "openssl req -x509 " KEY " -subj /CN=Other -days 30 -keyout other.key -out other.pem");
  run (
    room,
    "openssl req -x509 -CA ca.pem -CAkey ca.key " KEY " -subj /CN=ops.example.net -days 20 -addext "
    "subjectAltName=IP:127.0.0.1 -addext basicConstraints=CA:FALSE -keyout s.key -out s.pem && cat s.key >> s.pem");
  data_dir = in_folder (room, "server");
  certificate = in_folder (room, "s.pem");
  options = (RwServerOptions) { .data_dir = data_dir, .tls_cert = certificate };
  room->server = rw_server_new (&options, &error);
  g_assert_no_error (error);
  rw_server_listen (room->server, "127.0.0.1:0", &error);
  g_assert_no_error (error);
  room->url = g_strdup_printf ("https://127.0.0.1:%u", rw_server_get_port (room->server));
  room->token = rw_server_create_token (room->server, NULL, "a", RW_ROLE_MANAGER, RW_DAY, &error);
  g_assert_no_error (error);
  state = in_folder (room, "state");
  authority = in_folder (room, "ca.pem");
  console_init (&room->console, room->url, state);
  rw_session_set_tls_files (room->console.session, authority, NULL);
  console_open (&room->console, room->token);
  console_wait_synced (&room->console);

  room->window = g_object_ref_sink (adw_window_new ());
  gtk_window_set_default_size (GTK_WINDOW (room->window), 800, 1000);
  gtk_window_present (GTK_WINDOW (room->window));
  dialog = rw_preferences_dialog_new (room->console.session);
  adw_dialog_present (dialog, room->window);
  room->group =
    RW_CERTIFICATES_GROUP (rw_test_find (GTK_WIDGET (dialog), RW_TYPE_CERTIFICATES_GROUP));
  g_assert_nonnull (room->group);
  wait_until (rw_test_shows (GTK_WIDGET (room->group), "Certificate Authority"));
}

static void
tear_down (Room *room, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (room->window));
  g_clear_object (&room->window);
  console_clear (&room->console);
  rw_server_stop (room->server);
  g_clear_object (&room->server);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  remove_tree (room->dir);
  g_free (room->dir);
  g_free (room->url);
  g_free (room->token);
}

static void
choose (Room *room, const char *name)
{
  g_autofree char *path = in_folder (room, name);

  rw_certificates_group_choose (room->group, path, NULL);
  wait_until (rw_certificates_group_settled (room->group));
}

/* What is trusted can be read; what cannot be used is said in a sentence, and nothing changes; another
 * authority stops the sync in words; to forget is one button. */
static void
test_group (Room *room, gconstpointer data)
{
  GtkWidget *group = GTK_WIDGET (room->group), *forget;

  g_assert_true (rw_test_shows (group, "CN=ops.example.net"));
  g_assert_true (rw_test_shows (group, "Issued by"));
  g_assert_true (rw_test_shows (group, "Acme & Sons"));
  g_assert_true (rw_test_shows (group, "Valid until"));
  g_assert_true (rw_test_shows (group, "ca.pem"));

  choose (room, "ca.key");
  wait_until (rw_test_shows (group, "there is no certificate in it"));
  g_assert_true (rw_test_shows (group, "ca.pem"));
  g_assert_cmpint (rw_session_get_state (room->console.session), ==, RW_SYNC_STATE_UP_TO_DATE);

  choose (room, "other.pem");
  wait_until (rw_test_shows (group, "is not vouched for"));
  g_assert_true (rw_test_shows (group, "CN=Other"));
  g_assert_cmpint (rw_session_get_state (room->console.session), ==, RW_SYNC_STATE_FAILED);

  choose (room, "ca.pem");
  console_wait_synced (&room->console);
  wait_until (!rw_test_shows (group, "is not vouched for"));

  forget = find_button (group, "_Forget");
  g_assert_nonnull (forget);
  g_assert_true (gtk_widget_get_sensitive (forget));
  g_signal_emit_by_name (forget, "clicked");
  wait_until (rw_certificates_group_settled (room->group));
  wait_until (rw_test_shows (group, "nobody whom this computer trusts"));
  g_assert_false (rw_test_shows (group, "CN=ops.example.net"));
  g_assert_false (rw_test_shows (group, "ca.pem"));
  g_assert_false (gtk_widget_get_sensitive (forget));
}

int
main (int argc, char *argv[])
{
  g_autofree char *openssl = g_find_program_in_path ("openssl");

  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  if (openssl == NULL)
    {
      g_print ("1..0 # SKIP openssl makes the certificates\n");
      return 0;
    }
  g_test_add ("/console/certificates/group", Room, NULL, set_up, test_group, tear_down);
  return g_test_run ();
}
