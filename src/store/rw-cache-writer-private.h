/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-cache-pending.h"
#include "rw-cache-private.h"
#include "rw-cache-writer.h"
#include "rw-change-log.h"

G_BEGIN_DECLS

/* Statements for one, for some and for many rows, see insert_rows(). */
#define RW_CACHE_INSERTS 3

struct _RwCacheWriter
{
  RwDb *db;
  RwCache cache;
  gboolean bulk;
  gboolean has_ids; /* a bulk file begins without the indexes that find a row */
  gboolean finished;
  gboolean condemned; /* somebody else found damage in the file */
  char *dir;
  char *server;
  RwCacheCursor cursor;
  RwCacheCursor cursor_before; /* as it was when the transaction began */
  gboolean has_ids_before;
  gint64 stamp;
  gint64 stamp_before;
  RwCachePending *pending;
  RwChangeLog changes;         /* committed, not taken yet */
  RwChangeLog changes_running; /* of the running transaction */
  RwStmt *insert[RW_N_KINDS][RW_CACHE_INSERTS];
  RwStmt *upsert[RW_N_KINDS];
};

gboolean rw_cache_writer_create_ids   (RwCacheWriter    *self,
                                       GError          **error);
gboolean rw_cache_writer_run_with_id  (RwCacheWriter    *self,
                                       const char       *sql,
                                       const RwId       *id,
                                       GError          **error);
gboolean rw_cache_writer_write_view   (RwCacheWriter    *self,
                                       RwKind            kind,
                                       const RwId       *id,
                                       gint64            seq,
                                       const RwValue    *values,
                                       GError          **error);
gboolean rw_cache_writer_remove_view  (RwCacheWriter    *self,
                                       RwKind            kind,
                                       const RwId       *id,
                                       GError          **error);
gboolean rw_cache_writer_write_shadow (RwCacheWriter    *self,
                                       RwPendingRecord  *record,
                                       gint64            seq,
                                       const RwValue    *values,
                                       GError          **error);
gboolean rw_cache_writer_refold       (RwCacheWriter    *self,
                                       GError          **error);

G_END_DECLS
