/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-db.h"
#include "rw-schema.h"

G_BEGIN_DECLS

/* "RWca" */
#define RW_CACHE_APPLICATION_ID 0x52576361

/**
 * RwCacheSql:
 * @columns: "id", "seq" and the fields, quoted and separated by commas
 * @upsert: a row that may be there: ?1 the id, ?2 the seq, ?3 … the fields
 * @remove: by id
 * @get: by id
 * @shadow_put: like @upsert for the server's row of a record with pending edits; the last
 *   parameter is whether it is deleted
 * @shadow_get: by id: the columns, then "deleted"
 * @shadow_remove: by id
 * @shadow_from_view: copies a row of the view, by id
 * @view_from_shadow: copies a row into the view, by id
 *
 * The statements of one kind, made once from the schema.
 */
typedef struct
{
  char *columns;
  char *upsert;
  char *remove;
  char *get;
  char *shadow_put;
  char *shadow_get;
  char *shadow_remove;
  char *shadow_from_view;
  char *view_from_shadow;
} RwCacheSql;

const RwCacheSql *rw_cache_schema_sql           (RwKind   kind);
char             *rw_cache_schema_insert_sql    (RwKind   kind,
                                                 guint    n_rows);
const char       *rw_cache_schema_hash          (void);
gboolean          rw_cache_schema_create_tables (RwDb    *db,
                                                 GError **error);
gboolean          rw_cache_schema_create_ids    (RwDb    *db,
                                                 GError **error);
gboolean          rw_cache_schema_create_rest   (RwDb    *db,
                                                 gint64    budget,
                                                 gboolean *more,
                                                 GError  **error);

G_END_DECLS
