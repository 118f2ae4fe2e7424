/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-client-store.h"
#include "rw-feed-row.h"
#include "rw-store-lock.h"

G_BEGIN_DECLS

struct _RwClientStore
{
  char *dir;
  char *server;
  RwStoreLock *lock;
  RwWork *work;
  RwCacheWriter *writer; /* NULL until there is a cache */
  RwFeedReader *reader;
};

G_END_DECLS
