/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-cache.h"

G_BEGIN_DECLS

struct _RwCache
{
  RwDb *db;
  char *dir;
  char *server;
  gboolean borrowed; /* the connection is the writer's */
  GData *kept;       /* by rw_cache_keep() */
};

void     rw_cache_cursor_assign (const RwCacheCursor  *source,
                                 RwCacheCursor        *target);
gboolean rw_cache_check_schema  (RwDb                 *db,
                                 GError              **error);

G_END_DECLS
