/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hostile-client.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <glib/gstdio.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "rw-clock.h"

/* A server that does not answer for so long does not answer. */
#define PATIENCE_MS 15000

/* The sanitizer keeps what was freed, and puts its own around what is used. */
#ifdef __SANITIZE_ADDRESS__
#define MEMORY_FACTOR 4
#else
#define MEMORY_FACTOR 1
#endif

static char *
token (RwServer *server,
       guint     role)
{
  g_autoptr (GError) error = NULL;
  char *secret =
    rw_server_create_token (server, NULL, rw_role_to_string (role), role, RW_DAY, &error);

  g_assert_no_error (error);
  return secret;
}

static void
fill (Hostile        *hostile,
      HostilePrepare  prepare)
{
  RwServerOptions options = { .data_dir = hostile->dir };
  g_autoptr (GError) error = NULL;
  g_autoptr (RwServer) server = rw_server_new (&options, &error);

  g_assert_no_error (error);
  hostile->manager = token (server, RW_ROLE_MANAGER);
  hostile->technician = token (server, RW_ROLE_TECHNICIAN);
  hostile->auditor = token (server, RW_ROLE_AUDITOR);
  hostile->wall = token (server, RW_ROLE_WALL);
  hostile->intake = token (server, RW_ROLE_INTAKE);
  g_assert_true (
    rw_server_add_account (server, "jana", "Jana Roth", RW_ROLE_MANAGER, HOSTILE_PASSWORD, &error));
  g_assert_no_error (error);
  hostile->jana =
    rw_server_create_token (server, "jana", "laptop", RW_ROLE_MANAGER, RW_DAY, &error);
  g_assert_no_error (error);
  if (prepare != NULL)
    prepare (server);
  rw_server_stop (server);
}

static void
limit_files (gpointer data)
{
  rlim_t files = GPOINTER_TO_UINT (data);
  struct rlimit limit = { files, files };

  setrlimit (RLIMIT_NOFILE, &limit);
}

static void
wait_for_port (Hostile    *hostile,
               const char *path)
{
  g_autofree char *text = NULL;

  for (int i = 0; i < PATIENCE_MS / 10 && !g_file_get_contents (path, &text, NULL, NULL); i++)
    g_usleep (10000);
  if (text == NULL)
    {
      g_autofree char *log = hostile_log (hostile);

      g_error ("rackwardd did not start: %s", log);
    }
  hostile->port = (guint16) g_ascii_strtoull (text, NULL, 10);
}

/**
 * hostile_start:
 * @prepare: (nullable): fills the store
 * @files: how many it may have open, 0 for as many as usual
 * @options: (nullable): more of them
 */
Hostile *
hostile_start (HostilePrepare      prepare,
               guint               files,
               const char *const  *options)
{
  Hostile *hostile = g_new0 (Hostile, 1);
  g_autoptr (GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDERR_MERGE);
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *data = NULL;
  g_autofree char *port_file = NULL;
  g_autofree char *sanitizer =
    g_strconcat (g_getenv ("ASAN_OPTIONS") != NULL ? g_getenv ("ASAN_OPTIONS") : "",
                 ":quarantine_size_mb=1:thread_local_quarantine_size_kb=16", NULL);

  hostile->dir = g_dir_make_tmp ("rackward-XXXXXX", &error);
  g_assert_no_error (error);
  hostile->log = g_build_filename (hostile->dir, "log", NULL);
  data = g_strdup (hostile->dir);
  port_file = g_build_filename (hostile->dir, "port", NULL);
  fill (hostile, prepare);

  g_ptr_array_add (argv, (gpointer) g_getenv ("RACKWARDD"));
  g_ptr_array_add (argv, (gpointer) "--data");
  g_ptr_array_add (argv, data);
  g_ptr_array_add (argv, (gpointer) "--listen");
  g_ptr_array_add (argv, (gpointer) "127.0.0.1:0");
  g_ptr_array_add (argv, (gpointer) "--port-file");
  g_ptr_array_add (argv, port_file);
  for (const char *const *p = options; p != NULL && *p != NULL; p++)
    g_ptr_array_add (argv, (gpointer) *p);
  g_ptr_array_add (argv, NULL);
  g_subprocess_launcher_set_stdout_file_path (launcher, hostile->log);
  g_subprocess_launcher_setenv (launcher, "ASAN_OPTIONS", sanitizer, TRUE);
  if (files > 0)
    g_subprocess_launcher_set_child_setup (launcher, limit_files, GUINT_TO_POINTER (files), NULL);
  hostile->process =
    g_subprocess_launcher_spawnv (launcher, (const char *const *) argv->pdata, &error);
  g_assert_no_error (error);
  hostile->pid = (int) g_ascii_strtoll (g_subprocess_get_identifier (hostile->process), NULL, 10);
  wait_for_port (hostile, port_file);
  return hostile;
}

static int
remove_cb (const char        *path,
           const struct stat *info,
           int                type,
           struct FTW        *ftw)
{
  return g_remove (path);
}

/**
 * hostile_stop:
 *
 * Whatever was done to it, it ends when asked to, and well: with a sanitizer, also without a leak.
 */
void
hostile_stop (Hostile *hostile)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_send_signal (hostile->process, SIGTERM);
  g_subprocess_wait (hostile->process, NULL, &error);
  g_assert_no_error (error);
  if (!g_subprocess_get_successful (hostile->process))
    {
      g_autofree char *log = hostile_log (hostile);

      g_error ("rackwardd did not end well: %s", log);
    }
  g_clear_object (&hostile->process);
  nftw (hostile->dir, remove_cb, 8, FTW_DEPTH | FTW_PHYS);
  g_free (hostile->dir);
  g_free (hostile->log);
  g_free (hostile->manager);
  g_free (hostile->technician);
  g_free (hostile->auditor);
  g_free (hostile->wall);
  g_free (hostile->intake);
  g_free (hostile->jana);
  g_free (hostile);
}

static gint64
find_number (const char *text,
             const char *name)
{
  const char *line = strstr (text, name);

  g_assert_nonnull (line);
  return g_ascii_strtoll (line + strlen (name), NULL, 10);
}

/**
 * hostile_memory:
 *
 * Returns: what the server takes now; its peak is counted from here on
 */
Memory
hostile_memory (Hostile *hostile)
{
  g_autofree char *status_path = g_strdup_printf ("/proc/%d/status", hostile->pid);
  g_autofree char *refs_path = g_strdup_printf ("/proc/%d/clear_refs", hostile->pid);
  g_autofree char *status = NULL;
  Memory memory;
  int fd;

  g_assert_true (g_file_get_contents (status_path, &status, NULL, NULL));
  memory = (Memory) { find_number (status, "VmRSS:"), find_number (status, "VmHWM:") };
  fd = open (refs_path, O_WRONLY | O_CLOEXEC);
  if (fd >= 0 && write (fd, "5", 1) != 1)
    g_test_message ("The peak cannot be reset here");
  if (fd >= 0)
    close (fd);
  return memory;
}

/**
 * hostile_assert:
 * @attack: what was done
 * @before: what it took before
 * @resident_most: KiB that it may take more than before
 * @peak_most: KiB that it may have taken more meanwhile
 */
void
hostile_assert (Hostile      *hostile,
                const char   *attack,
                const Memory *before,
                gint64        resident_most,
                gint64        peak_most)
{
  Memory after;

  g_usleep (100000);
  after = hostile_memory (hostile);
  g_test_message ("%s: %" G_GINT64_FORMAT " KiB before, %" G_GINT64_FORMAT
                  " after, %" G_GINT64_FORMAT " at most",
                  attack, before->resident, after.resident, after.peak);
  g_assert_cmpint (after.resident - before->resident, <=, MEMORY_FACTOR * resident_most);
  g_assert_cmpint (after.peak - before->resident, <=, MEMORY_FACTOR * peak_most);
}

/**
 * hostile_connect:
 * @address: the last number of the client's own, 127.0.0.x
 *
 * Returns: a socket that waits no longer than is reasonable
 */
int
hostile_connect (Hostile *hostile,
                 guint    address)
{
  struct sockaddr_in from = { .sin_family = AF_INET,
                              .sin_addr.s_addr = htonl (0x7f000000u + address) };
  struct sockaddr_in to = { .sin_family = AF_INET,
                            .sin_addr.s_addr = htonl (INADDR_LOOPBACK),
                            .sin_port = htons (hostile->port) };
  struct timeval patience = { .tv_sec = PATIENCE_MS / 1000 };
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  g_assert_cmpint (fd, >=, 0);
  setsockopt (fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  setsockopt (fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  g_assert_cmpint (bind (fd, (struct sockaddr *) &from, sizeof from), ==, 0);
  g_assert_cmpint (connect (fd, (struct sockaddr *) &to, sizeof to), ==, 0);
  return fd;
}

/**
 * hostile_write:
 *
 * Returns: %FALSE when the server does not take it any more
 */
gboolean
hostile_write (int         fd,
               const char *bytes,
               gssize      length)
{
  gsize left = length < 0 ? strlen (bytes) : (gsize) length;

  while (left > 0)
    {
      gssize n = send (fd, bytes, left, MSG_NOSIGNAL);

      if (n <= 0)
        return FALSE;
      bytes += n;
      left -= (gsize) n;
    }
  return TRUE;
}

/* Whether an answer is whole. */
static gboolean
is_whole (const GString *answer)
{
  const char *end = strstr (answer->str, "\r\n\r\n");
  const char *length;

  if (end == NULL)
    return FALSE;
  if (g_str_has_prefix (answer->str, "HTTP/1.1 100"))
    return strstr (end + 4, "\r\n\r\n") != NULL;
  if (strcasestr (answer->str, "\r\nTransfer-Encoding: chunked") != NULL)
    return strstr (end, "\r\n0\r\n\r\n") != NULL;
  length = strcasestr (answer->str, "\r\nContent-Length: ");
  return length != NULL && length < end &&
         answer->len >=
           (gsize) (end + 4 - answer->str) + (gsize) g_ascii_strtoull (length + 18, NULL, 10);
}

static char *
read_until (int      fd,
            gboolean end)
{
  GString *answer = g_string_new (NULL);
  char buffer[16384];
  gssize n;

  while ((end || !is_whole (answer)) && (n = recv (fd, buffer, sizeof buffer, 0)) > 0)
    g_string_append_len (answer, buffer, n);
  return g_string_free (answer, FALSE);
}

/**
 * hostile_read:
 *
 * Returns: (transfer full): one answer, or as much of it as comes
 */
char *
hostile_read (int fd)
{
  return read_until (fd, FALSE);
}

/**
 * hostile_drain:
 *
 * Returns: (transfer full): all that comes until the server ends the connection
 */
char *
hostile_drain (int fd)
{
  return read_until (fd, TRUE);
}

guint
hostile_status (const char *answer)
{
  return g_str_has_prefix (answer, "HTTP/1.") && strlen (answer) > 12
           ? (guint) g_ascii_strtoull (answer + 9, NULL, 10)
           : 0;
}

char *
hostile_ask (Hostile    *hostile,
             const char *request,
             gssize      length)
{
  int fd = hostile_connect (hostile, 1);
  char *answer;

  hostile_write (fd, request, length);
  answer = hostile_read (fd);
  close (fd);
  return answer;
}

char *
hostile_post (Hostile    *hostile,
              guint       address,
              const char *path,
              const char *token,
              const char *body)
{
  g_autofree char *head = g_strdup_printf (
    "POST %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: %zu\r\n"
    "%s%s%s\r\n",
    path, strlen (body), token != NULL ? "Authorization: Bearer " : "", token != NULL ? token : "",
    token != NULL ? "\r\n" : "");
  int fd = hostile_connect (hostile, address);
  char *answer;

  if (hostile_write (fd, head, -1))
    hostile_write (fd, body, -1);
  answer = hostile_read (fd);
  close (fd);
  return answer;
}

char *
hostile_get (Hostile    *hostile,
             const char *path,
             const char *token)
{
  g_autofree char *head = g_strdup_printf (
    "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer %s\r\n\r\n",
    path, token);

  return hostile_ask (hostile, head, -1);
}

/**
 * hostile_log:
 *
 * Returns: (transfer full): all that the server has printed
 */
char *
hostile_log (Hostile *hostile)
{
  char *text = NULL;

  return g_file_get_contents (hostile->log, &text, NULL, NULL) ? text : g_strdup ("");
}
