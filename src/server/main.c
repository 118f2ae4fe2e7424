/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rackward-config.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "rw-control.h"
#include "rw-locale.h"
#include "rw-notify.h"
#include "rw-sample.h"
#include "rw-server.h"

typedef struct
{
  char *data_dir;
  char *listen;
  char *port_file;
  char *token_file;
  char *tls_cert;
  char *tls_key;
  char *tls_client_ca;
  char **hosts;
  gboolean tls_require_client;
  char *import_file;
  int lease_days;
  int files_gib;
  gboolean sample;
  gboolean exit_with_parent;
  gboolean version;
} Options;

static void
clear_options (Options *options)
{
  g_free (options->data_dir);
  g_free (options->listen);
  g_free (options->port_file);
  g_free (options->token_file);
  g_free (options->tls_cert);
  g_free (options->tls_key);
  g_free (options->tls_client_ca);
  g_strfreev (options->hosts);
  g_free (options->import_file);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

static gboolean
parse (Options *options,
       int     *argc,
       char  ***argv)
{
  const GOptionEntry entries[] = {
    { "data", 'd', 0, G_OPTION_ARG_FILENAME, &options->data_dir,
      N_ ("Folder of the data; made when it is not there"), "DIR" },
    { "listen", 'l', 0, G_OPTION_ARG_STRING, &options->listen,
      N_ ("Address to listen on (127.0.0.1:7450); port 0 takes a free one"), "ADDR:PORT" },
    { "port-file", 0, 0, G_OPTION_ARG_FILENAME, &options->port_file,
      N_ ("Write the port to a file once it answers"), "FILE" },
    { "tls-cert", 0, 0, G_OPTION_ARG_FILENAME, &options->tls_cert, N_ ("Certificate, PEM"),
      "FILE" },
    { "tls-key", 0, 0, G_OPTION_ARG_FILENAME, &options->tls_key,
      N_ ("Its key, PEM, if not in the same file"), "FILE" },
    { "tls-client-ca", 0, 0, G_OPTION_ARG_FILENAME, &options->tls_client_ca,
      N_ ("Authorities whose certificates admit clients, PEM; a token is needed all the same"),
      "FILE" },
    { "tls-require-client-cert", 0, 0, G_OPTION_ARG_NONE, &options->tls_require_client,
      N_ ("Admit nobody without such a certificate"), NULL },
    { "host", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->hosts,
      N_ ("Name that a proxy in front calls this server by; can be given again"), "NAME" },
    { "lease-days", 0, 0, G_OPTION_ARG_INT, &options->lease_days,
      N_ ("How long a console may use its copy without contact, in days (14)"), "DAYS" },
    { "files-gib", 0, 0, G_OPTION_ARG_INT, &options->files_gib,
      N_ ("How much room attached files may take, in GiB (50)"), "GIB" },
    { "sample", 0, 0, G_OPTION_ARG_NONE, &options->sample,
      N_ ("Make sample data when there is none, and a token for it"), NULL },
    { "import", 0, 0, G_OPTION_ARG_FILENAME, &options->import_file,
      N_ ("With --sample: a NetBox dump instead of the sample company"), "FILE" },
    { "token-file", 0, 0, G_OPTION_ARG_FILENAME, &options->token_file,
      N_ ("With --sample: write the token to a file"), "FILE" },
    { "exit-with-parent", 0, 0, G_OPTION_ARG_NONE, &options->exit_with_parent,
      N_ ("Stop when standard input ends or the parent is gone"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &options->version, N_ ("Show the version"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  g_option_context_set_summary (context, _ ("Rackward's server: keeps the records and gives them to the consoles."));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (g_option_context_parse (context, argc, argv, &error) && *argc == 1)
    {
      if (options->lease_days < 0 || options->lease_days > 365)
        g_printerr (_ ("rackwardd: --lease-days goes from 1 to 365\n"));
      else if (options->files_gib < 0 || options->files_gib > 1000000)
        g_printerr (_ ("rackwardd: --files-gib goes from 1 to 1000000\n"));
      else
        return TRUE;
      return FALSE;
    }
  if (error != NULL)
    g_printerr ("rackwardd: %s\n", error->message);
  else
    g_printerr (_ ("rackwardd: “%s” is not an option\n"), (*argv)[1]);
  return FALSE;
}

/* What was asked for before the signal is answered, unless that takes long. */
#define DRAIN_MS      20
#define DRAIN_SECONDS 5

typedef struct
{
  GMainLoop *loop;
  RwServer *server;
  gint64 until; /* 0 while it serves */
} Service;

static gboolean
drained_cb (gpointer data)
{
  Service *service = data;

  if (!rw_server_is_quiet (service->server) && g_get_monotonic_time () < service->until)
    return G_SOURCE_CONTINUE;
  g_main_loop_quit (service->loop);
  return G_SOURCE_REMOVE;
}

/* Whoever says it twice means at once. */
static gboolean
stop_cb (gpointer data)
{
  Service *service = data;

  if (service->until != 0)
    {
      g_main_loop_quit (service->loop);
      return G_SOURCE_CONTINUE;
    }
  service->until = g_get_monotonic_time () + DRAIN_SECONDS * G_USEC_PER_SEC;
  rw_server_close (service->server);
  g_timeout_add (DRAIN_MS, drained_cb, service);
  return G_SOURCE_CONTINUE;
}

/* Whoever asks the service manager for it waits for the end. */
static gboolean
reload_cb (gpointer data)
{
  g_autofree char *begin =
    g_strdup_printf ("RELOADING=1\nMONOTONIC_USEC=%" G_GINT64_FORMAT, g_get_monotonic_time ());
  g_autoptr (GError) error = NULL;

  rw_notify (begin);
  if (rw_server_reload_tls (data, &error))
    g_message ("The certificate was read again");
  else
    g_warning ("The certificate stays as it was: %s", error->message);
  rw_notify ("READY=1");
  return G_SOURCE_CONTINUE;
}

/* GLib has no word for it, its backend has: without one it speaks TLS 1.0 with whoever asks. */
static void
forbid_old_tls (void)
{
  g_setenv ("G_TLS_GNUTLS_PRIORITY", "NORMAL:%COMPAT:-VERS-TLS-ALL:+VERS-TLS1.3:+VERS-TLS1.2",
            FALSE);
}

/* Every connection is a file. */
static void
allow_files (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == limit.rlim_max)
    return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit (RLIMIT_NOFILE, &limit);
}

/* A pipe closes when the last process that holds its other end is gone, which is what is meant. The
 * kernel's own signal comes already when the thread ends that started this process: second best. */
static gboolean
has_pipe (void)
{
  struct stat info;

  return fstat (STDIN_FILENO, &info) == 0 && (S_ISFIFO (info.st_mode) || S_ISSOCK (info.st_mode));
}

static gboolean
stdin_cb (int          fd,
          GIOCondition condition,
          gpointer     data)
{
  char buffer[256];

  if (read (fd, buffer, sizeof buffer) > 0)
    return G_SOURCE_CONTINUE;
  g_main_loop_quit (data);
  return G_SOURCE_REMOVE;
}

/* A reader either sees the whole file or none. Only the owner may read it. */
static gboolean
write_file (const char *path,
            const char *text,
            GError    **error)
{
  return g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

static gboolean
announce (RwServer      *server,
          const Options *options,
          GError       **error)
{
  g_autofree char *port = g_strdup_printf ("%u\n", rw_server_get_port (server));

  if (options->sample)
    {
      g_autofree char *token = rw_sample_admit (server, error);
      g_autofree char *line = g_strconcat (token, "\n", NULL);

      if (token == NULL || (options->token_file != NULL && !write_file (options->token_file, line, error)))
        return FALSE;
    }
  /* Last: who waits for the port finds the token. */
  if (options->port_file != NULL && !write_file (options->port_file, port, error))
    return FALSE;
  g_print (_ ("rackwardd %s answers at %s\n"), RW_VERSION, rw_server_get_url (server));
  if (!options->sample && !rw_server_has_accounts (server))
    g_print (_ ("Nobody can log in yet. Add somebody:\n"
                "  rackwardctl user add --data %s --roles admin,manager LOGIN\n"),
             options->data_dir);
  return TRUE;
}

static gboolean
serve (const Options *options,
       GError       **error)
{
  RwServerOptions server_options = {
    .data_dir = options->data_dir,
    .tls_cert = options->tls_cert,
    .tls_key = options->tls_key,
    .tls_client_ca = options->tls_client_ca,
    .tls_require_client = options->tls_require_client,
    .hosts = (const char *const *) options->hosts,
    .lease_days = (guint) options->lease_days,
    .files_most = (gint64) options->files_gib << 30,
  };
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (RwServer) server = NULL;
  g_autoptr (RwControl) control = NULL;
  Service service;
  gboolean well;

  if (options->sample && !rw_sample_fill (options->data_dir, options->import_file, error))
    return FALSE;
  server = rw_server_new (&server_options, error);
  if (server == NULL)
    return FALSE;
  service = (Service) { loop, server, 0 };
  g_unix_signal_add (SIGTERM, stop_cb, &service);
  g_unix_signal_add (SIGINT, stop_cb, &service);
  g_unix_signal_add (SIGHUP, reload_cb, server);
  if (options->exit_with_parent && has_pipe ())
    g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR, stdin_cb, loop);
  well = (control = rw_control_new (server, options->data_dir, error)) != NULL &&
         rw_server_listen (server, options->listen, error) && announce (server, options, error);
  if (well)
    {
      rw_notify ("READY=1");
      rw_notify_watchdog ();
      g_main_loop_run (loop);
      rw_notify ("STOPPING=1");
    }
  g_clear_pointer (&control, rw_control_free);
  rw_server_stop (server);
  if (options->port_file != NULL)
    g_unlink (options->port_file);
  return well;
}

int
main (int    argc,
      char **argv)
{
  g_auto (Options) options = { NULL };
  g_autoptr (GError) error = NULL;
  pid_t parent = getppid ();

  rw_locale_init (RW_LOCALEDIR);
  g_set_prgname ("rackwardd");
  if (!parse (&options, &argc, &argv))
    return 2;
  if (options.version)
    {
      g_print ("rackwardd %s\n", RW_VERSION);
      return 0;
    }
  if (options.data_dir == NULL)
    {
      g_printerr (_ ("rackwardd: say where the data is: --data DIR\n"));
      return 2;
    }
  if (options.listen == NULL)
    options.listen = g_strdup ("127.0.0.1:7450");
  /* Whatever the server writes belongs to it alone. */
  umask (0077);
  /* A limit on the length of files is a full disk, which is answered as one, and not the end. */
  signal (SIGXFSZ, SIG_IGN);
  allow_files ();
  forbid_old_tls ();
  if (options.exit_with_parent && !has_pipe ())
    {
      prctl (PR_SET_PDEATHSIG, SIGTERM);
      /* It may have gone before that was said. */
      if (getppid () != parent)
        return 0;
    }
  if (!serve (&options, &error))
    {
      g_printerr ("rackwardd: %s\n", error->message);
      return 1;
    }
  return 0;
}
