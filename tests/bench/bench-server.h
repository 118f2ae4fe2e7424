/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A server in a process of its own: the program calls itself again with --serve DIR. */

int          bench_server_serve (const char   *dir);
GSubprocess *bench_server_start (const char   *program,
                                 const char   *dir,
                                 char        **url,
                                 char        **token);
void         bench_server_stop  (GSubprocess  *process);

G_END_DECLS
