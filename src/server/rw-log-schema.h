/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "rw-log-store-sqlite-private.h"

G_BEGIN_DECLS

#define RW_LOG_APPLICATION_ID 0x52776c67u /* "Rwlg" */

/* The steps in data/sql/server. */
#define RW_LOG_SCHEMA_FOLDER "/net/rackward/sql/server"

int       rw_log_schema_newest       (void);
gboolean  rw_log_schema_prepare      (RwLogStoreSqlite *self,
                                      GResource        *resource,
                                      const char       *folder,
                                      GError          **error);
gboolean  rw_log_schema_make_indexes (RwLogStoreSqlite *self,
                                      GError          **error);

G_END_DECLS
