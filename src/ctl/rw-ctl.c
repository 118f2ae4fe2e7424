/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-ctl.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "rw-clock.h"
#include "rw-error.h"
#include "rw-server.h"

/**
 * rw_ctl_dispatch:
 * @program: what was typed so far, for example "rackwardctl user"
 * @about: one sentence for --help
 *
 * Runs the command that argv[1] names.
 *
 * Returns: the exit status
 */
int
rw_ctl_dispatch (const char         *program,
                 const char         *about,
                 const RwCtlCommand *commands,
                 guint               n_commands,
                 int                 argc,
                 char              **argv)
{
  gboolean help = argc >= 2 && (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h") || g_str_equal (argv[1], "help"));

  if (argc >= 2 && !help)
    {
      for (guint i = 0; i < n_commands; i++)
        if (g_str_equal (argv[1], commands[i].name))
          return commands[i].run (argc - 1, argv + 1);
      return rw_ctl_misuse (_ ("“%s” is not a command; see %s --help"), argv[1], program);
    }
  if (!help)
    g_printerr (_ ("%s: say what to do\n\n"), program);
  {
    GString *text = g_string_new (NULL);

    g_string_append_printf (text, _ ("Usage:\n  %s COMMAND …\n\n%s\n\nCommands:\n"), program, about);
    for (guint i = 0; i < n_commands; i++)
      g_string_append_printf (text, "  %-12s %s\n", commands[i].name, _ (commands[i].summary));
    g_string_append_printf (text, _ ("\nMore about one: %s COMMAND --help\n"), program);
    if (help)
      g_print ("%s", text->str);
    else
      g_printerr ("%s", text->str);
    g_string_free (text, TRUE);
  }
  return help ? RW_CTL_OK : RW_CTL_USAGE;
}

/**
 * rw_ctl_parse:
 * @program: the whole command, for example "rackwardctl user add"
 * @parameters: (nullable): what comes behind the options, for --help
 * @n_parameters: how many that must be
 * @argc: (inout): on return 1 + @n_parameters
 * @argv: (inout): on return the parameters from 1 on
 *
 * Returns: %FALSE when the arguments are wrong; that was said already
 */
gboolean
rw_ctl_parse (const char         *program,
              const char         *parameters,
              const char         *summary,
              const GOptionEntry *entries,
              int                 n_parameters,
              int                *argc,
              char              **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (parameters);
  g_autoptr (GError) error = NULL;

  g_set_prgname (program);
  g_option_context_set_summary (context, summary);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, argc, &argv, &error))
    rw_ctl_misuse ("%s", error->message);
  else if (*argc < 1 + n_parameters)
    rw_ctl_misuse (_ ("%s is missing; see %s --help"), parameters, program);
  else if (*argc > 1 + n_parameters)
    rw_ctl_misuse (_ ("“%s” is too much; see %s --help"), argv[1 + n_parameters], program);
  else
    return TRUE;
  return FALSE;
}

/**
 * rw_ctl_fail:
 *
 * Says in one line what went wrong.
 *
 * Returns: %RW_CTL_FAILED
 */
int
rw_ctl_fail (const GError *error)
{
  g_printerr ("rackwardctl: %s\n", error->message);
  return RW_CTL_FAILED;
}

/**
 * rw_ctl_misuse:
 *
 * Returns: %RW_CTL_USAGE
 */
int
rw_ctl_misuse (const char *format,
               ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_printerr ("rackwardctl: %s\n", message);
  return RW_CTL_USAGE;
}

/**
 * rw_ctl_read_all:
 *
 * As rw_ctl_read_until(), to the end.
 */
char *
rw_ctl_read_all (GInputStream *stream,
                 gsize         most,
                 gsize        *length,
                 GError      **error)
{
  return rw_ctl_read_until (stream, most, NULL, length, error);
}

/**
 * rw_ctl_read_until:
 * @most: bytes at which it gives up
 * @cancellable: (nullable): ends it, from another thread
 *
 * Returns: (transfer full): all of the stream, with a NUL behind it
 */
char *
rw_ctl_read_until (GInputStream *stream,
                   gsize         most,
                   GCancellable *cancellable,
                   gsize        *length,
                   GError      **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 buffer[16384];

  for (;;)
    {
      gssize n = g_input_stream_read (stream, buffer, sizeof buffer, cancellable, error);

      if (n < 0)
        return NULL;
      if (n == 0)
        break;
      if (bytes->len + (gsize) n > most)
        {
          g_set_error (error, RW_ERROR, RW_ERROR_LIMIT, _ ("The input is longer than %lu bytes"), (gulong) most);
          return NULL;
        }
      g_byte_array_append (bytes, buffer, (guint) n);
    }
  *length = bytes->len;
  g_byte_array_append (bytes, (const guint8 *) "", 1);
  return (char *) g_byte_array_free (g_steal_pointer (&bytes), FALSE);
}

/**
 * rw_ctl_store_open:
 * @self: zeroed
 * @may_make: make folder and store when there is none
 * @in_bulk: a new store is filled in one transaction, without a journal: end it with rw_ctl_store_end()
 *
 * Opens the store. Refused while a server runs on it.
 */
gboolean
rw_ctl_store_open (RwCtlStore *self,
                   const char *data_dir,
                   gboolean    may_make,
                   gboolean    in_bulk,
                   GError    **error)
{
  self->path = rw_server_store_path (data_dir);
  self->fresh = !g_file_test (self->path, G_FILE_TEST_EXISTS);
  if (self->fresh && !may_make)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_NOT_FOUND, _ ("There is no store in %s"), data_dir);
      return FALSE;
    }
  if (g_mkdir_with_parents (data_dir, 0700) != 0)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_FAILED, _ ("Could not make the folder %s: %s"), data_dir, g_strerror (errno));
      return FALSE;
    }
  if (!rw_ctl_check_owner (data_dir, error))
    return FALSE;
  self->lock = rw_store_lock_acquire (data_dir, "rackward", error);
  if (self->lock == NULL)
    return FALSE;
  self->log = self->fresh && in_bulk ? rw_log_store_sqlite_fill (self->path, error) : rw_log_store_sqlite_open (self->path, error);
  return self->log != NULL;
}

/**
 * rw_ctl_store_end:
 * @well: whether to keep what was written since rw_log_store_begin()
 *
 * Commits or takes back. A new store that was not filled is removed.
 */
gboolean
rw_ctl_store_end (RwCtlStore *self,
                  gboolean    well,
                  GError    **error)
{
  if (well)
    well = rw_log_store_commit (self->log, error);
  else
    rw_log_store_rollback (self->log);
  if (!well && self->fresh)
    {
      g_clear_object (&self->log);
      g_unlink (self->path);
    }
  return well;
}

void
rw_ctl_store_close (RwCtlStore *self)
{
  g_clear_object (&self->log);
  g_clear_pointer (&self->lock, rw_store_lock_release);
  g_clear_pointer (&self->path, g_free);
}

static guint inherited_umask = 0022;

/* What another program is started with: it makes its files as if nobody stood between. */
void
rw_ctl_keep_umask (guint mask)
{
  inherited_umask = mask;
}

guint
rw_ctl_get_umask (void)
{
  return inherited_umask;
}

void
rw_ctl_progress_begin (RwCtlProgress *self,
                       const char    *what,
                       guint64        expected)
{
  *self = (RwCtlProgress){ .what = what, .expected = expected, .on_terminal = isatty (STDERR_FILENO) };
}

/* Ten times a second is often enough for an eye. */
void
rw_ctl_progress_step (RwCtlProgress *self)
{
  gint64 now;

  self->done++;
  if (!self->on_terminal || self->done % 512 != 0)
    return;
  now = g_get_monotonic_time ();
  if (now - self->shown_at < RW_SECOND / 10)
    return;
  self->shown_at = now;
  if (self->expected > 0)
    g_printerr ("\r%s … %'" G_GUINT64_FORMAT " (%u %%) ", self->what, self->done, (guint) MIN (99, self->done * 100 / self->expected));
  else
    g_printerr ("\r%s … %'" G_GUINT64_FORMAT " ", self->what, self->done);
}

void
rw_ctl_progress_end (RwCtlProgress *self)
{
  if (self->on_terminal && self->shown_at != 0)
    g_printerr ("\r\033[K");
}
