/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-history-chain.h"
#include "rw-log-store-sqlite.h"

G_BEGIN_DECLS

struct _RwLogStoreSqlite
{
  RwLogStore parent_instance;

  RwDb *db;
  char *path;
  gboolean filling;
  gint64 head;
  RwChainHash hash;
  gint64 begin_head, mark_head;
  RwChainHash begin_hash, mark_hash;
  GArray *refs;          /* of RwRefPair; while filling */
  GString *late_indexes; /* SQL; while filling */
};

/* @source refers to @target. Ordered by target. */
typedef struct
{
  RwId target;
  RwId source;
} RwRefPair;

gboolean rw_log_sqlite_read_head  (RwLogStoreSqlite   *self,
                                   GError            **error);
RwLogStore *rw_log_sqlite_open_with (const char       *path,
                                     GResource        *resource,
                                     const char       *folder,
                                     GError          **error);
gboolean rw_log_sqlite_append     (RwLogStore         *store,
                                   const RwLogAuthor  *author,
                                   const RwLogState   *before,
                                   RwRecord           *after,
                                   gint64             *seq,
                                   GError            **error);
GPtrArray *rw_log_sqlite_changes (RwLogStore         *store,
                                   gint64              after,
                                   guint               limit,
                                   GError            **error);
gboolean rw_log_sqlite_write_refs (RwLogStoreSqlite   *self,
                                   GError            **error);

GPtrArray *rw_log_sqlite_rules    (RwLogStore         *store,
                                   RwKind              kind,
                                   GError            **error);

GPtrArray *rw_log_sqlite_systems  (RwLogStore         *store,
                                   const char         *name,
                                   guint               limit,
                                   GError            **error);

GPtrArray *rw_log_sqlite_backup_jobs (RwLogStore      *store,
                                   RwKind              kind,
                                   gint64              after,
                                   GError            **error);
int        rw_log_sqlite_count_runs  (RwLogStore         *store,
                                    const RwId         *job,
                                    gint64              after,
                                    gint64              until,
                                    guint               limit,
                                    GError            **error);
GPtrArray *rw_log_sqlite_backup_runs (RwLogStore      *store,
                                   const RwId         *job,
                                   guint               limit,
                                   GError            **error);

G_END_DECLS
