/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * Daemon:
 * @dir: a folder of the test, with the data in it
 * @data: the data folder
 * @url: its address; the same at every start
 *
 * A real rackwardd in a process of its own, with rackwardctl to administer it. Both are named by the
 * environment: RACKWARDD, RACKWARDCTL.
 */
typedef struct
{
  char *dir;
  char *data;
  char *url;
  guint16 port;
  GSubprocess *process;
} Daemon;

void      daemon_set_up    (Daemon      *daemon);
void      daemon_tear_down (Daemon      *daemon);
void      daemon_start     (Daemon      *daemon);
void      daemon_stop      (Daemon      *daemon);
void      daemon_kill      (Daemon      *daemon);
void      daemon_forget    (GSubprocess **process);
pid_t     daemon_get_pid   (Daemon      *daemon);
int       daemon_ctl       (Daemon      *daemon,
                            const char  *input,
                            char       **out,
                            char       **err,
                            ...) G_GNUC_NULL_TERMINATED;
char     *daemon_token     (Daemon      *daemon,
                            const char  *roles);
guint     daemon_ask       (Daemon      *daemon,
                            const char  *method,
                            const char  *path,
                            const char  *token,
                            const char  *body,
                            JsonNode   **answer);
void      daemon_check     (Daemon      *daemon);
void      remove_folder    (const char  *path);

G_END_DECLS
