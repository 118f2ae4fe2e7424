/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-ctl-run.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib-unix.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "rw-ctl.h"

/*
 * Runs a command as if nobody stood between: its input is ours, what it writes goes on at once and unchanged, signals
 * reach it, and it makes its files with the permissions that we were started with. Of what it writes the end is kept.
 */

#define KEPT_MOST  (1 << 20)
#define CHUNK_MOST 65536

/* Whoever sends a signal to a whole group, as a service manager and timeout do, has sent it to the command as well:
 * twice is another thing than once. What the command has not ended of by then was sent to us alone. */
#define PATIENCE_SECONDS 5

/* Something that the command left running in the background may hold its output open. */
#define LINGER_SECONDS 2

typedef struct
{
  GInputStream *stream;
  RwCtlTail *tail;
  int fd;
  gboolean open;
  struct Running *running;
} Output;

typedef struct Running
{
  RwCtlRun *run;
  GMainLoop *loop;
  GCancellable *cancellable;
  GSubprocess *process;
  Output outputs[2];
  guint linger;
  guint patience;
  int pending; /* signal that is passed on when the patience is over */
  gboolean ended;
} Running;

/* --- Signals ------------------------------------------------------------------------------------------- */

static int signal_pipe[2] = { -1, -1 };

/* Those that want it to end, and those by which programs are asked how far they are. */
static const int signals[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2 };

/* What ours and what GLib does on the way to a new process would undo. */
static const int kept[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2, SIGPIPE };
static gboolean ignored[G_N_ELEMENTS (kept)];

/**
 * rw_ctl_run_remember:
 *
 * To be called first of all: what whoever started us wants ignored, as with nohup, stays so for what we start.
 */
void
rw_ctl_run_remember (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    {
      struct sigaction action;

      ignored[i] = sigaction (kept[i], NULL, &action) == 0 && action.sa_handler == SIG_IGN;
    }
}

/* Of the signals of a terminal, which go to all that run on it, it says so. */
static void
signal_cb (int number, siginfo_t *info, void *context)
{
  char what[2] = { (char) number, info->si_code == SI_KERNEL };
  int saved = errno;
  ssize_t n = write (signal_pipe[1], what, sizeof what);

  (void) n;
  errno = saved;
}

static gboolean
patience_cb (gpointer data)
{
  Running *running = data;

  running->patience = 0;
  g_subprocess_send_signal (running->process, running->pending);
  return G_SOURCE_REMOVE;
}

static gboolean
take_signal_cb (int fd, GIOCondition condition, gpointer data)
{
  Running *running = data;
  char what[2];

  if (read (fd, what, sizeof what) != sizeof what)
    return G_SOURCE_CONTINUE;
  if (what[0] == SIGUSR1 || what[0] == SIGUSR2)
    {
      g_subprocess_send_signal (running->process, what[0]);
      return G_SOURCE_CONTINUE;
    }
  running->run->interrupted = TRUE;
  if (!what[1] && running->patience == 0)
    {
      running->pending = what[0];
      running->patience = g_timeout_add_seconds (PATIENCE_SECONDS, patience_cb, running);
    }
  return G_SOURCE_CONTINUE;
}

static gboolean
catch_signals (struct sigaction *before)
{
  struct sigaction action = { .sa_sigaction = signal_cb, .sa_flags = SA_SIGINFO | SA_RESTART };

  if (!g_unix_open_pipe (signal_pipe, O_CLOEXEC | O_NONBLOCK, NULL))
    return FALSE;
  sigemptyset (&action.sa_mask);
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    {
      sigaction (signals[i], NULL, &before[i]);
      /* Whoever started us with nohup wants it to stay so. */
      if (before[i].sa_handler != SIG_IGN)
        sigaction (signals[i], &action, NULL);
    }
  signal (SIGPIPE, SIG_IGN);
  return TRUE;
}

static void
release_signals (const struct sigaction *before)
{
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    sigaction (signals[i], &before[i], NULL);
  close (signal_pipe[0]);
  close (signal_pipe[1]);
}

/* --- What it writes ------------------------------------------------------------------------------------ */

static void
end_if_over (Running *running)
{
  if (running->ended && !running->outputs[0].open && !running->outputs[1].open)
    g_main_loop_quit (running->loop);
}

/* Nobody may be there to read it any more: the command goes on all the same. */
static void
write_all (int fd, const char *bytes, gsize length)
{
  while (length > 0)
    {
      ssize_t n = write (fd, bytes, length);

      if (n < 0 && (errno == EINTR || errno == EAGAIN))
        {
          GPollFD poll = { .fd = fd, .events = G_IO_OUT };

          g_poll (&poll, 1, 1000);
          continue;
        }
      if (n <= 0)
        return;
      bytes += n;
      length -= (gsize) n;
    }
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Output *output = data;
  g_autoptr (GBytes) bytes = g_input_stream_read_bytes_finish (output->stream, result, NULL);
  const char *text;
  gsize length = 0;

  text = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;
  if (length == 0)
    {
      output->open = FALSE;
      end_if_over (output->running);
      return;
    }
  write_all (output->fd, text, length);
  rw_ctl_tail_add (output->tail, text, length);
  g_input_stream_read_bytes_async (output->stream, CHUNK_MOST, G_PRIORITY_DEFAULT,
                                   output->running->cancellable, read_cb, output);
}

static void
read_output (Running *running, guint index, GInputStream *stream, RwCtlTail *tail, int fd)
{
  Output *output = &running->outputs[index];

  *output = (Output) { .stream = stream, .tail = tail, .fd = fd, .open = TRUE, .running = running };
  g_input_stream_read_bytes_async (stream, CHUNK_MOST, G_PRIORITY_DEFAULT, running->cancellable,
                                   read_cb, output);
}

/* --- The command --------------------------------------------------------------------------------------- */

static gboolean
linger_cb (gpointer data)
{
  Running *running = data;

  running->linger = 0;
  g_main_loop_quit (running->loop);
  return G_SOURCE_REMOVE;
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Running *running = data;
  GSubprocess *process = G_SUBPROCESS (source);

  g_subprocess_wait_finish (process, result, NULL);
  running->run->exit_code = g_subprocess_get_if_exited (process)
                              ? g_subprocess_get_exit_status (process)
                              : 128 + g_subprocess_get_term_sig (process);
  running->ended = TRUE;
  g_clear_handle_id (&running->patience, g_source_remove);
  running->linger = g_timeout_add_seconds (LINGER_SECONDS, linger_cb, running);
  end_if_over (running);
}

/* In the new process: nothing but what is safe there. */
static void
set_up_cb (gpointer data)
{
  umask ((mode_t) GPOINTER_TO_UINT (data));
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    if (ignored[i])
      signal (kept[i], SIG_IGN);
}

static void
wait_for (Running *running)
{
  struct sigaction before[G_N_ELEMENTS (signals)];
  gboolean caught = catch_signals (before);
  guint source = caught ? g_unix_fd_add (signal_pipe[0], G_IO_IN, take_signal_cb, running) : 0;

  running->loop = g_main_loop_new (NULL, FALSE);
  read_output (running, 0, g_subprocess_get_stdout_pipe (running->process), &running->run->out,
               STDOUT_FILENO);
  read_output (running, 1, g_subprocess_get_stderr_pipe (running->process), &running->run->err,
               STDERR_FILENO);
  g_subprocess_wait_async (running->process, NULL, ended_cb, running);
  g_main_loop_run (running->loop);
  g_clear_handle_id (&running->linger, g_source_remove);
  g_clear_handle_id (&running->patience, g_source_remove);
  g_cancellable_cancel (running->cancellable);
  while (running->outputs[0].open || running->outputs[1].open)
    g_main_context_iteration (NULL, TRUE);
  g_clear_pointer (&running->loop, g_main_loop_unref);
  if (source != 0)
    g_source_remove (source);
  if (caught)
    release_signals (before);
}

/**
 * rw_ctl_run:
 * @self: (out caller-allocates): empty with rw_ctl_run_clear()
 * @argv: (array zero-terminated): the command
 *
 * Runs a command to its end. The token is not for it; what was opened for it is: of our own, all is closed in it.
 */
void
rw_ctl_run (RwCtlRun *self, const char *const *argv)
{
  g_autoptr (GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_INHERIT | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                               G_SUBPROCESS_FLAGS_STDERR_PIPE | G_SUBPROCESS_FLAGS_INHERIT_FDS);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  Running running = { .run = self, .cancellable = cancellable };

  *self = (RwCtlRun) { .exit_code = 127 };
  rw_ctl_tail_init (&self->out, KEPT_MOST);
  rw_ctl_tail_init (&self->err, KEPT_MOST);
  g_subprocess_launcher_unsetenv (launcher, "RACKWARD_TOKEN");
  g_subprocess_launcher_set_child_setup (launcher, set_up_cb,
                                         GUINT_TO_POINTER (rw_ctl_get_umask ()), NULL);
  process = g_subprocess_launcher_spawnv (launcher, argv, &error);
  if (process == NULL)
    {
      self->problem = g_strdup (error->message);
      return;
    }
  running.process = process;
  wait_for (&running);
}

void
rw_ctl_run_clear (RwCtlRun *self)
{
  rw_ctl_tail_clear (&self->out);
  rw_ctl_tail_clear (&self->err);
  g_clear_pointer (&self->problem, g_free);
}
