/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-db.h"
#include "rw-record.h"

G_BEGIN_DECLS

void      rw_cache_row_bind    (RwStmt        *stmt,
                                guint          row,
                                RwKind         kind,
                                const RwId    *id,
                                gint64         seq,
                                const RwValue *values);
RwRecord *rw_cache_row_read    (RwStmt        *stmt,
                                RwKind         kind);
RwValue  *rw_cache_row_borrow  (RwRecord      *record);
char     *rw_cache_texts_write (char         **texts);
char    **rw_cache_texts_read  (const char    *json);

G_END_DECLS
