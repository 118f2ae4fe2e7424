/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-application.h"

#include <glib/gi18n.h>

#include "rackward-config.h"
#include "rw-action.h"
#include "rw-clock.h"
#include "rw-format.h"
#include "rw-preferences.h"
#include "rw-settings.h"
#include "rw-shell-pages.h"
#include "rw-status.h"
#include "rw-time.h"
#include "rw-window.h"

struct _RwApplication
{
  AdwApplication parent_instance;

  char *state_dir;
  char *server; /* that the command line names */
};

G_DEFINE_FINAL_TYPE (RwApplication, rw_application, ADW_TYPE_APPLICATION)

static const GOptionEntry options[] = {
  { "sample", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Show the sample company, with a private server"), NULL },
  { "import", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_ ("With --sample: show a NetBox dump instead"), N_ ("FILE") },
  { "server", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Open the data of a server"), N_ ("URL") },
  { "state-dir", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_ ("Keep data there; starts a program of its own"), N_ ("DIR") },
  { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Say which version this is"), NULL },
  { NULL },
};

static RwWindow *
ensure_window (RwApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); window == NULL && l != NULL; l = l->next)
    window = l->data;
  if (!RW_IS_WINDOW (window))
    window = GTK_WINDOW (rw_window_new (GTK_APPLICATION (self), self->state_dir));
  return RW_WINDOW (window);
}

static void
about_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  AdwDialog *dialog = adw_about_dialog_new ();
  AdwAboutDialog *about = ADW_ABOUT_DIALOG (dialog);

  adw_about_dialog_set_application_name (about, _("Rackward"));
  adw_about_dialog_set_application_icon (about, RW_APP_ID);
  adw_about_dialog_set_developer_name (about, _("The Rackward contributors"));
  adw_about_dialog_set_version (about, RW_VERSION);
  adw_about_dialog_set_license_type (about, GTK_LICENSE_GPL_3_0);
  adw_about_dialog_set_copyright (about, "© 2026 The Rackward contributors");
  adw_about_dialog_set_comments (about, _("Racks, tickets, changes and backups in one window that keeps working when "
                                          "the network does not."));
  /* Translators: your names, one a line */
  adw_about_dialog_set_translator_credits (about, _("translator-credits"));
  adw_dialog_present (dialog, GTK_WIDGET (gtk_application_get_active_window (user_data)));
}

static void
preferences_action (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  GtkWindow *window = gtk_application_get_active_window (user_data);
  RwSession *session = RW_IS_WINDOW (window) ? rw_window_get_session (RW_WINDOW (window)) : NULL;

  adw_dialog_present (rw_preferences_dialog_new (session), GTK_WIDGET (window));
}

static void
quit_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (user_data));

  /* Each closes its files first; the program ends with the last one. */
  for (GList *l = windows; l != NULL; l = l->next)
    gtk_window_close (l->data);
}

static void
freeze_clock (void)
{
  const char *now = g_getenv ("RACKWARD_NOW");
  gint64 instant;

  if (now == NULL)
    return;
  if (rw_instant_parse (now, &instant))
    rw_clock_freeze (instant);
  else
    g_warning ("RACKWARD_NOW is not a time: %s", now);
}

/* The database works while GTK starts. */
static void
foresee (RwApplication *self)
{
  g_autofree char *server = self->server != NULL
                              ? g_strdup (self->server)
                              : g_settings_get_string (rw_settings_get (), "server");
  g_autofree char *page = g_settings_get_string (rw_settings_get (), "page");

  rw_shell_foresee (server, self->state_dir, page);
}

static void
rw_application_activate (GApplication *application)
{
  RwWindow *window = ensure_window (RW_APPLICATION (application));

  rw_window_start (window);
  rw_window_present_whole (window);
}

/* What a notification of the desktop leads to. */
static void
open_address_action (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       user_data)
{
  rw_application_activate (G_APPLICATION (user_data));
  rw_window_open_address (ensure_window (RW_APPLICATION (user_data)),
                          g_variant_get_string (parameter, NULL));
}

static void
rw_application_startup (GApplication *application)
{
  static const GActionEntry entries[] = {
    { .name = "about", .activate = about_action },
    { .name = "preferences", .activate = preferences_action },
    { .name = "quit", .activate = quit_action },
    { .name = "open-address", .activate = open_address_action, .parameter_type = "s" },
  };

  freeze_clock ();
  foresee (RW_APPLICATION (application));
  G_APPLICATION_CLASS (rw_application_parent_class)->startup (application);
  g_action_map_add_action_entries (G_ACTION_MAP (application), entries, G_N_ELEMENTS (entries), application);
  gtk_window_set_default_icon_name (RW_APP_ID);
  rw_status_install_css ();
  rw_preferences_apply ();
  rw_format_get_zone ();
}

static void
rw_application_open (GApplication  *application,
                     GFile        **files,
                     int            n_files,
                     const char    *hint)
{
  rw_application_activate (application);
  for (int i = 0; i < n_files; i++)
    {
      g_autofree char *uri = g_file_get_uri (files[i]);

      rw_window_open_address (ensure_window (RW_APPLICATION (application)), uri);
    }
}

static int
rw_application_handle_local_options (GApplication *application,
                                     GVariantDict *dict)
{
  RwApplication *self = RW_APPLICATION (application);
  g_autofree char *dir = NULL;

  if (g_variant_dict_contains (dict, "version"))
    {
      g_print ("Rackward %s\n", RW_VERSION);
      return 0;
    }
  if (g_variant_dict_contains (dict, "import") && !g_variant_dict_contains (dict, "sample"))
    {
      g_printerr ("%s\n", _("--import goes with --sample"));
      return 2;
    }
  g_variant_dict_lookup (dict, "server", "s", &self->server);
  /* Another place for the data is another program: it shares nothing with one that runs already. */
  if (g_variant_dict_lookup (dict, "state-dir", "^ay", &dir))
    {
      g_autoptr (GFile) file = g_file_new_for_commandline_arg (dir);

      g_free (self->state_dir);
      self->state_dir = g_file_get_path (file);
      g_application_set_flags (application, g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);
    }
  return -1;
}

static int
rw_application_command_line (GApplication            *application,
                             GApplicationCommandLine *line)
{
  GVariantDict *dict = g_application_command_line_get_options_dict (line);
  g_auto (GStrv) arguments = g_application_command_line_get_arguments (line, NULL);
  RwWindow *window = ensure_window (RW_APPLICATION (application));
  g_autofree char *import = NULL, *server = NULL, *path = NULL;

  g_variant_dict_lookup (dict, "import", "^ay", &import);
  if (import != NULL)
    {
      g_autoptr (GFile) file = g_application_command_line_create_file_for_arg (line, import);

      path = g_file_get_path (file);
    }
  if (rw_window_get_session (window) != NULL)
    ; /* it runs: only come to the front, and open what is asked for */
  else if (g_variant_dict_contains (dict, "sample"))
    rw_window_start_sample (window, path);
  else if (g_variant_dict_lookup (dict, "server", "s", &server))
    rw_window_start_server (window, server);
  else
    rw_window_start (window);
  rw_window_present_whole (window);
  for (int i = 1; arguments[i] != NULL; i++)
    rw_window_open_address (window, arguments[i]);
  return 0;
}

static void
rw_application_finalize (GObject *object)
{
  g_free (RW_APPLICATION (object)->state_dir);
  g_free (RW_APPLICATION (object)->server);
  G_OBJECT_CLASS (rw_application_parent_class)->finalize (object);
}

static void
rw_application_class_init (RwApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rw_application_finalize;
  application_class->startup = rw_application_startup;
  application_class->activate = rw_application_activate;
  application_class->open = rw_application_open;
  application_class->handle_local_options = rw_application_handle_local_options;
  application_class->command_line = rw_application_command_line;
}

static void
rw_application_init (RwApplication *self)
{
  const char *dir = g_getenv ("RACKWARD_STATE_DIR");

  self->state_dir = dir != NULL && *dir != '\0' ? g_strdup (dir)
                                                : g_build_filename (g_get_user_state_dir (), "rackward", NULL);
  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_parameter_string (G_APPLICATION (self), "[rackward://KIND/NUMBER…]");
  g_application_set_option_context_summary (G_APPLICATION (self),
                                            _("The operations console of a managed-hosting company."));
}

RwApplication *
rw_application_new (void)
{
  return g_object_new (RW_TYPE_APPLICATION, "application-id", RW_APP_ID, "resource-base-path",
                       "/net/rackward/Rackward", "flags", G_APPLICATION_HANDLES_COMMAND_LINE | G_APPLICATION_HANDLES_OPEN,
                       NULL);
}
