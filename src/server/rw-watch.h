/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-server.h"

G_BEGIN_DECLS

/**
 * RwWatch:
 *
 * Has the store's thread look for missed backups, again and again.
 */
typedef struct _RwWatch RwWatch;

RwWatch *rw_watch_new  (RwServer *server);
void     rw_watch_stop (RwWatch  *self);
void     rw_watch_free (RwWatch  *self);

G_END_DECLS
