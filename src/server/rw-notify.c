/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-notify.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

/* The protocol of sd_notify(3): one datagram with lines NAME=VALUE to the socket that NOTIFY_SOCKET names. */

/**
 * rw_notify:
 * @state: lines, for example "READY=1"
 *
 * Tells the service manager, if one started this program.
 *
 * Returns: whether it was told
 */
gboolean
rw_notify (const char *state)
{
  const char *name = g_getenv ("NOTIFY_SOCKET");
  struct sockaddr_un address = { .sun_family = AF_UNIX };
  gsize length = name != NULL ? strlen (name) : 0;
  gssize sent;
  int fd;

  if (length < 2 || length >= sizeof address.sun_path || (name[0] != '/' && name[0] != '@'))
    return FALSE;
  memcpy (address.sun_path, name, length);
  /* An abstract name starts with NUL. */
  if (name[0] == '@')
    address.sun_path[0] = '\0';
  fd = socket (AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0)
    return FALSE;
  sent = sendto (fd, state, strlen (state), MSG_NOSIGNAL, (struct sockaddr *) &address,
                 (socklen_t) (G_STRUCT_OFFSET (struct sockaddr_un, sun_path) + length));
  if (sent < 0)
    g_warning ("Could not tell the service manager: %s", g_strerror (errno));
  close (fd);
  return sent >= 0;
}

static gboolean
alive_cb (gpointer data)
{
  rw_notify ("WATCHDOG=1");
  return G_SOURCE_CONTINUE;
}

/**
 * rw_notify_watchdog:
 *
 * Tells the service manager again and again that the main loop still runs, if it wants to know.
 *
 * Returns: the id of a source in the main context, 0 when nobody wants to know
 */
guint
rw_notify_watchdog (void)
{
  const char *text = g_getenv ("WATCHDOG_USEC");
  const char *pid = g_getenv ("WATCHDOG_PID");
  guint64 period;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 2000, G_MAXUINT32, &period, NULL) ||
      (pid != NULL && g_ascii_strtoll (pid, NULL, 10) != getpid ()))
    return 0;
  return g_timeout_add ((guint) (period / 1000 / 2), alive_cb, NULL);
}
