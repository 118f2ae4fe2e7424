/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-db.h"
#include "rw-log-store.h"

G_BEGIN_DECLS

#define RW_TYPE_LOG_STORE_SQLITE (rw_log_store_sqlite_get_type ())

/**
 * RwLogStoreSqlite:
 *
 * The log store in one SQLite file, which also holds the accounts (see #RwAccounts).
 */
G_DECLARE_FINAL_TYPE (RwLogStoreSqlite, rw_log_store_sqlite, RW, LOG_STORE_SQLITE, RwLogStore)

RwLogStore *rw_log_store_sqlite_open (const char        *path,
                                      GError           **error);
RwLogStore *rw_log_store_sqlite_fill (const char        *path,
                                      GError           **error);
RwLogStore *rw_log_store_sqlite_open_snapshot (const char *path,
                                               GError    **error);
RwDb       *rw_log_store_sqlite_get_db (RwLogStoreSqlite *self);

G_END_DECLS
