/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The only way to sqlite3.h: never included from a header of another layer. */
#include <sqlite3.h>

#include "rw-db.h"
#include "rw-error.h"

G_BEGIN_DECLS

/* What was being done when something failed; picks the sentence. */
typedef enum
{
  RW_DB_OPENING,
  RW_DB_READING,
  RW_DB_WRITING,
  RW_DB_CHECKING,
} RwDbDoing;

struct _RwDb
{
  sqlite3 *handle;
  char *path;
  char *title;
  RwDbFlags flags;
  GThread *thread;
  GHashTable *idle; /* text (owned by the statement) → RwStmt */
  guint n_out;      /* statements handed out */
  guint wal_pages;  /* in the log after the last commit */
  guint wal_most;   /* beyond this many, a commit also checkpoints */
  GCancellable *cancellable;
  gboolean damaged; /* something in the file could not be what it says it is */
};

/* Rows that one statement can insert. */
#define RW_STMT_ROWS_MOST 32

struct _RwStmt
{
  RwDb *db;
  sqlite3_stmt *handle;
  char *sql;
  int bind_result; /* the first failed bind, told by the next step */
  /* The fields of each row to which rw_cache_row_bind() bound something else than null. */
  guint64 set[RW_STMT_ROWS_MOST];
};

gboolean rw_db_fail (RwDb      *db,
                     RwDbDoing  doing,
                     int        result,
                     GError   **error);
gboolean rw_search_function_install (RwDb    *db,
                                     GError **error);

G_END_DECLS
