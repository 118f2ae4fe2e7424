/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "rw-server.h"

G_BEGIN_DECLS

#define HOSTILE_PASSWORD "korrekt pferd batterie"

/* A rackwardd of its own process, as it is installed, and clients that do not behave. All of it waits
 * for sockets, but never long. */
typedef struct
{
  char *dir;
  char *log; /* file with all that it prints */
  GSubprocess *process;
  int pid;
  guint16 port;
  char *manager; /* tokens */
  char *technician;
  char *auditor;
  char *wall;
  char *intake;
  char *jana; /* of a person */
} Hostile;

typedef struct
{
  gint64 resident; /* KiB */
  gint64 peak;
} Memory;

/**
 * HostilePrepare:
 *
 * Fills the store before the server is started.
 */
typedef void (*HostilePrepare) (RwServer *server);

Hostile *hostile_start   (HostilePrepare      prepare,
                          guint               files,
                          const char *const  *options);
void     hostile_stop    (Hostile            *hostile);
Memory   hostile_memory  (Hostile            *hostile);
void     hostile_assert  (Hostile            *hostile,
                          const char         *attack,
                          const Memory       *before,
                          gint64              resident_most,
                          gint64              peak_most);
int      hostile_connect (Hostile            *hostile,
                          guint               address);
gboolean hostile_write   (int                 fd,
                          const char         *bytes,
                          gssize              length);
char    *hostile_read    (int                 fd);
char    *hostile_drain   (int                 fd);
guint    hostile_status  (const char         *answer);
char    *hostile_ask     (Hostile            *hostile,
                          const char         *request,
                          gssize              length);
char    *hostile_post    (Hostile            *hostile,
                          guint               address,
                          const char         *path,
                          const char         *token,
                          const char         *body);
char    *hostile_get     (Hostile            *hostile,
                          const char         *path,
                          const char         *token);
char    *hostile_log     (Hostile            *hostile);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Hostile, hostile_stop)

G_END_DECLS
